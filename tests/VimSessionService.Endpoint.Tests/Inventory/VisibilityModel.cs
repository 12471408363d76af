using VimSessionService.Inventory;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.Inventory;

/// <summary>
/// Who may see what by the rules of a vCenter, told again: the nearest permission upwards that propagates, or stands on the object itself, decides alone; a datacenter's own folders have the
/// permissions of the datacenter; above what somebody may see that somebody has the role View.
/// </summary>
internal sealed class VisibilityModel
{
    private const int ReadOnly = -2;
    private const int NoAccess = -5;
    private const int Admin = -1;

    private readonly Dictionary<string, (string Type, string? Parent)> _tree;
    private readonly Dictionary<string, (int Role, bool Propagates)> _permissions = new(StringComparer.Ordinal);
    private readonly string _root;

    public VisibilityModel(ServedInventory inventory)
    {
        _root = inventory.Root!.Object.Reference.Value;
        _tree = inventory.Entries.ToDictionary(static entry => entry.Object.Reference.Value, static entry => (entry.Object.Reference.Type, entry.Parent?.Value), StringComparer.Ordinal);
        _tree[_root] = ("Folder", null);
    }

    /// <summary>Chooses permissions: one or more that let something be read, and some that forbid.</summary>
    public IReadOnlyList<(ManagedObjectReference? Entity, int Role, bool Propagates)> Choose(Random random)
    {
        var all = _tree.Keys.Order(StringComparer.Ordinal).ToArray();
        _permissions[all[random.Next(all.Length)]] = (ReadOnly, random.Next(3) > 0);
        for (var i = random.Next(4); i > 0; i--)
            _permissions[all[random.Next(all.Length)]] = (((int[])[ReadOnly, NoAccess, NoAccess, Admin])[random.Next(4)], random.Next(2) == 0);
        if (_permissions.TryGetValue(_root, out var atRoot) && atRoot.Role == NoAccess)
            _permissions[_root] = (ReadOnly, false); // without anything at the root folder no manager may be used
        if (!_tree.Keys.Any(CanRead))
            _permissions[_root] = (ReadOnly, false); // who may see nothing at all cannot log in
        return [.. _permissions.Select(entry => (entry.Key == _root ? null : new ManagedObjectReference(_tree[entry.Key].Type, entry.Key), entry.Value.Role, entry.Value.Propagates))];
    }

    /// <summary>What may be seen, without the root folder.</summary>
    public IReadOnlySet<string> Visible => _tree.Keys.Where(value => value != _root && CanSee(value)).ToHashSet(StringComparer.Ordinal);

    public bool CanSee(string value) => RoleOf(value) is { } role ? role != NoAccess : _permissions.Any(entry => entry.Value.Role != NoAccess && Above(entry.Key).Skip(1).Contains(value));

    /// <summary>Whether the values of an object may be read, beside its name and place.</summary>
    public bool CanRead(string value) => RoleOf(value) is ReadOnly or Admin;

    /// <summary>Whether somebody who begins at the root folder may see everything on the way.</summary>
    public bool IsReached(string value) => Above(value).All(at => at == _root || CanSee(at));

    private int? RoleOf(string value)
    {
        var (type, parent) = _tree[value];
        var holder = type == "Folder" && parent is not null && _tree[parent].Type == "Datacenter" ? parent : value;
        foreach (var at in Above(holder))
        {
            if (_permissions.TryGetValue(at, out var permission) && (permission.Propagates || at == holder))
                return permission.Role;
        }

        return null;
    }

    private IEnumerable<string> Above(string value)
    {
        for (var at = value; at is not null; at = _tree[at].Parent)
            yield return at;
    }
}
