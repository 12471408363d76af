using VimSessionService.Core.Limits;
using VimSessionService.Endpoint.Formats;
using VimSessionService.Endpoint.Http;
using VimSessionService.Endpoint.Pipeline;

namespace VimSessionService.Endpoint;

/// <summary>Answers calls, in every format by the same steps.</summary>
public sealed class CallEndpoint
{
    private readonly CallPipeline _pipeline;
    private readonly ServiceLimits _limits;
    private readonly CallObservers _observers;
    private readonly TimeProvider _time;

    internal CallEndpoint(CallPipeline pipeline, ServiceLimits limits, CallObservers observers, TimeProvider time) =>
        (_pipeline, _limits, _observers, _time) = (pipeline, limits, observers, time);

    /// <summary>Answers a call.</summary>
    /// <param name="format">The format that the request is in.</param>
    /// <param name="exchange">The request and its response.</param>
    /// <exception cref="OperationCanceledException">The client has gone.</exception>
    public async ValueTask HandleAsync(ICallFormat format, HttpExchange exchange)
    {
        var started = _time.GetTimestamp();
        var budget = new RequestBudget(_limits, exchange.RemoteAddress, exchange.Aborted, _time);
        var request = format.Receive(exchange, budget);
        try
        {
            var finished = await _pipeline.RunAsync(request);
            if (finished.Intervention?.Answer is { } changed)
                await changed.ApplyAsync(exchange);
            if (finished.Intervention is not { Answer.ReplacesAnswer: true })
                await request.SendAsync(); // what the response was made of is not held while a slow client reads it
            _observers.Tell(finished with { Duration = _time.GetElapsedTime(started) });
        }
        finally
        {
            budget.Dispose();
            request.End();
        }
    }
}
