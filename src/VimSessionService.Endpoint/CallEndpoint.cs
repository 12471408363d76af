using Microsoft.Extensions.Logging;
using VimSessionService.Core.Limits;
using VimSessionService.Endpoint.Formats;
using VimSessionService.Endpoint.Http;
using VimSessionService.Endpoint.Pipeline;

namespace VimSessionService.Endpoint;

/// <summary>Answers calls, in every format by the same steps.</summary>
public sealed partial class CallEndpoint
{
    private readonly CallPipeline _pipeline;
    private readonly ServiceLimits _limits;
    private readonly ICallObserver[] _observers;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    internal CallEndpoint(CallPipeline pipeline, ServiceLimits limits, IEnumerable<ICallObserver> observers, TimeProvider time, ILogger logger)
    {
        _pipeline = pipeline;
        _limits = limits;
        _observers = [.. observers];
        _time = time;
        _logger = logger;
    }

    /// <summary>Answers a call.</summary>
    /// <param name="format">The format that the request is in.</param>
    /// <param name="exchange">The request and its response.</param>
    /// <exception cref="OperationCanceledException">The client has gone.</exception>
    public async ValueTask HandleAsync(ICallFormat format, HttpExchange exchange)
    {
        var started = _time.GetTimestamp();
        var budget = new RequestBudget(_limits, exchange.RemoteAddress, exchange.Aborted);
        var request = format.Receive(exchange, budget);
        try
        {
            var finished = await _pipeline.RunAsync(request);
            await request.SendAsync(); // what the response was made of is not held while a slow client reads it
            Tell(finished with { Duration = _time.GetElapsedTime(started) });
        }
        finally
        {
            budget.Dispose();
            request.End();
        }
    }

    private void Tell(in CallFinished finished)
    {
        foreach (var observer in _observers)
        {
            try
            {
                observer.Finished(finished);
            }
            catch (Exception failure)
            {
                ObserverFailed(_logger, observer.GetType().Name, failure);
            }
        }
    }

    [LoggerMessage(30, LogLevel.Error, "The observer of calls {Observer} failed")]
    private static partial void ObserverFailed(ILogger logger, string observer, Exception failure);
}
