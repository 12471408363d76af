using VimSessionService.Lab.Clock;

namespace VimSessionService.Testing.Clock;

/// <summary>
/// The clock of the vCenter, which a test moves. Sessions, tickets, tokens, lock-outs, times of events, outages and rules go by it. Each change is done, with
/// everything that was due on the way, when the method returns.
/// </summary>
public sealed class VimClock
{
    private readonly LabClock _clock;

    internal VimClock(LabClock clock) => _clock = clock;

    /// <summary>The time that it shows.</summary>
    public DateTimeOffset Now => _clock.GetUtcNow();

    /// <summary>Moves it forward, at most ten years at once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative or too long.</exception>
    public void Advance(TimeSpan by) => _clock.Advance(by);

    /// <summary>Stops it. Nothing expires until it is moved or runs again.</summary>
    public void Freeze() => _clock.Freeze();

    /// <summary>Lets it run as the real clock does, from the time that it shows.</summary>
    public void Resume() => _clock.Resume();

    /// <summary>Sets the time of day. To a later time is the same as <see cref="Advance"/>; to an earlier one nothing else changes, and nothing that has expired comes back.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is later than now by more than ten years.</exception>
    public void Set(DateTimeOffset time) => _clock.Set(time);

    /// <summary>Lets it run at a rate.</summary>
    /// <param name="rate">How many seconds pass on it in one real second: 0.001 to 100000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not within that.</exception>
    public void Run(double rate) => _clock.Run(rate);

    /// <summary>Shows the real time of day again. What has expired stays so.</summary>
    public void ShowRealTime() => _clock.ShowRealTime();
}
