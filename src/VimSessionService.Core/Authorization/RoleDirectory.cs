using VimSessionService.Vim25;

namespace VimSessionService.Core.Authorization;

/// <summary>A role that configuration declares.</summary>
/// <param name="Name">The name, unique without regard to case.</param>
/// <param name="Privileges">The privileges by their ids.</param>
public sealed record DeclaredRole(string Name, IReadOnlyList<string> Privileges);

/// <summary>
/// The system roles and those that people made. Some of these are declared by configuration; the others, and every change of a
/// declared one, were made through the API and outlive a new declaration. A reader sees all of a change or nothing of it.
/// </summary>
public sealed class RoleDirectory
{
    private const int FirstCustomId = 1001;

    /// <summary>More than people keep an overview of; a client that adds ever more is told so.</summary>
    private const int MaxRoles = 1_000;

    /// <summary>More than any real role's name has.</summary>
    private const int MaxNameLength = 255;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _removed = new(StringComparer.OrdinalIgnoreCase);
    private int _nextId = FirstCustomId;
    private Snapshot _snapshot;

    /// <summary>Makes a directory of the system roles and declared ones.</summary>
    /// <exception cref="ArgumentException">Two roles have one name.</exception>
    public RoleDirectory(IEnumerable<DeclaredRole>? declared = null)
    {
        _snapshot = new Snapshot([], Privileges);
        Privileges.Changed += OnPrivilegesChanged;
        Replace(declared ?? []);
    }

    /// <summary>Raised after a change.</summary>
    public event Action? Changed;

    /// <summary>The privileges that roles are made of.</summary>
    public PrivilegeCatalog Privileges { get; } = new();

    /// <summary>Every role by its id, the system's first.</summary>
    public IReadOnlyList<Role> All => Volatile.Read(ref _snapshot).All;

    /// <summary>Finds a role by its id.</summary>
    public Role? Find(int roleId) => Volatile.Read(ref _snapshot).ById.GetValueOrDefault(roleId);

    /// <summary>Finds a role by its name, without regard to case.</summary>
    public Role? Find(string name) => Volatile.Read(ref _snapshot).ByName.GetValueOrDefault(name);

    /// <summary>
    /// Finds a role by the name that configuration knows it by, whatever it was renamed to; null when it was removed through the API.
    /// </summary>
    public Role? FindDeclared(string name)
    {
        var snapshot = Volatile.Read(ref _snapshot);
        return snapshot.Items.FirstOrDefault(item => IsNamed(item.DeclaredAs, name))?.Role ?? snapshot.ByName.GetValueOrDefault(name);
    }

    /// <summary>
    /// Declares anew. A role that stays declared keeps its id. What was added, changed or removed through the API stays as it was
    /// left there; a new declaration of a name that the API gave is left out.
    /// </summary>
    /// <exception cref="ArgumentException">Two roles have one name. Nothing is replaced.</exception>
    public void Replace(IEnumerable<DeclaredRole> declared)
    {
        DeclaredRole[] wanted = [.. declared];
        var names = new HashSet<string>(SystemRoles.All.Select(role => role.Name), StringComparer.OrdinalIgnoreCase);
        if (wanted.FirstOrDefault(role => !names.Add(role.Name)) is { } twice)
            throw new ArgumentException($"There are two roles {twice.Name}.", nameof(declared));
        lock (_lock)
        {
            var made = _snapshot.Items.Where(item => item.IsMade).ToList();
            var items = new List<Item>(made);
            foreach (var role in wanted)
            {
                if (_removed.Contains(role.Name) || made.Exists(item => IsNamed(item.DeclaredAs, role.Name) || IsNamed(item.Role.Name, role.Name)))
                    continue;
                var id = _snapshot.Items.FirstOrDefault(item => IsNamed(item.DeclaredAs, role.Name))?.Role.RoleId ?? _nextId++;
                items.Add(new Item(Role.Custom(id, role.Name, role.Privileges), role.Name, IsMade: false));
            }

            _removed.RemoveWhere(name => !names.Contains(name));
            Write(items);
        }

        Changed?.Invoke();
    }

    /// <summary>Adds a role under a new id.</summary>
    /// <exception cref="VimFaultException">
    /// InvalidName for a name that is empty or too long, AlreadyExists, InvalidArgument for an unknown privilege, or SystemError at the limit.
    /// </exception>
    public Role Add(string name, IReadOnlyList<string> privileges)
    {
        Role role;
        lock (_lock)
        {
            RequireName(name);
            if (Find(name) is not null)
                throw new VimFaultException(new AlreadyExists { Name = name }, "another role has the name");
            if (Unknown(privileges) is { } unknown)
                throw new VimFaultException(new InvalidArgument { InvalidProperty = "privIds" }, $"there is no privilege '{unknown.To(Clip.UserName)}'");
            if (_snapshot.Items.Count >= MaxRoles)
                throw new VimFaultException(new SystemError { Reason = $"There can be {MaxRoles} roles." }, "there are too many roles");
            role = Role.Custom(_nextId++, name, privileges);
            Write([.. _snapshot.Items, new Item(role, DeclaredAs: null, IsMade: true)]);
        }

        Changed?.Invoke();
        return role;
    }

    /// <summary>Gives a role another name and other privileges; gives it as it was and as it is.</summary>
    /// <exception cref="VimFaultException">
    /// NotFound for an unknown role or privilege; InvalidArgument for a system role; InvalidName for a name that is empty or too long; AlreadyExists for
    /// another role's name.
    /// </exception>
    public (Role Before, Role After) Update(int roleId, string name, IReadOnlyList<string> privileges)
    {
        Role before, after;
        lock (_lock)
        {
            before = RequireCustom(roleId);
            RequireName(name);
            if (Find(name) is { } other && other.RoleId != roleId)
                throw new VimFaultException(new AlreadyExists { Name = name }, "another role has the name");
            var given = _snapshot.Items.First(item => item.Role.RoleId == roleId).Role.Privileges; // those of extensions that have gone too
            if (Unknown(privileges.Where(id => !given.Contains(id))) is { } unknown)
                throw new VimFaultException(new NotFound(), $"there is no privilege '{unknown.To(Clip.UserName)}'");
            after = Role.Custom(roleId, name, privileges);
            Write(_snapshot.Items.Select(item => item.Role.RoleId == roleId ? item with { Role = after, IsMade = true } : item));
        }

        Changed?.Invoke();
        return (before, after);
    }

    /// <summary>Removes a role, and gives it. What becomes of its permissions is the caller's to say first.</summary>
    /// <exception cref="VimFaultException">NotFound; InvalidArgument for a system role.</exception>
    public Role Remove(int roleId)
    {
        Role removed;
        lock (_lock)
        {
            removed = RequireCustom(roleId);
            if (_snapshot.Items.First(item => item.Role.RoleId == roleId).DeclaredAs is { } declaredAs)
                _removed.Add(declaredAs);
            Write(_snapshot.Items.Where(item => item.Role.RoleId != roleId));
        }

        Changed?.Invoke();
        return removed;
    }

    /// <summary>The role that people made of an id.</summary>
    /// <exception cref="VimFaultException">NotFound; InvalidArgument for a system role.</exception>
    public Role RequireCustom(int roleId)
    {
        var role = Find(roleId) ?? throw new VimFaultException(new NotFound(), $"no role {roleId}");
        return role.IsSystem
            ? throw new VimFaultException(new InvalidArgument { InvalidProperty = "roleId" }, $"{role.Name} is a system role")
            : role;
    }

    private static bool IsNamed(string? one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static void RequireName(string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxNameLength)
            throw new VimFaultException(new InvalidName { Name = name.To(MaxNameLength) }, "the name is empty or too long");
    }

    private string? Unknown(IEnumerable<string> privileges) => privileges.FirstOrDefault(id => !Privileges.Contains(id));

    private void OnPrivilegesChanged()
    {
        lock (_lock)
            Write(_snapshot.Items);
        Changed?.Invoke();
    }

    private void Write(IEnumerable<Item> items) => Volatile.Write(ref _snapshot, new Snapshot([.. items], Privileges));

    /// <summary>A role that people made.</summary>
    /// <param name="Role">The role.</param>
    /// <param name="DeclaredAs">The name that configuration knows it by; null for one that the API added.</param>
    /// <param name="IsMade">Whether the API made it what it is, which a new declaration leaves alone.</param>
    private sealed record Item(Role Role, string? DeclaredAs, bool IsMade);

    private sealed class Snapshot
    {
        public Snapshot(IReadOnlyList<Item> items, PrivilegeCatalog privileges)
        {
            Items = items;
            Role[] all = [.. SystemRoles.With(privileges.Added), .. items.Select(item => item.Role.Of(privileges)).OrderBy(role => role.RoleId)];
            All = Array.AsReadOnly(all);
            ById = all.ToDictionary(role => role.RoleId);
            ByName = all.ToDictionary(role => role.Name, StringComparer.OrdinalIgnoreCase);
        }

        public IReadOnlyList<Item> Items { get; }

        public IReadOnlyList<Role> All { get; }

        public Dictionary<int, Role> ById { get; }

        public Dictionary<string, Role> ByName { get; }
    }
}
