using Microsoft.AspNetCore.Http;
using VimSessionService.Core;
using VimSessionService.Core.Limits;
using VimSessionService.Endpoint.Calls;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Endpoint.Http;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Hosting.Http;

namespace VimSessionService.Hosting.SignOn;

/// <summary>How the security token service and the lookup service read requests, answer them and tell of them.</summary>
/// <param name="limits">What requests may cost.</param>
/// <param name="buffers">The memory for requests.</param>
/// <param name="observers">Are told of requests as of calls.</param>
/// <param name="steps">Steps of the host's own before a request is processed.</param>
/// <param name="clock">How long requests take.</param>
internal sealed class SignOnRequests(ServiceLimits limits, RequestBuffers buffers, CallObservers observers, RequestSteps steps, RealClock clock)
{
    /// <summary>The operation of a request that was not read as far as that.</summary>
    public const string Unread = "(none)";

    /// <summary>
    /// A request of more bytes waits for its turn, so that many of them do not keep others waiting. Real requests are smaller. Up to this size a request
    /// takes about a millisecond, whatever is in it.
    /// </summary>
    private const int LargeRequest = 16 * 1024;

    private readonly TimeProvider _time = clock.Time;

    /// <summary>Answers a request, and tells the observers.</summary>
    /// <param name="context">The request.</param>
    /// <param name="door">The door that it came by.</param>
    /// <param name="longest">The most bytes of its message; a smaller limit of the service holds.</param>
    /// <param name="answer">Answers the message.</param>
    /// <param name="operation">What the request asks for, for steps that come before it is answered.</param>
    public async Task AnswerAsync(
        HttpContext context,
        Door door,
        int longest,
        Func<ReadOnlyMemory<byte>, HttpContextExchange, WorkTurn, ValueTask<SignOnAnswer>> answer,
        Func<HttpContextExchange, ReadOnlyMemory<byte>, string> operation)
    {
        var started = _time.GetTimestamp();
        var exchange = new HttpContextExchange(context);
        var answered = await AnswerAsync(context, exchange, door, Math.Min(longest, limits.Each.MaxRequestBytes), answer, operation);
        observers.Tell(new CallFinished
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
    private async ValueTask<SignOnAnswer> AnswerAsync(
        HttpContext context,
        HttpContextExchange exchange,
        Door door,
        int longest,
        Func<ReadOnlyMemory<byte>, HttpContextExchange, WorkTurn, ValueTask<SignOnAnswer>> answer,
        Func<HttpContextExchange, ReadOnlyMemory<byte>, string> operation)
    {
        var message = buffers.Take();
        try
        {
            await RequestBody.ReadAsync(exchange, message, longest, allowsGzip: false);
            CallIntervention? intervention = null;
            if (!steps.IsEmpty)
            {
                var name = operation(exchange, message.Content);
                intervention = await steps.RunAsync(new DoorRequest(door.Name, $"{door.Name}.{name}", null, exchange), context.RequestAborted);
                if (intervention?.Answer is { } changed)
                {
                    await changed.ApplyAsync(exchange);
                    if (changed.ReplacesAnswer)
                        return new SignOnAnswer(changed.Status ?? 0, "", name, null, null, $"answered by {intervention.By}") { Intervention = intervention };
                }
            }

            using var turn = new WorkTurn(limits.HeavyWork, ClientNetwork.Of(exchange.RemoteAddress));
            if (message.Length > LargeRequest)
                await turn.TakeAsync(context.RequestAborted);
            var answered = await answer(message.Content, exchange, turn);
            turn.Dispose();
            await steps.EnsureAvailableAsync(context.RequestAborted); // a check of a password may have taken its time
            await SignOnAnswers.SendAsync(context, answered.Status, answered.Content);
            return answered with { Intervention = intervention };
        }
        catch (RequestBodyException unreadable) when (unreadable.Problem is not RequestBodyProblem.Incomplete)
        {
            context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
            context.Response.ContentLength = 0;
            return new SignOnAnswer(StatusCodes.Status413PayloadTooLarge, "", Unread, null, null, unreadable.Message);
        }
        catch (ServiceBusyException busy) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
            return new SignOnAnswer(StatusCodes.Status503ServiceUnavailable, "", "(busy)", null, null, busy.Message);
        }
        catch (RequestBodyException incomplete) when (incomplete.InnerException is BadHttpRequestException && !context.Response.HasStarted)
        {
            context.Response.StatusCode = ((BadHttpRequestException)incomplete.InnerException).StatusCode;
            return new SignOnAnswer(context.Response.StatusCode, "", Unread, null, null, incomplete.InnerException.Message);
        }
        catch (Exception gone) when (BrokenOffRequests.IsBrokenOff(context, gone is RequestBodyException { InnerException: { } connection } ? connection : gone))
        {
            context.Abort(); // or the server tries to read the rest of the body, and logs an error
            return new SignOnAnswer(StatusCodes.Status499ClientClosedRequest, "", Unread, null, null, "the client broke off");
        }
        finally
        {
            buffers.Return(message);
        }
    }
}
