namespace VimSessionService.Core.Authentication;

/// <summary>How much another server is asked about passwords, and how long its answers hold.</summary>
public sealed record RemoteCheckLimits
{
    /// <summary>How long one check may take, the wait for its turn not counted.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a password that was found right is accepted without asking again; zero to ask each time. A wrong one is always asked about.</summary>
    public TimeSpan CacheTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How many checks are made at a time. Clients of one address have at most a quarter of them, and at least one.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>How many more may wait.</summary>
    public PasswordQueueLimits Queue { get; init; } = new();
}
