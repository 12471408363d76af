using System.Collections.Frozen;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Directory;

/// <summary>An object of the inventory: its name and what it is in.</summary>
/// <param name="Reference">The object.</param>
/// <param name="Name">Its name.</param>
/// <param name="Parent">What it is in; null for the root folder.</param>
internal sealed record InventoryEntity(ManagedObjectReference Reference, string Name, InventoryEntity? Parent)
{
    /// <summary>
    /// The object whose permissions hold here: the object itself, but the datacenter for its own folders, which always have the
    /// permissions of their datacenter.
    /// </summary>
    public InventoryEntity Holder => Parent is { Reference.Type: "Datacenter" } datacenter && Reference.Type == "Folder" ? datacenter : this;

    /// <summary>Whether the object is somewhere below another.</summary>
    public bool IsBelow(InventoryEntity other)
    {
        for (var at = Parent; at is not null; at = at.Parent)
        {
            if (at.Reference.Value == other.Reference.Value)
                return true;
        }

        return false;
    }
}

/// <summary>The objects of the inventory and their parents. Changes are atomic for readers.</summary>
internal sealed class InventoryTree
{
    private readonly Lock _lock = new();
    private State _state;
    private State? _tried;
    private int _trier;

    /// <summary>Makes the inventory of a root folder alone.</summary>
    public InventoryTree(ManagedObjectReference rootFolder, string name)
    {
        Root = new InventoryEntity(rootFolder, name, Parent: null);
        _state = State.Of([Root]);
    }

    /// <summary>Raised after a change.</summary>
    public event Action? Changed;

    /// <summary>The root folder.</summary>
    public InventoryEntity Root { get; }

    private bool IsTried => Volatile.Read(ref _trier) is not 0 and var thread && thread == Environment.CurrentManagedThreadId;

    /// <summary>What there is for this thread.</summary>
    private State Now
    {
        get => IsTried ? _tried! : Volatile.Read(ref _state);
        set
        {
            if (IsTried)
                _tried = value;
            else
                Volatile.Write(ref _state, value);
        }
    }

    /// <summary>Every object, in no order.</summary>
    public IReadOnlyList<InventoryEntity> All => Now.Entities.Values;

    /// <summary>Finds an object by the value of its reference, since clients get types wrong (docs/facts/requests.md).</summary>
    public InventoryEntity? Find(string value) => Now.Entities.GetValueOrDefault(value);

    /// <summary>What is directly in an object, in the order of the references.</summary>
    public IReadOnlyList<InventoryEntity> ChildrenOf(ManagedObjectReference container) => Now.Children.GetValueOrDefault(container.Value, []);

    /// <summary>Adds an object.</summary>
    /// <exception cref="ArgumentException">There is one of that value, or the parent is not there.</exception>
    public void Add(ManagedObjectReference reference, ManagedObjectReference parent, string name) => AddRange([(reference, parent, name)]);

    /// <summary>Adds objects, each after what it is in.</summary>
    /// <exception cref="ArgumentException">There is one of a value already, or a parent is not there. Nothing was added then.</exception>
    public void AddRange(IEnumerable<(ManagedObjectReference Reference, ManagedObjectReference Parent, string Name)> added)
    {
        lock (_lock)
        {
            var entities = new Dictionary<string, InventoryEntity>(Now.Entities, StringComparer.Ordinal);
            foreach (var (reference, parent, name) in added)
            {
                var above = entities.GetValueOrDefault(parent.Value) ?? throw new ArgumentException($"{parent} is not in the inventory.", nameof(added));
                if (!entities.TryAdd(reference.Value, new InventoryEntity(reference, name, above)))
                    throw new ArgumentException($"{reference} is in the inventory already.", nameof(added));
            }

            Now = State.Of(entities.Values);
        }

        Tell();
    }

    /// <summary>Gives an object another name.</summary>
    /// <exception cref="ArgumentException">It is the root folder, or not there.</exception>
    public void Rename(ManagedObjectReference reference, string name)
    {
        lock (_lock)
        {
            if (reference.Value == Root.Reference.Value || Find(reference.Value) is null)
                throw new ArgumentException($"{reference} is not there, or the root folder.", nameof(reference));
            var renamed = new Dictionary<string, InventoryEntity>(StringComparer.Ordinal) { [Root.Reference.Value] = Root };
            foreach (var entity in All)
                Renamed(entity, reference.Value, name, renamed);
            Now = State.Of(renamed.Values);
        }

        Tell();
    }

    /// <summary>What there is, for <see cref="Return"/>.</summary>
    public State Save() => Now;

    /// <summary>Has what there was when <see cref="Save"/> was called.</summary>
    public void Return(State saved)
    {
        lock (_lock)
            Now = saved;
        Tell();
    }

    /// <summary>What this thread changes from now on it alone sees, until <see cref="EndTrial"/>.</summary>
    public void BeginTrial()
    {
        _tried = Volatile.Read(ref _state);
        Volatile.Write(ref _trier, Environment.CurrentManagedThreadId);
    }

    /// <summary>Forgets what was changed in the trial.</summary>
    public void EndTrial()
    {
        Volatile.Write(ref _trier, 0);
        _tried = null;
    }

    /// <summary>Removes an object with everything below it; false when it is not there.</summary>
    /// <exception cref="ArgumentException">It is the root folder.</exception>
    public bool Remove(ManagedObjectReference reference)
    {
        if (reference.Value == Root.Reference.Value)
            throw new ArgumentException("The root folder stays.", nameof(reference));
        lock (_lock)
        {
            if (Find(reference.Value) is not { } removed)
                return false;
            Now = State.Of(All.Where(entity => entity != removed && !entity.IsBelow(removed)));
        }

        Tell();
        return true;
    }

    private void Tell()
    {
        if (!IsTried)
            Changed.CallAll();
    }

    /// <summary>The object after what it is in, which knows its own name.</summary>
    private static InventoryEntity Renamed(InventoryEntity entity, string target, string name, Dictionary<string, InventoryEntity> renamed)
    {
        if (renamed.TryGetValue(entity.Reference.Value, out var known))
            return known;
        var made = entity with { Name = entity.Reference.Value == target ? name : entity.Name, Parent = Renamed(entity.Parent!, target, name, renamed) };
        renamed.Add(made.Reference.Value, made);
        return made;
    }

    /// <summary>The objects at one moment, by their values, and what is in each.</summary>
    internal sealed record State(FrozenDictionary<string, InventoryEntity> Entities, FrozenDictionary<string, InventoryEntity[]> Children)
    {
        public static State Of(IEnumerable<InventoryEntity> entities)
        {
            var byValue = entities.ToFrozenDictionary(static entity => entity.Reference.Value, StringComparer.Ordinal);
            var children = byValue.Values.Where(static entity => entity.Parent is not null)
                .GroupBy(static entity => entity.Parent!.Reference.Value, StringComparer.Ordinal)
                .ToFrozenDictionary(
                    static group => group.Key,
                    static group => group.OrderBy(static entity => entity.Reference.Value, StringComparer.Ordinal).ToArray(),
                    StringComparer.Ordinal);
            return new State(byValue, children);
        }
    }
}
