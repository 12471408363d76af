using VimSessionService.Core.Authorization;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Authorization;

/// <summary>Roles and privileges as the API shows them, made anew only when they have changed.</summary>
public sealed class AuthorizationTables(RoleDirectory directory)
{
    private RoleTable? _roles;
    private PrivilegeTable? _privileges;

    /// <summary>The roles by their ids.</summary>
    public AuthorizationRole[] Roles
    {
        get
        {
            var all = directory.All;
            if (Volatile.Read(ref _roles) is { } table && ReferenceEquals(table.Source, all))
                return table.Roles;
            var made = new RoleTable(all, [.. all.Select(ToRole)]);
            Volatile.Write(ref _roles, made);
            return made.Roles;
        }
    }

    /// <summary>The privileges by their ids.</summary>
    public AuthorizationPrivilege[] Privileges => Current().Privileges;

    /// <summary>The privileges and their groups in words.</summary>
    public AuthorizationDescription Description => Current().Description;

    private PrivilegeTable Current()
    {
        var all = directory.Privileges.All;
        if (Volatile.Read(ref _privileges) is { } table && ReferenceEquals(table.Source, all))
            return table;
        var made = new PrivilegeTable(all, [.. all.Select(ToPrivilege)], Describe(all));
        Volatile.Write(ref _privileges, made);
        return made;
    }

    private static AuthorizationRole ToRole(Role role) => new()
    {
        RoleId = role.RoleId,
        System = role.IsSystem,
        Name = role.Name,
        Info = new Description { Label = role.Label, Summary = role.Summary },
        Privilege = role.SortedPrivileges() is { Length: > 0 } privileges ? privileges : null,
    };

    private static AuthorizationPrivilege ToPrivilege(PrivilegeInfo privilege) => new()
    {
        PrivId = privilege.Id,
        OnParent = privilege.OnParent,
        Name = privilege.Name,
        PrivGroupName = privilege.Group,
    };

    private static AuthorizationDescription Describe(IReadOnlyList<PrivilegeInfo> all) => new()
    {
        Privilege =
        [
            .. all.Select(privilege => new ElementDescription
            {
                Key = privilege.Id,
                Label = PrivilegeTexts.Label(privilege),
                Summary = PrivilegeTexts.Summary(privilege),
            }),
        ],
        PrivilegeGroup =
        [
            .. all.Select(privilege => privilege.Group).Distinct().Order(StringComparer.Ordinal).Select(group => new ElementDescription
            {
                Key = group,
                Label = PrivilegeTexts.GroupLabel(group),
                Summary = PrivilegeTexts.GroupSummary(group),
            }),
        ],
    };

    private sealed record RoleTable(IReadOnlyList<Role> Source, AuthorizationRole[] Roles);

    private sealed record PrivilegeTable(IReadOnlyList<PrivilegeInfo> Source, AuthorizationPrivilege[] Privileges, AuthorizationDescription Description);
}
