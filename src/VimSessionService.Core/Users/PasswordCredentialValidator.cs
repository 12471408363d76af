namespace VimSessionService.Core.Users;

/// <summary>Checks passwords against the accounts of a directory.</summary>
public sealed class PasswordCredentialValidator : ICredentialValidator, IDisposable
{
    private readonly AccountDirectory _accounts;
    private readonly VerifiedPasswords _verified = new();
    private readonly SemaphoreSlim _work;

    // Checked in place of an unknown user's password, so that its time does not tell.
    private readonly PlainPassword _decoy = new("");

    /// <summary>Makes a validator.</summary>
    /// <param name="accounts">The accounts.</param>
    /// <param name="concurrency">How many hashes are computed at a time; by default all processors but one.</param>
    public PasswordCredentialValidator(AccountDirectory accounts, int? concurrency = null)
    {
        _accounts = accounts;
        _work = new SemaphoreSlim(concurrency ?? Math.Max(1, Environment.ProcessorCount - 1));
        accounts.Changed += Prune;
    }

    /// <inheritdoc/>
    public ValueTask<UserIdentity?> ValidateAsync(string userName, string password, CancellationToken cancellationToken)
    {
        var known = _accounts.Find(userName);
        if (string.IsNullOrEmpty(password))
            return default;
        var hash = known?.Account.Password as PasswordHash;
        return (hash is not null ? _verified.Contains(known!.Account.Name, hash, password) : IsPlainMatch(known, password))
            ? new(known!.Identity)
            : ComputeAsync(known, hash, password, cancellationToken);
    }

    /// <summary>Lets go of the directory.</summary>
    public void Dispose()
    {
        _accounts.Changed -= Prune;
        _work.Dispose();
    }

    private async ValueTask<UserIdentity?> ComputeAsync(KnownAccount? known, PasswordHash? hash, string password, CancellationToken cancellationToken)
    {
        // Whoever fails pays for the most expensive account, whether or not the one that they named exists.
        var cost = _accounts.HighestCost;
        if (cost == 0)
            return null;
        await _work.WaitAsync(cancellationToken);
        try
        {
            if (hash is not null && _verified.Contains(known!.Account.Name, hash, password))
                return known.Identity; // Another login of the same user has paid meanwhile.
            if (!await Task.Run(() => Check(hash, password, cost), cancellationToken))
                return null;
            _verified.Add(known!.Account.Name, hash!, password);
            return known.Identity;
        }
        finally
        {
            _work.Release();
        }
    }

    private bool IsPlainMatch(KnownAccount? known, string password)
    {
        var plain = known?.Account.Password as PlainPassword;
        return (plain ?? _decoy).Verify(password) && plain is not null;
    }

    private static bool Check(PasswordHash? hash, string password, int cost)
    {
        if (hash is not null && hash.Verify(password))
            return true;
        var rest = cost - (hash?.Iterations ?? 0);
        if (rest > 0)
            PasswordHash.Spend(password, rest);
        return false;
    }

    private void Prune() => _verified.Prune(_accounts);
}
