using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Tables;

namespace VimSessionService.Lab.Accounts;

/// <summary>
/// Refuses locked and disabled accounts. The password is checked first, so that such a login takes the time of another one; the client is told what it is told
/// of a wrong password, the operator the reason.
/// </summary>
/// <param name="accounts">The accounts.</param>
/// <param name="locks">Which of them are locked.</param>
/// <param name="tables">Counts wrong passwords, over all replicas.</param>
/// <param name="others">Checks the passwords.</param>
internal sealed class LockoutCredentialValidator(AccountDirectory accounts, AccountLocks locks, ITableChanges tables, ICredentialValidator others) : ICredentialValidator
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
        if (isRight ? !locks.IsKnown(account.Name) : locks.Policy.MaxAttempts == 0)
            return user; // nothing to note, as nearly always
        return await tables.RunAsync(() => Note(account.Name, isRight), cancellationToken) ? throw AccountRefusal.LockedNow(account.Name) : user;
    }

    /// <summary>Notes whether a password was right; true when the account is locked by it.</summary>
    private bool Note(AccountName name, bool isRight)
    {
        if (locks.IsLocked(name))
            throw AccountRefusal.Locked(name, isRight);
        if (!isRight)
            return locks.Failed(name);
        locks.Unlock(name);
        return false;
    }
}
