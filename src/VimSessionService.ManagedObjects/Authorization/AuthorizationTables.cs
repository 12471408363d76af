using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Extensions;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Authorization;

/// <summary>Roles and privileges as the API shows them, made anew only when they have changed.</summary>
/// <param name="directory">The roles and privileges.</param>
/// <param name="extensions">Where the privileges of extensions have their texts.</param>
internal sealed class AuthorizationTables(RoleDirectory directory, ExtensionDirectory extensions)
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

    /// <summary>The privileges and their groups in words, those of an extension in its own words where it brought some for the locale.</summary>
    public AuthorizationDescription Describe(string locale)
    {
        var description = Current().Description;
        var added = directory.Privileges.Added;
        if (added.Count == 0)
            return description;
        var own = extensions.All
            .SelectMany(static extension => (extension.Description.PrivilegeList ?? []).Select(privilege => (privilege.PrivID, extension.Description)))
            .DistinctBy(static pair => pair.PrivID)
            .Where(pair => added.Contains(pair.PrivID))
            .GroupBy(static pair => pair.Description, static pair => pair.PrivID, ReferenceEqualityComparer.Instance)
            .Select(ids => (Ids: ids, Texts: new ExtensionTexts((Extension)ids.Key!, "auth", locale)))
            .SelectMany(static own => own.Ids.Select(id => (Id: id, own.Texts)))
            .ToDictionary(static pair => pair.Id, static pair => pair.Texts, StringComparer.Ordinal);
        return description with
        {
            Privilege = Array.ConvertAll(description.Privilege, told => own.TryGetValue(told.Key, out var texts) ? InOwnWords(told, texts) : told),
        };
    }

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

    private static ElementDescription InOwnWords(ElementDescription told, ExtensionTexts texts) => told with
    {
        Label = texts.Find($"{told.Key}.label") ?? told.Label,
        Summary = texts.Find($"{told.Key}.summary") ?? told.Summary,
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
