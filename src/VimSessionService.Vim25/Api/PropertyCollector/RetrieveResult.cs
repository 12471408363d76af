namespace VimSessionService.Vim25;

/// <summary>A page of what was retrieved, with a token when there is more.</summary>
[Since(ApiVersion.V4_1)]
[VmodlName("vmodl.query.PropertyCollector.RetrieveResult")]
public sealed partial record RetrieveResult : DynamicData
{
    public string? Token { get; init; }
    public required ObjectContent[] Objects { get; init; }
}

/// <summary>The properties of one object, and those that could not be read.</summary>
[VmodlName("vmodl.query.PropertyCollector.ObjectContent")]
public sealed partial record ObjectContent : DynamicData
{
    public required ManagedObjectReference Obj { get; init; }
    public DynamicProperty[]? PropSet { get; init; }
    public MissingProperty[]? MissingSet { get; init; }
}

/// <summary>A property that could not be read, and why.</summary>
[VmodlName("vmodl.query.PropertyCollector.MissingProperty")]
public sealed partial record MissingProperty : DynamicData
{
    public required string Path { get; init; }
    public required LocalizedMethodFault Fault { get; init; }
}

/// <summary>An object that could not be read, and why.</summary>
[VmodlName("vmodl.query.PropertyCollector.MissingObject")]
public sealed partial record MissingObject : DynamicData
{
    public required ManagedObjectReference Obj { get; init; }
    public required LocalizedMethodFault Fault { get; init; }
}
