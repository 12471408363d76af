using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;
using VimSessionService.Core;
using VimSessionService.Redis.Clock;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Records;

namespace VimSessionService.Redis.Replicas;

/// <summary>
/// This process among those that share an instance. It has a lease in the engine, which it renews each second. While it cannot, it is cut off: it fails at once
/// whatever needs the engine, and the others do not wait for it once the lease has ended.
/// </summary>
internal sealed partial class Replica : IStateAvailability, IAsyncDisposable
{
    /// <summary>How long a replica counts as running after its last sign.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(5);

    private const int MostChanges = 100_000;

    private static readonly EngineScript Beat = EngineScript.Load("beat.lua");
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(1);

    /// <summary>How long the changes are kept that a replica without a lease has not read.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(1);

    private readonly EngineConnection _engine;
    private readonly EngineKeys _keys;
    private readonly EngineClock? _clock;
    private readonly TimeProvider _real;
    private readonly ILogger _logger;
    private readonly int _newestForm;
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly List<Func<Task>> _beforeServing = [];
    private Task _loops = Task.CompletedTask;
    private bool _hasBegun;
    private bool _hasHeld;
    private long _heldUntil = long.MinValue;
    private int _form = DocumentForm.First;
    private volatile bool _isCutOff;
    private volatile string _reason = "it has not been asked yet";

    /// <summary>Makes a replica, which does nothing before <see cref="EnsureAsync"/>.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="keys">The keys of the instance.</param>
    /// <param name="clock">The clock that is set by the engine's; null for none.</param>
    /// <param name="real">Measures leases and waiting.</param>
    /// <param name="logger">Where the loss of the engine is logged; null for nowhere.</param>
    /// <param name="newestForm">The newest form of documents that it reads; another one for tests.</param>
    public Replica(EngineConnection engine, EngineKeys keys, EngineClock? clock, TimeProvider real, ILogger? logger = null, int newestForm = DocumentForm.Newest)
    {
        _newestForm = newestForm;
        _engine = engine;
        _keys = keys;
        _clock = clock;
        _real = real;
        _logger = logger ?? NullLogger.Instance;
        Feed = new ChangeFeed(engine, keys, Id, real, _logger);
    }

    /// <summary>Which one it is: another one with each start.</summary>
    public string Id { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));

    /// <summary>The changes of all replicas.</summary>
    public ChangeFeed Feed { get; }

    /// <summary>The newest form of documents that all replicas read. Those of another version may run beside this one.</summary>
    public int Form => Volatile.Read(ref _form);

    /// <summary>Whether the engine can be asked.</summary>
    public bool IsHeld => MayAsk && _real.GetTimestamp() < Volatile.Read(ref _heldUntil);

    private bool MayAsk => !_isCutOff && !_stop.IsCancellationRequested;

    /// <summary>Has something done each time before the engine can be asked again, or for the first time. To be named before the replica begins.</summary>
    public void BeforeServing(Func<Task> act) => _beforeServing.Add(act);

    /// <summary>
    /// Takes the lease if that was not tried yet, or if it ended without the engine having refused it: a process that did not run for a while, as on a machine that slept, asks again.
    /// </summary>
    /// <exception cref="EngineUnavailableException">The replica is cut off.</exception>
    public ValueTask EnsureAsync(CancellationToken cancellationToken)
    {
        if (IsHeld)
            return default;
        return MayAsk ? new(TakeLeaseAsync(cancellationToken)) : throw CutOff();
    }

    /// <summary>Gives up the lease: nobody waits for this replica any more, and its calls in flight are over.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_stop.IsCancellationRequested)
            return;
        await _stop.CancelAsync();
        await _one.WaitAsync(CancellationToken.None); // for a call that takes the lease at this moment: it may begin the loops
        _one.Release();
        await _loops.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            if (_hasBegun)
                await _engine.AskAsync(LeaveAsync).WaitAsync(BeatEvery, _real);
        }
        catch (Exception failure) when (failure is EngineUnavailableException or TimeoutException)
        {
            // The lease ends by itself.
        }

        _one.Dispose();
        _stop.Dispose();
    }

    private async Task<bool> LeaveAsync(IDatabaseAsync database)
    {
        var leaving = database.SortedSetRemoveAsync(_keys.Replicas[0], Id);
        await database.HashDeleteAsync(_keys.Replicas[1], [Id, $"{Id} form"]);
        return await leaving;
    }

    /// <summary>Takes the lease, at the first call with what goes on as long as the replica runs. Of several callers at once one asks the engine.</summary>
    private async Task TakeLeaseAsync(CancellationToken cancellationToken)
    {
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (!IsHeld && MayAsk)
                await TryBeatAsync();
            if (!_hasBegun && !_stop.IsCancellationRequested)
            {
                _loops = Task.WhenAll(BeatAsync(), Feed.RunAsync(_stop.Token));
                _hasBegun = true;
            }
        }
        finally
        {
            _one.Release();
        }

        if (!IsHeld)
            throw CutOff();
    }

    private async Task BeatAsync()
    {
        using var timer = new PeriodicTimer(BeatEvery, _real);
        while (await WaitAsync(timer))
        {
            await _one.WaitAsync(CancellationToken.None); // nobody holds it for long
            try
            {
                await TryBeatAsync();
            }
            finally
            {
                _one.Release();
            }
        }
    }

    private async ValueTask<bool> WaitAsync(PeriodicTimer timer)
    {
        try
        {
            return await timer.WaitForNextTickAsync(_stop.Token);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private async Task TryBeatAsync()
    {
        var isFirst = !_hasHeld;
        try
        {
            await _engine.ConnectAsync(_stop.Token);
            if (isFirst || _isCutOff)
                await _engine.LoadAsync();
            var began = _real.GetTimestamp();
            var asked = _clock?.Now ?? 0;
            var answer = (RedisResult[])(await _engine.RunAsync(Beat, _keys.Replicas, Id, Micros(Lease), Micros(Grace), MostChanges, _newestForm))!;
            _clock?.Correct(asked, _clock.Now, TimeOf(answer));
            Volatile.Write(ref _form, (int)answer[4]);
            var isKnown = (int)answer[2] == 1;
            if (isFirst)
                await _engine.ListenAsync(_keys.Counters.ToString(), Feed.Hear);
            if (isFirst || !isKnown)
                Feed.BeginAfter((long)answer[3], hasGap: !isFirst);
            if (!IsHeld)
            {
                foreach (var act in _beforeServing)
                    await act();
            }

            Volatile.Write(ref _heldUntil, began + (long)(Lease.TotalSeconds * _real.TimestampFrequency));
            if (_isCutOff)
                Back(_logger);
            _isCutOff = false;
            _reason = "it answers later than the lease lasts";
            _hasHeld = true;
        }
        catch (EngineUnavailableException late) when (late.MayHaveRun && IsHeld)
        {
            // The answer is late or lost. The lease says for how long that does not matter.
        }
        catch (EngineUnavailableException failure)
        {
            if (!_isCutOff)
                Lost(_logger, failure.Message);
            _reason = failure.Message;
            _isCutOff = true;
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The replica stops.
        }
        catch (Exception failure)
        {
            Failed(_logger, failure);
            _reason = "a failure, which the log has";
            _isCutOff = true;
        }
    }

    private EngineUnavailableException CutOff() => new($"this replica is cut off from the state engine: {(_stop.IsCancellationRequested ? "it stops" : _reason)}", mayHaveRun: false);

    private static DateTimeOffset TimeOf(RedisResult[] answer) => DateTimeOffset.UnixEpoch
        .AddSeconds(long.Parse((string)answer[0]!, CultureInfo.InvariantCulture)).AddMicroseconds(long.Parse((string)answer[1]!, CultureInfo.InvariantCulture));

    private static long Micros(TimeSpan time) => (long)time.TotalMicroseconds;

    [LoggerMessage(63, LogLevel.Error, "The state engine cannot be asked: {Reason}. Calls are answered with 503 until it can")]
    private static partial void Lost(ILogger logger, string reason);

    [LoggerMessage(64, LogLevel.Information, "The state engine can be asked again")]
    private static partial void Back(ILogger logger);

    [LoggerMessage(65, LogLevel.Error, "A failure in renewing the lease of this replica, which continues")]
    private static partial void Failed(ILogger logger, Exception failure);
}
