using VimSessionService.Core.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties.Updates;

/// <summary>What a filter selected at one moment, and what its properties were.</summary>
internal sealed record FilterSnapshot(ObjectSnapshot[] Objects, ManagedObjectReference[] Missing)
{
    /// <summary>Before anything was seen.</summary>
    public static readonly FilterSnapshot Empty = new([], []);

    /// <summary>What a client that knows an earlier snapshot must be told: what entered and changed, then what left.</summary>
    public void AddUpdates(FilterSnapshot before, bool partial, ApiVersion version, List<ObjectUpdate> updates)
    {
        if (ReferenceEquals(before, this))
            return;
        if (HasObjectsOf(before))
        {
            for (var i = 0; i < Objects.Length; i++)
                AddChanges(Objects[i], before.Objects[i]);
            return;
        }

        var known = new Dictionary<string, ObjectSnapshot>(before.Objects.Length, StringComparer.Ordinal);
        foreach (var item in before.Objects)
            known.Add(item.Target.Reference.Value, item);
        foreach (var item in Objects)
        {
            if (!known.Remove(item.Target.Reference.Value, out var old))
                updates.Add(item.Enter());
            else
                AddChanges(item, old);
        }

        foreach (var item in before.Objects)
        {
            if (known.ContainsKey(item.Target.Reference.Value))
                updates.Add(new ObjectUpdate { Kind = ObjectUpdateKind.Leave, Obj = item.Target.Reference });
        }

        void AddChanges(ObjectSnapshot item, ObjectSnapshot old)
        {
            if (!ReferenceEquals(old, item) && item.Modify(old, partial, version) is { } update)
                updates.Add(update);
        }
    }

    /// <summary>The objects that the filter names and that have gone missing since an earlier snapshot.</summary>
    public MissingObject[]? MissingSince(FilterSnapshot before)
    {
        if (Missing.Length == 0 || ReferenceEquals(before, this))
            return null;
        MissingObject[] missing =
        [
            .. Missing.Except(before.Missing).Select(static reference => new MissingObject
            {
                Obj = reference,
                Fault = new LocalizedMethodFault { Fault = new ManagedObjectNotFound { Obj = reference }, LocalizedMessage = "" },
            }),
        ];
        return missing.Length > 0 ? missing : null;
    }

    /// <summary>What a client knows that knew an earlier snapshot and was told some of what has become of it.</summary>
    public FilterSnapshot After(FilterSnapshot before, IEnumerable<FilterEntry> told)
    {
        var objects = new HashSet<string>(StringComparer.Ordinal);
        var missing = new HashSet<ManagedObjectReference>();
        foreach (var entry in told)
        {
            if (entry.Update is { } update)
                objects.Add(update.Obj.Value);
            else
                missing.Add(entry.Missing!.Obj);
        }

        var known = before.Objects.ToDictionary(static item => item.Target.Reference.Value, StringComparer.Ordinal);
        var after = new List<ObjectSnapshot>(Objects.Length);
        foreach (var item in Objects)
        {
            var isKnown = known.Remove(item.Target.Reference.Value, out var old);
            if (objects.Contains(item.Target.Reference.Value))
                after.Add(item);
            else if (isKnown)
                after.Add(old!);
        }

        after.AddRange(before.Objects.Where(item => known.ContainsKey(item.Target.Reference.Value) && !objects.Contains(item.Target.Reference.Value)));
        return new FilterSnapshot([.. after], [.. Missing.Where(item => missing.Contains(item) || before.Missing.Contains(item))]);
    }

    /// <summary>Whether the objects are those of an earlier snapshot, in the same order.</summary>
    private bool HasObjectsOf(FilterSnapshot before)
    {
        if (Objects.Length != before.Objects.Length)
            return false;
        for (var i = 0; i < Objects.Length; i++)
        {
            if (Objects[i].Target.Reference.Value != before.Objects[i].Target.Reference.Value)
                return false;
        }

        return true;
    }
}

/// <summary>What reading one path gave.</summary>
/// <param name="Reading">The value, or why it is denied.</param>
/// <param name="IsContainerUnset">Whether it is unset because what contains it is.</param>
internal readonly record struct PathReading(PropertyReading Reading, bool IsContainerUnset)
{
    /// <summary>Whether a client could not tell this reading from another.</summary>
    public bool Same(PathReading other) => (Reading.Value, other.Reading.Value) switch
    {
        (RememberedReading known, _) => known.IsOf(other),
        (_, RememberedReading known) => known.IsOf(this),
        _ => ValueComparison.Same(Reading.Value, other.Reading.Value) && ValueComparison.Same(Reading.Denied, other.Reading.Denied),
    };
}

/// <summary>One object of a snapshot.</summary>
/// <param name="Target">The object.</param>
/// <param name="Paths">The paths that the filter reads of it, each once, in ordinal order.</param>
/// <param name="Readings">What each path read.</param>
internal sealed record ObjectSnapshot(ManagedObject<CallContext> Target, PlannedPath[] Paths, PathReading[] Readings)
{
    /// <summary>
    /// The object came into the filter: its values are assigned. What is unset is told without a value, and where what contains it is
    /// unset, as removed with that.
    /// </summary>
    public ObjectUpdate Enter()
    {
        var changes = new List<PropertyChange>(Paths.Length);
        var missing = new List<MissingProperty>();
        for (var i = 0; i < Paths.Length; i++)
        {
            if (Readings[i].Reading.Denied is { } denied)
                missing.Add(Missing(Paths[i].Path, denied));
            else
                changes.Add(Told(i));
        }

        return Update(ObjectUpdateKind.Enter, changes, missing);
    }

    /// <summary>The object has changed since an earlier snapshot; null when it has not.</summary>
    public ObjectUpdate? Modify(ObjectSnapshot before, bool partial, ApiVersion version)
    {
        var changes = new List<PropertyChange>();
        var missing = new List<MissingProperty>();
        var old = 0;
        for (var i = 0; i < Paths.Length; i++)
        {
            var path = Paths[i].Path;
            while (old < before.Paths.Length && string.CompareOrdinal(before.Paths[old].Path, path) < 0)
                old++;
            PathReading? earlier = old < before.Paths.Length && before.Paths[old].Path == path ? before.Readings[old] : null;
            var reading = Readings[i].Reading;
            if (earlier?.Same(Readings[i]) is true)
                continue;
            if (reading.Denied is { } denied)
                missing.Add(Missing(path, denied));
            else if (earlier is { Reading.Denied: null } readable)
                ValueChanges.Collect(path, readable.Reading.Value, reading.Value, partial, Readings[i].IsContainerUnset, version, changes);
            else
                changes.Add(Told(i));
        }

        return changes.Count + missing.Count > 0 ? Update(ObjectUpdateKind.Modify, changes, missing) : null;
    }

    private PropertyChange Told(int i) => new()
    {
        Name = Paths[i].Path,
        Op = Readings[i].IsContainerUnset ? PropertyChangeOp.IndirectRemove : PropertyChangeOp.Assign,
        Val = Readings[i].Reading.Value,
    };

    private ObjectUpdate Update(ObjectUpdateKind kind, List<PropertyChange> changes, List<MissingProperty> missing) => new()
    {
        Kind = kind,
        Obj = Target.Reference,
        ChangeSet = changes.Count > 0 ? [.. changes] : null,
        MissingSet = missing.Count > 0 ? [.. missing] : null,
    };

    private static MissingProperty Missing(string path, NoPermission denied) =>
        new() { Path = path, Fault = new LocalizedMethodFault { Fault = denied, LocalizedMessage = "" } };
}
