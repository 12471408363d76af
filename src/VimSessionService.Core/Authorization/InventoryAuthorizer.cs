using System.Collections.Concurrent;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Authorization;

/// <summary>
/// Decides by the permissions on inventory objects. It goes up from the object to the first one with a permission for the user, and uses only
/// the permissions there: the user's own permission if there is one, otherwise all permissions of the user's groups together.
/// Above the object itself only permissions that propagate count. Without any permission, a user has the role View on
/// objects above those that they have a permission for.
/// </summary>
internal sealed class InventoryAuthorizer : IAuthorizer, IDisposable
{
    private const int CacheCapacity = 10_000;

    private readonly ServiceDirectory _directory;
    private readonly InventoryTree _inventory;
    private readonly InventoryEntity _unlisted;
    private readonly bool _unknownUsersAreAdmins;
    private Cache _cache;

    /// <summary>Makes an authorizer.</summary>
    /// <param name="directory">Who is known, what roles grant, and who has which role where.</param>
    /// <param name="inventory">What is in what.</param>
    /// <param name="unknownUsersAreAdmins">Whether a user with neither an account nor a permission has every privilege.</param>
    public InventoryAuthorizer(ServiceDirectory directory, InventoryTree inventory, bool unknownUsersAreAdmins = false)
    {
        _directory = directory;
        _inventory = inventory;
        _unlisted = new InventoryEntity(new ManagedObjectReference("ManagedEntity", ""), "", inventory.Root);
        _unknownUsersAreAdmins = unknownUsersAreAdmins;
        _cache = new Cache(directory.Cell.Current.Access);
        inventory.Changed += Forget;
    }

    /// <summary>Answers at once: a change of roles or permissions shows at the next question.</summary>
    public ValueTask<Grant> GrantOfAsync(UserIdentity user, ManagedObjectReference entity, CancellationToken cancellationToken) => new(GrantOf(user, entity));

    /// <summary>What a user holds on an entity.</summary>
    internal Grant GrantOf(UserIdentity user, ManagedObjectReference entity)
    {
        var grants = Of(user);
        return entity.Value == _inventory.Root.Reference.Value ? grants.AtRoot : grants.Below(_inventory.Find(entity.Value) ?? _unlisted);
    }

    /// <summary>Removes its event handlers.</summary>
    public void Dispose() => _inventory.Changed -= Forget;

    private void Forget() => Volatile.Write(ref _cache, new Cache(_directory.Cell.Current.Access));

    /// <summary>What a user holds according to the current users, roles and permissions, which are read once so that they are consistent.</summary>
    private Grants Of(UserIdentity user)
    {
        var access = _directory.Cell.Current.Access;
        var cache = Volatile.Read(ref _cache);
        if (!ReferenceEquals(cache.Access, access))
            Volatile.Write(ref _cache, cache = new Cache(access));
        if (cache.ByUser.TryGetValue(user, out var grants))
            return grants;
        grants = new Grants(this, access, user);
        cache.Add(user, grants);
        return grants;
    }

    /// <summary>What the users hold by one state of the directory.</summary>
    private sealed class Cache(AccessState access)
    {
        private int _count;

        public AccessState Access { get; } = access;

        // By reference: sessions share the identity that their login found, and its groups have no equality of their own.
        public ConcurrentDictionary<UserIdentity, Grants> ByUser { get; } = new(ReferenceEqualityComparer.Instance);

        // Counted apart: the dictionary takes all of its locks to count, which with sessions in an engine is a good part of a login.
        public void Add(UserIdentity user, Grants grants)
        {
            if (Interlocked.Increment(ref _count) > CacheCapacity)
            {
                ByUser.Clear();
                Volatile.Write(ref _count, 1);
            }

            ByUser[user] = grants;
        }
    }

    /// <summary>What one user holds: at the root folder, which nearly every call asks about, and elsewhere as it is asked.</summary>
    private sealed class Grants
    {
        private readonly InventoryAuthorizer _authorizer;
        private readonly AccessState _access;
        private readonly AccountName _user;
        private readonly AccountName[] _groups;
        private readonly Grant? _everywhere;
        private readonly ConcurrentDictionary<string, Grant> _below = new(StringComparer.Ordinal);

        public Grants(InventoryAuthorizer authorizer, AccessState access, UserIdentity user)
        {
            _authorizer = authorizer;
            _access = access;
            _user = AccountName.Of(user.UserName);
            _groups = [.. access.Accounts.GroupsOf(user).Select(AccountName.Of)];
            _everywhere = user.RoleId is { } id ? access.FindRole(id) is { } role ? Grant.Of(role) : Grant.None : null;
            AtRoot = At(authorizer._inventory.Root);
        }

        public Grant AtRoot { get; }

        public Grant Below(InventoryEntity entity) => _below.TryGetValue(entity.Reference.Value, out var grant)
            ? grant
            : _below[entity.Reference.Value] = At(entity);

        private Grant At(InventoryEntity entity) => _everywhere ?? Compute(entity);

        private Grant Compute(InventoryEntity entity)
        {
            var permissions = _access.Permissions;
            var self = entity.Holder;
            for (var at = self; at is not null; at = at.Parent)
            {
                var key = at.Parent is null ? null : at.Reference.Value;
                if (permissions.Find(_user, isGroup: false, key) is { } own && (own.Propagate || at == self))
                    return Sum([own]);
                List<PermissionEntry>? ofGroups = null;
                foreach (var group in _groups)
                {
                    if (permissions.Find(group, isGroup: true, key) is { } entry && (entry.Propagate || at == self))
                        (ofGroups ??= []).Add(entry);
                }

                if (ofGroups is not null)
                    return Sum(ofGroups);
            }

            if (_authorizer._unknownUsersAreAdmins && _access.Accounts.Find(_user, _authorizer._directory.Accounts.SsoDomain) is null)
                return Grant.Of(_access.FindRole(SystemRoles.Admin.RoleId)!);
            return SeesBelow(entity) ? Grant.Of(SystemRoles.View) : Grant.None;
        }

        private bool SeesBelow(InventoryEntity entity) =>
            _access.Permissions.Of(_user, isGroup: false)
                .Concat(_groups.SelectMany(group => _access.Permissions.Of(group, isGroup: true)))
                .Any(entry => entry.Entity is { } reference
                    && _access.FindRole(entry.RoleId) is { } role && role.Privileges.Contains(Privileges.SystemView)
                    && _authorizer._inventory.Find(reference.Value) is { } below && below.IsBelow(entity));

        private Grant Sum(List<PermissionEntry> entries)
        {
            int[] ids = [.. entries.Select(entry => entry.RoleId).Distinct()];
            return new Grant(ids, PrivilegeSet.Union(Array.ConvertAll(ids, id => _access.FindRole(id)?.Privileges ?? PrivilegeSet.None)));
        }
    }
}
