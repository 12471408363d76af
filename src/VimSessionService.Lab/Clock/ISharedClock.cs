namespace VimSessionService.Lab.Clock;

/// <summary>How a moved clock runs, as replicas tell each other. Their real clocks show the same time.</summary>
internal interface ISharedClock
{
    /// <summary>Takes how the clock runs now, and from now on what other replicas tell.</summary>
    ValueTask FollowAsync(Action<string> take);

    /// <summary>Tells the others, and waits until they have taken it.</summary>
    ValueTask TellAsync(string state, CancellationToken cancellationToken);
}
