namespace VimSessionService.Core.Authentication;

/// <summary>
/// A name and a password let nobody in, for another reason than that they are wrong, such as a server of users that does not answer. The client is told
/// what it gets for a wrong password; the log gets the reason.
/// </summary>
/// <param name="reason">The precise reason, for the operator; it holds no secret.</param>
/// <param name="innerException">What it follows from; null for nothing.</param>
public sealed class LoginRefusedException(string reason, Exception? innerException = null) : Exception(reason, innerException);
