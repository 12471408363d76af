namespace VimSessionService.Core.Directory.Permissions;

/// <summary>A named set of privileges.</summary>
/// <param name="RoleId">The id; negative for system roles.</param>
/// <param name="Name">The name, unique without regard to case.</param>
/// <param name="Label">What people read.</param>
/// <param name="Summary">What it is for.</param>
/// <param name="IsSystem">Whether it is the server's own and cannot be edited.</param>
/// <param name="Privileges">The privileges by their ids.</param>
public sealed record Role(int RoleId, string Name, string Label, string Summary, bool IsSystem, PrivilegeSet Privileges)
{
    /// <summary>
    /// A role that people made. It holds System.Anonymous, System.View and System.Read besides what is given, as servers add
    /// them to every such role.
    /// </summary>
    public static Role Custom(int roleId, string name, IEnumerable<string> privileges) => new(
        roleId,
        name,
        name,
        name,
        IsSystem: false,
        PrivilegeSet.Of(privileges.Concat([Permissions.Privileges.SystemAnonymous, Permissions.Privileges.SystemView, Permissions.Privileges.SystemRead])));

    /// <summary>The role with those of its privileges that exist: one of an extension that has gone is back when the extension is.</summary>
    internal Role In(PrivilegeSetOfExtensions brought) =>
        Privileges.In(brought) is var existing && ReferenceEquals(existing, Privileges) ? this : this with { Privileges = existing };

    /// <summary>The privileges in alphabetical order, as servers list them.</summary>
    public string[] SortedPrivileges()
    {
        string[] sorted = [.. Privileges];
        Array.Sort(sorted, StringComparer.Ordinal);
        return sorted;
    }
}
