using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Core.Authentication;

/// <summary>
/// Checks a user name and a password.
/// <para>Threads: called by many threads at once.</para>
/// <para>
/// Work: anybody can have passwords checked without end, so an implementation bounds how many checks run and wait, in total and for each
/// <see cref="ClientInfo.Network"/>, and the length of what it takes. The service keeps no answer; an implementation may keep right passwords as hashes
/// for a short time. <see cref="RemoteCredentialValidator"/> does all that for one that asks another machine.
/// </para>
/// <para>Secrets: the password is kept nowhere in clear and is in no log, exception or trace. A wrong name and a wrong password take the same time.</para>
/// <para>Cancellation: the token is cancelled when the client has gone or the service stops. Whoever else waits for the same answer still gets it.</para>
/// <para>
/// Exceptions: nobody is logged in. A client gets the fault SystemError without the exception's text, or status 500 at a ticketed path; the log
/// gets the exception. A <see cref="ServiceBusyException"/> becomes status 503; a <see cref="LoginRefusedException"/> is to the client what a wrong
/// password is, and the log gets its reason.
/// </para>
/// </summary>
public interface ICredentialValidator
{
    /// <summary>The identity of a right pair, null of a wrong one.</summary>
    /// <param name="userName">The name as the client wrote it, never empty: <c>joe</c>, <c>joe@corp.example</c> or <c>CORP\joe</c>.</param>
    /// <param name="password">The password, never empty.</param>
    /// <param name="client">Who asks: the work is shared among addresses.</param>
    /// <param name="cancellationToken">Cancelled when the client has gone or the service stops.</param>
    /// <returns>The user, named alike however the name was written; what the user may do is for <see cref="Authorization.IAuthorizer"/> to say.</returns>
    /// <exception cref="ServiceBusyException">Too many checks are waiting.</exception>
    /// <exception cref="LoginRefusedException">Nobody is let in, and not because the pair is wrong.</exception>
    ValueTask<UserIdentity?> ValidateAsync(string userName, string password, ClientInfo client, CancellationToken cancellationToken);
}
