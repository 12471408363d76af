using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Core.Sessions.Tickets.Local;

/// <summary>Takes the password of a local ticket as well as the user's own (specification, AcquireLocalTicket).</summary>
/// <param name="tickets">The local tickets.</param>
/// <param name="others">Checks every other password.</param>
internal sealed class LocalTicketCredentialValidator(LocalTickets tickets, ICredentialValidator others) : ICredentialValidator
{
    /// <inheritdoc/>
    public ValueTask<UserIdentity?> ValidateAsync(string userName, string password, ClientInfo client, CancellationToken cancellationToken) =>
        VimUuid.HasShape(password) ? RedeemAsync(userName, password, client, cancellationToken) : others.ValidateAsync(userName, password, client, cancellationToken);

    private async ValueTask<UserIdentity?> RedeemAsync(string userName, string password, ClientInfo client, CancellationToken cancellationToken) =>
        await tickets.RedeemAsync(userName, password, cancellationToken) ?? await others.ValidateAsync(userName, password, client, cancellationToken);
}
