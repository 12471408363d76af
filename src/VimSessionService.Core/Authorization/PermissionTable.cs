using VimSessionService.Core.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Authorization;

/// <summary>
/// The permissions, at most one of each principal on each object. Some are declared by configuration; the others, and every
/// change of a declared one, were made through the API and outlive a new declaration. A reader sees all of a change or nothing of it.
/// </summary>
public sealed class PermissionTable
{
    /// <summary>More than people keep an overview of; a client that sets ever more is told so.</summary>
    private const int MaxPermissions = 5_000;

    private readonly Lock _lock = new();
    private HashSet<PermissionKey> _declared = [];
    private HashSet<PermissionKey> _removed = [];
    private Snapshot _snapshot = new([]);

    /// <summary>Makes a table of declared permissions.</summary>
    /// <exception cref="ArgumentException">A principal has two permissions on one object.</exception>
    public PermissionTable(IEnumerable<PermissionEntry>? declared = null) => Replace(declared ?? []);

    /// <summary>Raised after a change.</summary>
    public event Action? Changed;

    /// <summary>Every permission, the declared ones first.</summary>
    public IReadOnlyList<PermissionEntry> All => Volatile.Read(ref _snapshot).All;

    /// <summary>The permission of a user or group on an object; null when it has none of its own there.</summary>
    public PermissionEntry? Find(AccountName principal, bool isGroup, ManagedObjectReference? entity = null) =>
        Volatile.Read(ref _snapshot).ByKey.GetValueOrDefault(new PermissionKey(entity?.Value, principal, isGroup));

    /// <summary>
    /// Declares anew. What was changed or removed through the API stays as it was left there, until the service ends or it is
    /// no longer declared.
    /// </summary>
    /// <exception cref="ArgumentException">A principal has two permissions on one object. Nothing is replaced.</exception>
    public void Replace(IEnumerable<PermissionEntry> declared)
    {
        PermissionEntry[] wanted = [.. declared];
        var keys = wanted.Select(entry => entry.Key).ToHashSet();
        if (keys.Count < wanted.Length)
            throw new ArgumentException("A principal has two permissions on one object.", nameof(declared));
        lock (_lock)
        {
            var made = _snapshot.Items.Where(item => !item.IsDeclared).ToList();
            var taken = made.Select(item => item.Entry.Key).ToHashSet();
            _declared = keys;
            _removed = [.. _removed.Where(keys.Contains)];
            var kept = wanted.Where(entry => !taken.Contains(entry.Key) && !_removed.Contains(entry.Key));
            Write([.. kept.Select(entry => new Item(entry, IsDeclared: true)), .. made]);
        }

        Changed?.Invoke();
    }

    /// <summary>Adds a permission, or replaces the principal's own on the object; gives what was there before.</summary>
    /// <exception cref="VimFaultException">AuthMinimumAdminPermission, or SystemError at the limit.</exception>
    public PermissionEntry? Set(PermissionEntry entry)
    {
        PermissionEntry? previous;
        lock (_lock)
        {
            previous = Find(entry.Principal, entry.IsGroup, entry.Entity);
            if (previous is null && All.Count >= MaxPermissions)
            {
                throw new VimFaultException(
                    new SystemError { Reason = $"There can be {MaxPermissions} permissions." }, "there are too many permissions");
            }

            var item = new Item(entry, IsDeclared: false);
            Change(previous is null
                ? [.. _snapshot.Items, item]
                : [.. _snapshot.Items.Select(other => other.Entry.Key == entry.Key ? item : other)]);
        }

        Changed?.Invoke();
        return previous;
    }

    /// <summary>Removes the permission of a user or group on an object, and gives it; null when there is none.</summary>
    /// <exception cref="VimFaultException">AuthMinimumAdminPermission.</exception>
    public PermissionEntry? Remove(AccountName principal, bool isGroup, ManagedObjectReference? entity = null)
    {
        var key = new PermissionKey(entity?.Value, principal, isGroup);
        return RemoveWhere(entry => entry.Key == key) is [var removed] ? removed : null;
    }

    /// <summary>Removes permissions, all or none, and gives them.</summary>
    /// <exception cref="VimFaultException">AuthMinimumAdminPermission.</exception>
    public IReadOnlyList<PermissionEntry> RemoveWhere(Func<PermissionEntry, bool> isMeant)
    {
        PermissionEntry[] removed;
        lock (_lock)
        {
            removed = [.. All.Where(isMeant)];
            if (removed.Length == 0)
                return [];
            var keys = removed.Select(entry => entry.Key).ToHashSet();
            Change([.. _snapshot.Items.Where(item => !keys.Contains(item.Entry.Key))]);
            _removed.UnionWith(keys.Where(_declared.Contains));
        }

        Changed?.Invoke();
        return removed;
    }

    /// <summary>Gives all permissions of a role another one, all or none; gives what they were before.</summary>
    /// <exception cref="VimFaultException">AuthMinimumAdminPermission.</exception>
    public IReadOnlyList<PermissionEntry> Reassign(int fromRoleId, int toRoleId)
    {
        PermissionEntry[] previous;
        lock (_lock)
        {
            previous = [.. All.Where(entry => entry.RoleId == fromRoleId)];
            if (previous.Length == 0)
                return [];
            Change([.. _snapshot.Items.Select(item => item.Entry.RoleId == fromRoleId
                ? new Item(item.Entry with { RoleId = toRoleId }, IsDeclared: false)
                : item)]);
        }

        Changed?.Invoke();
        return previous;
    }

    /// <summary>A change of the API's: it may not take the last administrator off the root folder.</summary>
    private void Change(Item[] items)
    {
        if (All.Any(IsAdministrator) && !items.Any(item => IsAdministrator(item.Entry)))
            throw new VimFaultException(new AuthMinimumAdminPermission(), "no administrator would be left on the root folder");
        Write(items);
    }

    private void Write(Item[] items) => Volatile.Write(ref _snapshot, new Snapshot(items));

    private static bool IsAdministrator(PermissionEntry entry) => entry.Entity is null && entry.RoleId == SystemRoles.Admin.RoleId;

    private sealed record Item(PermissionEntry Entry, bool IsDeclared);

    private sealed class Snapshot(Item[] items)
    {
        public Item[] Items { get; } = items;

        public IReadOnlyList<PermissionEntry> All { get; } = Array.ConvertAll(items, item => item.Entry);

        public Dictionary<PermissionKey, PermissionEntry> ByKey { get; } =
            items.ToDictionary(item => item.Entry.Key, item => item.Entry);
    }
}
