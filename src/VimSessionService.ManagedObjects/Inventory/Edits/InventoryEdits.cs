using System.Collections.Concurrent;
using VimSessionService.Core;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Work;
using VimSessionService.Inventory;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.Schema;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory.Edits;

/// <summary>Makes the managed object of an object of the inventory.</summary>
/// <param name="edits">What has changed of the inventory.</param>
/// <param name="reference">What clients call it.</param>
/// <param name="source">Its values.</param>
internal delegate ManagedObject<CallContext> ServedObjectMaker(InventoryEdits edits, ManagedObjectReference reference, InventoryObject source);

/// <summary>
/// What has changed of an inventory that is served: values of properties, objects that came and objects that went. The inventory itself stays as it was opened, so that <see cref="Reset"/>
/// returns to it. A change that is tried for all replicas goes into a draft, which only its thread sees, and is applied here once it is shared. Thread-safe.
/// </summary>
/// <param name="api">The types of values.</param>
/// <param name="inventory">The tree of objects with names.</param>
/// <param name="registry">Finds objects.</param>
/// <param name="changes">Is told what has changed.</param>
/// <param name="make">Makes the managed object of an object of the inventory.</param>
/// <param name="trial">Whose thread has the draft; null where no change is tried.</param>
internal sealed partial class InventoryEdits(
    WholeApi api, InventoryTree inventory, ManagedObjectRegistry registry, PropertyChanges changes, ServedObjectMaker make, WorkTrial? trial = null)
{
    /// <summary>How many objects may be added.</summary>
    public const int MostAdded = 10_000;

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<(string Object, string Property), object?> _values = new();
    private readonly ConcurrentDictionary<string, ManagedObject<CallContext>> _removed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, AddedObject> _added = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private InventoryTree.State? _start;
    private InventoryDraft? _draft;

    // Reading must cost nothing while nothing has changed.
    private volatile bool _hasValues;
    private volatile bool _hasRemoved;

    /// <summary>Raised after objects came, went or got another name, and after values changed by which objects are searched.</summary>
    public event Action? SearchedChanged;

    /// <summary>Makes the managed object of an object of the inventory.</summary>
    public ManagedObject<CallContext> Make(ManagedObjectReference reference, InventoryObject source) => make(this, reference, source);

    /// <summary>The draft, for the thread that tries a change; null for any other.</summary>
    private InventoryDraft? Draft => trial is { IsMine: true } ? _draft : null;

    /// <summary>Whether an object has gone.</summary>
    public bool IsRemoved(ManagedObjectReference reference) => (_hasRemoved && _removed.ContainsKey(reference.Value)) || Draft?.Removed.ContainsKey(reference.Value) is true;

    /// <summary>Those of some references whose objects are there.</summary>
    public ManagedObjectReference[] Existing(ManagedObjectReference[] references) =>
        (_hasRemoved || Draft is not null) && Array.Exists(references, IsRemoved) ? Array.FindAll(references, reference => !IsRemoved(reference)) : references;

    /// <summary>The value of a property by now, whoever may see it; null where it is unset, or there is no such object.</summary>
    /// <exception cref="VimFaultException">A recorded value cannot be read.</exception>
    public object? Read(ManagedObjectReference reference, string property) => SourceOf(reference) is { } source ? Read(reference, source, property) : null;

    /// <inheritdoc cref="Read(ManagedObjectReference, string)"/>
    public object? Read(ManagedObjectReference reference, InventoryObject source, string property) =>
        Draft is { } draft && draft.Values.TryGetValue((reference.Value, property), out var tried) ? tried :
        _hasValues && _values.TryGetValue((reference.Value, property), out var changed) ? changed : source.Read(property);

    /// <summary>The value of a property as the inventory was opened.</summary>
    public object? ReadFirst(ManagedObjectReference reference, string property) => SourceOf(reference) is { } source ? source.Read(property) : null;

    /// <summary>The object of the inventory; null when there is none, or it has gone.</summary>
    public InventoryObject? SourceOf(ManagedObjectReference reference) => Draft is { } draft && draft.Removed.ContainsKey(reference.Value)
        ? null
        : Draft?.Added.GetValueOrDefault(reference.Value)?.Source ?? (registry.FindServed(reference.Value) as IInventorySource)?.Source;

    /// <summary>A number that was not given for the same before, also before the latest <see cref="Reset"/>.</summary>
    /// <param name="purpose">What it is for.</param>
    public int NextNumber(string purpose)
    {
        lock (_lock)
        {
            var draft = Draft;
            var next = (draft is not null && draft.Numbers.TryGetValue(purpose, out var tried) ? tried : _numbers.GetValueOrDefault(purpose)) + 1;
            return (draft?.Numbers ?? _numbers)[purpose] = next;
        }
    }

    /// <summary>Changes the value at a path, such as <c>runtime.powerState</c> or <c>config.hardware.device[4000].connectable.connected</c>.</summary>
    /// <param name="reference">The object. Nothing happens when it is not there any more.</param>
    /// <param name="path">The path.</param>
    /// <param name="value">The value; null to unset it.</param>
    /// <exception cref="VimFaultException">InvalidProperty: there is no such path.</exception>
    public void Set(ManagedObjectReference reference, string path, object? value)
    {
        var steps = PropertyPath.Parse(path);
        var name = steps[0].Name;
        lock (_lock)
        {
            if (SourceOf(reference) is not { } source)
                return;
            var property = source.Type.FindProperty(name) ?? throw PropertyPath.Invalid(path);
            var changed = Changed(Read(reference, source, name), property.Type, steps, 0, value, path);
            changed = changed is DataObject[] items ? new TypedArray(property.Type.Object, items) : changed;
            if (Draft is { } draft)
            {
                draft.Values[(reference.Value, name)] = changed;
                return;
            }

            _values[(reference.Value, name)] = changed;
            _hasValues = true;
        }

        changes.Notify(reference, name);
        if (IsSearched(name))
            SearchedChanged.CallAll();
    }

    /// <summary>Adds a reference at the end of a property that is an array of them.</summary>
    public void Append(ManagedObjectReference reference, string property, ManagedObjectReference added)
    {
        lock (_lock)
            Set(reference, property, (ManagedObjectReference[])[.. Read(reference, property) as ManagedObjectReference[] ?? [], added]);
    }

    /// <summary>Gives an object of the tree another name.</summary>
    public void Rename(ManagedObjectReference reference, string name)
    {
        lock (_lock)
        {
            if (inventory.Find(reference.Value) is null)
                return;
            var draft = Draft;
            if (draft is null)
                _start ??= inventory.Save();
            Set(reference, "name", name);
            inventory.Rename(reference, name);
            (draft?.Names ?? _names)[reference.Value] = name;
            if (draft is not null)
                return;
        }

        SearchedChanged.CallAll();
    }

    /// <summary>Adds an object.</summary>
    /// <param name="source">Its values.</param>
    /// <param name="place">Its name and what it is in; null for an object that is not part of the tree.</param>
    /// <exception cref="ServiceBusyException">Too many were added.</exception>
    public void Add(InventoryObject source, (string Name, ManagedObjectReference Parent)? place)
    {
        lock (_lock)
        {
            var draft = Draft;
            if (_added.Count + (draft?.Added.Count ?? 0) >= MostAdded)
                throw new ServiceBusyException($"there are {MostAdded} objects more than the inventory has; reset the service");
            if (draft is null)
            {
                _start ??= inventory.Save();
                registry.Add(Make(source.Reference, source));
            }

            (draft?.Added ?? _added)[source.Reference.Value] = new AddedObject(source, place);
            if (place is { } at)
                inventory.Add(source.Reference, at.Parent, at.Name);
            if (draft is not null)
                return;
        }

        SearchedChanged.CallAll();
    }

    /// <summary>Removes an object with everything below it.</summary>
    public void Remove(ManagedObjectReference reference)
    {
        lock (_lock)
        {
            ManagedObjectReference[] all = inventory.Find(reference.Value) is null ? [reference] : [reference, .. inventory.Below(reference).Select(static entity => entity.Reference)];
            if (Draft is { } draft)
            {
                foreach (var gone in all)
                {
                    if (SourceOf(gone) is not null)
                        draft.Removed[gone.Value] = gone;
                }

                inventory.Remove(reference);
                return;
            }

            _start ??= inventory.Save();
            foreach (var gone in all)
                Unregister(gone);
            inventory.Remove(reference);
        }

        changes.NotifyAll();
        SearchedChanged.CallAll();
    }

    /// <summary>Takes back all changes.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            if (!_hasValues && _start is null)
                return;
            foreach (var value in _added.Keys)
            {
                if (registry.FindServed(value) is { } added)
                    registry.Remove(added.Reference);
            }

            foreach (var (value, removed) in _removed)
            {
                if (!_added.ContainsKey(value))
                    registry.Add(removed);
            }

            _added.Clear();
            _removed.Clear();
            _values.Clear();
            _names.Clear();
            (_hasValues, _hasRemoved) = (false, false);
            if (_start is { } start)
                inventory.Return(start);
            _start = null;
        }

        changes.NotifyAll();
        SearchedChanged.CallAll();
    }

    /// <summary>Whether objects are searched by a property.</summary>
    private static bool IsSearched(string property) => property is "config" or "guest" or "name" or "hardware";

    private void Unregister(ManagedObjectReference gone)
    {
        if (registry.FindServed(gone.Value) is not { } found)
            return;
        _removed[gone.Value] = found;
        _hasRemoved = true;
        registry.Remove(gone);
    }

    /// <summary>A value with another one at the end of a path into it. What is not set on the way is made.</summary>
    private object? Changed(object? current, VimTypeRef type, PropertyStep[] steps, int at, object? value, string path)
    {
        var isLast = at + 1 == steps.Length;
        if (steps[at].Key is { } key)
            return ChangedItem(current, type, key, item => isLast ? value : ChangedField(item, type with { IsArray = false }, steps, at + 1, value, path), path);
        return isLast ? (value as TypedArray)?.Items ?? value : ChangedField(current, type, steps, at + 1, value, path);
    }

    private DynamicObject ChangedField(object? current, VimTypeRef type, PropertyStep[] steps, int at, object? value, string path)
    {
        var data = current as DynamicObject ?? (type.Kind == VimKind.Object ? api.FindDynamicType(type.Name)?.Create([]) : null) ?? throw PropertyPath.Invalid(path);
        var field = data.GetSchema().FindField(steps[at].Name) ?? throw PropertyPath.Invalid(path);
        return data.With(field.Name, Changed(field.Get(data), field.Type, steps, at, value, path));
    }

    private static DataObject[] ChangedItem(object? current, VimTypeRef type, string key, Func<DataObject, object?> change, string path)
    {
        var items = (current as TypedArray)?.Items ?? current as DataObject[] ?? [];
        var at = Array.FindIndex(items, item => type.Kind == VimKind.Object && Convert.ToString(item.GetSchema().FindField("key")?.Get(item), System.Globalization.CultureInfo.InvariantCulture) == key);
        if (at < 0)
            throw PropertyPath.Invalid(path);
        DataObject[] changed = [.. items];
        changed[at] = change(items[at]) as DataObject ?? throw PropertyPath.Invalid(path);
        return changed;
    }
}
