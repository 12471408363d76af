using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Soap;

/// <summary>
/// Which answers set the cookie (docs/facts/cookies.md): the one that makes a session; of a 6.0 server also that of a login which failed;
/// of a 5.5 server and older the first one. A cookie that came before its session comes to own it, as the login adopts it.
/// </summary>
internal sealed class CookieIssue(EndpointOptions settings, SessionTokenIssuer tokens)
{
    /// <summary>The token that the answer sets; null for none.</summary>
    public SessionToken? For(CallOutcome outcome)
    {
        if (outcome.Context is not { } caller)
            return null;
        if (outcome.IssuedToken is { } issued)
            return KeepsFirst && caller.OrphanToken is not null && outcome.SessionChange is not null ? null : issued;
        var isKnown = caller.OrphanToken is not null || caller.EnteredSession is not null;
        return !isKnown && SetsEarly(outcome) ? tokens.Create(caller.Client.Address) : null;
    }

    /// <summary>Whether a login that carries the cookie of an earlier answer sets none, as on a 5.5 server: that cookie owns the session.</summary>
    private bool KeepsFirst => settings.Version <= ApiVersion.V5_5;

    private bool SetsEarly(CallOutcome outcome) => settings.Version switch
    {
        <= ApiVersion.V5_5 => true,
        <= ApiVersion.V6_0 => outcome is { Call.Arguments: LoginRequest, Failure: not null },
        _ => false,
    };
}
