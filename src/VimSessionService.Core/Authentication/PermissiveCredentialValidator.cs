using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Core.Authentication;

/// <summary>Lets everybody in who gives a name and a password, for tests of clients. A known account keeps its identity.</summary>
/// <param name="accounts">The known accounts.</param>
internal sealed class PermissiveCredentialValidator(AccountDirectory accounts) : ICredentialValidator
{
    /// <inheritdoc/>
    public ValueTask<UserIdentity?> ValidateAsync(string userName, string password, ClientInfo client, CancellationToken cancellationToken)
    {
        if (string.IsNullOrEmpty(userName) || string.IsNullOrEmpty(password))
            return default;
        if (!AccountName.TryParse(userName, out var name))
            name = new AccountName(userName.Truncate(Truncation.UserName));
        return new(accounts.Find(name)?.Identity ?? accounts.Describe(name));
    }
}
