using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using VimSessionService.Core;
using VimSessionService.Core.Sessions;
using VimSessionService.Redis.Clock;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Events;
using VimSessionService.Redis.Replicas;

namespace VimSessionService.Redis.Sessions;

/// <summary>
/// Ends sessions that have been idle or have lived too long. Every replica does, by the time of the service's clock; of several that look at once one ends a session.
/// A session is looked at about once in an idle time.
/// </summary>
internal sealed class SessionExpiry : IDisposable
{
    private const int MostAtOnce = 100;

    private static readonly TimeSpan ShortestSleep = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromDays(1);
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(1);

    /// <summary>After what time a session is looked at again that would be over but for a call in flight.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly EngineConnection _engine;
    private readonly EngineKeys _keys;
    private readonly ChangingScripts _scripts;
    private readonly RedisKey[] _keysOfEnds;
    private readonly Replica _replica;
    private readonly SessionTelling _telling;
    private readonly LocalSessions _local;
    private readonly SharedTimeline _timeline;
    private readonly SessionLimits _settings;
    private readonly RedisEventLog? _events;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly Lock _lock = new();
    private long _wakesAt = long.MaxValue;
    private bool _isOrderedByLife;
    private volatile bool _isDisposed;

    public SessionExpiry(
        EngineConnection engine, EngineKeys keys, RedisKey[] keysOfEnds, Replica replica, SessionTelling telling, LocalSessions local, SharedTimeline timeline, TimeProvider time, SessionLimits settings, RedisEventLog? events, ILogger logger)
    {
        _engine = engine;
        _keys = keys;
        _scripts = ChangingScripts.Of(keys);
        _keysOfEnds = keysOfEnds;
        _replica = replica;
        _telling = telling;
        _local = local;
        _timeline = timeline;
        _settings = settings;
        _events = events;
        _logger = logger;
        _timer = BackgroundWork.CreateTimer(time, logger, "the expiry of sessions", () => _ = SweepInBackgroundAsync());
        settings.Changed += OnSettingsChanged;
    }

    /// <summary>The arguments of scripts by which a session is over: now, idle timeout, longest life.</summary>
    public (long Now, long Idle, long Life) Measures => (_timeline.Now, _settings.IdleTimeout.Ticks, _settings.MaxLifetime.Ticks);

    /// <summary>The moments since which a session must have been used and must have begun so as not to be over; the latter is empty where sessions live as long as they are used.</summary>
    public (RedisValue Used, RedisValue Begun) SinceWhen(long now)
    {
        var life = _settings.MaxLifetime.Ticks;
        return (now - _settings.IdleTimeout.Ticks, life > 0 ? now - life : RedisValue.EmptyString);
    }

    /// <summary>Up to now everything that is over has ended, and this replica has told it.</summary>
    public async Task SweepAsync()
    {
        await StartSweep();
        await SettledAsync();
    }

    /// <summary>The same; without the engine it is tried again by itself.</summary>
    public Task SweepInBackgroundAsync() => BackgroundWork.RunAsync(_logger, "the expiry of sessions", async () =>
    {
        try
        {
            await StartSweep();
        }
        catch (EngineUnavailableException)
        {
            lock (_lock)
            {
                _wakesAt = long.MaxValue;
                if (!_isDisposed)
                    _timer.Change(TryAgainAfter, Timeout.InfiniteTimeSpan);
            }
        }
    });

    /// <summary>What this replica has found to be over is told.</summary>
    public Task SettledAsync() => _running.IsEmpty || _telling.IsTelling ? Task.CompletedTask : Task.WhenAll(_running.Keys);

    /// <summary>A session was added whose idle time begins at a moment.</summary>
    public void Expect(long order)
    {
        lock (_lock)
        {
            if (order + _settings.IdleTimeout.Ticks < _wakesAt)
                Wake(order);
        }
    }

    /// <summary>The order of a session that begins now.</summary>
    public long OrderOf(long now) => OrderOf(now, now);

    /// <summary>The order of a session.</summary>
    public long OrderOf(long lastActive, long began) =>
        _settings.MaxLifetime > TimeSpan.Zero ? Math.Min(lastActive, began + _settings.MaxLifetime.Ticks - _settings.IdleTimeout.Ticks) : lastActive;

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        _settings.Changed -= OnSettingsChanged;
        _timer.Dispose();
    }

    private void OnSettingsChanged()
    {
        var isByLife = _settings.MaxLifetime > TimeSpan.Zero;
        if (isByLife || _isOrderedByLife)
        {
            _isOrderedByLife = isByLife;
            _ = Track(BackgroundWork.RunAsync(_logger, "the order of sessions", ReorderAsync));
        }
        else
        {
            _ = SweepInBackgroundAsync();
        }
    }

    private Task StartSweep() => Track(SweepAllAsync());

    private Task Track(Task task)
    {
        if (!task.IsCompleted && _running.TryAdd(task, true))
            _ = task.ContinueWith(done => _running.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return task;
    }

    private async ValueTask ReorderAsync()
    {
        await _replica.EnsureAsync(CancellationToken.None);
        await _engine.RunAsync(SessionScripts.Reorder, _keys.Sessions, _settings.IdleTimeout.Ticks, _settings.MaxLifetime.Ticks);
        await SweepAllAsync();
    }

    private async Task SweepAllAsync()
    {
        if (_isDisposed)
            return;
        await _replica.EnsureAsync(CancellationToken.None);
        while (true)
        {
            var (now, idle, life) = Measures;
            var (events, eventBytes) = _events?.Limits ?? default;
            var answer = (RedisResult[])(await _engine.RunAsync(
                _scripts.Sweep, _keysOfEnds, now, idle, life, _replica.Id, (int)SessionEnd.Expired, EndedTokenTimes.Half, EndedTokenTimes.Lifetime, LookAgain.Ticks, MostAtOnce,
                _timeline.Utc, events, eventBytes))!;
            foreach (var ended in (RedisResult[])answer[2]!)
                await _telling.EndedAsync(EndedSession.Read(ended, _local));
            if ((int)answer[0] == 1)
                continue;
            var first = (string)answer[1]!;
            lock (_lock)
            {
                if (!_isDisposed)
                    Wake(first.Length > 0 ? (long)double.Parse(first, CultureInfo.InvariantCulture) : now);
            }

            return;
        }
    }

    /// <summary>Wakes when the first session may be over; those that other replicas add are no earlier than one idle time from now.</summary>
    private void Wake(long order)
    {
        var now = _timeline.Now;
        var idle = _settings.IdleTimeout;
        _wakesAt = Math.Min(order, now) + idle.Ticks;
        var rest = TimeSpan.FromTicks(_wakesAt - now);
        if (rest < ShortestSleep)
            rest = ShortestSleep; // Many that fall due close together are one awakening; calls notice the exact moment themselves.
        _timer.Change(rest < LongestSleep ? rest : LongestSleep, Timeout.InfiniteTimeSpan);
    }
}
