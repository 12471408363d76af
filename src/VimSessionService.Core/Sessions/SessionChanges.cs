using VimSessionService.Vim25;

namespace VimSessionService.Core.Sessions;

/// <summary>The caller has this session from now on: a login opened it, or the caller's own has another user.</summary>
/// <param name="Session">The session.</param>
/// <param name="Token">The token that owns it, to be given to the client; null when the client has it already.</param>
public sealed record SessionOpened(Session Session, SessionToken? Token) : SessionChange
{
    /// <summary>The result of every login: the session as the API shows it.</summary>
    public SessionResult<UserSession> ToResult() => new(Session.ToUserSession(), this);
}

/// <summary>The caller's session has ended.</summary>
public sealed record SessionEnded : SessionChange
{
    /// <summary>The one value.</summary>
    public static SessionEnded Value { get; } = new();
}

/// <summary>A login is not complete: the client is given a token with the fault, and calls again with it.</summary>
/// <param name="fault">What the client gets.</param>
/// <param name="token">The token that identifies the login until it is complete, and that is to own the session then.</param>
/// <param name="reason">The reason, for the operator.</param>
public sealed class LoginIncompleteException(MethodFault fault, SessionToken token, string reason) : VimFaultException(fault, reason)
{
    /// <summary>The token to give to the client.</summary>
    public SessionToken Token { get; } = token;
}
