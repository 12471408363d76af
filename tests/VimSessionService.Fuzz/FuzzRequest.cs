using System.Text;

namespace VimSessionService.Fuzz;

/// <summary>A request as it is sent.</summary>
internal sealed record FuzzRequest(string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, byte[] Body)
{
    /// <summary>Whether the request has the cookie of the live session in its usual form.</summary>
    public bool HasLiveCookie => Headers.Any(static header => header.Name == "Cookie" && header.Value.StartsWith("vmware_soap_session=\"LIVE\";", StringComparison.Ordinal));

    /// <summary>The request as text, for a report.</summary>
    public override string ToString() =>
        $"{Method} {Target}\n{string.Join('\n', Headers.Select(static header => $"{header.Name}: {header.Value}"))}\n\n{Encoding.Latin1.GetString(Body)}";
}
