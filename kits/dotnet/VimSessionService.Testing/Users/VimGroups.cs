using VimSessionService.AdminClient;
using VimSessionService.AdminClient.Users;

namespace VimSessionService.Testing.Users;

/// <summary>The groups of the vCenter. What their members may do by them changes with the next call. Names are read in any spelling.</summary>
public sealed class VimGroups
{
    private readonly AdminApiClient _admin;

    internal VimGroups(AdminApiClient admin) => _admin = admin;

    /// <summary>The groups.</summary>
    public async Task<IReadOnlyList<GroupInfo>> ListAsync(CancellationToken cancellationToken = default) =>
        (await _admin.ListGroupsAsync(cancellationToken).ConfigureAwait(false)).Groups;

    /// <summary>A group.</summary>
    public Task<GroupInfo> GetAsync(string name, CancellationToken cancellationToken = default) => _admin.GetGroupAsync(name, cancellationToken);

    /// <summary>Creates a group.</summary>
    /// <param name="name">The name.</param>
    /// <param name="members">The accounts that are in it; null for none.</param>
    /// <param name="role">The role on everything, such as <c>Admin</c> or <c>ReadOnly</c>; null for no permission.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    public Task<GroupInfo> AddAsync(string name, IReadOnlyList<string>? members = null, string? role = null, CancellationToken cancellationToken = default) =>
        _admin.CreateGroupAsync(new GroupSetting { Name = name, Members = members, Role = role }, cancellationToken);

    /// <summary>Puts accounts and groups into a group, and takes others out.</summary>
    public Task<GroupInfo> ChangeAsync(string name, GroupChange change, CancellationToken cancellationToken = default) => _admin.ChangeGroupAsync(name, change, cancellationToken);

    /// <summary>Puts an account into a group.</summary>
    public Task<GroupInfo> JoinAsync(string name, string user, CancellationToken cancellationToken = default) =>
        _admin.ChangeGroupAsync(name, new GroupChange { Add = [user] }, cancellationToken);

    /// <summary>Takes an account out of a group.</summary>
    public Task<GroupInfo> LeaveAsync(string name, string user, CancellationToken cancellationToken = default) =>
        _admin.ChangeGroupAsync(name, new GroupChange { Remove = [user] }, cancellationToken);

    /// <summary>Deletes a group and its permissions. Who is in it stays.</summary>
    public Task DeleteAsync(string name, CancellationToken cancellationToken = default) => _admin.DeleteGroupAsync(name, cancellationToken);
}
