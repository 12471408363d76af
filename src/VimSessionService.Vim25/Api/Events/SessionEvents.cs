namespace VimSessionService.Vim25;

/// <summary>A client logged in on a session that was logged in.</summary>
[VmodlName("vim.event.AlreadyAuthenticatedSessionEvent")]
public sealed partial record AlreadyAuthenticatedSessionEvent : SessionEvent;

/// <summary>A login failed for its user name or password.</summary>
[VmodlName("vim.event.BadUsernameSessionEvent")]
public sealed partial record BadUsernameSessionEvent : SessionEvent
{
    public required string IpAddress { get; init; }
}

/// <summary>The system message has another text.</summary>
[VmodlName("vim.event.GlobalMessageChangedEvent")]
public sealed partial record GlobalMessageChangedEvent : SessionEvent
{
    public required string Message { get; init; }
    [Since(ApiVersion.V6_5)] public string? PrevMessage { get; init; }
}

/// <summary>A known user without any permission tried to log in.</summary>
[VmodlName("vim.event.NoAccessUserEvent")]
public sealed partial record NoAccessUserEvent : SessionEvent
{
    public required string IpAddress { get; init; }
}

/// <summary>The server came up.</summary>
[VmodlName("vim.event.ServerStartedSessionEvent")]
public sealed partial record ServerStartedSessionEvent : SessionEvent;

/// <summary>The base of events about sessions.</summary>
[VmodlName("vim.event.SessionEvent")]
public partial record SessionEvent : Event;

/// <summary>One user ended the session of another.</summary>
[VmodlName("vim.event.SessionTerminatedEvent")]
public sealed partial record SessionTerminatedEvent : SessionEvent
{
    public required string SessionId { get; init; }
    public required string TerminatedUsername { get; init; }
}

/// <summary>A session began.</summary>
[VmodlName("vim.event.UserLoginSessionEvent")]
public sealed partial record UserLoginSessionEvent : SessionEvent
{
    public required string IpAddress { get; init; }
    [Since(ApiVersion.V5_1)] public string? UserAgent { get; init; }
    public required string Locale { get; init; }
    public required string SessionId { get; init; }
}

/// <summary>A session ended, by logout, time-out or otherwise.</summary>
[VmodlName("vim.event.UserLogoutSessionEvent")]
public sealed partial record UserLogoutSessionEvent : SessionEvent
{
    [Since(ApiVersion.V5_1)] public string? IpAddress { get; init; }
    [Since(ApiVersion.V5_1)] public string? UserAgent { get; init; }
    [Since(ApiVersion.V5_1)] public long? CallCount { get; init; }
    [Since(ApiVersion.V5_1)] public string? SessionId { get; init; }
    [Since(ApiVersion.V5_1)] public DateTime? LoginTime { get; init; }
}
