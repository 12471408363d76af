using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Lab.Accounts;

/// <summary>
/// Refuses locked and disabled accounts. The password is checked first, so that such a login takes the time of another one; the client is told what it is told
/// of a wrong password, the operator the reason.
/// </summary>
/// <param name="accounts">The accounts.</param>
/// <param name="locks">Which of them are locked.</param>
/// <param name="others">Checks the passwords.</param>
internal sealed class LockoutCredentialValidator(AccountDirectory accounts, AccountLocks locks, ICredentialValidator others) : ICredentialValidator
{
    /// <inheritdoc/>
    public async ValueTask<UserIdentity?> ValidateAsync(string userName, string password, ClientInfo client, CancellationToken cancellationToken)
    {
        var user = await others.ValidateAsync(userName, password, client, cancellationToken);
        if (accounts.Find(userName)?.Account is not { } account)
            return user;
        var isRight = user is not null;
        if (account.IsDisabled)
            throw AccountRefusal.Disabled(account.Name, isRight);
        if (locks.IsLocked(account.Name))
            throw AccountRefusal.Locked(account.Name, isRight);
        if (isRight)
            locks.Succeeded(account.Name);
        else if (locks.Failed(account.Name))
            throw AccountRefusal.LockedNow(account.Name);
        return user;
    }
}
