namespace VimSessionService.Endpoint;

/// <summary>Takes cookies out of requests, however clients write them (wire.md §2).</summary>
internal static class Cookies
{
    /// <summary>
    /// The values of a cookie, in their order: quoted or not, beside attributes that a client echoes, in one header line or several.
    /// </summary>
    public static IReadOnlyList<string> Find(string name, IReadOnlyList<string?> cookieHeaders)
    {
        List<string>? values = null;
        for (var i = 0; i < cookieHeaders.Count; i++)
        {
            var header = cookieHeaders[i].AsSpan();
            foreach (var range in header.SplitAny(';', ','))
            {
                var part = header[range].Trim();
                if (part.StartsWith(name, StringComparison.Ordinal) && part[name.Length..].TrimStart() is ['=', .. var value])
                    (values ??= []).Add(Unquote(value).ToString());
            }
        }

        return values is null ? [] : values;
    }

    /// <summary>A value without white space and quotes around it.</summary>
    public static ReadOnlySpan<char> Unquote(ReadOnlySpan<char> value) => value.Trim().Trim('"');
}
