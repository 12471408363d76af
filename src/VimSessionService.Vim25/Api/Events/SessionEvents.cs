namespace VimSessionService.Vim25;

public sealed partial record AlreadyAuthenticatedSessionEvent : SessionEvent;

public sealed partial record BadUsernameSessionEvent : SessionEvent
{
    public required string IpAddress { get; init; }
}

public sealed partial record GlobalMessageChangedEvent : SessionEvent
{
    public required string Message { get; init; }
    [Since(ApiVersion.V6_5)] public string? PrevMessage { get; init; }
}

public sealed partial record NoAccessUserEvent : SessionEvent
{
    public required string IpAddress { get; init; }
}

public sealed partial record ServerStartedSessionEvent : SessionEvent;
public partial record SessionEvent : Event;

public sealed partial record SessionTerminatedEvent : SessionEvent
{
    public required string SessionId { get; init; }
    public required string TerminatedUsername { get; init; }
}

public sealed partial record UserLoginSessionEvent : SessionEvent
{
    public required string IpAddress { get; init; }
    [Since(ApiVersion.V5_1)] public string? UserAgent { get; init; }
    public required string Locale { get; init; }
    public required string SessionId { get; init; }
}

public sealed partial record UserLogoutSessionEvent : SessionEvent
{
    [Since(ApiVersion.V5_1)] public string? IpAddress { get; init; }
    [Since(ApiVersion.V5_1)] public string? UserAgent { get; init; }
    [Since(ApiVersion.V5_1)] public long? CallCount { get; init; }
    [Since(ApiVersion.V5_1)] public string? SessionId { get; init; }
    [Since(ApiVersion.V5_1)] public DateTime? LoginTime { get; init; }
}
