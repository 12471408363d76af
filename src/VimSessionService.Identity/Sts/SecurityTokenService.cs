using System.Security.Cryptography.X509Certificates;
using VimSessionService.Core;
using VimSessionService.Core.Federation;
using VimSessionService.Core.Negotiation;
using VimSessionService.Core.Users;
using VimSessionService.Identity.Keys;
using VimSessionService.Identity.Saml;
using VimSessionService.Identity.Sts.Requesters;
using VimSessionService.Identity.Sts.Requests;
using VimSessionService.Identity.WsSecurity;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Sts;

/// <summary>
/// The security token service of single sign-on (WS-Trust 1.3 as a vCenter profiles it): it gives tokens to whoever proves who they
/// are, renews them, says whether they are good, and lets solution users act as others. It believes tokens of its own only.
/// </summary>
public sealed class SecurityTokenService : IDisposable
{
    private const int MostContext = 1024;

    private readonly INegotiator? _negotiator;
    private readonly TimeSpan _tolerance;
    private readonly TimeProvider _time;
    private readonly AssertionVerifier _assertions;
    private readonly MessageProof _proof;
    private readonly SolutionUsers _solutions;
    private readonly RequesterAuthentication _authentication;
    private readonly Principals _principals;
    private readonly PendingExchanges _pending;
    private readonly TokenIssue _issue;

    /// <summary>Makes the service.</summary>
    /// <param name="core">Users, extensions, the check of passwords, and what negotiates with users, where something does.</param>
    /// <param name="keys">What signs tokens.</param>
    /// <param name="settings">What the operator set.</param>
    public SecurityTokenService(ServiceCore core, ISigningKeys keys, StsSettings settings)
    {
        _negotiator = core.Settings.Negotiator;
        _tolerance = settings.ClockTolerance;
        _time = core.Settings.Time;
        _assertions = new AssertionVerifier(
            keys, new AssertionSettings { ClockSkew = settings.ClockTolerance, WeakHashes = settings.WeakHashes, AcceptsEveryAudience = true }, _time);
        _proof = new MessageProof(_time, settings.ClockTolerance, new ReplayMemory(_time), settings.WeakHashes);
        _solutions = new SolutionUsers(core.Settings.Accounts, core.Extensions);
        _principals = new Principals(core.Settings.Accounts, core.Mapping, _solutions, core.Settings.Permissive);
        _authentication = new RequesterAuthentication(core.Credentials, _solutions, _principals, _time);
        _pending = new PendingExchanges(_time);
        _issue = new TokenIssue(keys, new TokenPolicy(settings), _principals, core.Settings.Accounts.SsoDomain, _time);
    }

    /// <summary>Answers a request.</summary>
    public async ValueTask<StsAnswer> AnswerAsync(StsCall call, CancellationToken cancellationToken)
    {
        var operation = "(none)";
        MessageDocument envelope;
        try
        {
            envelope = MessageDocument.Load(call.Message);
        }
        catch (ProofRefusedException unreadable)
        {
            return new StsAnswer(500, StsResponses.Unreadable(), operation) { Fault = "Client", Reason = unreadable.Message };
        }

        try
        {
            var header = SecurityHeader.Read(envelope);
            var request = TokenRequest.Read(header.Body, call.Action?.Trim().Trim('"'));
            operation = request.Operation.ToString();
            RequireFresh(header);
            return request.Operation switch
            {
                StsOperation.Issue => await IssueAsync(call, header, request, cancellationToken),
                StsOperation.Renew => await RenewAsync(call, header, request, cancellationToken),
                StsOperation.Validate => Validate(header, request),
                _ => Challenge(call, request),
            };
        }
        catch (StsFaultException fault)
        {
            return Refuse(fault, operation);
        }
        catch (ProofRefusedException refused)
        {
            return Refuse(StsFaults.InvalidSecurity(refused.Message), operation);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _pending.Dispose();

    private async ValueTask<StsAnswer> IssueAsync(StsCall call, SecurityHeader header, TokenRequest request, CancellationToken cancellationToken)
    {
        var token = header.Assertion is { } assertion ? VerifyRequester(assertion) : null;
        var signer = VerifySignature(header, token);
        var requester = await _authentication.FindAsync(header, token, signer, call.Client, cancellationToken);
        if (request.Exchange is not { } leg)
            return Issue(call, header, request, requester ?? throw NobodyKnown(header), signer, []);
        if (_negotiator is null)
            throw StsFaults.FailedAuthentication("no negotiation is configured");
        if (requester is not null)
            throw StsFaults.FailedAuthentication("the message negotiates and proves its user otherwise too", requester.Name.Display);
        if (call.Message.Length > PendingExchanges.LongestMessage)
            throw StsFaults.RequestFailed("The specified request failed.", $"the message of a negotiation is longer than {PendingExchanges.LongestMessage} bytes");
        return Negotiate(call, new PendingExchange(_negotiator.Begin(), request, header, signer, call.Message.Length), leg);
    }

    private StsAnswer Challenge(StsCall call, TokenRequest request)
    {
        if (string.IsNullOrEmpty(request.Context))
            throw StsFaults.RequestFailed("Bad request! Missing context value!");
        if (request.Exchange is not { } leg)
            throw StsFaults.InvalidSecurity("the response has no binary exchange");
        var pending = _pending.Take(request.Context, call.Client.Address) ?? throw StsFaults.FailedAuthentication("no negotiation waits for the response");
        return Negotiate(call, pending, leg);
    }

    private StsAnswer Negotiate(StsCall call, PendingExchange pending, byte[] token)
    {
        var isWaiting = false;
        try
        {
            var leg = pending.Negotiation.Accept(token);
            var context = pending.Request.Context;
            if (leg.Principal is { } principal)
            {
                var identity = _principals.Find(principal)
                    ?? throw StsFaults.FailedAuthentication("the negotiation proves a user of single sign-on who is not there", principal.Name.Display);
                var requester = new Requester(principal.Name, identity, Requester.ByKerberos);
                return Issue(call, pending.Header, pending.Request, requester, pending.Signer, leg.Answer.Span);
            }

            if (string.IsNullOrEmpty(context) || context.Length > MostContext)
                throw StsFaults.RequestFailed("Missing context!", "the negotiation has another leg, and the request has no context or one that is too long");
            _pending.Add(context, call.Client.Address, pending);
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

    private StsAnswer Issue(
        StsCall call, SecurityHeader header, TokenRequest request, Requester requester, X509Certificate2? signer, ReadOnlySpan<byte> exchange)
    {
        var actAs = request.ActAs is { } element ? VerifyActAs(header, request, requester, element) : null;
        var delegated = request.DelegateTo is { } name ? FindDelegate(name) : null;
        var key = ConfirmationKeys.Choose(request, header, signer, delegated?.Certificate);
        var made = _issue.Make(
            new TokenOrder
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
        var content = StsResponses.Issued(made.Token, request.Context, key is null, made.IsDelegatable, made.SignatureAlgorithm, exchange);
        return new StsAnswer(200, content, nameof(StsOperation.Issue)) { UserName = requester.Name.Display };
    }

    private async ValueTask<StsAnswer> RenewAsync(StsCall call, SecurityHeader header, TokenRequest request, CancellationToken cancellationToken)
    {
        if (request.Target is not { } target)
            throw StsFaults.RequestFailed("The renew request does not contain token for renewal!");
        if (header.Assertion is not null)
            throw StsFaults.InvalidRequest("Request should contain only one assertion!");
        var token = VerifyRequester(target);
        var signer = VerifySignature(header, token);
        var requester = await _authentication.FindAsync(header, token, signer, call.Client, cancellationToken) ?? throw NobodyKnown(header);
        if (!token.IsRenewable)
            throw StsFaults.UnableToRenew("Unable to renew non-renewable token");
        var made = _issue.Make(
            new TokenOrder
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
        string? problem = null;
        try
        {
            _assertions.Verify(target);
        }
        catch (ProofRefusedException refused)
        {
            problem = refused.Message;
        }

        return new StsAnswer(200, StsResponses.Validated(problem is null, request.Context), nameof(StsOperation.Validate)) { Reason = problem };
    }

    private VerifiedAssertion VerifyActAs(SecurityHeader header, TokenRequest request, Requester requester, MessageElement element)
    {
        if (header.Signature is null)
            throw StsFaults.InvalidSecurity("a request to act as another is not signed");
        if (request.DelegateTo is not null)
            throw StsFaults.InvalidRequest("Ambiguity found: 'delegateTo' and 'actAs' used in same request!");
        if (!_solutions.MayActAs(requester.Identity))
            throw StsFaults.InvalidRequest("Access not authorized!", $"{requester.Name.Display} is not in the group {SolutionUsers.ActAsUsers}");
        if (requester.Token is { Delegates.Count: > 0 })
            throw StsFaults.InvalidRequest("'ActAs' requester cannot be a delegate!");
        try
        {
            return _assertions.Verify(element);
        }
        catch (ProofRefusedException refused)
        {
            throw StsFaults.InvalidRequest("'ActAs' token is invalid!", $"the token to act by is refused: {refused.Message}");
        }
    }

    private SolutionUser FindDelegate(string name) =>
        AccountName.TryParse(name, out var parsed) && _solutions.Find(parsed) is { Certificate: not null } found
            ? found
            : throw StsFaults.InvalidRequest("Invalid delegate", $"{name.To(Clip.UserName)} is no solution user with a certificate");

    private VerifiedAssertion VerifyRequester(MessageElement assertion)
    {
        try
        {
            return _assertions.Verify(assertion);
        }
        catch (ProofRefusedException refused)
        {
            throw StsFaults.FailedAuthentication($"the token is refused: {refused.Message}", refused.UserName);
        }
    }

    /// <summary>Whose key signed the message: that of the token, else that of the certificate it shows. Null for an unsigned one.</summary>
    private X509Certificate2? VerifySignature(SecurityHeader header, VerifiedAssertion? token)
    {
        if (header.Signature is null)
            return null;
        var key = token?.ConfirmationKey ?? header.BinarySecurityToken?.Certificate
            ?? throw StsFaults.InvalidSecurity("the message is signed by a key that it does not show");
        try
        {
            _proof.Verify(header, key);
            return key;
        }
        catch (ProofRefusedException refused)
        {
            throw StsFaults.FailedCheck(refused.Message);
        }
    }

    private void RequireFresh(SecurityHeader header)
    {
        if (header.Timestamp is not { } timestamp)
            throw StsFaults.InvalidSecurity("the security header has no timestamp");
        var now = _time.GetUtcNow();
        if (now < timestamp.Created - _tolerance || now >= timestamp.Expires + _tolerance)
        {
            throw StsFaults.MessageExpired(
                $"The time now {StsTime.Format(now)} does not fall in the request lifetime interval extended with clock tolerance of {_tolerance.TotalMilliseconds:0} ms: "
                + $"[ {StsTime.Format(timestamp.Created)}; {StsTime.Format(timestamp.Expires)}). This might be due to a clock skew problem.");
        }
    }

    private static StsFaultException NobodyKnown(SecurityHeader header) => StsFaults.FailedAuthentication(
        header.BinarySecurityToken is { Certificate: var certificate }
            ? $"no user has the certificate of {certificate.Subject.To(Clip.UserName)}"
            : "the security header proves nobody");

    private static StsAnswer Refuse(StsFaultException fault, string operation) => new(500, StsResponses.Fault(fault), operation)
    {
        UserName = fault.UserName?.To(Clip.UserName),
        Fault = fault.Code,
        Reason = fault.Reason,
    };
}
