using VimSessionService.Core.Sessions;

namespace VimSessionService.Endpoint;

/// <summary>The session's cookie, in the spelling that clients take apart by hand (docs/facts/cookies.md).</summary>
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
    public static SessionToken[] Find(IReadOnlyList<string?> cookieHeaders)
    {
        List<SessionToken>? tokens = null;
        for (var i = 0; i < cookieHeaders.Count; i++)
        {
            foreach (var value in new CookieValues(Name, cookieHeaders[i]))
                (tokens ??= []).Add(new SessionToken(value.ToString()));
        }

        return tokens is null ? [] : [.. tokens];
    }

    /// <summary>The token in the <c>vcSessionCookie</c> SOAP header, which may be the value alone or the whole cookie.</summary>
    public static SessionToken[] FindInSoapHeader(string text) =>
        text.Contains(Name, StringComparison.Ordinal) ? Find([text]) : [new SessionToken(CookieValues.Unquote(text).ToString())];
}
