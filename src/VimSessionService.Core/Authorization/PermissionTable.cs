using System.Collections.Frozen;
using VimSessionService.Core.Users;

namespace VimSessionService.Core.Authorization;

/// <summary>A permission at the root folder.</summary>
/// <param name="Principal">The user or group.</param>
/// <param name="IsGroup">Whether it is a group.</param>
/// <param name="RoleId">The role that is granted.</param>
/// <param name="Propagate">Whether it holds below the root folder too.</param>
public sealed record PermissionEntry(AccountName Principal, bool IsGroup, int RoleId, bool Propagate = true);

/// <summary>The permissions at the root folder, at most one of each principal. A reader sees all of a change or nothing of it.</summary>
public sealed class PermissionTable
{
    private readonly Lock _lock = new();
    private FrozenDictionary<(AccountName, bool), PermissionEntry> _entries;

    /// <summary>Makes a table.</summary>
    /// <exception cref="ArgumentException">A principal has two permissions.</exception>
    public PermissionTable(IEnumerable<PermissionEntry>? entries = null) => _entries = Take(entries ?? []);

    /// <summary>Raised after a change.</summary>
    public event Action? Changed;

    /// <summary>Every permission.</summary>
    public IReadOnlyList<PermissionEntry> All => Volatile.Read(ref _entries).Values;

    /// <summary>The permission of a user or group; null when it has none of its own.</summary>
    public PermissionEntry? Find(AccountName principal, bool isGroup) =>
        Volatile.Read(ref _entries).GetValueOrDefault((principal, isGroup));

    /// <summary>Replaces every permission at once.</summary>
    /// <exception cref="ArgumentException">A principal has two permissions. Nothing is replaced.</exception>
    public void Replace(IEnumerable<PermissionEntry> entries)
    {
        lock (_lock)
            Volatile.Write(ref _entries, Take(entries));
        Changed?.Invoke();
    }

    /// <summary>Adds a permission, or replaces the principal's own.</summary>
    public void Set(PermissionEntry entry)
    {
        lock (_lock)
            Volatile.Write(ref _entries, Take(All.Where(other => KeyOf(other) != KeyOf(entry)).Append(entry)));
        Changed?.Invoke();
    }

    /// <summary>Removes a principal's permission; false when it has none.</summary>
    public bool Remove(AccountName principal, bool isGroup)
    {
        lock (_lock)
        {
            if (Find(principal, isGroup) is null)
                return false;
            Volatile.Write(ref _entries, Take(All.Where(other => KeyOf(other) != (principal, isGroup))));
        }

        Changed?.Invoke();
        return true;
    }

    private static (AccountName, bool) KeyOf(PermissionEntry entry) => (entry.Principal, entry.IsGroup);

    private static FrozenDictionary<(AccountName, bool), PermissionEntry> Take(IEnumerable<PermissionEntry> entries)
    {
        var byPrincipal = new Dictionary<(AccountName, bool), PermissionEntry>();
        foreach (var entry in entries)
        {
            if (!byPrincipal.TryAdd(KeyOf(entry), entry))
                throw new ArgumentException($"{entry.Principal} has two permissions.", nameof(entries));
        }

        return byPrincipal.ToFrozenDictionary();
    }
}
