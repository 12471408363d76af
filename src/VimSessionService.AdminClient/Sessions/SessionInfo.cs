namespace VimSessionService.AdminClient.Sessions;

/// <summary>A live session.</summary>
public sealed record SessionInfo
{
    /// <summary>The public key, as in <c>UserSession.key</c>. It opens nothing.</summary>
    public required string Key { get; init; }

    /// <summary>The user, as sessions show it: <c>VSPHERE.LOCAL\alice</c>.</summary>
    public required string UserName { get; init; }

    /// <summary>The full name of the user.</summary>
    public required string FullName { get; init; }

    /// <summary>Where the session was opened, such as <c>soap</c>.</summary>
    public required string Door { get; init; }

    /// <summary>The User-Agent of the login; empty when there was none.</summary>
    public required string UserAgent { get; init; }

    /// <summary>The client's address at login.</summary>
    public required string IpAddress { get; init; }

    /// <summary>When the session began, on the clock of the service.</summary>
    public required DateTimeOffset LoginTime { get; init; }

    /// <summary>When its last call began or ended, on the clock of the service.</summary>
    public required DateTimeOffset LastActiveTime { get; init; }

    /// <summary>How long ago that was.</summary>
    public required TimeSpan Idle { get; init; }

    /// <summary>How long ago the session began.</summary>
    public required TimeSpan Age { get; init; }

    /// <summary>How many calls were made in it, without the login.</summary>
    public required long CallCount { get; init; }

    /// <summary>The locale of dates and numbers.</summary>
    public required string Locale { get; init; }

    /// <summary>The locale of texts.</summary>
    public required string MessageLocale { get; init; }

    /// <summary>Whether an extension logged in.</summary>
    public required bool ExtensionSession { get; init; }
}

/// <summary>The sessions that a query asks for, oldest login first.</summary>
/// <param name="Sessions">The sessions.</param>
/// <param name="Total">How many sessions live, whatever the query.</param>
public sealed record SessionList(IReadOnlyList<SessionInfo> Sessions, int Total);

/// <summary>Which sessions to list. What is null is not asked for.</summary>
public sealed record SessionQuery
{
    /// <summary>A user, in any spelling of the name.</summary>
    public string? User { get; init; }

    /// <summary>A part of the User-Agent, in any case of letters.</summary>
    public string? UserAgent { get; init; }

    /// <summary>Where the session was opened.</summary>
    public string? Door { get; init; }

    /// <summary>The least age.</summary>
    public TimeSpan? MinAge { get; init; }

    /// <summary>The least time since the last call.</summary>
    public TimeSpan? MinIdle { get; init; }
}
