using VimSessionService.Core.Calls;

namespace VimSessionService.Core.Users;

/// <summary>Checks a user name and a password.</summary>
public interface ICredentialValidator
{
    /// <summary>
    /// The identity of a right pair, null of a wrong one. A wrong name and a wrong password take the same time. The password
    /// is kept nowhere in clear.
    /// </summary>
    /// <param name="userName">The name.</param>
    /// <param name="password">The password.</param>
    /// <param name="client">Who asks: the work is shared among addresses.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ServiceBusyException">Too many checks are waiting.</exception>
    ValueTask<UserIdentity?> ValidateAsync(string userName, string password, ClientInfo client, CancellationToken cancellationToken);
}
