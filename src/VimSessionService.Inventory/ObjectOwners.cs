using VimSessionService.Vim25;

namespace VimSessionService.Inventory;

/// <summary>
/// Which object of the tree an object without a name belongs to: the managers of a host to it, the browser of a datastore to that, a task and an alarm to what they are about. Who may read the one may
/// read the other. What several name, such as the LicenseManager of an ESX host, belongs to none. Found out at the first question.
/// </summary>
internal sealed class ObjectOwners
{
    /// <summary>The types that say themselves what they are about, with the property that does.</summary>
    private static readonly Dictionary<string, string> Abouts = new(StringComparer.Ordinal)
    {
        ["Alarm"] = "info",
        ["ClusterEVCManager"] = "managedCluster",
        ["HttpNfcLease"] = "info",
        ["ScheduledTask"] = "info",
        ["Task"] = "info",
    };

    private readonly Lazy<Dictionary<string, ManagedObjectReference?>> _owners;

    /// <summary>Makes them.</summary>
    /// <param name="root">The folder that everything is in, which may have another name in the service: what belongs to it belongs to none. Null when it is not known.</param>
    /// <param name="entries">The objects of the tree.</param>
    /// <param name="others">The objects without a name.</param>
    /// <param name="content">The objects that the service content of the inventory names.</param>
    public ObjectOwners(InventoryEntry? root, IReadOnlyList<InventoryEntry> entries, IReadOnlyList<InventoryObject> others, IEnumerable<ManagedObjectReference> content) =>
        _owners = new(() => Find(root, entries, others, content));

    /// <summary>What an object belongs to; null for none.</summary>
    /// <param name="value">The value of its reference.</param>
    public ManagedObjectReference? Of(string value) => _owners.Value.GetValueOrDefault(value);

    private static Dictionary<string, ManagedObjectReference?> Find(
        InventoryEntry? root, IReadOnlyList<InventoryEntry> entries, IReadOnlyList<InventoryObject> others, IEnumerable<ManagedObjectReference> content)
    {
        var owners = new Dictionary<string, ManagedObjectReference?>(StringComparer.Ordinal);
        foreach (var manager in content)
            owners[manager.Value] = null;
        foreach (var owner in entries.Select(static entry => entry.Object))
        {
            foreach (var part in PartsOf(owner))
                owners[part.Value] = owners.ContainsKey(part.Value) ? null : owner.Reference;
        }

        foreach (var other in others)
        {
            if (Abouts.TryGetValue(other.Type.Name, out var property) && AboutIn(Read(other, property)) is { } about)
                owners[other.Reference.Value] = about.Value == root?.Object.Reference.Value ? null : about;
        }

        return owners;
    }

    private static ManagedObjectReference? AboutIn(object? value) =>
        (value is DataObject data ? data.GetSchema().FindField("entity")?.Get(data) : value) as ManagedObjectReference;

    private static IEnumerable<ManagedObjectReference> PartsOf(InventoryObject owner) => owner.Type switch
    {
        var type when type.Is("HostSystem") => [.. ReferencesIn(Read(owner, "configManager")), .. ReferencesIn(Read(owner, "datastoreBrowser"))],
        var type when type.Is("Datastore") => ReferencesIn(Read(owner, "browser")),
        var type when type.Is("ComputeResource") => ReferencesIn(Read(owner, "environmentBrowser")),
        _ => [],
    };

    private static IEnumerable<ManagedObjectReference> ReferencesIn(object? value) => value switch
    {
        ManagedObjectReference reference => [reference],
        DataObject data => data.GetSchema().Fields.Select(field => field.Get(data)).OfType<ManagedObjectReference>(),
        _ => [],
    };

    /// <summary>A value; null where it cannot be read, which its own reader is told.</summary>
    private static object? Read(InventoryObject owner, string property)
    {
        try
        {
            return owner.Read(property);
        }
        catch (InventoryException)
        {
            return null;
        }
    }
}
