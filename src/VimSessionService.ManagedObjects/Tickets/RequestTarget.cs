using System.Diagnostics.CodeAnalysis;

namespace VimSessionService.ManagedObjects.Tickets;

/// <summary>
/// The path and query of a URL in one spelling, so that a ticket is good for its request however a client escapes it, and a
/// resource has one name. No path leads upwards.
/// </summary>
internal sealed record RequestTarget
{
    private const int MaxLength = 4096;

    private RequestTarget(string text) => Text = text;

    /// <summary>The one spelling: segments and parameters escaped alike, parameters in order of their names.</summary>
    public string Text { get; }

    /// <summary>The segments of the path as they were before they were escaped.</summary>
    public string[] Segments => Array.ConvertAll(Text.Split('?', 2)[0].Split('/', StringSplitOptions.RemoveEmptyEntries), static segment => Uri.UnescapeDataString(segment));

    /// <summary>The value of a parameter, the first of several; null when there is none.</summary>
    public string? Parameter(string name) => Text.Split('?', 2) is [_, var query]
        ? Array.Find(query.Split('&'), parameter => parameter.StartsWith(name + "=", StringComparison.Ordinal)) is { } found ? Uri.UnescapeDataString(found[(name.Length + 1)..]) : null
        : null;

    /// <summary>Reads the path and query of a URL or of a request line; false when it is too long or leads upwards.</summary>
    public static bool TryParse(string pathAndQuery, [NotNullWhen(true)] out RequestTarget? target)
    {
        target = null;
        if (pathAndQuery is not ['/', ..] || pathAndQuery.Length > MaxLength)
            return false;
        var text = pathAndQuery.Split('#', 2)[0].Split('?', 2);
        // libvirt escapes the slashes of a path in a datastore too.
        var segments = Uri.UnescapeDataString(text[0]).Split('/');
        for (var i = 0; i < segments.Length; i++)
        {
            if (segments[i] is "." or ".." || segments[i].AsSpan().ContainsAny('\\', '\0'))
                return false;
            segments[i] = Uri.EscapeDataString(segments[i]);
        }

        var path = string.Join('/', segments);
        target = new RequestTarget(text.Length == 1 || text[1].Length == 0 ? path : $"{path}?{Query(text[1])}");
        return true;
    }

    /// <summary>Reads an absolute URL of HTTP with its host; false when it is none.</summary>
    public static bool TryParseUrl(string? url, [NotNullWhen(true)] out RequestTarget? target, out string host)
    {
        target = null;
        host = "";
        if (url is null || url.Length > MaxLength || !Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("https" or "http"))
            return false;
        host = uri.Host;
        // From the text itself: Uri would resolve the dots away.
        var rest = url.AsSpan(url.IndexOf("://", StringComparison.Ordinal) + 3);
        var end = rest.IndexOfAny("/?#");
        var pathAndQuery = end < 0 ? "/" : rest[end..].ToString();
        return host.Length > 0 && TryParse(pathAndQuery[0] == '/' ? pathAndQuery : "/" + pathAndQuery, out target);
    }

    private static string Query(string text)
    {
        var parameters = new List<string>();
        foreach (var parameter in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = parameter.Split('=', 2);
            parameters.Add(string.Join('=', parts.Select(static part => Uri.EscapeDataString(Uri.UnescapeDataString(part.Replace('+', ' '))))));
        }

        parameters.Sort(StringComparer.Ordinal);
        return string.Join('&', parameters);
    }
}
