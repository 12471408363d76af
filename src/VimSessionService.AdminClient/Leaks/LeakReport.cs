namespace VimSessionService.AdminClient.Leaks;

/// <summary>Sessions that were never logged out.</summary>
public sealed record LeakReport
{
    /// <summary>How many are still open.</summary>
    public required int Open { get; init; }

    /// <summary>How many have expired since the service started, or since they were forgotten; the latest 10,000 are remembered.</summary>
    public required int Expired { get; init; }

    /// <summary>The same by User-Agent and user, the group with the most first.</summary>
    public required IReadOnlyList<LeakGroup> Groups { get; init; }

    /// <summary>The sessions, the oldest first, a thousand at most.</summary>
    public required IReadOnlyList<LeakedSession> Sessions { get; init; }
}

/// <summary>The sessions of one User-Agent and one user.</summary>
public sealed record LeakGroup
{
    /// <summary>The User-Agent of the login; empty when there was none.</summary>
    public required string UserAgent { get; init; }

    /// <summary>The user.</summary>
    public required string User { get; init; }

    /// <summary>How many are still open.</summary>
    public required int Open { get; init; }

    /// <summary>How many have expired.</summary>
    public required int Expired { get; init; }

    /// <summary>The calls that were made in all of them.</summary>
    public required long Calls { get; init; }

    /// <summary>The age of the oldest.</summary>
    public required TimeSpan OldestAge { get; init; }
}

/// <summary>A session that was never logged out.</summary>
public sealed record LeakedSession
{
    /// <summary>The key, as in <c>UserSession.key</c>.</summary>
    public required string Session { get; init; }

    /// <summary>Whether it is still open; otherwise it has expired.</summary>
    public required bool IsOpen { get; init; }

    /// <summary>The user.</summary>
    public required string User { get; init; }

    /// <summary>The User-Agent of the login; empty when there was none.</summary>
    public required string UserAgent { get; init; }

    /// <summary>The client's address at the login.</summary>
    public required string ClientAddress { get; init; }

    /// <summary>Where the session was opened.</summary>
    public required string Door { get; init; }

    /// <summary>When it was opened, on the clock of the service.</summary>
    public required DateTimeOffset LoginTime { get; init; }

    /// <summary>How long it has been open, or was until it expired.</summary>
    public required TimeSpan Age { get; init; }

    /// <summary>How many calls were made in it.</summary>
    public required long Calls { get; init; }

    /// <summary>The first of them; null for none.</summary>
    public FirstCall? FirstCall { get; init; }
}

/// <summary>The first call in a session, which tells who opened it.</summary>
/// <param name="Time">When it came, on the clock of the service.</param>
/// <param name="Operation">The operation.</param>
public sealed record FirstCall(DateTimeOffset Time, string Operation)
{
    /// <summary>The client's own id of the call; null for none.</summary>
    public string? OperationId { get; init; }
}

/// <summary>Which sessions are asked for: those that fulfil all that is given.</summary>
public sealed record LeakQuery
{
    /// <summary>The user, written in any way.</summary>
    public string? User { get; init; }

    /// <summary>The User-Agent, in any case of letters; <c>*</c> stands for any text.</summary>
    public string? UserAgent { get; init; }

    /// <summary>Only sessions that are or were open as long.</summary>
    public TimeSpan? MinAge { get; init; }

    /// <summary>Only sessions that were opened at this time or later.</summary>
    public DateTimeOffset? Since { get; init; }
}
