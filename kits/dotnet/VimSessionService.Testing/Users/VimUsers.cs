using VimSessionService.AdminClient;
using VimSessionService.AdminClient.Users;

namespace VimSessionService.Testing.Users;

/// <summary>The accounts of the vCenter. Names are read in any spelling: <c>alice@vsphere.local</c>, <c>VSPHERE.LOCAL\alice</c>.</summary>
public sealed class VimUsers
{
    private readonly AdminApiClient _admin;

    internal VimUsers(AdminApiClient admin) => _admin = admin;

    /// <summary>The accounts.</summary>
    public async Task<IReadOnlyList<UserInfo>> ListAsync(CancellationToken cancellationToken = default) =>
        (await _admin.ListUsersAsync(cancellationToken).ConfigureAwait(false)).Users;

    /// <summary>An account.</summary>
    public Task<UserInfo> GetAsync(string name, CancellationToken cancellationToken = default) => _admin.GetUserAsync(name, cancellationToken);

    /// <summary>Creates an account.</summary>
    /// <param name="name">The name.</param>
    /// <param name="password">The password.</param>
    /// <param name="role">The role on everything, such as <c>Admin</c> or <c>ReadOnly</c>; null for no permission.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<UserInfo> AddAsync(string name, string password, string? role = null, CancellationToken cancellationToken = default) =>
        _admin.CreateUserAsync(new UserCreation { Name = name, Password = password, Role = role }, cancellationToken);

    /// <summary>Gives an account another password. Its sessions stay open.</summary>
    public Task<UserInfo> ChangePasswordAsync(string name, string password, CancellationToken cancellationToken = default) =>
        _admin.ChangeUserAsync(name, new UserChange { Password = password }, cancellationToken);

    /// <summary>Lets nobody log in as an account. Its sessions stay open.</summary>
    public Task<UserInfo> DisableAsync(string name, CancellationToken cancellationToken = default) =>
        _admin.ChangeUserAsync(name, new UserChange { Disabled = true }, cancellationToken);

    /// <summary>Takes <see cref="DisableAsync"/> back.</summary>
    public Task<UserInfo> EnableAsync(string name, CancellationToken cancellationToken = default) =>
        _admin.ChangeUserAsync(name, new UserChange { Disabled = false }, cancellationToken);

    /// <summary>Locks an account: its right password is answered as a wrong one.</summary>
    /// <param name="name">The name.</param>
    /// <param name="duration">For what time, on the clock of the vCenter; null for until it is unlocked.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<UserInfo> LockAsync(string name, TimeSpan? duration = null, CancellationToken cancellationToken = default) => _admin.LockUserAsync(name, duration, cancellationToken);

    /// <summary>Unlocks an account, and forgets its wrong passwords.</summary>
    public Task<UserInfo> UnlockAsync(string name, CancellationToken cancellationToken = default) => _admin.UnlockUserAsync(name, cancellationToken);

    /// <summary>Deletes an account. Its sessions and permissions stay.</summary>
    public Task DeleteAsync(string name, CancellationToken cancellationToken = default) => _admin.DeleteUserAsync(name, cancellationToken);

    /// <summary>Sets after how many wrong passwords accounts are locked, and for how long.</summary>
    /// <param name="maxAttempts">The wrong password that locks an account; 0 locks none.</param>
    /// <param name="window">Within what time these are counted.</param>
    /// <param name="unlockAfter">After what time the account is unlocked; zero for not before somebody unlocks it.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task SetLockoutAsync(int maxAttempts, TimeSpan window, TimeSpan unlockAfter, CancellationToken cancellationToken = default) =>
        _admin.SetLockoutPolicyAsync(new LockoutSetting(maxAttempts, window, unlockAfter), cancellationToken);
}
