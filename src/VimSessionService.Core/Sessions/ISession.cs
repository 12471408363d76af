namespace VimSessionService.Core.Sessions;

/// <summary>A live session. What can change is read afresh at every access; an instance stays usable after its session ended.</summary>
public interface ISession
{
    /// <summary>
    /// The public name of the session, a UUID as <see cref="SessionKey"/> makes it for the server's version; it shows in sessionList and opens
    /// nothing.
    /// </summary>
    string Key { get; }

    /// <summary>Who the session is, and in which language. Replaced as a whole by <see cref="ISessionStore.UpdateAsync"/>.</summary>
    SessionData Data { get; }

    /// <summary>When the session began, UTC.</summary>
    DateTime LoginTime { get; }

    /// <summary>When the last call began or ended, UTC.</summary>
    DateTime LastActiveTime { get; }

    /// <summary>How many calls were made in the session; the login is not one.</summary>
    long CallCount { get; }

    /// <summary>Cancelled once the session has ended, wherever that was done.</summary>
    CancellationToken Ended { get; }

    /// <summary>Objects that live as long as the session on this replica, such as the rest of a paged result.</summary>
    SessionAttachments Attachments { get; }
}

/// <summary>The part of a session that is given at login and can be replaced later.</summary>
public sealed record SessionData
{
    /// <summary>Who the session is.</summary>
    public required Users.UserIdentity User { get; init; }

    /// <summary>The locale of dates and numbers.</summary>
    public required string Locale { get; init; }

    /// <summary>The locale of texts, one of those that have a message catalogue.</summary>
    public required string MessageLocale { get; init; }

    /// <summary>Whether an extension logged in, which grants Sessions.ImpersonateUser besides the user's own privileges.</summary>
    public bool ExtensionSession { get; init; }

    /// <summary>Whether the user may end sessions of others, as of the login: a few places below the cap are kept for such users.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>The client's address at login.</summary>
    public required string IpAddress { get; init; }

    /// <summary>The client's User-Agent at login; empty when it sent none.</summary>
    public required string UserAgent { get; init; }
}
