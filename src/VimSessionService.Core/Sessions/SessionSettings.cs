namespace VimSessionService.Core.Sessions;

/// <summary>How long and how many sessions live. A change takes effect at once, on existing sessions too.</summary>
public sealed class SessionSettings
{
    private long _idleTicks = TimeSpan.FromMinutes(30).Ticks;
    private int _maxSessions = 3000;

    /// <summary>Raised after a change.</summary>
    public event Action? Changed;

    /// <summary>How long a session lives after its last call; 30 minutes by default (wire.md §5). Above zero.</summary>
    public TimeSpan IdleTimeout
    {
        get => new(Volatile.Read(ref _idleTicks));
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(value, TimeSpan.Zero);
            if (Interlocked.Exchange(ref _idleTicks, value.Ticks) != value.Ticks)
                Changed?.Invoke();
        }
    }

    /// <summary>The cap of live sessions; 3000 by default (wire.md §5), 0 for none.</summary>
    public int MaxSessions
    {
        get => Volatile.Read(ref _maxSessions);
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            if (Interlocked.Exchange(ref _maxSessions, value) != value)
                Changed?.Invoke();
        }
    }
}
