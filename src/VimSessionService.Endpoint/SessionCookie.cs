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
    /// <param name="cookieHeaders">The Cookie headers.</param>
    /// <param name="issued">A token that the request may well carry, which is then not made again; null for none.</param>
    public static SessionToken[] Find(IReadOnlyList<string?> cookieHeaders, SessionToken? issued = null)
    {
        SessionToken[] tokens = [];
        var count = 0;
        for (var i = 0; i < cookieHeaders.Count; i++)
        {
            foreach (var value in new CookieValues(Name, cookieHeaders[i]))
            {
                if (count == tokens.Length)
                    Array.Resize(ref tokens, Math.Max(1, count * 2));
                tokens[count++] = issued?.Is(value) is true ? issued : new SessionToken(value.ToString());
            }
        }

        Array.Resize(ref tokens, count);
        return tokens;
    }

    /// <summary>The token in the <c>vcSessionCookie</c> SOAP header, which may be the value alone or the whole cookie.</summary>
    public static SessionToken[] FindInSoapHeader(string text) =>
        text.Contains(Name, StringComparison.Ordinal) ? Find([text]) : [new SessionToken(CookieValues.Unquote(text).ToString())];
}
