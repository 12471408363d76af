namespace VimSessionService.AdminClient.Sessions;

/// <summary>Changes a session. What is null stays as it is.</summary>
public sealed record SessionUpdate
{
    /// <summary>The locale, such as <c>de</c> or <c>en_US</c>.</summary>
    public string? Locale { get; init; }

    /// <summary>How long the session is to have been without a call. One that has been so for the idle timeout expires.</summary>
    public TimeSpan? Idle { get; init; }
}

/// <summary>How many sessions were ended.</summary>
/// <param name="Ended">The number.</param>
public sealed record SessionsEnded(int Ended);
