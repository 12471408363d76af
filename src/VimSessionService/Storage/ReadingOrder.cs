namespace VimSessionService.Storage;

/// <summary>Brings readings of one file into force, one at a time, and none that began before the one in force. Thread-safe.</summary>
internal sealed class ReadingOrder
{
    private readonly Lock _gate = new();
    private long _begun;
    private long _inForce;

    /// <summary>Begins a reading.</summary>
    /// <returns>Its number, for <see cref="Apply"/>.</returns>
    public long Begin() => Interlocked.Increment(ref _begun);

    /// <summary>Brings a reading into force, unless one that began later is.</summary>
    public void Apply(long reading, Action apply)
    {
        lock (_gate)
        {
            if (reading < _inForce)
                return;
            apply();
            _inForce = reading;
        }
    }
}
