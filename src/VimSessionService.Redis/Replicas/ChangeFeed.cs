using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;
using VimSessionService.Core;
using VimSessionService.Core.Sessions;
using VimSessionService.Redis.Engine;

namespace VimSessionService.Redis.Replicas;

/// <summary>
/// Reads the changes that replicas write, in their order, and has them told here. A message of the engine is only a hint that there is something to read; without
/// one the feed looks twice a second. The position up to which this replica has told is in the engine, so that who ended a session can wait for it.
/// </summary>
internal sealed partial class ChangeFeed(EngineConnection engine, EngineKeys keys, string replica, TimeProvider real, ILogger logger)
{
    private const int MostAtOnce = 200;

    private static readonly EngineScript Pull = EngineScript.Load("pull.lua");
    private static readonly EngineScript Behind = EngineScript.Load("behind.lua");
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan AskAfter = TimeSpan.FromMilliseconds(100);

    /// <summary>How long changes that nobody waits for are left together.</summary>
    private static readonly TimeSpan LookLater = TimeSpan.FromMilliseconds(20);

    private readonly string _ownHint = $"changed {replica}";
    private readonly string _ownLaterHint = $"later {replica}";
    private readonly OwnChanges _own = new(real);
    private readonly ToldPositions _positions = new();
    private TaskCompletionSource _hint = NewHint();
    private TaskCompletionSource _laterHint = NewHint();
    private readonly ConcurrentDictionary<ChangeKind, IChangeTeller> _tellers = new();
    private long _position;
    private volatile bool _hasGap;
    private bool _isAwaited;

    /// <summary>Raised when a message of the engine says that something has changed, on any thread.</summary>
    public event Action? Hinted;

    /// <summary>Raised when a message of the engine says that there is another text (<see cref="SharedText"/>), on any thread.</summary>
    public event Action? TextHinted;

    /// <summary>Who tells changes of a kind.</summary>
    public void TellBy(IChangeTeller teller) => _tellers[teller.Kind] = teller;

    /// <summary>Begins after a change; <paramref name="hasGap"/>: some before it were missed.</summary>
    public void BeginAfter(long number, bool hasGap)
    {
        Interlocked.Exchange(ref _position, number);
        if (hasGap)
        {
            _hasGap = true;
            Hint();
        }
    }

    /// <summary>Takes a message of the engine.</summary>
    public void Hear(string message)
    {
        if (message == "event")
        {
            Hinted.CallAll(); // an event is no change of a session
            return;
        }

        if (message == "text")
        {
            TextHinted.CallAll();
            return;
        }

        if (message.Split(' ') is ["told", var other, var position] && long.TryParse(position, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            _positions.Hear(other, number);
            return;
        }

        if (message == _ownHint || message == _ownLaterHint)
            return; // it is told already, and read with the next change of another replica or look
        if (message.StartsWith("later ", StringComparison.Ordinal))
        {
            Give(ref _laterHint);
            return;
        }

        Hint();
        Hinted.CallAll();
    }

    /// <summary>Whoever made a change is about to tell it; false when it was told already.</summary>
    public bool TryTell(long number) => _own.TryTell(number, isRead: number <= Volatile.Read(ref _position));

    /// <summary>Waits until other replicas have told a change or live no more, but no longer than for one observer.</summary>
    public async Task WaitForOthersAsync(long number, IReadOnlyList<string> others)
    {
        var began = real.GetTimestamp();
        while (true)
        {
            var next = _positions.Next;
            if (_positions.HaveAll(others, number))
                return;
            if (real.GetElapsedTime(began) > SessionNotifications.MaxWait)
            {
                Late(logger, others.Count);
                return;
            }

            try
            {
                await next.WaitAsync(AskAfter, real);
            }
            catch (TimeoutException)
            {
                others = await BehindAsync(number);
            }
        }
    }

    /// <summary>Reads and tells until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            var hint = Volatile.Read(ref _hint).Task;
            var laterHint = Volatile.Read(ref _laterHint).Task;
            try
            {
                while (await TellNextAsync())
                    cancellationToken.ThrowIfCancellationRequested();
                await Task.WhenAny(hint, laterHint).WaitAsync(LookEvery, real, cancellationToken);
                await hint.WaitAsync(LookLater, real, cancellationToken);
            }
            catch (TimeoutException)
            {
                // There was no hint, which may have been lost, or there was one for later, and it is later.
            }
            catch (EngineUnavailableException)
            {
                await Task.Delay(LookEvery, real, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception failure)
            {
                Failed(logger, failure);
                await Task.Delay(LookEvery, real, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private void Hint() => Give(ref _hint);

    private static void Give(ref TaskCompletionSource hint) => Interlocked.Exchange(ref hint, NewHint()).TrySetResult();

    private static TaskCompletionSource NewHint() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Tells the next changes; false when there is none, and nobody waits for the position.</summary>
    private async ValueTask<bool> TellNextAsync()
    {
        if (_hasGap)
        {
            foreach (var teller in _tellers.Values)
                await teller.CatchUpAsync();
            _hasGap = false;
            _isAwaited = true;
        }

        foreach (var untold in _own.TakeUntold())
            await TellAsync(untold, isOwn: true);
        var position = Volatile.Read(ref _position);
        var answer = (RedisResult[])(await engine.RunAsync(Pull, keys.Replicas, replica, position, MostAtOnce, _isAwaited ? 1 : 0))!;
        _isAwaited = false;
        var (newest, dropped) = ((long)answer[0], (long)answer[1]);
        if (newest < position || position < dropped)
        {
            // The engine has lost its latest writes, or this replica was away for too long.
            Gap(logger, position, newest);
            _own.Forget(long.MaxValue);
            BeginAfter(newest, hasGap: true);
            return true;
        }

        var changes = (RedisResult[])answer[2]!;
        if (changes.Length > 0)
            Hinted.CallAll(); // for what has no hint of its own
        foreach (var answered in changes)
        {
            var text = (byte[])answered!;
            position++;
            if (Change.IsOf(text, replica) && _own.WasTold(position))
                continue; // as nearly all of this replica
            if (Change.Parse(position, text) is not { } change)
            {
                _isAwaited = true; // perhaps
                continue;
            }

            _isAwaited |= change.IsAwaited;
            if (change.Origin == replica && change.Kind == ChangeKind.Session)
                _own.Meet(change);
            else
                await TellAsync(change, isOwn: change.Origin == replica);
        }

        // Unless the lease began anew meanwhile, which knows better.
        Interlocked.CompareExchange(ref _position, position, position - changes.Length);
        return _isAwaited || changes.Length == MostAtOnce;
    }

    /// <summary>A change that cannot be read keeps nobody from reading the next.</summary>
    private async ValueTask TellAsync(Change change, bool isOwn)
    {
        try
        {
            if (_tellers.TryGetValue(change.Kind, out var teller))
                await teller.TellAsync(change, isOwn);
        }
        catch (Exception failure)
        {
            Failed(logger, failure);
        }
    }

    private async Task<IReadOnlyList<string>> BehindAsync(long number)
    {
        try
        {
            var behind = (string[])(await engine.RunAsync(Behind, keys.Replicas, replica, number))!;
            return behind;
        }
        catch (EngineUnavailableException)
        {
            return []; // This replica is cut off itself; who is told what is no longer its business.
        }
    }

    [LoggerMessage(60, LogLevel.Warning, "{Count} replicas have not told a change within the time; the call continues")]
    private static partial void Late(ILogger logger, int count);

    [LoggerMessage(61, LogLevel.Warning, "Changes were missed: this replica was at {Position}, the state engine is at {Newest}; it reads what there is")]
    private static partial void Gap(ILogger logger, long position, long newest);

    [LoggerMessage(62, LogLevel.Error, "A failure in reading the changes of other replicas, which continues")]
    private static partial void Failed(ILogger logger, Exception failure);
}
