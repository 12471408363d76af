using VimSessionService.AdminClient.Users;
using VimSessionService.Core;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Lab.Accounts;

namespace VimSessionService.Lab.Access;

/// <summary>Groups as tests create and change them.</summary>
internal static class GroupEntries
{
    /// <summary>What is said of a text that is no name of a group.</summary>
    public const string NoName = "is no name. Write operators@vsphere.local, VSPHERE.LOCAL\\operators or operators";

    /// <summary>Every group.</summary>
    public static IReadOnlyList<GroupMembers> All(ServiceDirectory directory) => directory.Groups.MembersOf(Principals(directory).Groups);

    /// <summary>A group by any spelling of its name; null when there is none.</summary>
    public static AccountName? Find(ServiceDirectory directory, string name) => Principals(directory).Resolve(name, isGroup: true);

    /// <summary>The name of a group that is there or is to be made.</summary>
    /// <exception cref="RefusedException">It is none.</exception>
    public static AccountName NameOf(ServiceDirectory directory, string name, string place) =>
        Find(directory, name) ?? (AccountName.TryParse(name, out var parsed) ? parsed.Canonical : throw new RefusedException(place, NoName));

    /// <summary>Creates a group, with who is in it.</summary>
    /// <exception cref="RefusedException">There is one of the name, or somebody who is to be in it is not there.</exception>
    public static AccountName Create(ServiceDirectory directory, GroupSetting wanted)
    {
        var name = NameOf(directory, wanted.Name, "name");
        if (Find(directory, wanted.Name) is not null)
            throw new RefusedException("name", "is the name of a group that there is already");
        Put(directory, name, wanted);
        return name;
    }

    /// <summary>Has a group be as it is wanted, whether or not it is there. What is left out stays.</summary>
    /// <exception cref="RefusedException">Somebody who is to be in it is not there.</exception>
    public static void Put(ServiceDirectory directory, AccountName name, GroupSetting wanted)
    {
        var role = wanted.Role is { } roleName
            ? directory.Roles.Find(roleName) ?? throw new RefusedException("role", "names a role that there is not", [.. directory.Roles.All.Select(static role => role.Name)])
            : null;
        var there = directory.Groups.MembersOf([name])[0];
        var members = Accounts(directory, wanted.Members, "members");
        var groups = Groups(directory, wanted.MemberGroups, "memberGroups");
        Change(directory, name, new GroupEdit(
            members,
            groups,
            wanted.Members is null ? [] : [.. there.Members.Except(members)],
            wanted.MemberGroups is null ? [] : [.. there.MemberGroups.Except(groups)]), "memberGroups");
        if (role is not null)
            directory.Permissions.Set(new PermissionEntry(name, IsGroup: true, role.RoleId));
    }

    /// <summary>Changes who is in a group.</summary>
    /// <exception cref="RefusedException">Somebody is not there, or comes and goes at once, or a group would be in itself.</exception>
    public static void Change(ServiceDirectory directory, AccountName name, GroupChange change)
    {
        var edit = new GroupEdit(
            Accounts(directory, change.Add, "add"), Groups(directory, change.AddGroups, "addGroups"), Accounts(directory, change.Remove, "remove"), Groups(directory, change.RemoveGroups, "removeGroups"));
        if (edit.Add.Intersect(edit.Remove).FirstOrDefault() is { } account)
            throw new RefusedException("remove", $"has {AccountText.Of(account)}, who is in add too");
        if (edit.AddGroups.Intersect(edit.RemoveGroups).FirstOrDefault() is { } group)
            throw new RefusedException("removeGroups", $"has {AccountText.Of(group)}, which is in addGroups too");
        Change(directory, name, edit, "addGroups");
    }

    private static void Change(ServiceDirectory directory, AccountName name, GroupEdit edit, string place)
    {
        try
        {
            directory.Groups.Change(name, edit);
        }
        catch (ArgumentException)
        {
            var cyclic = edit.AddGroups.First(inner => directory.Groups.IsWithin(name, inner));
            throw new RefusedException(place, $"has {AccountText.Of(cyclic)}, which {(cyclic.Equals(name) ? "is the group itself" : $"{AccountText.Of(name)} is in")}: a group cannot be in itself");
        }
        catch (InvalidOperationException full)
        {
            throw new RefusedException("", full.Message);
        }
    }

    private static AccountName[] Accounts(ServiceDirectory directory, IReadOnlyList<string>? names, string place) => Each(names, place, name =>
        directory.Accounts.Find(name)?.Account.Name, "an account", () => directory.Accounts.All.Select(static known => known.Account.Name));

    private static AccountName[] Groups(ServiceDirectory directory, IReadOnlyList<string>? names, string place) => Each(names, place, name =>
        Find(directory, name), "a group", () => Principals(directory).Groups);

    private static AccountName[] Each(IReadOnlyList<string>? names, string place, Func<string, AccountName?> find, string what, Func<IEnumerable<AccountName>> all)
    {
        var found = new AccountName[names?.Count ?? 0];
        for (var i = 0; i < found.Length; i++)
        {
            var name = names![i] ?? "";
            found[i] = find(name) ?? throw new RefusedException($"{place}/{i}", $"names {what} that there is not", NearestNames.Find(name, all().Select(AccountText.Of)));
        }

        return [.. found.Distinct()];
    }

    private static PrincipalDirectory Principals(ServiceDirectory directory) => new(directory.Accounts, directory.Permissions);
}
