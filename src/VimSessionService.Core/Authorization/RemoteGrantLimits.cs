namespace VimSessionService.Core.Authorization;

/// <summary>How much another server is asked what users may do, and how long its answers hold.</summary>
public sealed record RemoteGrantLimits
{
    /// <summary>How long one question may take, the wait for its turn not counted.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long an answer holds; zero to ask each call anew.</summary>
    public TimeSpan CacheTime { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How many questions are asked at a time. Those about one user have at most a quarter of them, and at least one.</summary>
    public int Concurrency { get; init; } = 16;

    /// <summary>How many more questions about one user may wait; of all users together sixteen times as many.</summary>
    public int Waiting { get; init; } = 64;
}
