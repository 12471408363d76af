using VimSessionService.Core.Sessions;

namespace VimSessionService.Endpoint;

/// <summary>The session's cookie, in the spelling that clients take apart by hand (wire.md §2).</summary>
public static class SessionCookie
{
    private const string Name = "vmware_soap_session";

    /// <summary>The value of <c>Set-Cookie</c>, with its quotes and the semicolon at its end.</summary>
    public static string Format(SessionToken token, bool isSecure) => isSecure
        ? $"{Name}=\"{token.Reveal()}\"; Path=/; HttpOnly; Secure;"
        : $"{Name}=\"{token.Reveal()}\"; Path=/; HttpOnly;";

    /// <summary>
    /// The tokens that a request carries, in their order: quoted or not, beside attributes that a client echoes, in one header line
    /// or several.
    /// </summary>
    public static IReadOnlyList<string> Find(IReadOnlyList<string?> cookieHeaders)
    {
        List<string>? tokens = null;
        for (var i = 0; i < cookieHeaders.Count; i++)
        {
            var header = cookieHeaders[i].AsSpan();
            foreach (var range in header.SplitAny(';', ','))
            {
                var part = header[range].Trim();
                if (part.StartsWith(Name, StringComparison.Ordinal) && part[Name.Length..].TrimStart() is ['=', .. var value])
                    (tokens ??= []).Add(Unquote(value).ToString());
            }
        }

        return tokens is null ? [] : tokens;
    }

    /// <summary>The token in the <c>vcSessionCookie</c> SOAP header, which may be the value alone or the whole cookie.</summary>
    public static IReadOnlyList<string> FindInSoapHeader(string text) =>
        text.Contains(Name, StringComparison.Ordinal) ? Find([text]) : [Unquote(text).ToString()];

    private static ReadOnlySpan<char> Unquote(ReadOnlySpan<char> value) => value.Trim().Trim('"');
}
