using Microsoft.Extensions.Logging;

namespace VimSessionService.Endpoint.Pipeline;

/// <summary>The registered observers of calls.</summary>
/// <param name="observers">The observers, in the order in which they are notified.</param>
/// <param name="logger">Where it is logged that an observer failed.</param>
internal sealed partial class CallObservers(IEnumerable<ICallObserver> observers, ILogger<CallObservers> logger)
{
    private readonly ICallObserver[] _observers = [.. observers];

    /// <summary>Tells each of them of a call. An observer that fails keeps no other from being told.</summary>
    public void Tell(in CallFinished finished)
    {
        foreach (var observer in _observers)
        {
            try
            {
                observer.Finished(finished);
            }
            catch (Exception failure)
            {
                Failed(logger, observer.GetType().Name, failure);
            }
        }
    }

    [LoggerMessage(30, LogLevel.Error, "The observer of calls {Observer} failed")]
    private static partial void Failed(ILogger logger, string observer, Exception failure);
}
