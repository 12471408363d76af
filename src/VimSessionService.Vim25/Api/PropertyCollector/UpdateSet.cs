namespace VimSessionService.Vim25;

/// <summary>The changes since a version, and the version they lead to.</summary>
[VmodlName("vmodl.query.PropertyCollector.UpdateSet")]
public sealed partial record UpdateSet : DynamicData
{
    public required string Version { get; init; }
    public PropertyFilterUpdate[]? FilterSet { get; init; }
    [Since(ApiVersion.V4_1)] public bool? Truncated { get; init; }
}

/// <summary>The changes that one filter reports.</summary>
[VmodlName("vmodl.query.PropertyCollector.FilterUpdate")]
public sealed partial record PropertyFilterUpdate : DynamicData
{
    [Reference("PropertyFilter")] public required ManagedObjectReference Filter { get; init; }
    public ObjectUpdate[]? ObjectSet { get; init; }
    public MissingObject[]? MissingSet { get; init; }
}

/// <summary>The changes of one object.</summary>
[VmodlName("vmodl.query.PropertyCollector.ObjectUpdate")]
public sealed partial record ObjectUpdate : DynamicData
{
    public required ObjectUpdateKind Kind { get; init; }
    public required ManagedObjectReference Obj { get; init; }
    public PropertyChange[]? ChangeSet { get; init; }
    public MissingProperty[]? MissingSet { get; init; }
}

/// <summary>Whether the object changed, came into the filter or left it.</summary>
[WireEnum]
public enum ObjectUpdateKind
{
    Modify,
    Enter,
    Leave,
}

/// <summary>The change of one property.</summary>
[VmodlName("vmodl.query.PropertyCollector.Change")]
public sealed partial record PropertyChange : DynamicData
{
    public required string Name { get; init; }
    public required PropertyChangeOp Op { get; init; }
    public object? Val { get; init; }
}

/// <summary>What was done to the property.</summary>
[WireEnum]
public enum PropertyChangeOp
{
    Add,
    Remove,
    Assign,
    IndirectRemove,
}
