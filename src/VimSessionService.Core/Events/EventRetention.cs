namespace VimSessionService.Core.Events;

/// <summary>How many events are kept, and for how long. A change takes effect at once, on events that are there too.</summary>
internal sealed class EventRetention
{
    /// <summary>More events than any reader looks through. What memory they take is bounded by <see cref="MaxBytes"/>.</summary>
    public const int MaxCapacity = 10_000_000;

    private int _capacity = 10_000;
    private int _maxAgeDays = 30;

    /// <summary>The default of <see cref="MaxBytes"/>.</summary>
    public const int DefaultBytes = 64 * 1024 * 1024;

    /// <summary>
    /// About how much memory the events may take, in bytes; 64 MiB by default. Where as many events as <see cref="Capacity"/> would take more,
    /// fewer are kept.
    /// </summary>
    public int MaxBytes { get; init; } = DefaultBytes;
    private bool _isAgeLimited = true;

    /// <summary>Raised after a change.</summary>
    public event Action? Changed;

    /// <summary>How many of the latest events are kept, from 1 to <see cref="MaxCapacity"/>.</summary>
    public int Capacity
    {
        get => Volatile.Read(ref _capacity);
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, MaxCapacity);
            if (Interlocked.Exchange(ref _capacity, value) != value)
                Changed.CallAll();
        }
    }

    /// <summary>How many days an event is kept while <see cref="IsAgeLimited"/>; 30 by default, as of a vCenter. Above zero.</summary>
    public int MaxAgeDays
    {
        get => Volatile.Read(ref _maxAgeDays);
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            if (Interlocked.Exchange(ref _maxAgeDays, value) != value)
                Changed.CallAll();
        }
    }

    /// <summary>Whether events go with age at all; they do by default, as of a vCenter.</summary>
    public bool IsAgeLimited
    {
        get => Volatile.Read(ref _isAgeLimited);
        set
        {
            if (Interlocked.Exchange(ref _isAgeLimited, value) != value)
                Changed.CallAll();
        }
    }

    /// <summary>Whether an event of that time is too old to be kept.</summary>
    public bool IsPast(DateTime createdTime, DateTime now) => IsAgeLimited && now - createdTime > TimeSpan.FromDays(MaxAgeDays);
}
