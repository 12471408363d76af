using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Core.Authentication;

/// <summary>
/// Checks the passwords of accounts that are declared with one by the declared password alone, and everybody else by another server. Declared
/// accounts so can log in while the other server is down, and their passwords are never sent to it. Nor can the other server let anybody in as one of them.
/// </summary>
/// <param name="accounts">The declared accounts.</param>
/// <param name="declared">Checks the passwords of declared accounts.</param>
/// <param name="others">Checks all other names.</param>
internal sealed class DeclaredFirstCredentialValidator(AccountDirectory accounts, ICredentialValidator declared, ICredentialValidator others) : ICredentialValidator
{
    /// <inheritdoc/>
    public ValueTask<UserIdentity?> ValidateAsync(string userName, string password, ClientInfo client, CancellationToken cancellationToken) =>
        IsDeclared(userName) ? declared.ValidateAsync(userName, password, client, cancellationToken) : AskAsync(userName, password, client, cancellationToken);

    private async ValueTask<UserIdentity?> AskAsync(string userName, string password, ClientInfo client, CancellationToken cancellationToken)
    {
        var user = await others.ValidateAsync(userName, password, client, cancellationToken);
        return user is null || !IsDeclared(user.UserName)
            ? user
            : throw new LoginRefusedException($"the other server names the user {user.UserName.Truncate(Truncation.UserName)}, who is declared here with a password");
    }

    private bool IsDeclared(string userName) => accounts.Find(userName)?.Account.Password is not null;
}
