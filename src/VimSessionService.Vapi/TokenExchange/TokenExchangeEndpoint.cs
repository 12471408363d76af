using System.Buffers;
using System.Text;
using System.Text.Json;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Limits;
using VimSessionService.Endpoint.Calls;
using VimSessionService.Endpoint.Http;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Identity.Sts.Faults;
using VimSessionService.Vapi.Errors;
using VimSessionService.Vapi.OpenId;
using VimSessionService.Vapi.Requests;
using VimSessionService.Vapi.Rest;

namespace VimSessionService.Vapi.TokenExchange;

/// <summary>
/// The exchange of an access token of an OpenID provider for a SAML token, with which a client logs in (docs/facts/automation-api.md). A request shows an access token in its header
/// <c>Authorization</c> too.
/// </summary>
/// <param name="server">What the service is.</param>
/// <param name="access">Verifies access tokens.</param>
/// <param name="tokens">Makes SAML tokens.</param>
/// <param name="challenge">How clients are told to authenticate.</param>
/// <param name="buffers">The memory for bodies.</param>
/// <param name="observers">Are told of requests as of calls.</param>
/// <param name="steps">Steps of the host's own before a request is processed.</param>
/// <param name="limits">What requests may cost.</param>
/// <param name="time">Measures how long requests take.</param>
internal sealed class TokenExchangeEndpoint(
    VapiServer server,
    AccessTokens access,
    ExchangedTokens tokens,
    RestChallenge challenge,
    RequestBuffers buffers,
    CallObservers observers,
    RequestSteps steps,
    ServiceLimits limits,
    TimeProvider time)
{
    /// <summary>The newer path.</summary>
    public const string Path = "/api/vcenter/authentication/token";

    /// <summary>The older path, which wraps its answers.</summary>
    public const string OldPath = "/rest/vcenter/tokenservice/token-exchange";

    /// <summary>What a request to the newer path is, in logs.</summary>
    public const string Operation = "com.vmware.vcenter.authentication.token.issue";

    /// <summary>What a request to the older path is.</summary>
    public const string OldOperation = "com.vmware.vcenter.tokenservice.token_exchange.exchange";

    /// <summary>The message for a token that is not good: the server's own error, as its token service has it.</summary>
    private const string InvalidGrant = "com.vmware.vcenter.tokenservice.exceptions.InvalidGrant";

    private static readonly JsonWriterOptions Writing = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly VapiError BadToken =
        new(VapiErrorKind.InternalServerError, InvalidGrant, $"{InvalidGrant}: Invalid SUBJECT token: tokenType=ACCESS_TOKEN");

    private readonly RestEncoding _wrapped = new(isWrapped: true, server.Version);
    private readonly RestEncoding _bare = new(isWrapped: false, server.Version);

    /// <summary>Answers a request.</summary>
    /// <exception cref="OperationCanceledException">The client has gone.</exception>
    public async ValueTask HandleAsync(HttpExchange exchange)
    {
        var started = time.GetTimestamp();
        var isWrapped = exchange.Path == OldPath;
        var operation = isWrapped ? OldOperation : Operation;
        CallIntervention? intervention = null;
        Answered answered;
        try
        {
            intervention = steps.IsEmpty ? null : await steps.RunAsync(new DoorRequest(TokenExchangeDoor.Declared.Name, operation, exchange.Path, exchange), exchange.Aborted);
            if (intervention?.Answer is { } changed)
                await changed.ApplyAsync(exchange);
            answered = intervention is { Answer: { ReplacesAnswer: true } replaced }
                ? new Answered(null, $"answered by {intervention.By}") { Status = replaced.Status ?? 0 }
                : await SendAsync(exchange, isWrapped ? _wrapped : _bare, await AnswerAsync(exchange));
        }
        catch (ServiceBusyException busy)
        {
            answered = await SendAsync(exchange, isWrapped ? _wrapped : _bare, new Answered(VapiError.Busy, busy.Message));
        }

        observers.Tell(new CallFinished
        {
            Door = TokenExchangeDoor.Declared.Name,
            Operation = operation,
            UserName = answered.UserName,
            LoginName = answered.UserName,
            Method = exchange.Method,
            Target = exchange.RequestTarget,
            ClientAddress = exchange.RemoteAddress,
            UserAgent = exchange.FirstHeader("User-Agent") ?? "",
            Reason = answered.Reason,
            Error = answered.Failure,
            Path = exchange.Path,
            Intervention = intervention,
            Duration = time.GetElapsedTime(started),
            HttpStatus = answered.Status,
        });
    }

    private async ValueTask<Answered> SendAsync(HttpExchange exchange, RestEncoding encoding, Answered answered)
    {
        var content = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(content, Writing))
        {
            if (answered.Error is { } error)
                encoding.WriteError(json, error, error.Kind == VapiErrorKind.Unauthenticated ? Challenge(exchange) : null);
            else
                Write(json, encoding, answered.Made!);
        }

        exchange.SetStatus(answered.Status);
        exchange.SetHeader("Content-Type", "application/json");
        if (answered.Status == VapiErrorKind.Unauthenticated.Status)
            exchange.SetHeader("WWW-Authenticate", Challenge(exchange));
        exchange.SetLength(content.WrittenCount);
        await exchange.ResponseBody.WriteAsync(content.WrittenMemory, exchange.Aborted);
        return answered;
    }

    private async ValueTask<Answered> AnswerAsync(HttpExchange exchange)
    {
        using var turn = new WorkTurn(limits.HeavyWork, ClientNetwork.Of(exchange.RemoteAddress));
        var body = buffers.Take();
        try
        {
            if (BearerAuthorization.TokenOf(exchange.FirstHeader("Authorization")) is not { } shown)
                return new Answered(VapiError.Unauthenticated, "the request shows no access token");
            await turn.TakeAsync(exchange.Aborted); // a signature is verified and another is made
            var caller = await VerifyAsync(shown, exchange.Aborted);
            if (caller.Access is null)
                return new Answered(VapiError.Unauthenticated, caller.Reason) { UserName = caller.ClaimedName };
            if (exchange.Method != "POST")
                return new Answered(new VapiError(VapiErrorKind.NotFound, "com.vmware.vapi.rest.httpNotFound", "Not found."), "the path takes POST only");
            await RequestBody.ReadAsync(exchange, body, server.MaxRequestBytes);
            if (ExchangeRequest.Read(body.Content, exchange.FirstHeader("Content-Type") ?? "", server.MaxDepth, out var error) is not { } request)
                return new Answered(error, error!.Text);
            var subject = request.SubjectToken == shown ? caller : await VerifyAsync(request.SubjectToken, exchange.Aborted);
            if (subject.Access is not { } verified)
                return new Answered(BadToken, subject.Reason) { UserName = subject.ClaimedName };
            await steps.EnsureAvailableAsync(exchange.Aborted); // the verification may have taken its time
            var made = await tokens.MakeAsync(verified, ServiceAddress.Of(exchange.FirstHeader("Host"), exchange.IsSecure) ?? ServiceAddress.Unknown, exchange.Aborted);
            return new Answered(null, null) { Made = made, UserName = verified.Principal.Name.Display };
        }
        catch (ProofRefusedException refused)
        {
            return new Answered(BadToken, refused.Message) { UserName = NameOf(refused) };
        }
        catch (StsFaultException refused)
        {
            return new Answered(BadToken, refused.Message);
        }
        catch (RequestBodyException unreadable) when (unreadable.Problem is not RequestBodyProblem.Incomplete)
        {
            return new Answered(VapiError.TooLarge(unreadable.Message), unreadable.Message);
        }
        catch (ServiceBusyException busy)
        {
            return new Answered(VapiError.Busy, busy.Message);
        }
        catch (Exception failure) when (failure is not (OperationCanceledException or RequestBodyException))
        {
            return new Answered(VapiError.Internal, $"{failure.GetType()}: {failure.Message}") { Failure = failure };
        }
        finally
        {
            buffers.Return(body);
        }
    }

    /// <summary>What a refused token claims; null where it was not read as far as that.</summary>
    private static string? NameOf(ProofRefusedException refused) => refused.UserName.Length > 0 ? refused.UserName.Truncate(Truncation.UserName) : null;

    private async ValueTask<(VerifiedAccess? Access, string? Reason, string? ClaimedName)> VerifyAsync(string token, CancellationToken cancellationToken)
    {
        try
        {
            return (await access.VerifyAsync(token, cancellationToken), null, null);
        }
        catch (ProofRefusedException refused)
        {
            return (null, refused.Message, NameOf(refused));
        }
    }

    private static void Write(Utf8JsonWriter json, RestEncoding encoding, ExchangedTokens.Made made)
    {
        encoding.BeginValue(json);
        json.WriteStartObject();
        json.WriteString("access_token", Convert.ToBase64String(Encoding.UTF8.GetBytes(made.Assertion)));
        json.WriteNumber("expires_in", (long)made.Life.TotalSeconds);
        json.WriteString("issued_token_type", ExchangeRequest.Saml2);
        json.WriteString("token_type", "N_A");
        json.WriteEndObject();
        encoding.EndValue(json);
    }

    private string Challenge(HttpExchange exchange) => challenge.For(exchange.FirstHeader("Host"), exchange.IsSecure);

    private sealed record Answered(VapiError? Error, string? Reason)
    {
        public int Status { get; init; } = Error?.Status ?? 200;

        public ExchangedTokens.Made? Made { get; init; }

        public string? UserName { get; init; }

        public Exception? Failure { get; init; }
    }
}
