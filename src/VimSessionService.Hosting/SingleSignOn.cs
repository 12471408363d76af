using System.Net;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;
using VimSessionService.Core;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Limits;
using VimSessionService.Endpoint.Calls;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Endpoint.Http;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Identity.Lookup;
using VimSessionService.Identity.Sts;
using VimSessionService.Identity.Sts.Requests;

namespace VimSessionService.Hosting;

/// <summary>What single sign-on serves: the security token service with the documents that describe it, and the lookup service.</summary>
internal sealed class SingleSignOn
{
    /// <summary>The operation of a request that was not read as far as that.</summary>
    private const string Unread = "(none)";

    /// <summary>
    /// A request of more bytes waits for its turn, so that many of them do not keep others waiting. Real requests are smaller. Up to this size a request
    /// takes about a millisecond, whatever is in it.
    /// </summary>
    private const int LargeRequest = 16 * 1024;

    private readonly SecurityTokenService _sts;
    private readonly StsDocuments _documents;
    private readonly LookupService _lookup;
    private readonly CallObservers _observers;
    private readonly RequestSteps _steps;
    private readonly RequestBuffers _buffers;
    private readonly TimeProvider _time;
    private readonly int _maxRequestBytes;
    private readonly ServiceLimits _limits;

    /// <summary>Puts it together.</summary>
    /// <param name="sts">The security token service.</param>
    /// <param name="documents">The documents that describe it.</param>
    /// <param name="lookup">The lookup service.</param>
    /// <param name="accounts">The users, and the domain that they are of.</param>
    /// <param name="limits">What requests may cost.</param>
    /// <param name="buffers">The memory for requests.</param>
    /// <param name="observers">Are told of requests as of calls.</param>
    /// <param name="steps">Steps of the host's own before a request is processed.</param>
    /// <param name="clock">How long requests take.</param>
    public SingleSignOn(
        SecurityTokenService sts,
        StsDocuments documents,
        LookupService lookup,
        AccountDirectory accounts,
        ServiceLimits limits,
        RequestBuffers buffers,
        CallObservers observers,
        RequestSteps steps,
        RealClock clock)
    {
        Tenant = accounts.SsoDomain;
        _observers = observers;
        _steps = steps;
        _buffers = buffers;
        _time = clock.Time;
        _maxRequestBytes = limits.Each.MaxRequestBytes;
        _sts = sts;
        _documents = documents;
        _lookup = lookup;
        _limits = limits;
    }

    /// <summary>The domain that it is for.</summary>
    public string Tenant { get; }

    /// <summary>Answers a request to the security token service.</summary>
    public Task AnswerStsAsync(HttpContext context) => AnswerAsync(context, StsDoor.Declared, SecurityTokenService.LongestMessage, async (message, exchange, turn) =>
    {
        var client = new ClientInfo(exchange.RemoteAddress, context.Request.Headers.UserAgent.ToString(), exchange.ClientCertificate);
        var caller = new StsCaller(exchange.RemoteAddress, context.Connection.Id ?? context.TraceIdentifier, ClosingOf(context)) { Client = client };
        var answer = await _sts.AnswerAsync(new StsCall(message, exchange.FirstHeader("SOAPAction"), AddressOf(context), caller) { Turn = turn }, context.RequestAborted);
        return new Answered(answer.Status, answer.Content, answer.Operation, answer.UserName, answer.Fault, answer.Reason) { LoginName = answer.LoginName };
    }, static (exchange, _) => StsOperationOf(exchange.FirstHeader("SOAPAction")));

    /// <summary>Answers a call to the lookup service.</summary>
    public Task AnswerLookupAsync(HttpContext context) => AnswerAsync(context, LookupDoor.Declared, LookupService.LongestMessage, (message, _, _) =>
    {
        var answer = _lookup.Answer(message, AddressOf(context), context.RequestAborted);
        return new ValueTask<Answered>(new Answered(answer.Status, answer.Content, answer.Operation, null, answer.Fault, answer.Reason));
    }, (_, message) => LookupService.MethodOf(message, context.RequestAborted) ?? Unread);

    /// <summary>Answers with the WSDL of the security token service.</summary>
    public static Task AnswerWsdlAsync(HttpContext context) =>
        SendAsync(context, 200, StsDocuments.WriteWsdl($"{AddressOf(context).Origin}{context.Request.Path}"));

    /// <summary>Answers with the metadata of the security token service.</summary>
    public async Task AnswerMetadataAsync(HttpContext context)
    {
        string metadata;
        try
        {
            await _steps.EnsureAvailableAsync(context.RequestAborted); // the keys may be others by now
            metadata = await _documents.WriteMetadataAsync(AddressOf(context), context.RequestAborted);
        }
        catch (ServiceBusyException)
        {
            await SendAsync(context, StatusCodes.Status503ServiceUnavailable, "");
            return;
        }

        await SendAsync(context, 200, metadata);
    }

    private async Task AnswerAsync(
        HttpContext context,
        Door door,
        int longest,
        Func<ReadOnlyMemory<byte>, HttpContextExchange, WorkTurn, ValueTask<Answered>> answer,
        Func<HttpContextExchange, ReadOnlyMemory<byte>, string> operation)
    {
        var started = _time.GetTimestamp();
        var exchange = new HttpContextExchange(context);
        var answered = await AnswerAsync(context, exchange, door, Math.Min(longest, _maxRequestBytes), answer, operation);
        _observers.Tell(new CallFinished
        {
            Door = door.Name,
            Operation = $"{door.Name}.{answered.Operation}",
            UserName = answered.UserName,
            LoginName = answered.LoginName,
            Method = exchange.Method,
            Target = exchange.RequestTarget,
            ClientAddress = exchange.RemoteAddress,
            UserAgent = context.Request.Headers.UserAgent.ToString(),
            FaultType = answered.Fault,
            Reason = answered.Reason,
            Intervention = answered.Intervention,
            Duration = _time.GetElapsedTime(started),
            HttpStatus = answered.Status,
        });
    }

    /// <summary>A client that breaks off is told nothing any more, and is no error of the service.</summary>
    private async ValueTask<Answered> AnswerAsync(
        HttpContext context,
        HttpContextExchange exchange,
        Door door,
        int longest,
        Func<ReadOnlyMemory<byte>, HttpContextExchange, WorkTurn, ValueTask<Answered>> answer,
        Func<HttpContextExchange, ReadOnlyMemory<byte>, string> operation)
    {
        var message = _buffers.Take();
        try
        {
            await RequestBody.ReadAsync(exchange, message, longest, allowsGzip: false);
            CallIntervention? intervention = null;
            if (!_steps.IsEmpty)
            {
                var name = operation(exchange, message.Content);
                intervention = await _steps.RunAsync(new DoorRequest(door.Name, $"{door.Name}.{name}", null, exchange), context.RequestAborted);
                if (intervention?.Answer is { } changed)
                {
                    await changed.ApplyAsync(exchange);
                    if (changed.ReplacesAnswer)
                        return new Answered(changed.Status ?? 0, "", name, null, null, $"answered by {intervention.By}") { Intervention = intervention };
                }
            }

            using var turn = new WorkTurn(_limits.HeavyWork, ClientNetwork.Of(exchange.RemoteAddress));
            if (message.Length > LargeRequest)
                await turn.TakeAsync(context.RequestAborted);
            var answered = await answer(message.Content, exchange, turn);
            turn.Dispose();
            await _steps.EnsureAvailableAsync(context.RequestAborted); // a check of a password may have taken its time
            await SendAsync(context, answered.Status, answered.Content);
            return answered with { Intervention = intervention };
        }
        catch (RequestBodyException unreadable) when (unreadable.Problem is not RequestBodyProblem.Incomplete)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            context.Response.ContentLength = 0;
            return new Answered(StatusCodes.Status413PayloadTooLarge, "", Unread, null, null, unreadable.Message);
        }
        catch (ServiceBusyException busy) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return new Answered(StatusCodes.Status503ServiceUnavailable, "", "(busy)", null, null, busy.Message);
        }
        catch (RequestBodyException incomplete) when (incomplete.InnerException is BadHttpRequestException && !context.Response.HasStarted)
        {
            context.Response.StatusCode = ((BadHttpRequestException)incomplete.InnerException).StatusCode;
            return new Answered(context.Response.StatusCode, "", Unread, null, null, incomplete.InnerException.Message);
        }
        catch (Exception gone) when (BrokenOffRequests.IsBrokenOff(context, gone is RequestBodyException { InnerException: { } connection } ? connection : gone))
        {
            context.Abort(); // or the server tries to read the rest of the body, and logs an error
            return new Answered(StatusCodes.Status499ClientClosedRequest, "", Unread, null, null, "the client broke off");
        }
        finally
        {
            _buffers.Return(message);
        }
    }

    private static async Task SendAsync(HttpContext context, int status, string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        context.Response.StatusCode = status;
        context.Response.ContentLength = bytes.Length;
        if (bytes.Length == 0)
            return;
        context.Response.ContentType = "text/xml; charset=utf-8";
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    /// <summary>When the connection of a request is closed. One that the client closes after its answer is as good as closed.</summary>
    private static CancellationToken ClosingOf(HttpContext context)
    {
        var isLast = context.Request.Headers.Connection.ToString().Contains("close", StringComparison.OrdinalIgnoreCase)
            || HttpProtocol.IsHttp10(context.Request.Protocol);
        return isLast ? new CancellationToken(canceled: true) : context.Features.Get<IConnectionLifetimeFeature>()?.ConnectionClosed ?? CancellationToken.None;
    }

    private static ServiceAddress AddressOf(HttpContext context) =>
        ServiceAddress.Of(context.Request.Host.Value, context.Request.IsHttps) ?? ServiceAddress.Unknown;

    /// <summary>The operation that the action names, such as <c>Issue</c>.</summary>
    private static string StsOperationOf(string? action) =>
        Enum.TryParse<StsOperation>(action.AsSpan(action.AsSpan().LastIndexOf('/') + 1).Trim(" \"\t"), out var operation) ? operation.ToString() : Unread;

    private sealed record Answered(int Status, string Content, string Operation, string? UserName, string? Fault, string? Reason)
    {
        public string? LoginName { get; init; }

        public CallIntervention? Intervention { get; init; }
    }
}
