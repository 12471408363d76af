namespace VimSessionService.AdminClient.Limits;

/// <summary>The limits of sessions. A change holds at once, for sessions that live too.</summary>
/// <param name="MaxSessions">How many sessions may live; 0 for no limit.</param>
/// <param name="MaxUserSessions">How many of them may be of one user who may not end those of others; 0 for no limit.</param>
/// <param name="IdleTimeout">How long a session lives after its last call; above zero.</param>
/// <param name="MaxLifetime">How long a session lives after its login; zero for no limit.</param>
public sealed record LimitValues(int MaxSessions, int MaxUserSessions, TimeSpan IdleTimeout, TimeSpan MaxLifetime);

/// <summary>Changes limits. What is null stays as it is.</summary>
public sealed record LimitChange
{
    /// <inheritdoc cref="LimitValues.MaxSessions"/>
    public int? MaxSessions { get; init; }

    /// <inheritdoc cref="LimitValues.MaxUserSessions"/>
    public int? MaxUserSessions { get; init; }

    /// <inheritdoc cref="LimitValues.IdleTimeout"/>
    public TimeSpan? IdleTimeout { get; init; }

    /// <inheritdoc cref="LimitValues.MaxLifetime"/>
    public TimeSpan? MaxLifetime { get; init; }
}
