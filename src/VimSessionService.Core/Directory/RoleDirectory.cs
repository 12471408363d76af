using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Directory;

/// <summary>
/// The system roles and the custom roles. Some custom roles are declared by configuration. The others, and every change of a
/// declared one, were made through the API and survive a new declaration. Changes are atomic for readers.
/// </summary>
public sealed class RoleDirectory
{
    /// <summary>More than anybody can manage; a client that adds more gets a fault.</summary>
    private const int MaxRoles = 1_000;

    /// <summary>More than any real role's name has.</summary>
    private const int MaxNameLength = 255;

    private readonly DirectoryStateStore _cell;
    private Listing? _listing;

    /// <summary>Makes a directory of its own, of the system roles and declared ones.</summary>
    /// <exception cref="ArgumentException">Two roles have one name.</exception>
    public RoleDirectory(IEnumerable<DeclaredRole>? declared = null)
        : this(new DirectoryStateStore()) => Replace(declared ?? []);

    internal RoleDirectory(DirectoryStateStore cell)
    {
        _cell = cell;
        Privileges = new PrivilegeCatalog(cell);
        cell.Changed += OnChanged;
    }

    /// <summary>Raised after a change of roles or privileges.</summary>
    public event Action? Changed;

    /// <summary>The privileges that roles are made of.</summary>
    public PrivilegeCatalog Privileges { get; }

    /// <summary>Every role by its id, the system's first.</summary>
    public IReadOnlyList<Role> All
    {
        get
        {
            var access = _cell.Current.Access;
            if (Volatile.Read(ref _listing) is { } known && ReferenceEquals(known.Roles, access.Roles) && ReferenceEquals(known.Privileges, access.Privileges))
                return known.All;
            Role[] all = [.. access.Roles.All.Select(role => role.In(access.Privileges))];
            var listing = new Listing(access.Roles, access.Privileges, Array.AsReadOnly(all));
            Volatile.Write(ref _listing, listing);
            return listing.All;
        }
    }

    /// <summary>Finds a role by its id.</summary>
    public Role? Find(int roleId) => _cell.Current.Access.FindRole(roleId);

    /// <summary>Finds a role by its name, without regard to case.</summary>
    public Role? Find(string name)
    {
        var access = _cell.Current.Access;
        return access.Roles.Find(name)?.In(access.Privileges);
    }

    /// <summary>
    /// Finds a role by the name that configuration knows it by, whatever it was renamed to; null when it was removed through the API.
    /// </summary>
    public Role? FindDeclared(string name)
    {
        var access = _cell.Current.Access;
        return access.Roles.FindDeclared(name)?.In(access.Privileges);
    }

    /// <summary>
    /// What roles and privileges grant together. As in every role, System.Anonymous, System.View and System.Read are among them when anything is.
    /// Privileges that do not exist grant nothing.
    /// </summary>
    public Grant GrantOf(IReadOnlyList<Role> roles, IReadOnlyList<string> privileges)
    {
        if (privileges.Count == 0)
            return new Grant([.. roles.Select(static role => role.RoleId)], PrivilegeSet.Union([.. roles.Select(static role => role.Privileges)]));
        var given = Role.Custom(0, "", privileges).In(_cell.Current.Access.Privileges).Privileges;
        return new Grant([.. roles.Select(static role => role.RoleId)], PrivilegeSet.Union([given, .. roles.Select(static role => role.Privileges)]));
    }

    /// <summary>
    /// Declares anew. A role that stays declared keeps its id. What was added, changed or removed through the API stays as it was
    /// left there; a new declaration of a name that the API gave is left out.
    /// </summary>
    /// <exception cref="ArgumentException">Two roles have one name. Nothing is replaced.</exception>
    public void Replace(IEnumerable<DeclaredRole> declared)
    {
        DeclaredRole[] wanted = [.. declared];
        Change(access => access.Roles.Declare(wanted));
    }

    /// <summary>Adds a role under a new id.</summary>
    /// <exception cref="VimFaultException">
    /// InvalidName for a name that is empty or too long, AlreadyExists, InvalidArgument for an unknown privilege, or SystemError at the limit.
    /// </exception>
    public Role Add(string name, IReadOnlyList<string> privileges)
    {
        Role? added = null;
        Change(access =>
        {
            RequireName(name);
            if (access.Roles.Find(name) is not null)
                throw new VimFaultException(new AlreadyExists { Name = name }, "another role has the name");
            if (Unknown(access, privileges) is { } unknown)
                throw new VimFaultException(new InvalidArgument { InvalidProperty = "privIds" }, $"there is no privilege '{unknown.Truncate(Truncation.UserName)}'");
            if (access.Roles.Count >= MaxRoles)
                throw new VimFaultException(new SystemError { Reason = $"There can be {MaxRoles} roles." }, "there are too many roles");
            var roles = access.Roles.Add(name, privileges, out added);
            added = added.In(access.Privileges);
            return roles;
        });
        return added!;
    }

    /// <summary>Gives a role another name and other privileges; gives it as it was and as it is.</summary>
    /// <exception cref="VimFaultException">
    /// NotFound for an unknown role or privilege; InvalidArgument for a system role; InvalidName for a name that is empty or too long; AlreadyExists for
    /// another role's name.
    /// </exception>
    public (Role Before, Role After) Update(int roleId, string name, IReadOnlyList<string> privileges)
    {
        Role? before = null, after = null;
        Change(access =>
        {
            before = RequireCustom(access, roleId);
            RequireName(name);
            if (access.Roles.Find(name) is { } other && other.RoleId != roleId)
                throw new VimFaultException(new AlreadyExists { Name = name }, "another role has the name");
            var given = before.Privileges; // those of extensions that have gone too
            if (Unknown(access, privileges.Where(id => !given.WasGiven(id))) is { } unknown)
                throw new VimFaultException(new NotFound(), $"there is no privilege '{unknown.Truncate(Truncation.UserName)}'");
            var roles = access.Roles.Update(roleId, name, privileges, out after);
            after = after.In(access.Privileges);
            return roles;
        });
        return (before!, after!);
    }

    /// <summary>Removes a role, and returns it. The caller has to remove or change its permissions before.</summary>
    /// <exception cref="VimFaultException">NotFound; InvalidArgument for a system role.</exception>
    public Role Remove(int roleId)
    {
        Role? removed = null;
        Change(access =>
        {
            removed = RequireCustom(access, roleId);
            return access.Roles.Remove(roleId);
        });
        return removed!;
    }

    /// <summary>The role that people made of an id.</summary>
    /// <exception cref="VimFaultException">NotFound; InvalidArgument for a system role.</exception>
    public Role RequireCustom(int roleId) => RequireCustom(_cell.Current.Access, roleId);

    private static Role RequireCustom(AccessState access, int roleId)
    {
        var role = access.FindRole(roleId) ?? throw new VimFaultException(new NotFound(), $"no role {roleId}");
        return role.IsSystem
            ? throw new VimFaultException(new InvalidArgument { InvalidProperty = "roleId" }, $"{role.Name} is a system role")
            : role;
    }

    private static void RequireName(string name)
    {
        if (string.IsNullOrWhiteSpace(name) || name.Length > MaxNameLength)
            throw new VimFaultException(new InvalidName { Name = name.Truncate(MaxNameLength) }, "the name is empty or too long");
    }

    private static string? Unknown(AccessState access, IEnumerable<string> privileges) =>
        privileges.FirstOrDefault(id => !Permissions.Privileges.Known.Contains(id) && !access.Privileges.Contains(id));

    private void Change(Func<AccessState, RoleSet> change) => _cell.Change(state => state.With(access => access with { Roles = change(access) }));

    private void OnChanged(DirectoryState before, DirectoryState after)
    {
        if (!ReferenceEquals(before.Access.Roles, after.Access.Roles) || !ReferenceEquals(before.Access.Privileges, after.Access.Privileges))
            Changed.CallAll();
    }

    private sealed record Listing(RoleSet Roles, PrivilegeSetOfExtensions Privileges, IReadOnlyList<Role> All);
}
