using VimSessionService.Core.Authentication;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Messages;
using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Sessions.Logins;

/// <summary>
/// Logs in the principal of a security context (specification, LoginBySSPI). The order of checks is that of every login (docs/facts/sessions.md): second
/// login, locale, token, access. Until the context is complete, it is identified by the cookie that the challenge sets, and a client that
/// does not send the cookie starts again; the same cookie then owns the session. The method's result has no field for the last token of the completed
/// context, which mutual authentication would need.
/// </summary>
/// <param name="sessions">The rules of sessions.</param>
/// <param name="negotiator">The accepting side; null for a service that has none.</param>
/// <param name="pending">The half-built contexts, each tied to the cookie that its challenge set (docs/facts/sessions.md). Cookies are kept as hashes.</param>
/// <param name="tokens">Makes the cookie of a half-built context.</param>
/// <param name="mapping">What a principal is here.</param>
/// <param name="locales">The locales.</param>
internal sealed class SspiLogin(
    SessionService sessions,
    INegotiator? negotiator,
    PendingNegotiations<SecretHash, INegotiation> pending,
    SessionTokenIssuer tokens,
    PrincipalMapping mapping,
    LocaleCatalog locales)
{
    /// <summary>How long a negotiation may take from its first token to its last.</summary>
    public static readonly TimeSpan NegotiationLifetime = TimeSpan.FromMinutes(2);

    /// <summary>The longest token, in bytes: what a Windows client sends with the largest ticket that it is given.</summary>
    internal const int MaxTokenLength = 65_536;

    /// <summary>White space may stand in base64.</summary>
    private const int MaxTextLength = MaxTokenLength * 3 / 2;

    /// <summary>Takes the next token of a client, and logs it in once its context is finished.</summary>
    /// <exception cref="VimFaultException">
    /// SSPIChallenge with the token for the client, which must call again with its next token; InvalidLogin: a second login, or
    /// a token that is malformed, proves nothing, or is out of turn; InvalidLocale; NoPermission for a principal without access;
    /// NotSupported without a negotiator.
    /// </exception>
    /// <exception cref="SessionCapReachedException">No further session is admitted.</exception>
    public async ValueTask<SessionOpened> LoginAsync(CallContext call, string base64Token, string? locale)
    {
        if (negotiator is null)
            throw new VimFaultException(new NotSupported(), "the service does not support SSPI");
        await sessions.RefuseSecondLoginAsync(call);
        call.Ask(locales.Resolve(locale));
        if (!TryReserve(call, out var reserved))
            throw await sessions.RefuseCredentialsAsync(call, "", "another call is at the client's negotiation");
        var principal = reserved is var (negotiation, cookie)
            ? await GoOnAsync(call, negotiation, cookie, base64Token)
            : await BeginAsync(call, negotiator, base64Token);
        call.Claim(principal.Name.Display);
        return await sessions.OpenAsync(call, mapping.IdentityOf(principal), locale, extensionSession: false);
    }

    /// <summary>
    /// Finds the negotiation of a cookie of the call. That one of the cookies could not be taken over any more does not matter: it could when the negotiation
    /// began. False when another call has reserved it.
    /// </summary>
    private bool TryReserve(CallContext call, out (PendingNegotiation<SecretHash, INegotiation> Negotiation, SessionToken Cookie)? reserved)
    {
        reserved = null;
        var network = call.Client.Network;
        foreach (var cookie in call.Head.Tokens)
        {
            if (!SecretHash.TryOf(cookie.Reveal(), out var hash))
                continue;
            if (!pending.TryReserve(hash, network, out var found))
                return false;
            if (found is null)
                continue;
            reserved = (found, cookie);
            return true;
        }

        return true;
    }

    private async ValueTask<FederatedPrincipal> BeginAsync(CallContext call, INegotiator accepting, string base64Token)
    {
        var negotiation = accepting.Begin();
        var isKept = false;
        try
        {
            var leg = await AcceptAsync(call, negotiation, base64Token);
            if (leg.Principal is { } principal)
                return principal;
            // A client that holds a cookie of this service may be one that keeps its first for ever (docs/facts/cookies.md).
            var cookie = call.OrphanToken ?? tokens.Create(call.Client.Address);
            if (!SecretHash.TryOf(cookie.Reveal(), out var hash))
                throw new InvalidOperationException("The cookie is not a session token.");
            pending.Add(hash, call.Client.Network, negotiation);
            isKept = true;
            throw Challenge(cookie, leg);
        }
        finally
        {
            if (!isKept)
                negotiation.Dispose();
        }
    }

    private async ValueTask<FederatedPrincipal> GoOnAsync(CallContext call, PendingNegotiation<SecretHash, INegotiation> reserved, SessionToken cookie, string base64Token)
    {
        var isKept = false;
        try
        {
            var leg = await AcceptAsync(call, reserved.Kept, base64Token);
            if (leg.Principal is { } principal)
            {
                call.ContinueWith(cookie);
                return principal;
            }

            isKept = pending.TryRelease(reserved);
            throw isKept ? Challenge(cookie, leg) : await sessions.RefuseCredentialsAsync(call, "", "the negotiation took too long");
        }
        finally
        {
            if (!isKept)
                pending.End(reserved);
        }
    }

    private async ValueTask<NegotiationLeg> AcceptAsync(CallContext call, INegotiation negotiation, string base64Token)
    {
        try
        {
            return await negotiation.AcceptAsync(Decode(base64Token), call.Cancelled);
        }
        catch (ProofRefusedException refused)
        {
            call.Claim(refused.UserName);
            throw await sessions.RefuseCredentialsAsync(call, refused.UserName, $"the security context is refused: {refused.Message}");
        }
    }

    private static LoginIncompleteException Challenge(SessionToken cookie, NegotiationLeg leg) =>
        new(new SSPIChallenge { Base64Token = Convert.ToBase64String(leg.Answer.Span) }, cookie, "the negotiation needs another token of the client");

    private static ReadOnlyMemory<byte> Decode(string base64Token)
    {
        if (base64Token.Length > MaxTextLength)
            throw new ProofRefusedException($"a token of {base64Token.Length} characters is too long");
        var token = new byte[base64Token.Length];
        if (!Convert.TryFromBase64String(base64Token, token, out var length))
            throw new ProofRefusedException("the token is not base64");
        return length switch
        {
            0 => throw new ProofRefusedException("the token is empty"),
            > MaxTokenLength => throw new ProofRefusedException($"a token of {length} bytes is too long"),
            _ => token.AsMemory(0, length),
        };
    }
}
