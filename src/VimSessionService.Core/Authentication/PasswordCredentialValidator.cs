using System.Text;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Core.Authentication;

/// <summary>Checks passwords against the accounts of a directory.</summary>
internal sealed class PasswordCredentialValidator : ICredentialValidator, IDisposable
{
    private readonly AccountDirectory _accounts;
    private readonly VerifiedPasswords _verified = new();
    private readonly SharedChecks<CheckKey, bool> _checks = new();
    private readonly PasswordQueue _queue;
    private readonly KeyedHash _hash = new();

    // Checked in place of an unknown user's password, so that its time does not tell.
    private readonly PlainPassword _decoy = new("");

    /// <summary>Makes a validator.</summary>
    /// <param name="accounts">The accounts.</param>
    /// <param name="concurrency">How many hashes are computed at a time; by default all processors but one.</param>
    /// <param name="queue">How many may wait for that; null for the defaults.</param>
    public PasswordCredentialValidator(AccountDirectory accounts, int? concurrency = null, PasswordQueueLimits? queue = null)
    {
        _accounts = accounts;
        _queue = new PasswordQueue(concurrency ?? Math.Max(1, Environment.ProcessorCount - 1), queue ?? new PasswordQueueLimits());
        accounts.Changed += Prune;
    }

    /// <inheritdoc/>
    public ValueTask<UserIdentity?> ValidateAsync(string userName, string password, ClientInfo client, CancellationToken cancellationToken)
    {
        var known = _accounts.Find(userName);
        if (string.IsNullOrEmpty(password))
            return default;
        var hash = known?.Account.Password as PasswordHash;
        return (hash is not null ? _verified.Contains(known!.Account.Name, hash, password) : IsPlainMatch(known, password))
            ? new(known!.Identity)
            : ComputeAsync(userName, known, hash, password, client, cancellationToken);
    }

    /// <summary>Removes its event handlers from the directory.</summary>
    public void Dispose()
    {
        _accounts.Changed -= Prune;
        _queue.Dispose();
    }

    private async ValueTask<UserIdentity?> ComputeAsync(
        string userName, KnownAccount? known, PasswordHash? hash, string password, ClientInfo client, CancellationToken cancellationToken)
    {
        // A failed login takes the time of the most expensive account, whether or not the named account exists.
        var cost = _accounts.HighestCost;
        if (cost == 0)
            return null;
        var isRight = await _checks.RunAsync(
            new CheckKey(Tag(known?.Account.Name.Display ?? userName, password), hash),
            async abandoned =>
            {
                using var turn = await _queue.EnterAsync(client.Network, abandoned);
                return Check(hash, password, cost);
            },
            cancellationToken);
        if (!isRight)
            return null;
        _verified.Add(known!.Account.Name, hash!, password);
        return known.Identity;
    }

    private string Tag(string name, string password)
    {
        Span<byte> tag = stackalloc byte[KeyedHash.Length];
        _hash.Compute(Encoding.UTF8.GetBytes(name.ToUpperInvariant() + "\0"), Encoding.UTF8.GetBytes(password), tag);
        return Convert.ToHexString(tag);
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

    /// <summary>A password of an account.</summary>
    /// <param name="Tag">A keyed hash of both.</param>
    /// <param name="Hash">What the password is compared with; null where there is nothing.</param>
    private readonly record struct CheckKey(string Tag, PasswordHash? Hash);
}
