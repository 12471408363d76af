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
    /// <summary>How 9.1 says that the session of a call is logged in already. The name of the argument is not known.</summary>
    private static readonly InvalidLogin SecondLogin = new()
    {
        FaultMessage =
        [
            new LocalizableMessage
            {
                Key = "vim.fault.InvalidLoginWithReason",
                Arg = [new KeyAnyValue { Key = "reason", Value = "vim.fault.InvalidLoginReasonRegisterFailed" }],
            },
        ],
    };

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
        sessions.RefuseSecondLogin(call, call.Version >= ApiVersion.V9_1_0_0 ? SecondLogin : null);
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
            throw sessions.RefuseCredentials(call, refused.UserName, $"the token is refused: {refused.Message}");
        }

        if (principal.IsOwn && !mapping.IsKnown(principal.Name))
            throw sessions.RefuseCredentials(call, principal.Name.Display, "the token is refused: its user is gone");
        return await sessions.OpenAsync(call, mapping.IdentityOf(principal), locale, extensionSession: false);
    }
}
