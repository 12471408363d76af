namespace VimSessionService.Core.Sessions;

/// <summary>How long and how many sessions live. A change takes effect at once, on existing sessions too.</summary>
public sealed class SessionLimits
{
    private long _idleTicks = TimeSpan.FromMinutes(30).Ticks;
    private long _maxLifetimeTicks;
    private int _maxSessions = 3000;
    private int _maxUserSessions = DefaultOfUser;

    /// <summary>The default of <see cref="ReservedSessions"/>.</summary>
    public const int DefaultReserved = 10;

    /// <summary>The default of <see cref="MaxUserSessions"/>.</summary>
    public const int DefaultOfUser = 1000;

    /// <summary>Raised after a change.</summary>
    public event Action? Changed;

    /// <summary>How long a session lives after its last call; 30 minutes by default (docs/facts/sessions.md). Above zero.</summary>
    public TimeSpan IdleTimeout
    {
        get => new(Volatile.Read(ref _idleTicks));
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            if (Interlocked.Exchange(ref _idleTicks, value.Ticks) != value.Ticks)
                Changed.CallAll();
        }
    }

    /// <summary>
    /// How many of the last places below the cap are reserved for users who may end the sessions of others, at most a tenth of the cap;
    /// 10 by default.
    /// </summary>
    public int ReservedSessions { get; init; } = DefaultReserved;

    /// <summary>How many sessions a user may have who may not end those of others; 1000 by default, 0 for no limit but the cap.</summary>
    public int MaxUserSessions
    {
        get => Volatile.Read(ref _maxUserSessions);
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            if (Interlocked.Exchange(ref _maxUserSessions, value) != value)
                Changed.CallAll();
        }
    }

    /// <summary>
    /// How long a session lives after its login, whatever its calls; zero, the default, for no limit. A session whose call is in flight at that moment ends
    /// after the call.
    /// </summary>
    public TimeSpan MaxLifetime
    {
        get => new(Volatile.Read(ref _maxLifetimeTicks));
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, TimeSpan.Zero);
            if (Interlocked.Exchange(ref _maxLifetimeTicks, value.Ticks) != value.Ticks)
                Changed.CallAll();
        }
    }

    /// <summary>Whether a login takes over a cookie that its client was given before; see <see cref="CookieAdoption"/>.</summary>
    public bool AdoptsCookies { get; init; } = true;

    /// <summary>The cap of live sessions; 3000 by default (docs/facts/sessions.md), 0 for none.</summary>
    public int MaxSessions
    {
        get => Volatile.Read(ref _maxSessions);
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            if (Interlocked.Exchange(ref _maxSessions, value) != value)
                Changed.CallAll();
        }
    }
}
