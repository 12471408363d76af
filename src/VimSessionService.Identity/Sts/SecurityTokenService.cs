using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions.Logins;
using VimSessionService.Identity.Keys;
using VimSessionService.Identity.Saml;
using VimSessionService.Identity.Sts.Faults;
using VimSessionService.Identity.Sts.Requesters;
using VimSessionService.Identity.Sts.Requests;
using VimSessionService.Identity.WsSecurity;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Sts;

/// <summary>
/// The security token service of single sign-on (WS-Trust 1.3 as a vCenter profiles it): it issues tokens to authenticated
/// requesters, renews and validates them, and lets solution users act as other users. It accepts only its own tokens.
/// </summary>
internal sealed class SecurityTokenService : IDisposable
{
    /// <summary>
    /// The longest message in bytes. The largest request holds two tokens, a certificate and a signature; to read one takes a multiple of
    /// its size in memory.
    /// </summary>
    public const int LongestMessage = 256 * 1024;

    private const int MostContext = 1024;

    private readonly INegotiator? _negotiator;
    private readonly RequestProofs _proofs;
    private readonly ISigningKeys _keys;
    private readonly RequesterAuthentication _authentication;
    private readonly Principals _principals;
    private readonly StsNegotiations _negotiations;
    private readonly TokenIssue _issue;
    private readonly MessageLimits _limits;

    /// <summary>Makes the service.</summary>
    /// <param name="accounts">The users.</param>
    /// <param name="extensions">The extensions, which may be solution users.</param>
    /// <param name="credentials">Checks passwords.</param>
    /// <param name="mapping">What a principal of single sign-on is here.</param>
    /// <param name="access">Whether everybody is known.</param>
    /// <param name="keys">What signs tokens.</param>
    /// <param name="options">What the operator set.</param>
    /// <param name="time">The clock.</param>
    /// <param name="randomness">Where the ids of tokens come from.</param>
    /// <param name="replays">Where is remembered what was used; null for the memory of this process.</param>
    /// <param name="negotiations">How many negotiations wait; null for the usual limits.</param>
    /// <param name="negotiator">The accepting side of SSPI; null for a service that has none.</param>
    /// <param name="logger">Where failures of timers are logged; null for nowhere.</param>
    public SecurityTokenService(
        AccountDirectory accounts,
        ExtensionDirectory extensions,
        ICredentialValidator credentials,
        PrincipalMapping mapping,
        AccessOptions access,
        ISigningKeys keys,
        StsOptions options,
        TimeProvider time,
        Randomness randomness,
        ReplayMemories? replays = null,
        NegotiationLimits? negotiations = null,
        INegotiator? negotiator = null,
        ILogger<SecurityTokenService>? logger = null)
    {
        _keys = keys;
        _negotiator = negotiator;
        _limits = options.Message;
        var solutions = new SolutionUsers(accounts, extensions);
        _proofs = new RequestProofs(
            new AssertionVerifier(keys, new AssertionOptions { ClockSkew = options.ClockTolerance, WeakHashes = options.WeakHashes, AcceptsEveryAudience = true }, time),
            new MessageProof(time, options.ClockTolerance, (replays ?? ReplayMemories.InProcess(time)).StsMessages, options.WeakHashes),
            solutions,
            options.ClockTolerance,
            time);
        _principals = new Principals(mapping, solutions, access.IsPermissive);
        _authentication = new RequesterAuthentication(credentials, solutions, _principals, access, time);
        _negotiations = new StsNegotiations(time, negotiations ?? new(), logger);
        _issue = new TokenIssue(keys, new TokenPolicy(options), _principals, accounts.SsoDomain, time, randomness);
    }

    /// <summary>Answers a request.</summary>
    public async ValueTask<StsAnswer> AnswerAsync(StsCall call, CancellationToken cancellationToken)
    {
        var operation = "(none)";
        MessageDocument envelope;
        var reader = new MessageReader(_limits);
        try
        {
            envelope = MessageDocument.Load(call.Message.ToArray(), reader, cancellationToken);
        }
        catch (ProofRefusedException unreadable)
        {
            // Real servers parse the envelope's beginning first, and what is in it later.
            var (fault, content) = reader.Root?.Is("Envelope", XmlNames.Soap) == true ? ("Server", StsResponses.Broken()) : ("Client", StsResponses.Unreadable());
            return new StsAnswer(500, content, operation) { Fault = fault, Reason = unreadable.Message };
        }

        SecurityHeader? header = null;
        StsAnswer answer;
        try
        {
            if (!SecurityHeader.IsIn(envelope))
                throw StsFaults.NoSecurityHeader();
            header = SecurityHeader.Read(envelope);
            var request = TokenRequest.Read(header.Body, call.Action?.Trim().Trim('"'));
            AddressingHeaders.RequireAction(header.Envelope, request.Operation);
            operation = request.Operation.ToString();
            _proofs.RequireFresh(header);
            await _keys.EnsureAsync(cancellationToken);
            answer = request.Operation switch
            {
                StsOperation.Issue => await IssueAsync(call, header, request, cancellationToken),
                StsOperation.Renew => await RenewAsync(call, header, request, cancellationToken),
                StsOperation.Validate => Validate(header, request),
                _ => await ChallengeAsync(call, request, cancellationToken),
            };
        }
        catch (StsFaultException fault)
        {
            answer = Refuse(fault, operation);
        }
        catch (ProofRefusedException refused)
        {
            answer = Refuse(StsFaults.InvalidSecurity(refused.Message), operation);
        }

        return answer with { LoginName = header?.UsernameToken?.Name.Truncate(Truncation.UserName) ?? answer.UserName };
    }

    /// <inheritdoc/>
    public void Dispose() => _negotiations.Dispose();

    private async ValueTask<StsAnswer> IssueAsync(StsCall call, SecurityHeader header, TokenRequest request, CancellationToken cancellationToken)
    {
        var token = header.Assertion is { } assertion ? _proofs.VerifyRequester(assertion) : null;
        var signer = RequestProofs.SignerOf(header, token);

        // The key of a token is one that this service vouches for. Any other is looked at first: whether it is somebody's.
        var signed = token is null ? null : _proofs.VerifySignature(header, signer);
        var requester = await FindRequesterAsync(call, header, token, signer, cancellationToken);
        if (request.Exchange is not { } leg)
        {
            return requester is null
                ? throw NobodyKnown(header)
                : await IssueAsync(call, header, request, requester, signer, signed ?? _proofs.VerifySignature(header, signer), default, cancellationToken);
        }

        if (_negotiator is null)
            throw StsFaults.FailedAuthentication("no negotiation is configured");
        if (requester is not null)
            throw StsFaults.FailedAuthentication("the message negotiates and proves its user otherwise too", requester.Name.Display);
        if (call.Message.Length > StsNegotiations.LongestMessage)
            throw StsFaults.RequestFailed("The specified request failed.", $"the message of a negotiation is longer than {StsNegotiations.LongestMessage} bytes");
        signed ??= _proofs.VerifySignature(header, signer);
        return await NegotiateAsync(call, new PendingExchange(call.Caller, _negotiator.Begin(), request, header, signer, signed, call.Message.Length), leg, cancellationToken);
    }

    /// <summary>A password may have to wait to be checked.</summary>
    private ValueTask<Requester?> FindRequesterAsync(
        StsCall call, SecurityHeader header, VerifiedAssertion? token, X509Certificate2? signer, CancellationToken cancellationToken) =>
        header.UsernameToken is null || call.Turn is not { } turn
            ? _authentication.FindAsync(header, token, signer, call.Caller.Client, cancellationToken)
            : turn.OutsideAsync(() => _authentication.FindAsync(header, token, signer, call.Caller.Client, cancellationToken), cancellationToken);

    private async ValueTask<StsAnswer> ChallengeAsync(StsCall call, TokenRequest request, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(request.Context))
            throw StsFaults.RequestFailed("Bad request! Missing context value!");
        if (request.Exchange is not { } leg)
            throw StsFaults.InvalidSecurity("the response has no binary exchange");
        var pending = await _negotiations.TakeAsync(request.Context, call.Caller, cancellationToken) ?? throw StsFaults.FailedAuthentication("no negotiation waits for the response");
        return await NegotiateAsync(call, pending, leg, cancellationToken);
    }

    private async ValueTask<StsAnswer> NegotiateAsync(StsCall call, PendingExchange pending, byte[] token, CancellationToken cancellationToken)
    {
        var isWaiting = false;
        try
        {
            var leg = await pending.Negotiation.AcceptAsync(token, cancellationToken);
            var context = pending.Request.Context;
            if (leg.Principal is { } principal)
            {
                var identity = _principals.Find(principal)
                    ?? throw StsFaults.FailedAuthentication("the negotiation proves a user of single sign-on who is not there", principal.Name.Display);
                var requester = new Requester(principal.Name, identity, Requester.ByKerberos);
                return await IssueAsync(call, pending.Header, pending.Request, requester, pending.Signer, pending.Signed, leg.Answer, cancellationToken);
            }

            if (string.IsNullOrEmpty(context) || context.Length > MostContext)
                throw StsFaults.RequestFailed("Missing context!", "the negotiation has another leg, and the request has no context or one that is too long");
            _negotiations.Add(context, pending with { Caller = call.Caller });
            isWaiting = true;
            return new StsAnswer(200, StsResponses.Negotiating(context, leg.Answer.Span), nameof(StsOperation.Challenge));
        }
        catch (ProofRefusedException refused)
        {
            throw StsFaults.FailedAuthentication($"the negotiation is refused: {refused.Message}", refused.UserName);
        }
        finally
        {
            if (!isWaiting)
                pending.Negotiation.Dispose();
        }
    }

    private async ValueTask<StsAnswer> IssueAsync(
        StsCall call,
        SecurityHeader header,
        TokenRequest request,
        Requester requester,
        X509Certificate2? signer,
        SignedMessage? signed,
        ReadOnlyMemory<byte> exchange,
        CancellationToken cancellationToken)
    {
        var actAs = request.ActAs is { } element ? _proofs.VerifyActAs(header, request, requester, element) : null;
        var delegated = request.DelegateTo is { } name ? _proofs.FindDelegate(name) : null;
        var key = ConfirmationKeys.Choose(request, header, signer, delegated?.Certificate);
        await _proofs.UseUpAsync(signed, requester, cancellationToken);
        var made = _issue.Make(
            new TokenSpecification
            {
                Request = request,
                Requester = requester,
                Template = actAs ?? requester.Token,
                Delegate = actAs is null ? delegated?.Name : requester.Name,
                ConfirmationKey = key,
                IsDelegatable = request.IsDelegatable ?? false,
                Audience = request.Participants,
            },
            call.Address);
        var content = StsResponses.Issued(made.Token, request.Context, key is null, made.IsDelegatable, made.SignatureAlgorithm, exchange.Span);
        return new StsAnswer(200, content, nameof(StsOperation.Issue)) { UserName = requester.Name.Display };
    }

    private async ValueTask<StsAnswer> RenewAsync(StsCall call, SecurityHeader header, TokenRequest request, CancellationToken cancellationToken)
    {
        if (request.Target is not { } target)
            throw StsFaults.RequestFailed("The renew request does not contain token for renewal!");
        if (header.Assertion is not null)
            throw StsFaults.InvalidRequest("Request should contain only one assertion!");
        var token = _proofs.VerifyRequester(target);
        var signer = RequestProofs.SignerOf(header, token);
        var signed = _proofs.VerifySignature(header, signer);
        var requester = await FindRequesterAsync(call, header, token, signer, cancellationToken) ?? throw NobodyKnown(header);
        if (!token.IsRenewable)
            throw StsFaults.UnableToRenew("Unable to renew non-renewable token");
        await _proofs.UseUpAsync(signed, requester, cancellationToken);
        var made = _issue.Make(
            new TokenSpecification
            {
                Request = request with { IsRenewable = true, Participants = [] },
                Requester = requester,
                Template = token,
                ConfirmationKey = token.ConfirmationKey,
                IsRenewal = true,
                IsDelegatable = token.IsDelegatable,
                Audience = TokenHistory.Of(token.Element).Audience,
            },
            call.Address);
        return new StsAnswer(200, StsResponses.Renewed(made.Token, request.Context, made.IsRenewable), nameof(StsOperation.Renew)) { UserName = requester.Name.Display };
    }

    private StsAnswer Validate(SecurityHeader header, TokenRequest request)
    {
        if (request.Target is not { } target)
            throw StsFaults.RequestFailed("The validate request does not contain token for validation!");
        if (header.Assertion is not null)
            throw StsFaults.InvalidRequest("Request should contain only one assertion!");
        var problem = _proofs.ProblemOf(target);
        return new StsAnswer(200, StsResponses.Validated(problem is null, request.Context), nameof(StsOperation.Validate)) { Reason = problem };
    }

    private static StsFaultException NobodyKnown(SecurityHeader header) => StsFaults.FailedAuthentication(
        header.BinarySecurityToken is { Certificate: var certificate }
            ? $"no user has the certificate of {certificate.Subject.Truncate(Truncation.UserName)}"
            : "the security header proves nobody");

    private static StsAnswer Refuse(StsFaultException fault, string operation) => new(500, StsResponses.Fault(fault), operation)
    {
        UserName = fault.UserName?.Truncate(Truncation.UserName),
        Fault = fault.Code,
        Reason = fault.Reason,
    };
}
