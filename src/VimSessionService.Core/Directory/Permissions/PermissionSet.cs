using System.Collections.Immutable;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Directory.Permissions;

/// <summary>An immutable set of permissions. The cost of changing one permission hardly depends on their number.</summary>
internal sealed record PermissionSet
{
    /// <summary>The root folder among the objects of a holder. No reference has this value: XML has no such character.</summary>
    private const string Root = "\0";

    private ImmutableSortedDictionary<long, PermissionItem> InOrder { get; init; } = ImmutableSortedDictionary<long, PermissionItem>.Empty;

    private ImmutableDictionary<Holder, ImmutableDictionary<string, PermissionItem>> ByHolder { get; init; } = ImmutableDictionary<Holder, ImmutableDictionary<string, PermissionItem>>.Empty;

    private ImmutableDictionary<int, int> CountByRole { get; init; } = ImmutableDictionary<int, int>.Empty;

    /// <summary>What configuration declares.</summary>
    public ImmutableHashSet<PermissionKey> Declared { get; private init; } = [];

    /// <summary>Those of the declared ones that the API removed.</summary>
    public ImmutableHashSet<PermissionKey> Removed { get; private init; } = [];

    private int Administrators { get; init; }

    private long LastPlace { get; init; }

    public static PermissionSet Empty { get; } = new();

    /// <summary>The permissions by their places.</summary>
    public IEnumerable<PermissionItem> Items => InOrder.Values;

    /// <summary>How many there are.</summary>
    public int Count => InOrder.Count;

    /// <summary>Every permission, the declared ones first.</summary>
    public IEnumerable<PermissionEntry> All => InOrder.Values.Select(static item => item.Entry);

    /// <summary>The permission of a user or group on an object; null when it has none of its own there.</summary>
    public PermissionEntry? Find(AccountName principal, bool isGroup, string? entity) =>
        ByHolder.TryGetValue(new Holder(principal, isGroup), out var own) && own.TryGetValue(entity ?? Root, out var item) ? item.Entry : null;

    /// <summary>The permissions of a user or group, in no order.</summary>
    public IEnumerable<PermissionEntry> Of(AccountName principal, bool isGroup) =>
        ByHolder.TryGetValue(new Holder(principal, isGroup), out var own) ? own.Values.Select(static item => item.Entry) : [];

    /// <summary>A user or group that has a permission, as the permission spells it; null when it has none.</summary>
    public AccountName? FindPrincipal(AccountName name, bool isGroup) =>
        ByHolder.TryGetKey(new Holder(name, isGroup), out var holder) ? holder.Principal : null;

    /// <summary>Whether a permission grants the role.</summary>
    public bool Uses(int roleId) => CountByRole.ContainsKey(roleId);

    /// <summary>Declares anew; see <see cref="PermissionTable.Replace"/>.</summary>
    /// <exception cref="ArgumentException">A principal has two permissions on one object.</exception>
    public PermissionSet Declare(IReadOnlyCollection<PermissionEntry> declared)
    {
        var keys = declared.Select(static entry => entry.Key).ToImmutableHashSet();
        if (keys.Count < declared.Count)
            throw new ArgumentException("A principal has two permissions on one object.", nameof(declared));
        var removed = Removed.Intersect(keys);
        PermissionItem[] made = [.. InOrder.Values.Where(static item => !item.IsDeclared)];
        var taken = made.Select(static item => item.Entry.Key).ToHashSet();
        var place = 0L;
        PermissionItem[] items =
        [
            .. declared.Where(entry => !taken.Contains(entry.Key) && !removed.Contains(entry.Key)).Select(entry => new PermissionItem(entry, IsDeclared: true, ++place)),
            .. made.Select(item => item with { Place = ++place }),
        ];
        return Of(items) with { Declared = keys, Removed = removed };
    }

    /// <summary>Adds a permission of the API's, or puts it in the place of the principal's own on the object.</summary>
    /// <exception cref="VimFaultException">AuthMinimumAdminPermission.</exception>
    public PermissionSet Set(PermissionEntry entry)
    {
        var holder = new Holder(entry.Principal, entry.IsGroup);
        var previous = ByHolder.GetValueOrDefault(holder)?.GetValueOrDefault(entry.Entity?.Value ?? Root);
        var next = previous is null ? With(entry, isDeclared: false, LastPlace + 1) : Without(previous).With(entry, isDeclared: false, previous.Place);
        return KeepingAnAdministrator(next);
    }

    /// <summary>Removes permissions through the API: declared ones stay removed while they are declared.</summary>
    /// <exception cref="VimFaultException">AuthMinimumAdminPermission.</exception>
    public PermissionSet Remove(IReadOnlyCollection<PermissionEntry> entries)
    {
        var next = Without(entries);
        return KeepingAnAdministrator(next with { Removed = next.Removed.Union(entries.Select(static entry => entry.Key).Where(Declared.Contains)) });
    }

    /// <summary>Gives permissions another role through the API.</summary>
    /// <exception cref="VimFaultException">AuthMinimumAdminPermission.</exception>
    public PermissionSet Reassign(IEnumerable<PermissionEntry> entries, int roleId)
    {
        var next = this;
        foreach (var entry in entries)
        {
            var item = next.ByHolder[new Holder(entry.Principal, entry.IsGroup)][entry.Entity?.Value ?? Root];
            next = next.Without(item).With(entry with { RoleId = roleId }, isDeclared: false, item.Place);
        }

        return KeepingAnAdministrator(next);
    }

    /// <summary>The same without some permissions, which are not remembered as removed.</summary>
    public PermissionSet Without(Func<PermissionEntry, bool> isMeant) => Without([.. All.Where(isMeant)]);

    /// <summary>Makes a set again of its parts.</summary>
    public static PermissionSet Of(IEnumerable<PermissionItem> items, IEnumerable<PermissionKey> declared, IEnumerable<PermissionKey> removed) =>
        Of([.. items]) with { Declared = [.. declared], Removed = [.. removed] };

    /// <summary>Builds a set of many at once.</summary>
    private static PermissionSet Of(PermissionItem[] items)
    {
        var byHolder = new Dictionary<Holder, ImmutableDictionary<string, PermissionItem>>();
        var none = ImmutableDictionary.Create<string, PermissionItem>(StringComparer.Ordinal);
        foreach (var item in items)
        {
            var holder = new Holder(item.Entry.Principal, item.Entry.IsGroup);
            byHolder[holder] = (byHolder.GetValueOrDefault(holder) ?? none).Add(item.Entry.Entity?.Value ?? Root, item);
        }

        return new PermissionSet
        {
            InOrder = items.ToImmutableSortedDictionary(static item => item.Place, static item => item),
            ByHolder = byHolder.ToImmutableDictionary(),
            CountByRole = items.CountBy(static item => item.Entry.RoleId).ToImmutableDictionary(),
            Administrators = items.Count(static item => IsAdministrator(item.Entry)),
            LastPlace = items.Length == 0 ? 0 : items.Max(static item => item.Place),
        };
    }

    private static bool IsAdministrator(PermissionEntry entry) => entry.Entity is null && entry.RoleId == SystemRoles.Admin.RoleId;

    /// <summary>A change of the API's may not take the last administrator off the root folder.</summary>
    private PermissionSet KeepingAnAdministrator(PermissionSet next) => Administrators > 0 && next.Administrators == 0
        ? throw new VimFaultException(new AuthMinimumAdminPermission(), "no administrator would be left on the root folder")
        : next;

    private PermissionSet Without(IReadOnlyCollection<PermissionEntry> entries)
    {
        var next = this;
        foreach (var entry in entries)
            next = next.Without(next.ByHolder[new Holder(entry.Principal, entry.IsGroup)][entry.Entity?.Value ?? Root]);
        return next;
    }

    private PermissionSet With(PermissionEntry entry, bool isDeclared, long place)
    {
        var item = new PermissionItem(entry, isDeclared, place);
        var holder = new Holder(entry.Principal, entry.IsGroup);
        var own = ByHolder.GetValueOrDefault(holder) ?? ImmutableDictionary.Create<string, PermissionItem>(StringComparer.Ordinal);
        return this with
        {
            InOrder = InOrder.SetItem(place, item),
            ByHolder = ByHolder.SetItem(holder, own.SetItem(entry.Entity?.Value ?? Root, item)),
            CountByRole = CountByRole.SetItem(entry.RoleId, CountByRole.GetValueOrDefault(entry.RoleId) + 1),
            Administrators = Administrators + (IsAdministrator(entry) ? 1 : 0),
            LastPlace = Math.Max(LastPlace, place),
        };
    }

    private PermissionSet Without(PermissionItem item)
    {
        var entry = item.Entry;
        var holder = new Holder(entry.Principal, entry.IsGroup);
        var own = ByHolder[holder].Remove(entry.Entity?.Value ?? Root);
        var ofRole = CountByRole[entry.RoleId] - 1;
        return this with
        {
            InOrder = InOrder.Remove(item.Place),
            ByHolder = own.IsEmpty ? ByHolder.Remove(holder) : ByHolder.SetItem(holder, own),
            CountByRole = ofRole == 0 ? CountByRole.Remove(entry.RoleId) : CountByRole.SetItem(entry.RoleId, ofRole),
            Administrators = Administrators - (IsAdministrator(entry) ? 1 : 0),
        };
    }

    /// <summary>A user or group with permissions.</summary>
    private readonly record struct Holder(AccountName Principal, bool IsGroup);
}
