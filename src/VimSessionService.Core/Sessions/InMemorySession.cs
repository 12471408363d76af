using VimSessionService.Core.Expiry;

namespace VimSessionService.Core.Sessions;

/// <summary>
/// A session of <see cref="InMemorySessionStore"/>. One word holds whether it has ended, how many calls it had and how many are
/// in flight, so that each transition is one compare-and-swap and a call that came and went is never overlooked by an expiry.
/// </summary>
internal sealed class InMemorySession : HeapNode
{
    // Sign bit: ended. Next 39 bits: calls made. Low 24 bits: calls in flight. Neither count can come near its limit.
    private const int InFlightBits = 24;
    private const long InFlightMask = (1L << InFlightBits) - 1;
    private const long OneCall = (1L << InFlightBits) + 1;
    private const long EndedFlag = long.MinValue;

    /// <summary>After what time a session is looked at again that would have ended but for a call in flight.</summary>
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);

    private readonly TimeProvider _time;
    private readonly long _began;
    private SessionData _data;
    private long _state;
    private long _lastActiveUtc;
    private long _lastActive;

    internal InMemorySession(string key, TimeProvider time, SessionData data, SecretHash[] tokens, long number)
        : this(key, time, data, data.User.UserName, tokens, number, time.GetUtcNow().UtcDateTime, TimeSpan.Zero)
    {
    }

    /// <summary>A session that began some time ago.</summary>
    internal InMemorySession(
        string key, TimeProvider time, SessionData data, string owner, SecretHash[] tokens, long number, DateTime loginTime, TimeSpan age)
    {
        _time = time;
        _data = data;
        Key = key;
        Owner = owner;
        Tokens = tokens;
        Number = number;
        LoginTime = loginTime;
        _lastActiveUtc = LoginTime.Ticks;
        _lastActive = time.GetTimestamp();
        _began = _lastActive - Ticks(age);
        Order = _lastActive;
    }

    public string Key { get; }

    public SessionData Data => Volatile.Read(ref _data);

    public DateTime LoginTime { get; }

    /// <summary>The hashes of the tokens that own the session.</summary>
    internal SecretHash[] Tokens { get; }

    /// <summary>The user that the session was opened for, whoever it may impersonate later.</summary>
    internal string Owner { get; }

    /// <summary>The order of the logins.</summary>
    internal long Number { get; }

    internal bool HasEnded => Volatile.Read(ref _state) < 0;

    /// <summary>Begins a call; false when the session has ended. <paramref name="expired"/>: it has just now, and by this.</summary>
    internal bool TryEnter(SessionLimits limits, out bool expired)
    {
        expired = false;
        while (true)
        {
            var state = Volatile.Read(ref _state);
            if (state < 0)
                return false;
            if (IsDue(state, limits))
            {
                if (Interlocked.CompareExchange(ref _state, state | EndedFlag, state) != state)
                    continue;
                expired = true;
                return false;
            }

            if (Interlocked.CompareExchange(ref _state, state + OneCall, state) == state)
            {
                Touch();
                return true;
            }
        }
    }

    /// <summary>Ends a call. The activity is noted first: once no call is in flight, the idle time counts from it.</summary>
    internal void Leave()
    {
        Touch();
        while (true)
        {
            var state = Volatile.Read(ref _state);
            if ((state & InFlightMask) == 0 || Interlocked.CompareExchange(ref _state, state - 1, state) == state)
                return;
        }
    }

    /// <summary>Ends the session if it has been idle or has lived too long; true for the one caller that did.</summary>
    internal bool TryExpire(SessionLimits limits)
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            if (state < 0 || !IsDue(state, limits))
                return false;
            if (Interlocked.CompareExchange(ref _state, state | EndedFlag, state) == state)
                return true;
        }
    }

    /// <summary>Ends the session; true for the one caller that did.</summary>
    internal bool TryEnd() => Interlocked.Or(ref _state, EndedFlag) >= 0;

    /// <summary>The session as it is now.</summary>
    internal Session Snapshot() => new()
    {
        Key = Key,
        Data = Data,
        LoginTime = LoginTime,
        LastActiveTime = new DateTime(Volatile.Read(ref _lastActiveUtc), DateTimeKind.Utc),
        CallCount = (Volatile.Read(ref _state) & ~EndedFlag) >> InFlightBits,
    };

    /// <summary>
    /// The earliest moment from which the next idle time can count. With a limit of its life the session is due no later than at the end of it; one whose call
    /// is in flight then is looked at again after <see cref="LookAgain"/>.
    /// </summary>
    internal long IdleSince(SessionLimits limits)
    {
        // Read first: a call that ends after this moment has an end after it too.
        var now = _time.GetTimestamp();
        var isIdle = (Volatile.Read(ref _state) & InFlightMask) == 0;
        var since = isIdle ? Volatile.Read(ref _lastActive) : now;
        if (limits.MaxLifetime == TimeSpan.Zero)
            return since;
        var idleTimeout = Ticks(limits.IdleTimeout);
        var end = _began + Ticks(limits.MaxLifetime) - idleTimeout;
        return Math.Min(since, isIdle ? end : Math.Max(end, now - idleTimeout + Ticks(LookAgain)));
    }

    /// <summary>Has the session been without a call for some time. Calls in flight continue.</summary>
    internal void SetIdle(TimeSpan idle) => SetIdle(idle, _time.GetUtcNow().UtcTicks - idle.Ticks);

    /// <summary>The same, since a time of day that need not be as long ago: the clock may have been set.</summary>
    internal void SetIdle(TimeSpan idle, long sinceUtc)
    {
        Volatile.Write(ref _lastActiveUtc, sinceUtc);
        Volatile.Write(ref _lastActive, _time.GetTimestamp() - Ticks(idle));
    }

    /// <summary>The session as it can be made again.</summary>
    internal SavedSession Save() => new(
        Snapshot(), Owner, _time.GetElapsedTime(Volatile.Read(ref _lastActive)), _time.GetElapsedTime(_began), [.. Tokens.Select(static hash => hash.Encode())]);

    /// <summary>Takes over how many calls were made.</summary>
    internal void SetCallCount(long count)
    {
        while (true)
        {
            var state = Volatile.Read(ref _state);
            if (state < 0 || Interlocked.CompareExchange(ref _state, (state & InFlightMask) | (count << InFlightBits), state) == state)
                return;
        }
    }

    internal void Update(Func<SessionData, SessionData> change)
    {
        SessionData seen;
        do
        {
            seen = Data;
        }
        while (!ReferenceEquals(Interlocked.CompareExchange(ref _data, change(seen), seen), seen));
    }

    // The idle time is measured on the monotonic clock: a correction of the wall clock ends nobody's session.
    private bool IsDue(long state, SessionLimits limits) =>
        (state & InFlightMask) == 0
        && (_time.GetElapsedTime(Volatile.Read(ref _lastActive)) >= limits.IdleTimeout
            || (limits.MaxLifetime is { Ticks: > 0 } life && _time.GetElapsedTime(_began) >= life));

    private long Ticks(TimeSpan duration) => (long)(duration.Ticks * ((decimal)_time.TimestampFrequency / TimeSpan.TicksPerSecond));

    private void Touch()
    {
        Volatile.Write(ref _lastActiveUtc, _time.GetUtcNow().UtcTicks);
        Volatile.Write(ref _lastActive, _time.GetTimestamp());
    }
}
