using System.Collections.Concurrent;
using System.Collections.Frozen;
using VimSessionService.Core.Inventory;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Authorization;

/// <summary>
/// Decides by the permissions on the objects of the inventory. The nearest object on the way up from the one in question at which a
/// permission reaches the user decides alone: there the user's own permission stands for itself, and without one those of the
/// user's groups add up. Above the object itself only permissions that propagate count. A user whom none reaches sees that the
/// objects above those that they may see exist, and no more.
/// </summary>
public sealed class InventoryAuthorizer : IAuthorizer, IDisposable
{
    private const int CacheCapacity = 10_000;

    private readonly RoleDirectory _roles;
    private readonly PermissionTable _permissions;
    private readonly AccountDirectory _accounts;
    private readonly InventoryTree _inventory;
    private readonly InventoryEntity _unlisted;
    private readonly bool _unknownUsersAreAdmins;
    private ConcurrentDictionary<UserIdentity, Grants> _cache = NewCache();

    /// <summary>Makes an authorizer.</summary>
    /// <param name="roles">What roles grant.</param>
    /// <param name="permissions">Who has which role where.</param>
    /// <param name="accounts">Who is known.</param>
    /// <param name="inventory">What is in what.</param>
    /// <param name="unknownUsersAreAdmins">Whether a user with neither an account nor a permission has every privilege.</param>
    public InventoryAuthorizer(
        RoleDirectory roles,
        PermissionTable permissions,
        AccountDirectory accounts,
        InventoryTree inventory,
        bool unknownUsersAreAdmins = false)
    {
        _roles = roles;
        _permissions = permissions;
        _accounts = accounts;
        _inventory = inventory;
        _unlisted = new InventoryEntity(new ManagedObjectReference("ManagedEntity", ""), "", inventory.Root);
        _unknownUsersAreAdmins = unknownUsersAreAdmins;
        roles.Changed += Forget;
        permissions.Changed += Forget;
        accounts.Changed += Forget;
        inventory.Changed += Forget;
    }

    /// <inheritdoc/>
    public bool HasPrivilege(ISession session, ManagedObjectReference entity, string privilegeId)
    {
        var data = session.Data;
        if (privilegeId == Privileges.SystemAnonymous || (data.ExtensionSession && privilegeId == Privileges.SessionsImpersonateUser))
            return true;
        return GrantOf(data.User, entity).Privileges.Contains(privilegeId);
    }

    /// <inheritdoc/>
    public bool HasAccess(UserIdentity user) => Of(user).AtRoot.Privileges.Contains(Privileges.SystemView);

    /// <inheritdoc/>
    public Grant GrantOf(UserIdentity user, ManagedObjectReference entity)
    {
        var grants = Of(user);
        return entity.Value == _inventory.Root.Reference.Value ? grants.AtRoot : grants.Below(_inventory.Find(entity.Value) ?? _unlisted);
    }

    /// <summary>Lets go of what it listens to.</summary>
    public void Dispose()
    {
        _roles.Changed -= Forget;
        _permissions.Changed -= Forget;
        _accounts.Changed -= Forget;
        _inventory.Changed -= Forget;
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
        grants = new Grants(this, user);
        if (cache.Count >= CacheCapacity)
            cache.Clear();
        cache[user] = grants;
        return grants;
    }

    private Grant Compute(AccountName user, AccountName[] groups, InventoryEntity entity)
    {
        var self = entity.Holder;
        for (var at = self; at is not null; at = at.Parent)
        {
            var key = at.Parent is null ? null : at.Reference;
            if (_permissions.Find(user, isGroup: false, key) is { } own && (own.Propagate || at == self))
                return Sum([own]);
            List<PermissionEntry>? ofGroups = null;
            foreach (var group in groups)
            {
                if (_permissions.Find(group, isGroup: true, key) is { } entry && (entry.Propagate || at == self))
                    (ofGroups ??= []).Add(entry);
            }

            if (ofGroups is not null)
                return Sum(ofGroups);
        }

        if (_unknownUsersAreAdmins && _accounts.Find(user) is null)
            return Grant.Of(_roles.Find(SystemRoles.Admin.RoleId)!);
        return SeesBelow(user, groups, entity) ? Grant.Of(SystemRoles.View) : Grant.None;
    }

    private bool SeesBelow(AccountName user, AccountName[] groups, InventoryEntity entity) => _permissions.All.Any(entry =>
        entry.Entity is { } reference
        && (entry.IsGroup ? groups.Contains(entry.Principal) : entry.Principal.Equals(user))
        && _roles.Find(entry.RoleId) is { } role && role.Privileges.Contains(Privileges.SystemView)
        && _inventory.Find(reference.Value) is { } below && below.IsBelow(entity));

    private Grant Sum(List<PermissionEntry> entries)
    {
        int[] ids = [.. entries.Select(entry => entry.RoleId).Distinct()];
        FrozenSet<string>[] sets = [.. ids.Select(id => _roles.Find(id)?.Privileges ?? FrozenSet<string>.Empty)];
        return new Grant(ids, sets.Length == 1 ? sets[0] : sets.SelectMany(set => set).ToFrozenSet(StringComparer.Ordinal));
    }

    /// <summary>What one user holds: at the root folder, which nearly every call asks about, and elsewhere as it is asked.</summary>
    private sealed class Grants
    {
        private readonly InventoryAuthorizer _authorizer;
        private readonly AccountName _user;
        private readonly AccountName[] _groups;
        private readonly ConcurrentDictionary<string, Grant> _below = new(StringComparer.Ordinal);

        public Grants(InventoryAuthorizer authorizer, UserIdentity user)
        {
            _authorizer = authorizer;
            _user = AccountName.Of(user.UserName);
            _groups = [.. user.Groups.Select(AccountName.Of)];
            AtRoot = authorizer.Compute(_user, _groups, authorizer._inventory.Root);
        }

        public Grant AtRoot { get; }

        public Grant Below(InventoryEntity entity) => _below.TryGetValue(entity.Reference.Value, out var grant)
            ? grant
            : _below[entity.Reference.Value] = _authorizer.Compute(_user, _groups, entity);
    }
}
