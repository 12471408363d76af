namespace VimSessionService.Endpoint.Http;

/// <summary>How the body of a request is packed.</summary>
internal enum BodyEncoding
{
    None,
    Gzip,
    Unsupported,
}

/// <summary>Reads the header <c>Content-Encoding</c>, which may come in several lines and name several encodings.</summary>
internal static class ContentEncoding
{
    /// <summary>How the body is packed. More than one packing is not supported.</summary>
    public static BodyEncoding Of(IReadOnlyList<string?> lines)
    {
        var encoding = BodyEncoding.None;
        for (var i = 0; i < lines.Count; i++)
        {
            foreach (var part in lines[i].AsSpan().Split(','))
            {
                var name = lines[i].AsSpan(part.Start.Value, part.End.Value - part.Start.Value).Trim();
                if (name.IsEmpty || name.Equals("identity", StringComparison.OrdinalIgnoreCase))
                    continue;
                var isGzip = name.Equals("gzip", StringComparison.OrdinalIgnoreCase) || name.Equals("x-gzip", StringComparison.OrdinalIgnoreCase);
                encoding = isGzip && encoding == BodyEncoding.None ? BodyEncoding.Gzip : BodyEncoding.Unsupported;
                if (encoding == BodyEncoding.Unsupported)
                    return encoding;
            }
        }

        return encoding;
    }
}
