using System.Collections.Immutable;

namespace VimSessionService.Core.Directory.Permissions;

/// <summary>A role that people made.</summary>
/// <param name="Role">The role, with all that it was given.</param>
/// <param name="DeclaredAs">The name that configuration knows it by; null for one that the API added.</param>
/// <param name="IsMade">Whether the API made it what it is, which a new declaration leaves alone.</param>
internal sealed record RoleItem(Role Role, string? DeclaredAs, bool IsMade);

/// <summary>An immutable set of roles. The cost of a change does not depend on their number.</summary>
internal sealed record RoleSet
{
    private const int FirstCustomId = 1001;

    private static readonly ImmutableDictionary<string, int> NoNames = ImmutableDictionary.Create<string, int>(StringComparer.OrdinalIgnoreCase);

    private ImmutableSortedDictionary<int, RoleItem> ById { get; init; } = ImmutableSortedDictionary<int, RoleItem>.Empty;

    private ImmutableDictionary<string, int> Names { get; init; } = NoNames;

    private ImmutableDictionary<string, int> DeclaredNames { get; init; } = NoNames;

    /// <summary>The names of declared roles that the API removed.</summary>
    public ImmutableHashSet<string> Removed { get; private init; } = ImmutableHashSet.Create<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>The id of the role that is made next.</summary>
    public int NextId { get; private init; } = FirstCustomId;

    /// <summary>The system's roles alone.</summary>
    public static RoleSet Empty { get; } = new();

    /// <summary>The roles that people made, by their ids.</summary>
    public IEnumerable<RoleItem> Items => ById.Values;

    /// <summary>How many roles people made.</summary>
    public int Count => ById.Count;

    /// <summary>Every role, the system's first, then those that people made by their ids.</summary>
    public IEnumerable<Role> All => SystemRoles.All.Concat(ById.Values.Select(static item => item.Role));

    /// <summary>Makes a set again of its parts.</summary>
    public static RoleSet Of(IEnumerable<RoleItem> items, int nextId, IEnumerable<string> removed)
    {
        var next = Empty with { NextId = nextId, Removed = removed.ToImmutableHashSet(StringComparer.OrdinalIgnoreCase) };
        foreach (var item in items)
            next = next.With(item) with { NextId = Math.Max(next.NextId, item.Role.RoleId + 1) };
        return next;
    }

    /// <summary>Finds a role by its id.</summary>
    public Role? Find(int roleId) => SystemRoles.Find(roleId) ?? ById.GetValueOrDefault(roleId)?.Role;

    /// <summary>Finds a role by its name, without regard to case.</summary>
    public Role? Find(string name) => SystemRoles.Find(name) ?? (Names.TryGetValue(name, out var id) ? ById[id].Role : null);

    /// <summary>Finds a role by the name that configuration knows it by, else by its own name.</summary>
    public Role? FindDeclared(string name) => DeclaredNames.TryGetValue(name, out var id) ? ById[id].Role : Find(name);

    /// <summary>Declares anew; see <see cref="RoleDirectory.Replace"/>.</summary>
    /// <exception cref="ArgumentException">Two roles have one name.</exception>
    public RoleSet Declare(IReadOnlyList<DeclaredRole> declared)
    {
        var wanted = new HashSet<string>(SystemRoles.All.Select(static role => role.Name), StringComparer.OrdinalIgnoreCase);
        if (declared.FirstOrDefault(role => !wanted.Add(role.Name)) is { } twice)
            throw new ArgumentException($"There are two roles {twice.Name}.", nameof(declared));
        var next = Empty with { NextId = NextId, Removed = Removed.Where(wanted.Contains).ToImmutableHashSet(StringComparer.OrdinalIgnoreCase) };
        foreach (var item in ById.Values.Where(static item => item.IsMade))
            next = next.With(item);
        foreach (var role in declared)
        {
            if (Removed.Contains(role.Name) || next.DeclaredNames.ContainsKey(role.Name) || next.Names.ContainsKey(role.Name))
                continue;
            var id = DeclaredNames.TryGetValue(role.Name, out var former) ? former : next.NextId;
            next = next.With(new RoleItem(Role.Custom(id, role.Name, role.Privileges), role.Name, IsMade: false));
            if (id == next.NextId)
                next = next with { NextId = id + 1 };
        }

        return next;
    }

    /// <summary>Adds a role of the API's under a new id.</summary>
    public RoleSet Add(string name, IEnumerable<string> privileges, out Role added)
    {
        added = Role.Custom(NextId, name, privileges);
        return With(new RoleItem(added, DeclaredAs: null, IsMade: true)) with { NextId = NextId + 1 };
    }

    /// <summary>Gives a role that people made another name and other privileges.</summary>
    public RoleSet Update(int roleId, string name, IEnumerable<string> privileges, out Role updated)
    {
        updated = Role.Custom(roleId, name, privileges);
        return Replace(ById[roleId], updated);
    }

    /// <summary>Has a role be as it was before, under its id.</summary>
    public RoleSet Put(int roleId, string name, IEnumerable<string> privileges)
    {
        var role = Role.Custom(roleId, name, privileges);
        var next = ById.TryGetValue(roleId, out var item) ? Replace(item, role) : With(new RoleItem(role, DeclaredAs: null, IsMade: true));
        return next with { NextId = Math.Max(NextId, roleId + 1) };
    }

    /// <summary>Removes a role that people made. A declared one stays removed while it is declared.</summary>
    public RoleSet Remove(int roleId)
    {
        var next = Without(roleId);
        return ById[roleId].DeclaredAs is { } name ? next with { Removed = Removed.Add(name) } : next;
    }

    /// <summary>A role that keeps its id is replaced in place; only its name may be another.</summary>
    private RoleSet Replace(RoleItem former, Role role) =>
        (this with { Names = Names.Remove(former.Role.Name) }).With(former with { Role = role, IsMade = true });

    private RoleSet With(RoleItem item) => this with
    {
        ById = ById.SetItem(item.Role.RoleId, item),
        Names = Names.SetItem(item.Role.Name, item.Role.RoleId),
        DeclaredNames = item.DeclaredAs is { } name ? DeclaredNames.SetItem(name, item.Role.RoleId) : DeclaredNames,
    };

    private RoleSet Without(int roleId)
    {
        var item = ById[roleId];
        return this with
        {
            ById = ById.Remove(roleId),
            Names = Names.Remove(item.Role.Name),
            DeclaredNames = item.DeclaredAs is { } name ? DeclaredNames.Remove(name) : DeclaredNames,
        };
    }
}
