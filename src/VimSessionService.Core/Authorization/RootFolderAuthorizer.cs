using System.Collections.Concurrent;
using System.Collections.Frozen;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Authorization;

/// <summary>
/// Decides by the permissions at the root folder. A permission of the user's own stands alone; without one, those of the
/// user's groups add up.
/// </summary>
public sealed class RootFolderAuthorizer : IAuthorizer, IDisposable
{
    private const int CacheCapacity = 10_000;

    private readonly RoleDirectory _roles;
    private readonly PermissionTable _permissions;
    private readonly AccountDirectory _accounts;
    private readonly ManagedObjectReference _rootFolder;
    private readonly bool _unknownUsersAreAdmins;
    private ConcurrentDictionary<UserIdentity, Grants> _cache = NewCache();

    /// <summary>Makes an authorizer.</summary>
    /// <param name="roles">What roles grant.</param>
    /// <param name="permissions">Who has which role.</param>
    /// <param name="accounts">Who is known.</param>
    /// <param name="rootFolder">The object that the permissions are at.</param>
    /// <param name="unknownUsersAreAdmins">Whether a user with neither an account nor a permission has every privilege.</param>
    public RootFolderAuthorizer(
        RoleDirectory roles,
        PermissionTable permissions,
        AccountDirectory accounts,
        ManagedObjectReference rootFolder,
        bool unknownUsersAreAdmins = false)
    {
        _roles = roles;
        _permissions = permissions;
        _accounts = accounts;
        _rootFolder = rootFolder;
        _unknownUsersAreAdmins = unknownUsersAreAdmins;
        roles.Changed += Forget;
        permissions.Changed += Forget;
        accounts.Changed += Forget;
    }

    /// <inheritdoc/>
    public bool HasPrivilege(ISession session, ManagedObjectReference entity, string privilegeId)
    {
        var data = session.Data;
        if (privilegeId == Privileges.SystemAnonymous || (data.ExtensionSession && privilegeId == Privileges.SessionsImpersonateUser))
            return true;
        var grants = Of(data.User);
        return (entity.Value == _rootFolder.Value ? grants.AtRoot : grants.Below).Contains(privilegeId);
    }

    /// <inheritdoc/>
    public bool HasAccess(UserIdentity user) => Of(user).AtRoot.Contains(Privileges.SystemView);

    /// <summary>Lets go of what it listens to.</summary>
    public void Dispose()
    {
        _roles.Changed -= Forget;
        _permissions.Changed -= Forget;
        _accounts.Changed -= Forget;
    }

    // By reference: sessions share the identity that their login found, and its groups have no equality of their own.
    private static ConcurrentDictionary<UserIdentity, Grants> NewCache() => new(ReferenceEqualityComparer.Instance);

    private void Forget() => Volatile.Write(ref _cache, NewCache());

    private Grants Of(UserIdentity user)
    {
        // Taken before the tables are read, so that what a change makes stale lands in a cache that it has thrown away.
        var cache = Volatile.Read(ref _cache);
        if (cache.TryGetValue(user, out var grants))
            return grants;
        grants = Compute(user);
        if (cache.Count >= CacheCapacity)
            cache.Clear();
        cache[user] = grants;
        return grants;
    }

    private Grants Compute(UserIdentity user)
    {
        var name = NameOf(user.UserName);
        if (user.RoleId is { } role)
            return Sum([new PermissionEntry(name, IsGroup: false, role)]);
        if (_permissions.Find(name, isGroup: false) is { } own)
            return Sum([own]);
        var ofGroups = new List<PermissionEntry>();
        foreach (var group in user.Groups)
        {
            if (_permissions.Find(NameOf(group), isGroup: true) is { } entry)
                ofGroups.Add(entry);
        }

        if (ofGroups.Count == 0 && _unknownUsersAreAdmins && _accounts.Find(name) is null)
            return new Grants(SystemRoles.Admin.Privileges, SystemRoles.Admin.Privileges);
        return Sum(ofGroups);
    }

    private Grants Sum(List<PermissionEntry> entries)
    {
        var atRoot = Union(entries);
        return new Grants(atRoot, entries.TrueForAll(entry => entry.Propagate) ? atRoot : Union(entries.Where(entry => entry.Propagate)));
    }

    private FrozenSet<string> Union(IEnumerable<PermissionEntry> entries)
    {
        FrozenSet<string>[] sets = [.. entries.Select(entry => _roles.Find(entry.RoleId)?.Privileges ?? FrozenSet<string>.Empty).Distinct()];
        return sets.Length == 1 ? sets[0] : sets.SelectMany(set => set).ToFrozenSet(StringComparer.Ordinal);
    }

    private static AccountName NameOf(string text) => AccountName.TryParse(text, out var name) ? name : new AccountName(text);

    private sealed record Grants(FrozenSet<string> AtRoot, FrozenSet<string> Below);
}
