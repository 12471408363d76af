namespace VimSessionService.Endpoint.Http;

/// <summary>
/// The values of a cookie in a Cookie header, in their order, however clients write them: quoted or not, beside attributes that a client
/// echoes (docs/facts/cookies.md).
/// </summary>
/// <param name="name">The cookie.</param>
/// <param name="header">The header's line.</param>
internal ref struct CookieValues(string name, ReadOnlySpan<char> header)
{
    private ReadOnlySpan<char> _rest = header;

    /// <summary>A value, without white space and quotes around it.</summary>
    public ReadOnlySpan<char> Current { get; private set; }

    /// <summary>Every value of a cookie, in one header line or several.</summary>
    public static List<string> Of(string name, IReadOnlyList<string?> headers)
    {
        List<string> values = [];
        foreach (var header in headers)
        {
            foreach (var value in new CookieValues(name, header))
                values.Add(value.ToString());
        }

        return values;
    }

    /// <summary>A value without white space and quotes around it.</summary>
    public static ReadOnlySpan<char> Unquote(ReadOnlySpan<char> value) => value.Trim().Trim('"');

    public readonly CookieValues GetEnumerator() => this;

    public bool MoveNext()
    {
        while (!_rest.IsEmpty)
        {
            var end = _rest.IndexOfAny(';', ',');
            var part = (end < 0 ? _rest : _rest[..end]).Trim();
            _rest = end < 0 ? [] : _rest[(end + 1)..];
            if (part.StartsWith(name, StringComparison.Ordinal) && part[name.Length..].TrimStart() is ['=', .. var value])
            {
                Current = Unquote(value);
                return true;
            }
        }

        return false;
    }
}
