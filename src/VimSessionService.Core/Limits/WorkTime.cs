namespace VimSessionService.Core.Limits;

/// <summary>
/// Measures how long something is worked on, without the time that it waits: the time of a processor cannot be measured across the threads that a
/// request runs on.
/// </summary>
/// <param name="most">How long it may be worked on.</param>
/// <param name="time">The clock.</param>
internal sealed class WorkTime(TimeSpan most, TimeProvider time)
{
    private TimeSpan _worked;
    private long? _since;

    /// <summary>Counts the time since the former call, or begins to count.</summary>
    /// <returns>Whether there is time left.</returns>
    public bool Count()
    {
        var now = time.GetTimestamp();
        if (_since is { } since)
            _worked += time.GetElapsedTime(since, now);
        _since = now;
        return _worked <= most;
    }

    /// <summary>Counts the time up to now. What follows is not counted, up to the next call of <see cref="Count"/>.</summary>
    public void Stop()
    {
        if (_since is { } since)
            _worked += time.GetElapsedTime(since);
        _since = null;
    }
}
