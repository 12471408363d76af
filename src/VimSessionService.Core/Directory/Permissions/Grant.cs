namespace VimSessionService.Core.Directory.Permissions;

/// <summary>What a user holds on an object.</summary>
/// <param name="RoleIds">The roles that give it; empty when no permission reaches the user there.</param>
/// <param name="Privileges">The privileges of these roles.</param>
public sealed record Grant(IReadOnlyList<int> RoleIds, PrivilegeSet Privileges)
{
    /// <summary>Nothing.</summary>
    public static Grant None { get; } = new([], PrivilegeSet.None);

    /// <summary>What one role gives.</summary>
    public static Grant Of(Role role) => new([role.RoleId], role.Privileges);
}
