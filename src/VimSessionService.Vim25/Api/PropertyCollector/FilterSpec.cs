namespace VimSessionService.Vim25;

public sealed partial record PropertyFilterSpec : DynamicData
{
    public required PropertySpec[] PropSet { get; init; }
    public required ObjectSpec[] ObjectSet { get; init; }
    public bool? ReportMissingObjectsInResults { get; init; }
}

public sealed partial record PropertySpec : DynamicData
{
    public required string Type { get; init; }
    public bool? All { get; init; }
    public string[]? PathSet { get; init; }
}

public sealed partial record ObjectSpec : DynamicData
{
    public required ManagedObjectReference Obj { get; init; }
    public bool? Skip { get; init; }
    public SelectionSpec[]? SelectSet { get; init; }
}

public partial record SelectionSpec : DynamicData
{
    public string? Name { get; init; }
}

public sealed partial record TraversalSpec : SelectionSpec
{
    public required string Type { get; init; }
    public required string Path { get; init; }
    public bool? Skip { get; init; }
    public SelectionSpec[]? SelectSet { get; init; }
}

public sealed partial record RetrieveOptions : DynamicData
{
    public int? MaxObjects { get; init; }
}

public sealed partial record WaitOptions : DynamicData
{
    public int? MaxWaitSeconds { get; init; }
    public int? MaxObjectUpdates { get; init; }
}
