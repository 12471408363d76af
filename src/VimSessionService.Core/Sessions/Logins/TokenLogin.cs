using VimSessionService.Core.Authentication;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Messages;
using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Sessions.Logins;

/// <summary>
/// Logs in whom a token proves (specification, LoginByToken). The order of checks is that of every login (docs/facts/sessions.md): second login,
/// locale, token, access. That the token expires later does not end the session.
/// </summary>
/// <param name="sessions">The rules of sessions.</param>
/// <param name="validator">Verifies tokens; null for a service without single sign-on.</param>
/// <param name="mapping">What a principal is here.</param>
/// <param name="locales">The locales.</param>
internal sealed class TokenLogin(SessionService sessions, ITokenValidator? validator, PrincipalMapping mapping, LocaleCatalog locales)
{
    /// <summary>The session of the call is logged in.</summary>
    private static readonly InvalidLogin RegisterFailed = SecondLogin("RegisterFailed");

    /// <summary>It has ended since the call came.</summary>
    private static readonly InvalidLogin AlreadyClosed = SecondLogin("AlreadyClosed");

    /// <summary>Logs the bearer of the call's token in.</summary>
    /// <exception cref="VimFaultException">
    /// InvalidLogin: a second login, no token, or one that is not good; InvalidLocale; NoPermission for a principal without access;
    /// NotSupported without single sign-on.
    /// </exception>
    /// <exception cref="SessionCapReachedException">No further session is admitted.</exception>
    public async ValueTask<SessionOpened> LoginAsync(CallContext call, string? locale)
    {
        if (validator is null)
            throw new VimFaultException(new NotSupported(), "the service has no single sign-on");
        if (call.Session is { } known && call.Version >= ApiVersion.V9_1_0_0)
            await sessions.RefuseSecondLoginAsync(call, await sessions.IsLiveAsync(known, call.Cancelled) ? RegisterFailed : AlreadyClosed);
        await sessions.RefuseSecondLoginAsync(call);
        call.Ask(locales.Resolve(locale));
        FederatedPrincipal principal;
        try
        {
            principal = call.Head.Proof is { } proof
                ? await proof.VerifyAsync(validator, call.Client, call.Cancelled)
                : throw new ProofRefusedException("the request has no security header");
        }
        catch (ProofRefusedException refused)
        {
            call.Claim(refused.UserName);
            throw await sessions.RefuseCredentialsAsync(call, refused.UserName, $"the token is refused: {refused.Message}");
        }

        call.Claim(principal.Name.Display);
        if (principal.IsOwn && !mapping.IsKnown(principal.Name))
            throw await sessions.RefuseCredentialsAsync(call, principal.Name.Display, "the token is refused: its user is gone");
        return await sessions.OpenAsync(call, mapping.IdentityOf(principal), locale, extensionSession: false);
    }

    /// <summary>
    /// How 9.1 says why the session of a call cannot be logged in. The name of the argument is not known. A session that is being terminated (<c>Terminating</c>) does not occur:
    /// the end of a session is one step.
    /// </summary>
    private static InvalidLogin SecondLogin(string reason) => new()
    {
        FaultMessage =
        [
            new LocalizableMessage
            {
                Key = "vim.fault.InvalidLoginWithReason",
                Arg = [new KeyAnyValue { Key = "reason", Value = "vim.fault.InvalidLoginReason" + reason }],
            },
        ],
    };
}
