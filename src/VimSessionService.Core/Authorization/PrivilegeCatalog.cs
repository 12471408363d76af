using System.Collections.Frozen;

namespace VimSessionService.Core.Authorization;

/// <summary>A privilege that exists.</summary>
/// <param name="Id">The id, such as <c>VirtualMachine.Interact.PowerOn</c>.</param>
/// <param name="Group">The group, such as <c>VirtualMachine.Interact</c>.</param>
public sealed record PrivilegeInfo(string Id, string Group)
{
    /// <summary>What is made in a container that must grant it, rather than done to an object that is there.</summary>
    private static readonly FrozenSet<string> OfTheParent = FrozenSet.ToFrozenSet(
    [
        "DVPortgroup.Create",
        "DVSwitch.Create",
        "Datacenter.Create",
        "Folder.Create",
        "Host.Inventory.AddHostToCluster",
        "Host.Inventory.AddStandaloneHost",
        "Host.Inventory.CreateCluster",
        "Resource.CreatePool",
        "VApp.Create",
        "VApp.Import",
        "VirtualMachine.Inventory.Create",
        "VirtualMachine.Inventory.CreateFromExisting",
        "VirtualMachine.Inventory.Register",
    ],
    StringComparer.Ordinal);

    /// <summary>The name within the group: the last part of the id.</summary>
    public string Name => Id[(Id.LastIndexOf('.') + 1)..];

    /// <summary>Whether the object's parent must grant it.</summary>
    public bool OnParent => OfTheParent.Contains(Id);

    /// <summary>A privilege whose group is the rest of its id.</summary>
    public static PrivilegeInfo Of(string id) => new(id, id[..Math.Max(0, id.LastIndexOf('.'))]);
}

/// <summary>Every privilege: the server's own and those that extensions brought. A reader sees all of a change or nothing of it.</summary>
public sealed class PrivilegeCatalog
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, PrivilegeInfo[]> _byOwner = new(StringComparer.Ordinal);
    private Snapshot _snapshot = Take([]);

    /// <summary>Raised after a change.</summary>
    public event Action? Changed;

    /// <summary>Every privilege, by id.</summary>
    public IReadOnlyList<PrivilegeInfo> All => Volatile.Read(ref _snapshot).All;

    /// <summary>The ids that extensions brought.</summary>
    public IReadOnlyCollection<string> Added => Volatile.Read(ref _snapshot).Added;

    /// <summary>Whether there is a privilege of that id.</summary>
    public bool Contains(string id) => Volatile.Read(ref _snapshot).Ids.Contains(id);

    /// <summary>Takes on the privileges of an extension, in the place of those it had; an empty list takes them away.</summary>
    public void Define(string owner, IEnumerable<PrivilegeInfo> privileges)
    {
        lock (_lock)
        {
            PrivilegeInfo[] own = [.. privileges];
            if (own.Length == 0 && !_byOwner.ContainsKey(owner))
                return;
            if (own.Length == 0)
                _byOwner.Remove(owner);
            else
                _byOwner[owner] = own;
            Volatile.Write(ref _snapshot, Take(_byOwner.Values.SelectMany(added => added)));
        }

        Changed?.Invoke();
    }

    private static Snapshot Take(IEnumerable<PrivilegeInfo> added)
    {
        PrivilegeInfo[] beside = [.. added.DistinctBy(info => info.Id).Where(info => !Privileges.Known.Contains(info.Id))];
        PrivilegeInfo[] all = [.. Privileges.All.Select(PrivilegeInfo.Of).Concat(beside).OrderBy(info => info.Id, StringComparer.Ordinal)];
        return new Snapshot(
            Array.AsReadOnly(all),
            all.Select(info => info.Id).ToFrozenSet(StringComparer.Ordinal),
            Array.ConvertAll(beside, info => info.Id));
    }

    private sealed record Snapshot(IReadOnlyList<PrivilegeInfo> All, FrozenSet<string> Ids, IReadOnlyCollection<string> Added);
}
