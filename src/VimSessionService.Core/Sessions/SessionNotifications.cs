using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace VimSessionService.Core.Sessions;

/// <summary>
/// Takes changes and ends of sessions from the session store, and notifies the observers, one after the other in the order in which they were
/// registered: first what lives as long as a session is ended, then its end is posted and its tickets are revoked, then the observers of the host
/// are notified, and at last those clients that wait for a change of sessionList.
/// </summary>
/// <param name="time">The clock; null for the system's.</param>
/// <param name="logger">Where failures of observers are logged; null for nowhere.</param>
public sealed partial class SessionNotifications(TimeProvider? time = null, ILogger? logger = null) : IDisposable
{
    /// <summary>How long the call that changed or ended a session waits for one observer.</summary>
    public static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);

    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly ILogger _logger = logger ?? NullLogger.Instance;
    private readonly CancellationTokenSource _stop = new();
    private int _isDisposed;
    private ImmutableArray<Lazy<ISessionObserver[]>> _observers = [];

    /// <summary>Adds an observer, which is notified from now on, after those before it.</summary>
    public void Register(ISessionObserver observer) => Register(new Lazy<ISessionObserver[]>([observer]));

    /// <summary>
    /// Adds observers that are made when there is something to tell for the first time, or by <see cref="MakeObservers"/>: then there is a store, which
    /// they may need. They are notified after those before them.
    /// </summary>
    /// <param name="make">Makes the observers; called once, unless it throws.</param>
    public void Register(Func<IEnumerable<ISessionObserver>> make) => Register(new Lazy<ISessionObserver[]>(() => [.. make()]));

    /// <summary>Makes the observers that are not made yet, so that the start of the service fails and not a call when one cannot be made.</summary>
    public void MakeObservers()
    {
        foreach (var observers in _observers)
            _ = observers.Value;
    }

    /// <summary>For stores: a session was added, or its data replaced. To be called on every replica. Does not throw.</summary>
    public async ValueTask ChangedAsync(Session session)
    {
        foreach (var observer in _observers.SelectMany(static made => made.Value))
        {
            try
            {
                await WaitAsync(observer.ChangedAsync(session, _stop.Token));
            }
            catch (Exception failure)
            {
                Failed(_logger, observer.GetType().Name, failure);
            }
        }
    }

    /// <summary>For stores: a session has ended. To be called on every replica, once for each session. Does not throw.</summary>
    public async ValueTask EndedAsync(Session session, SessionEnd reason, bool endedHere)
    {
        foreach (var observer in _observers.SelectMany(static made => made.Value))
        {
            try
            {
                await WaitAsync(observer.EndedAsync(session, reason, endedHere, _stop.Token));
            }
            catch (Exception failure)
            {
                Failed(_logger, observer.GetType().Name, failure);
            }
        }
    }

    /// <summary>Tells observers that are still at work that the service has stopped.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) == 0)
            _stop.Cancel(); // not disposed of: what ends later is told still
    }

    private void Register(Lazy<ISessionObserver[]> added) =>
        ImmutableInterlocked.Update(ref _observers, static (observers, added) => observers.Add(added), added);

    private ValueTask WaitAsync(ValueTask told) => told.IsCompletedSuccessfully ? default : new(told.AsTask().WaitAsync(MaxWait, _time));

    [LoggerMessage(21, LogLevel.Error, "The session observer {Observer} failed")]
    private static partial void Failed(ILogger logger, string observer, Exception failure);
}
