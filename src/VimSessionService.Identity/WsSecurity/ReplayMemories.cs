namespace VimSessionService.Identity.WsSecurity;

/// <summary>Where single sign-on remembers what may be used once.</summary>
/// <param name="LoginMessages">The signed messages of logins by token.</param>
/// <param name="LoginAssertions">The assertions that are for one use.</param>
/// <param name="StsMessages">The signed messages to the security token service.</param>
internal sealed record ReplayMemories(IReplayMemory LoginMessages, IReplayMemory LoginAssertions, IReplayMemory StsMessages)
{
    /// <summary>The memory of this process, with these limits; null for the usual ones.</summary>
    public static ReplayMemories InProcess(TimeProvider time, ReplayLimits? limits = null)
    {
        var capacity = (limits ?? new()).All;
        return new(new ReplayCache(time, capacity), new ReplayCache(time, capacity), new ReplayCache(time, capacity));
    }
}
