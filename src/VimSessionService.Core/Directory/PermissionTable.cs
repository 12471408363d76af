using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Directory;

/// <summary>
/// The permissions, at most one of each principal on each object. Some are declared by configuration; the others, and every
/// change of a declared one, were made through the API and outlive a new declaration. Changes are atomic for readers.
/// </summary>
internal sealed class PermissionTable
{
    /// <summary>More than anybody can manage; a client that sets more gets a fault.</summary>
    private const int MaxPermissions = 5_000;

    private readonly DirectoryStateStore _cell;
    private Listing? _listing;

    /// <summary>Makes a table of its own, of declared permissions.</summary>
    /// <exception cref="ArgumentException">A principal has two permissions on one object.</exception>
    public PermissionTable(IEnumerable<PermissionEntry>? declared = null)
        : this(new DirectoryStateStore()) => Replace(declared ?? []);

    internal PermissionTable(DirectoryStateStore cell)
    {
        _cell = cell;
        cell.Changed += OnChanged;
    }

    /// <summary>Raised after a change.</summary>
    public event Action? Changed;

    /// <summary>Every permission, the declared ones first.</summary>
    public IReadOnlyList<PermissionEntry> All
    {
        get
        {
            var source = Current;
            if (Volatile.Read(ref _listing) is { } known && ReferenceEquals(known.Source, source))
                return known.All;
            var listing = new Listing(source, Array.AsReadOnly<PermissionEntry>([.. source.All]));
            Volatile.Write(ref _listing, listing);
            return listing.All;
        }
    }

    private PermissionSet Current => _cell.Current.Access.Permissions;

    /// <summary>The permission of a user or group on an object; null when it has none of its own there.</summary>
    public PermissionEntry? Find(AccountName principal, bool isGroup, ManagedObjectReference? entity = null) =>
        Current.Find(principal, isGroup, entity?.Value);

    /// <summary>A user or group that has a permission, as the permission spells it; null when it has none.</summary>
    internal AccountName? FindPrincipal(AccountName name, bool isGroup) => Current.FindPrincipal(name, isGroup);

    /// <summary>Whether a permission grants the role.</summary>
    internal bool Uses(int roleId) => Current.Uses(roleId);

    /// <summary>
    /// Replaces the declared permissions. Permissions that were changed or removed through the API stay so until the service stops or they are
    /// no longer declared.
    /// </summary>
    /// <exception cref="ArgumentException">A principal has two permissions on one object. Nothing is replaced.</exception>
    public void Replace(IEnumerable<PermissionEntry> declared)
    {
        PermissionEntry[] wanted = [.. declared];
        Change(permissions => permissions.Declare(wanted));
    }

    /// <summary>Adds a permission, or replaces the principal's own on the object; gives what was there before.</summary>
    /// <exception cref="VimFaultException">AuthMinimumAdminPermission, or SystemError at the limit.</exception>
    public PermissionEntry? Set(PermissionEntry entry)
    {
        PermissionEntry? previous = null;
        Change(permissions =>
        {
            previous = permissions.Find(entry.Principal, entry.IsGroup, entry.Entity?.Value);
            if (previous is null && permissions.Count >= MaxPermissions)
            {
                throw new VimFaultException(
                    new SystemError { Reason = $"There can be {MaxPermissions} permissions." }, "there are too many permissions");
            }

            return permissions.Set(entry);
        });
        return previous;
    }

    /// <summary>Removes the permission of a user or group on an object, and gives it; null when there is none.</summary>
    /// <exception cref="VimFaultException">AuthMinimumAdminPermission.</exception>
    public PermissionEntry? Remove(AccountName principal, bool isGroup, ManagedObjectReference? entity = null)
    {
        PermissionEntry? removed = null;
        Change(permissions =>
        {
            removed = permissions.Find(principal, isGroup, entity?.Value);
            return removed is null ? permissions : permissions.Remove([removed]);
        });
        return removed;
    }

    /// <summary>Removes permissions, all or none, and gives them.</summary>
    /// <exception cref="VimFaultException">AuthMinimumAdminPermission.</exception>
    public IReadOnlyList<PermissionEntry> RemoveWhere(Func<PermissionEntry, bool> isMeant)
    {
        PermissionEntry[] removed = [];
        Change(permissions =>
        {
            removed = [.. permissions.All.Where(isMeant)];
            return removed.Length == 0 ? permissions : permissions.Remove(removed);
        });
        return removed;
    }

    /// <summary>Gives all permissions of a role another one, all or none; gives what they were before.</summary>
    /// <exception cref="VimFaultException">AuthMinimumAdminPermission.</exception>
    public IReadOnlyList<PermissionEntry> Reassign(int fromRoleId, int toRoleId)
    {
        PermissionEntry[] previous = [];
        Change(permissions =>
        {
            previous = permissions.Uses(fromRoleId) ? [.. permissions.All.Where(entry => entry.RoleId == fromRoleId)] : [];
            return previous.Length == 0 ? permissions : permissions.Reassign(previous, toRoleId);
        });
        return previous;
    }

    private void Change(Func<PermissionSet, PermissionSet> change) => _cell.Change(state => state.With(access =>
        change(access.Permissions) is var changed && ReferenceEquals(changed, access.Permissions) ? access : access with { Permissions = changed }));

    private void OnChanged(DirectoryState before, DirectoryState after)
    {
        if (!ReferenceEquals(before.Access.Permissions, after.Access.Permissions))
            Changed.CallAll();
    }

    private sealed record Listing(PermissionSet Source, IReadOnlyList<PermissionEntry> All);
}
