namespace VimSessionService.Vim25;

/// <summary>Which properties to read of which objects.</summary>
[VmodlName("vmodl.query.PropertyCollector.FilterSpec")]
public sealed partial record PropertyFilterSpec : DynamicData
{
    public required PropertySpec[] PropSet { get; init; }
    public required ObjectSpec[] ObjectSet { get; init; }
    [Since(ApiVersion.V4_1)] public bool? ReportMissingObjectsInResults { get; init; }
}

/// <summary>The properties to read of objects of one type.</summary>
[VmodlName("vmodl.query.PropertyCollector.PropertySpec")]
public sealed partial record PropertySpec : DynamicData
{
    public required string Type { get; init; }
    public bool? All { get; init; }
    public string[]? PathSet { get; init; }
}

/// <summary>An object to begin with, and where to go from it.</summary>
[VmodlName("vmodl.query.PropertyCollector.ObjectSpec")]
public sealed partial record ObjectSpec : DynamicData
{
    public required ManagedObjectReference Obj { get; init; }
    public bool? Skip { get; init; }
    public SelectionSpec[]? SelectSet { get; init; }
}

/// <summary>A step to other objects, here only by its name.</summary>
[VmodlName("vmodl.query.PropertyCollector.SelectionSpec")]
public partial record SelectionSpec : DynamicData
{
    public string? Name { get; init; }
}

/// <summary>A step to the objects that a property refers to.</summary>
[VmodlName("vmodl.query.PropertyCollector.TraversalSpec")]
public sealed partial record TraversalSpec : SelectionSpec
{
    public required string Type { get; init; }
    public required string Path { get; init; }
    public bool? Skip { get; init; }
    public SelectionSpec[]? SelectSet { get; init; }
}

/// <summary>How large a page may be.</summary>
[Since(ApiVersion.V4_1)]
[VmodlName("vmodl.query.PropertyCollector.RetrieveOptions")]
public sealed partial record RetrieveOptions : DynamicData
{
    public int? MaxObjects { get; init; }
}

/// <summary>How long to wait, and how large an answer may be.</summary>
[Since(ApiVersion.V4_1)]
[VmodlName("vmodl.query.PropertyCollector.WaitOptions")]
public sealed partial record WaitOptions : DynamicData
{
    public int? MaxWaitSeconds { get; init; }
    public int? MaxObjectUpdates { get; init; }
}
