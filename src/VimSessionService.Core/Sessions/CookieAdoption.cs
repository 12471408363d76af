namespace VimSessionService.Core.Sessions;

/// <summary>
/// Decides whether a login takes over a cookie that the client holds and that owns no session. Servers up to 6.0 give cookies before there
/// is a session, and some clients never replace their first cookie. An attacker who can plant a cookie in another client would own that
/// client's next session, so a cookie is taken over only if it was issued to the same address a short time ago.
/// </summary>
/// <param name="tokens">Knows which address was given a token, and when.</param>
/// <param name="store">Knows which tokens' sessions have ended lately.</param>
/// <param name="isOn">Whether cookies are taken over at all.</param>
public sealed class CookieAdoption(SessionTokenIssuer tokens, ISessionStore store, bool isOn = true)
{
    /// <summary>How long a token can be taken over, from when it was given or from the end of the session that it owned.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>Whether a login of that client may take the token over.</summary>
    public async ValueTask<bool> AllowsAsync(SessionToken token, ClientInfo client, CancellationToken cancellationToken) =>
        isOn
        && tokens.AgeOf(token, client.Address) is { } age
        && (age <= Lifetime || await store.HasEndedLatelyAsync(token, cancellationToken));
}
