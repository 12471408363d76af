using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;
using VimSessionService.Core;
using VimSessionService.Core.Events;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Replicas;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Redis.Events;

/// <summary>
/// The one log of an instance, in the engine, which gives events their positions. A replica has a copy, which is brought up to date by each read that asks for the newest events, and
/// while somebody waits for one: a replica whose events nobody reads copies nothing. A read fails while the engine cannot be asked.
/// </summary>
internal sealed class RedisEventLog : IEventLog, IDisposable
{
    private const int MostAtOnce = 256;

    private static readonly EngineScript Follow = EngineScript.Load("follow.lua");

    /// <summary>After what time events are looked for of which there was no message.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);

    private readonly EngineConnection _engine;
    private readonly EngineKeys _keys;
    private readonly Replica _replica;
    private readonly TimeProvider _time;
    private readonly TimeProvider _real;
    private readonly EventRetention _retention;
    private readonly ILogger _logger;
    private readonly EventSender _sender;
    private readonly PostSignal _signal = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _following = new(1, 1);
    private readonly Lock _postLock = new();
    private readonly Lock _copyLock = new();
    private readonly EventDocument _writing;
    private readonly EventDocument _reading;
    private readonly KeptEvents _copy;
    private TaskCompletionSource _hint = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string _lastLine = "";
    private long _made;
    private int _isWatching;

    /// <summary>Makes the log of a replica.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="keys">The keys of the instance.</param>
    /// <param name="replica">This process.</param>
    /// <param name="time">The service's clock.</param>
    /// <param name="real">Measures what takes real time.</param>
    /// <param name="retention">What is kept.</param>
    /// <param name="catalog">The types of events, and of values that clients post; null for the declared ones.</param>
    /// <param name="logger">Where failures are logged; null for nowhere.</param>
    /// <param name="undeclared">Makes events of types without a declaration; null where there are none.</param>
    public RedisEventLog(
        EngineConnection engine,
        EngineKeys keys,
        Replica replica,
        TimeProvider time,
        TimeProvider real,
        EventRetention retention,
        VimCatalog? catalog = null,
        ILogger? logger = null,
        UndeclaredEvents? undeclared = null)
    {
        (_engine, _keys, _replica, _time, _real, _retention) = (engine, keys, replica, time, real, retention);
        _logger = logger ?? NullLogger.Instance;
        _sender = new EventSender(engine, keys, replica, retention, real, _logger);
        _writing = new EventDocument(catalog ?? VimCatalog.Declared);
        _reading = new EventDocument(catalog ?? VimCatalog.Declared, undeclared);
        _copy = new KeptEvents(time, retention);
        engine.Prepare([.. EventSender.Scripts, Follow]);
        _sender.Sent += Hint;
        replica.Feed.Hinted += Hint;
        retention.Changed += OnRetentionChanged;
    }

    /// <summary>What scripts that add events are told: how many are kept, and how many bytes.</summary>
    public (int Capacity, int MostBytes) Limits => (_retention.Capacity, _retention.MaxBytes);

    /// <inheritdoc/>
    public void Post(Func<EventStamp, Event> make)
    {
        lock (_postLock)
            _sender.Send(Encode(make));
    }

    /// <inheritdoc/>
    public ValueTask PostAsync(Func<EventStamp, Event> make, CancellationToken cancellationToken)
    {
        long? number;
        lock (_postLock)
            number = _sender.Send(Encode(make));
        return _sender.SentAsync(number, cancellationToken);
    }

    /// <summary>The text of an event, for a script that adds it in one step with what it is about.</summary>
    public byte[] Write(Func<EventStamp, Event> make)
    {
        lock (_postLock)
            return Encode(make);
    }

    /// <inheritdoc/>
    public ValueTask SettledAsync(CancellationToken cancellationToken) => _sender.SettledAsync(cancellationToken);

    /// <inheritdoc/>
    public async ValueTask<EventBounds> GetBoundsAsync(CancellationToken cancellationToken)
    {
        await CatchUpAsync(cancellationToken);
        lock (_copyLock)
            return _copy.Bounds;
    }

    /// <summary>Copies events. What the copy has is not asked for again.</summary>
    public async ValueTask<EventsRead> ReadAsync(long position, Memory<Event> into, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_copyLock)
        {
            var (oldest, newest) = _copy.Bounds;
            if (position >= oldest && position + into.Length - 1 <= newest)
                return Copy(position, into.Span);
        }

        await CatchUpAsync(cancellationToken);
        lock (_copyLock)
            return Copy(position, into.Span);
    }

    /// <inheritdoc/>
    public void NotifyOnce(Action posted)
    {
        _signal.Wait(posted);
        Watch();
    }

    /// <inheritdoc/>
    public void CancelNotify(Action posted) => _signal.Cancel(posted);

    /// <summary>There may be a new event in the engine.</summary>
    public void Hint() => Interlocked.Exchange(ref _hint, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_stop.IsCancellationRequested)
            return;
        _stop.Cancel();
        _retention.Changed -= OnRetentionChanged;
        _replica.Feed.Hinted -= Hint;
        _sender.Dispose();
    }

    private byte[] Encode(Func<EventStamp, Event> make) => _writing.Encode(make(new EventStamp(0, _time.GetUtcNow().UtcDateTime)), $"{_replica.Id}.{++_made}");

    private EventsRead Copy(long position, Span<Event> into)
    {
        var count = _copy.Copy(ref position, into);
        return new EventsRead(position, count);
    }

    /// <summary>The copy has what was in the engine when this began.</summary>
    private async ValueTask CatchUpAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _replica.EnsureAsync(cancellationToken);
        await _following.WaitAsync(cancellationToken);
        var hasChanged = false;
        try
        {
            for (var until = long.MaxValue; ;)
            {
                long position;
                lock (_copyLock)
                    position = _copy.Bounds.Newest;
                if (position >= until)
                    break;
                var answer = (RedisResult[])(await _engine.RunAsync(Follow, _keys.Events, position, _lastLine, MostAtOnce).WaitAsync(cancellationToken))!;
                var texts = (RedisResult[])answer[3]!;
                until = Math.Min(until, (long)answer[0]);
                if ((int)answer[2] == 1)
                    BeginAt((long)answer[1]);
                else if (texts.Length == 0)
                    break;
                Add(texts);
                hasChanged = true;
            }
        }
        finally
        {
            _following.Release();
        }

        if (hasChanged)
            _signal.Raise();
    }

    private void BeginAt(long position)
    {
        lock (_copyLock)
            _copy.BeginAt(position);
        _lastLine = "";
    }

    private void Add(RedisResult[] texts)
    {
        lock (_copyLock)
        {
            var position = _copy.Bounds.Newest;
            foreach (var text in texts)
                _lastLine = _reading.AddTo(_copy, ++position, (byte[])text!);
        }
    }

    /// <summary>Has somebody look for events while somebody waits for one.</summary>
    private void Watch()
    {
        if (Interlocked.Exchange(ref _isWatching, 1) == 0)
            _ = BackgroundWork.RunAsync(_logger, "the looking for events", WatchAsync);
    }

    private async ValueTask WatchAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // whoever asked does not wait
        while (_signal.IsAwaited && !_stop.IsCancellationRequested)
        {
            var hint = Volatile.Read(ref _hint).Task;
            await BackgroundWork.RunAsync(_logger, "the looking for events", LookAsync);
            if (_signal.IsAwaited)
                await hint.WaitAsync(LookEvery, _real, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Volatile.Write(ref _isWatching, 0);
        if (_signal.IsAwaited && !_stop.IsCancellationRequested)
            Watch();
    }

    private async ValueTask LookAsync()
    {
        try
        {
            await CatchUpAsync(_stop.Token);
        }
        catch (Exception failure) when (failure is EngineUnavailableException or OperationCanceledException)
        {
            // The next look may find the engine.
        }
    }

    private void OnRetentionChanged()
    {
        lock (_copyLock)
            _copy.Trim();
        _signal.Raise();
    }
}
