using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Authorization;

/// <summary>
/// Decides what users may do. Every privilege check of the service comes from this one question, with two exceptions that stay the service's own rules:
/// every caller has System.Anonymous, and the session of an extension has Sessions.ImpersonateUser (<see cref="AuthorizerExtensions"/>).
/// <para>Threads: called by many threads at once, and more than once for the same user at the same time.</para>
/// <para>
/// Time: every call to the service asks at least once, so an implementation that waits for another machine keeps its answers for a while. A
/// call asks once for each user and entity and remembers the answer until it ends; a call that waits for updates asks again after each wait.
/// Nothing is remembered longer.
/// </para>
/// <para>Cancellation: the token is cancelled when the client has gone or the service stops; the call is then given up.</para>
/// <para>
/// Exceptions: the call fails, nothing is granted. A client gets the fault SystemError without the exception's text, or status 500 at a ticketed
/// path; the log gets the exception. A <see cref="ServiceBusyException"/> becomes status 503, a <see cref="VimFaultException"/> its own fault.
/// </para>
/// </summary>
public interface IAuthorizer
{
    /// <summary>What a user holds on an entity.</summary>
    /// <param name="user">The user, as the login found them.</param>
    /// <param name="entity">
    /// An object of the inventory, or another object whose type derives from ManagedEntity. What concerns no entity is asked of the root folder
    /// (docs/facts/privileges-and-events.md). A user without System.View on the root folder cannot log in.
    /// </param>
    /// <param name="cancellationToken">Cancelled when the client has gone or the service stops.</param>
    /// <returns>The grant; <see cref="Grant.None"/> for a user who has no permission there. Never null.</returns>
    ValueTask<Grant> GrantOfAsync(UserIdentity user, ManagedObjectReference entity, CancellationToken cancellationToken);
}
