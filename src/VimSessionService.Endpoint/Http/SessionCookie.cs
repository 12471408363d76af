using VimSessionService.Core.Sessions;

namespace VimSessionService.Endpoint.Http;

/// <summary>The session's cookie, in the spelling that clients take apart by hand (docs/facts/cookies.md).</summary>
internal static class SessionCookie
{
    private const string Name = "vmware_soap_session";
    private const string CookieSource = $"cookie {Name}";
    private const string HeaderSource = "SOAP header vcSessionCookie";

    /// <summary>The value of <c>Set-Cookie</c>, with its quotes and the semicolon at its end.</summary>
    public static string Format(SessionToken token, bool isSecure) => isSecure
        ? $"{Name}=\"{token.Reveal()}\"; Path=/; HttpOnly; Secure;"
        : $"{Name}=\"{token.Reveal()}\"; Path=/; HttpOnly;";

    /// <summary>
    /// The tokens that a request carries, in their order: quoted or not, beside attributes that a client echoes, in one header line
    /// or several.
    /// </summary>
    /// <param name="cookieHeaders">The Cookie headers.</param>
    /// <param name="soapHeader">The <c>vcSessionCookie</c> SOAP header, which may be the value alone or the whole cookie; null for none.</param>
    public static SessionToken[] Find(IReadOnlyList<string?> cookieHeaders, string? soapHeader)
    {
        SessionToken? first = null;
        List<SessionToken>? all = null;
        for (var i = 0; i < cookieHeaders.Count; i++)
            Add(cookieHeaders[i], CookieSource);
        if (soapHeader?.Contains(Name, StringComparison.Ordinal) == true)
            Add(soapHeader, HeaderSource);
        else if (soapHeader is not null)
            AddOne(CookieValues.Unquote(soapHeader), HeaderSource);
        return all is not null ? [.. all] : first is not null ? [first] : [];

        void Add(ReadOnlySpan<char> line, string source)
        {
            foreach (var value in new CookieValues(Name, line))
                AddOne(value, source);
        }

        // Nearly every request has one token or none.
        void AddOne(ReadOnlySpan<char> value, string source)
        {
            var token = new SessionToken(value.ToString(), source);
            if (first is null)
                first = token;
            else
                (all ??= [first]).Add(token);
        }
    }
}
