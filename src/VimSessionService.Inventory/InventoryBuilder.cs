using VimSessionService.Inventory.Performance;
using VimSessionService.Schema;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory;

/// <summary>Puts the objects of an inventory in order, and finds what is wrong between them.</summary>
/// <param name="api">The whole API.</param>
/// <param name="problems">Is told what is wrong.</param>
internal sealed class InventoryBuilder(ServedApi api, InventoryProblems problems)
{
    private readonly Dictionary<string, (InventoryObject Object, string Place)> _objects = new(StringComparer.Ordinal);

    /// <summary>Adds an object.</summary>
    /// <param name="added">The object.</param>
    /// <param name="place">Where it comes from, for messages.</param>
    public void Add(InventoryObject added, string place)
    {
        if (!_objects.TryAdd(added.Reference.Value, (added, place)))
            problems.Add(place, $"the object {added.Reference.Value} is also in {_objects[added.Reference.Value].Place}. Remove one of them");
    }

    /// <summary>The inventory.</summary>
    /// <param name="performance">Its statistics; null for none.</param>
    /// <param name="late">Problems that are met later; null for none.</param>
    public ServedInventory Build(PerformanceSource? performance = null, LateProblems? late = null)
    {
        var candidates = new Dictionary<string, Candidate>(StringComparer.Ordinal);
        foreach (var (value, (item, place)) in _objects)
        {
            if (item.IsEntity && Candidate.TryMake(item, place, problems) is { } candidate)
                candidates.Add(value, candidate);
        }

        var root = FindRoot(candidates);
        var entries = new List<InventoryEntry>();
        foreach (var candidate in candidates.Values)
            Place(candidate, candidates, root, entries);
        return new ServedInventory
        {
            Catalog = api,
            Api = api.Whole,
            Root = root is null ? null : new InventoryEntry(root.Object, root.Name, null),
            Entries = entries,
            Others = [.. _objects.Values.Where(static item => !item.Object.IsEntity && item.Object.Type.Name != "ServiceInstance").Select(static item => item.Object)],
            Content = ReadContent(),
            Performance = performance,
            Problems = problems.All,
            Late = late is null ? [] : [late],
        };
    }

    private Candidate? FindRoot(Dictionary<string, Candidate> candidates)
    {
        Candidate? root = null;
        foreach (var candidate in candidates.Values.Where(static candidate => candidate.Parent is null && candidate.Object.Type.Is("Folder")))
        {
            if (root is not null)
                problems.Add(candidate.Place, $"{candidate.Object.Reference.Value} is a folder without a parent, as is {root.Object.Reference.Value}. Record one server at a time");
            root ??= candidate;
        }

        return root;
    }

    /// <summary>Adds an object after what it is in.</summary>
    private void Place(Candidate start, Dictionary<string, Candidate> candidates, Candidate? root, List<InventoryEntry> entries)
    {
        var waiting = new Stack<Candidate>();
        for (var at = start; !at.IsPlaced && at != root;)
        {
            if (at.IsOnWay)
            {
                problems.Add(at.Place, $"{at.Object.Reference.Value} is in itself: its parents go round");
                LeaveOut(at, waiting);
                break;
            }

            at.IsOnWay = true;
            waiting.Push(at);
            if (at.Parent is null)
                break;
            if (!candidates.TryGetValue(at.Parent.Value, out var parent) || parent.IsLeftOut)
            {
                if (root is not null && parent is null)
                    problems.Add(at.Place, $"{at.Object.Reference.Value} is in {at.Parent.Value}, which is not recorded");
                at.Parent = null; // it is shown in the root folder
                break;
            }

            at = parent;
        }

        while (waiting.TryPop(out var placed))
        {
            placed.IsPlaced = true;
            placed.IsOnWay = false;
            entries.Add(new InventoryEntry(placed.Object, placed.Name, placed.Parent ?? root?.Object.Reference));
        }
    }

    /// <summary>Leaves out objects that are in each other. What leads to them stands in the root folder.</summary>
    private static void LeaveOut(Candidate first, Stack<Candidate> waiting)
    {
        while (waiting.TryPop(out var member))
        {
            (member.IsLeftOut, member.IsPlaced) = (true, true);
            if (member == first)
                break;
        }

        if (waiting.TryPeek(out var below))
            below.Parent = null;
    }

    private Dictionary<string, ManagedObjectReference> ReadContent()
    {
        var content = new Dictionary<string, ManagedObjectReference>(StringComparer.Ordinal);
        if (_objects.Values.FirstOrDefault(static item => item.Object.Type.Name == "ServiceInstance").Object?.Read("content") is not DynamicObject recorded)
            return content;
        foreach (var field in recorded.GetSchema().Fields)
        {
            if (field.Get(recorded) is ManagedObjectReference reference)
                content.Add(field.Name, reference);
        }

        return content;
    }

    /// <summary>An object that may be part of the tree.</summary>
    private sealed class Candidate(InventoryObject item, string place, string name, ManagedObjectReference? parent)
    {
        public InventoryObject Object => item;

        public string Place => place;

        public string Name => name;

        public ManagedObjectReference? Parent { get; set; } = parent;

        public bool IsPlaced { get; set; }

        public bool IsLeftOut { get; set; }

        public bool IsOnWay { get; set; }

        /// <summary>Reads name and parent; null when they are wrong. A virtual machine of a vApp is in that, and has no parent.</summary>
        public static Candidate? TryMake(InventoryObject item, string place, InventoryProblems problems)
        {
            try
            {
                var parent = item.Read("parent") ?? (item.Type.FindProperty("parentVApp") is null ? null : item.Read("parentVApp"));
                return new Candidate(item, place, item.Read("name") as string ?? item.Reference.Value, parent as ManagedObjectReference);
            }
            catch (InventoryException e)
            {
                problems.Add(e);
                return null;
            }
        }
    }
}
