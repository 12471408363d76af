namespace VimSessionService.Vim25;

public sealed partial record UpdateSet : DynamicData
{
    public required string Version { get; init; }
    public PropertyFilterUpdate[]? FilterSet { get; init; }
    public bool? Truncated { get; init; }
}

public sealed partial record PropertyFilterUpdate : DynamicData
{
    [Reference("PropertyFilter")] public required ManagedObjectReference Filter { get; init; }
    public ObjectUpdate[]? ObjectSet { get; init; }
    public MissingObject[]? MissingSet { get; init; }
}

public sealed partial record ObjectUpdate : DynamicData
{
    public required ObjectUpdateKind Kind { get; init; }
    public required ManagedObjectReference Obj { get; init; }
    public PropertyChange[]? ChangeSet { get; init; }
    public MissingProperty[]? MissingSet { get; init; }
}

[WireEnum]
public enum ObjectUpdateKind
{
    Modify,
    Enter,
    Leave,
}

public sealed partial record PropertyChange : DynamicData
{
    public required string Name { get; init; }
    public required PropertyChangeOp Op { get; init; }
    public object? Val { get; init; }
}

[WireEnum]
public enum PropertyChangeOp
{
    Add,
    Remove,
    Assign,
    IndirectRemove,
}
