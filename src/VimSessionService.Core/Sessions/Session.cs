using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Sessions;

/// <summary>A session as it was at one moment.</summary>
public sealed record Session
{
    /// <summary>
    /// The public name of the session, a UUID as <see cref="SessionKey"/> makes it for the server's version; it shows in sessionList and opens
    /// nothing. It never changes, and no other session ever has it.
    /// </summary>
    public required string Key { get; init; }

    /// <summary>Who the session is, and in which language. Replaced as a whole by <see cref="ISessionStore.UpdateAsync"/>.</summary>
    public required SessionData Data { get; init; }

    /// <summary>When the session began, UTC.</summary>
    public required DateTime LoginTime { get; init; }

    /// <summary>When the last call began or ended, UTC; the login where there was none.</summary>
    public required DateTime LastActiveTime { get; init; }

    /// <summary>How many calls were made in the session; the login is not one.</summary>
    public required long CallCount { get; init; }

    /// <summary>The number of the latest write of what the session has made (<see cref="Objects.ISessionObjectStore"/>); zero where nothing was written.</summary>
    internal long ObjectsVersion { get; init; }

    /// <summary>The session as the API shows it.</summary>
    public UserSession ToUserSession() => new()
    {
        Key = Key,
        UserName = Data.User.UserName,
        FullName = Data.User.FullName,
        LoginTime = LoginTime,
        LastActiveTime = LastActiveTime,
        Locale = Data.Locale,
        MessageLocale = Data.MessageLocale,
        ExtensionSession = Data.ExtensionSession,
        IpAddress = Data.IpAddress,
        UserAgent = Data.UserAgent,
        CallCount = CallCount,
    };
}

/// <summary>The part of a session that is given at login and can be replaced later.</summary>
public sealed record SessionData
{
    /// <summary>Who the session is.</summary>
    public required UserIdentity User { get; init; }

    /// <summary>The locale of dates and numbers.</summary>
    public required string Locale { get; init; }

    /// <summary>The locale of texts, one of those that have a message catalogue.</summary>
    public required string MessageLocale { get; init; }

    /// <summary>Whether an extension logged in, which grants Sessions.ImpersonateUser besides the user's own privileges.</summary>
    public bool ExtensionSession { get; init; }

    /// <summary>Whether the user may end sessions of others, as of the login: a few places below the cap are kept for such users.</summary>
    public bool IsAdministrator { get; init; }

    /// <summary>The name of the format of the login, such as <c>soap</c>.</summary>
    public string Door { get; init; } = "";

    /// <summary>The client's address at login.</summary>
    public required string IpAddress { get; init; }

    /// <summary>The client's User-Agent at login; empty when it sent none.</summary>
    public required string UserAgent { get; init; }
}
