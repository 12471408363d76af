namespace VimSessionService.Endpoint.Http;

/// <summary>Reads the header <c>Accept-Encoding</c>.</summary>
internal static class AcceptEncoding
{
    /// <summary>Whether gzip is named and not refused by a weight of zero.</summary>
    public static bool HasGzip(IReadOnlyList<string?> headers)
    {
        for (var i = 0; i < headers.Count; i++)
        {
            foreach (var range in headers[i].AsSpan().Split(','))
            {
                var coding = headers[i].AsSpan()[range].Trim();
                if (coding.StartsWith("gzip", StringComparison.OrdinalIgnoreCase))
                    return !coding[4..].Trim(" ;").StartsWith("q=0", StringComparison.Ordinal) || coding.Contains("q=0.", StringComparison.Ordinal);
            }
        }

        return false;
    }
}
