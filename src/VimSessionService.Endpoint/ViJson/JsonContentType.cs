namespace VimSessionService.Endpoint.ViJson;

/// <summary>Reads the header <c>Content-Type</c> of a request whose body has to be JSON.</summary>
internal static class JsonContentType
{
    /// <summary>Whether the body is said to be JSON in UTF-8, or nothing is said of it.</summary>
    public static bool IsJson(IReadOnlyList<string?> headers) => headers.Count switch
    {
        0 => true,
        1 => IsJson(headers[0]),
        _ => false,
    };

    private static bool IsJson(ReadOnlySpan<char> header)
    {
        var end = header.IndexOf(';');
        if (!(end < 0 ? header : header[..end]).Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase))
            return false;
        for (var rest = end < 0 ? [] : header[(end + 1)..]; !rest.IsEmpty;)
        {
            end = rest.IndexOf(';');
            var parameter = (end < 0 ? rest : rest[..end]).Trim();
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (parameter.StartsWith("charset=", StringComparison.OrdinalIgnoreCase)
                && !parameter["charset=".Length..].Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }

        return true;
    }
}
