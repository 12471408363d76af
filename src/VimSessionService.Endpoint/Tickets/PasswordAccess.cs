using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.ManagedObjects.Tickets;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tickets;

/// <summary>What a name and a password at a ticketed path come to.</summary>
internal enum PasswordAnswer
{
    /// <summary>They are wrong.</summary>
    Unknown,

    /// <summary>They are right, and the user may not do that.</summary>
    Refused,

    /// <summary>The user may.</summary>
    Accepted,

    /// <summary>The user does not see the datastore, so that it is not there.</summary>
    Hidden,
}

/// <summary>
/// Lets users make requests to ticketed paths by name and password, as the datastore browser of a real server does, with what they
/// may do in a session and without making one. A local ticket is for a login and not taken here.
/// </summary>
internal sealed class PasswordAccess(ICredentialValidator credentials, SessionService sessions, IAuthorizer authorizer, ManagedObjectReference rootFolder, AccessOptions access)
{
    /// <summary>Checks a request. A wrong pair is noted as a failed login is.</summary>
    /// <param name="client">Where the request comes from.</param>
    /// <param name="userName">The name.</param>
    /// <param name="password">The password.</param>
    /// <param name="request">What is asked for.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ServiceBusyException">Too many passwords wait to be checked, or the event of a wrong one could not be added yet.</exception>
    public async ValueTask<PasswordAnswer> CheckAsync(
        ClientInfo client, string userName, string password, TicketedRequest request, CancellationToken cancellationToken)
    {
        if (await FindAsync(client, userName, password, cancellationToken) is not { } user)
        {
            await sessions.NoteBadCredentialsAsync(client, userName, cancellationToken);
            return PasswordAnswer.Unknown;
        }

        if (request.Datastore is { } datastore && !await MayAsync(datastore, Privileges.SystemView))
            return await MayAsync(rootFolder, TicketedRequest.PrivilegeOf(request.Method)) ? PasswordAnswer.Hidden : PasswordAnswer.Refused;
        return await MayAsync(request.Datastore ?? rootFolder, request.Privilege) ? PasswordAnswer.Accepted : PasswordAnswer.Refused;

        async ValueTask<bool> MayAsync(ManagedObjectReference entity, string privilege) => (await authorizer.GrantOfAsync(user, entity, cancellationToken)).Privileges.Contains(privilege);
    }

    private async ValueTask<UserIdentity?> FindAsync(ClientInfo client, string userName, string password, CancellationToken cancellationToken)
    {
        if (userName.Length == 0 || password.Length == 0 || access.PasswordProblem(userName) is not null)
            return null;
        try
        {
            return await credentials.ValidateAsync(userName, password, client, cancellationToken);
        }
        catch (LoginRefusedException)
        {
            return null;
        }
    }
}
