using System.Collections.Frozen;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Authorization;

/// <summary>The system roles and those that people made. A reader sees all of a change or nothing of it.</summary>
public sealed class RoleDirectory
{
    private const int FirstCustomId = 1001;

    private readonly Lock _lock = new();
    private Snapshot _snapshot;

    /// <summary>Makes a directory of the system roles and the given ones.</summary>
    /// <exception cref="ArgumentException">Two roles have one id or one name.</exception>
    public RoleDirectory(IEnumerable<Role>? custom = null) => _snapshot = Take(custom ?? []);

    /// <summary>Raised after a change.</summary>
    public event Action? Changed;

    /// <summary>Every role, the system's first.</summary>
    public IReadOnlyList<Role> All => Volatile.Read(ref _snapshot).All;

    /// <summary>Finds a role by its id.</summary>
    public Role? Find(int roleId) => Volatile.Read(ref _snapshot).ById.GetValueOrDefault(roleId);

    /// <summary>Finds a role by its name, without regard to case.</summary>
    public Role? Find(string name) => Volatile.Read(ref _snapshot).ByName.GetValueOrDefault(name);

    /// <summary>Replaces every role that people made.</summary>
    /// <exception cref="ArgumentException">Two roles have one id or one name. Nothing is replaced.</exception>
    public void Replace(IEnumerable<Role> custom)
    {
        lock (_lock)
            Volatile.Write(ref _snapshot, Take(custom));
        Changed?.Invoke();
    }

    /// <summary>Adds a role under a new id.</summary>
    /// <exception cref="VimFaultException">AlreadyExists, or InvalidName for an empty name.</exception>
    public Role Add(string name, IEnumerable<string> privileges)
    {
        Role role;
        lock (_lock)
        {
            RequireName(name);
            if (Find(name) is not null)
                throw new VimFaultException(new AlreadyExists { Name = name });
            role = Role.Custom(Math.Max(FirstCustomId - 1, All.Max(other => other.RoleId)) + 1, name, privileges);
            Volatile.Write(ref _snapshot, Take([.. Custom, role]));
        }

        Changed?.Invoke();
        return role;
    }

    /// <summary>Gives a role another name and other privileges.</summary>
    /// <exception cref="VimFaultException">
    /// NotFound; InvalidArgument for a system role; InvalidName for an empty name; AlreadyExists for another role's name.
    /// </exception>
    public Role Update(int roleId, string name, IEnumerable<string> privileges)
    {
        Role role;
        lock (_lock)
        {
            RequireCustom(roleId);
            RequireName(name);
            if (Find(name) is { } other && other.RoleId != roleId)
                throw new VimFaultException(new AlreadyExists { Name = name });
            role = Role.Custom(roleId, name, privileges);
            Volatile.Write(ref _snapshot, Take(Custom.Select(old => old.RoleId == roleId ? role : old)));
        }

        Changed?.Invoke();
        return role;
    }

    /// <summary>Removes a role. What becomes of its permissions is the caller's to say first.</summary>
    /// <exception cref="VimFaultException">NotFound; InvalidArgument for a system role.</exception>
    public void Remove(int roleId)
    {
        lock (_lock)
        {
            RequireCustom(roleId);
            Volatile.Write(ref _snapshot, Take(Custom.Where(role => role.RoleId != roleId)));
        }

        Changed?.Invoke();
    }

    private IEnumerable<Role> Custom => All.Where(role => !role.IsSystem);

    private static void RequireName(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
            throw new VimFaultException(new InvalidName { Name = name });
    }

    private void RequireCustom(int roleId)
    {
        if (Find(roleId) is not { } role)
            throw new VimFaultException(new NotFound(), $"no role {roleId}");
        if (role.IsSystem)
            throw new VimFaultException(new InvalidArgument { InvalidProperty = "roleId" }, $"{role.Name} is a system role");
    }

    private static Snapshot Take(IEnumerable<Role> custom)
    {
        Role[] all = [.. SystemRoles.All, .. custom];
        return new Snapshot(
            Array.AsReadOnly(all),
            all.ToFrozenDictionary(role => role.RoleId),
            all.ToFrozenDictionary(role => role.Name, StringComparer.OrdinalIgnoreCase));
    }

    private sealed record Snapshot(IReadOnlyList<Role> All, FrozenDictionary<int, Role> ById, FrozenDictionary<string, Role> ByName);
}
