using VimSessionService.Core.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint;

/// <summary>
/// Which answers set the cookie (docs/facts/cookies.md): the one that makes a session; of a 6.0 server also that of a login which failed;
/// of a 5.5 server and older the first one. A cookie that came before its session comes to own it, as the login adopts it.
/// </summary>
public sealed class CookieIssue(EndpointSettings settings, SessionTokenIssuer tokens)
{
    /// <summary>The token that the answer sets; null for none.</summary>
    public SessionToken? For(SdkCall call)
    {
        if (call.Context is not { } caller)
            return null;
        if (call.SessionChange is SessionOpened { Token: { } opened })
            return KeepsFirst && caller.OrphanToken is not null ? null : opened;
        if (call.Failure?.IssuedToken is { } issued)
            return issued;
        var isKnown = caller.OrphanToken is not null || call.EnteredSession is not null;
        return !isKnown && SetsEarly(call) ? tokens.Create(caller.Client.Address) : null;
    }

    /// <summary>Whether a login that carries the cookie of an earlier answer sets none, as on a 5.5 server: that cookie owns the session.</summary>
    private bool KeepsFirst => settings.Version <= ApiVersion.V5_5;

    private bool SetsEarly(SdkCall call) => settings.Version switch
    {
        <= ApiVersion.V5_5 => true,
        <= ApiVersion.V6_0 => call is { Request: LoginRequest, Failure: not null },
        _ => false,
    };
}
