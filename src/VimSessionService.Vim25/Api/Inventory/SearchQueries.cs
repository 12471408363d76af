namespace VimSessionService.Vim25;

/// <summary>What a query of the SearchIndex looks for.</summary>
[Since(ApiVersion.V9_1_0_0)]
[VmodlName("vim.SearchIndex.QuerySpec")]
public sealed partial record SearchIndexQuerySpec : DynamicData
{
    public string[]? Properties { get; init; }
    public required string ResourceType { get; init; }
    public SearchIndexFilter[]? Filters { get; init; }
    public bool? ReturnTotalCount { get; init; }
    public int? Limit { get; init; }
}

/// <summary>Conditions of which all must hold.</summary>
[Since(ApiVersion.V9_1_0_0)]
[VmodlName("vim.SearchIndex.Filter")]
public sealed partial record SearchIndexFilter : DynamicData
{
    public SearchIndexPredicate[]? Predicates { get; init; }
}

/// <summary>One condition on a property.</summary>
[Since(ApiVersion.V9_1_0_0)]
[VmodlName("vim.SearchIndex.Predicate")]
public sealed partial record SearchIndexPredicate : DynamicData
{
    public required string PropertyPath { get; init; }
    public required string Operator { get; init; }
    public string? ArrayOperator { get; init; }
    public object? ComparableValue { get; init; }
    public object[]? ComparableList { get; init; }
}

/// <summary>Where a query continues.</summary>
[Since(ApiVersion.V9_1_0_0)]
[VmodlName("vim.SearchIndex.IterationSpec")]
public sealed partial record SearchIndexIterationSpec : DynamicData
{
    public string? Marker { get; init; }
    public int? Limit { get; init; }
}

/// <summary>A page of what a query found.</summary>
[Since(ApiVersion.V9_1_0_0)]
[VmodlName("vim.SearchIndex.ResultSet")]
public sealed partial record SearchIndexResultSet : DynamicData
{
    public string[]? Properties { get; init; }
    public SearchIndexResourceItem[]? Items { get; init; }
    public int? TotalCount { get; init; }
    public string? Marker { get; init; }
}

/// <summary>The values of one object, in the order of the properties that were asked for.</summary>
[Since(ApiVersion.V9_1_0_0)]
[VmodlName("vim.SearchIndex.ResourceItem")]
public sealed partial record SearchIndexResourceItem : DynamicData
{
    public SearchIndexOptionalValue[]? PropertyValues { get; init; }
}

/// <summary>A value, or none where a property is unset, may not be read or does not exist.</summary>
[Since(ApiVersion.V9_1_0_0)]
[VmodlName("vim.SearchIndex.OptionalValue")]
public sealed partial record SearchIndexOptionalValue : DynamicData
{
    public object? Value { get; init; }
}

/// <summary>How a property is compared; travels as text.</summary>
[Since(ApiVersion.V9_1_0_0)]
[WireEnum]
public enum SearchIndexPredicateComparisonOperator
{
    [WireName("Equal")]
    Equal,
    [WireName("NotEqual")]
    NotEqual,
    [WireName("Greater")]
    Greater,
    [WireName("GreaterOrEqual")]
    GreaterOrEqual,
    [WireName("Less")]
    Less,
    [WireName("LessOrEqual")]
    LessOrEqual,
    [WireName("In")]
    In,
    [WireName("NotIn")]
    NotIn,
    [WireName("Like")]
    Like,
    [WireName("NotLike")]
    NotLike,
}

/// <summary>Whether a condition on an array must hold for each of its items or for one; travels as text.</summary>
[Since(ApiVersion.V9_1_0_0)]
[WireEnum]
public enum SearchIndexPredicateArrayOperator
{
    [WireName("AllElements")]
    AllElements,
    [WireName("AnyElement")]
    AnyElement,
}

/// <summary>The types of objects that a query finds; travels as text.</summary>
[Since(ApiVersion.V9_1_0_0)]
[WireEnum]
public enum SearchIndexQuerySpecResourceType
{
    [WireName("ClusterComputeResource")]
    ClusterComputeResource,
    [WireName("ComputeResource")]
    ComputeResource,
    [WireName("Datacenter")]
    Datacenter,
    [WireName("Datastore")]
    Datastore,
    [WireName("DistributedVirtualPortgroup")]
    DistributedVirtualPortgroup,
    [WireName("DistributedVirtualSwitch")]
    DistributedVirtualSwitch,
    [WireName("Folder")]
    Folder,
    [WireName("HostSystem")]
    HostSystem,
    [WireName("Network")]
    Network,
    [WireName("OpaqueNetwork")]
    OpaqueNetwork,
    [WireName("ResourcePool")]
    ResourcePool,
    [WireName("ServiceInstance")]
    ServiceInstance,
    [WireName("StoragePod")]
    StoragePod,
    [WireName("VirtualApp")]
    VirtualApp,
    [WireName("VirtualMachine")]
    VirtualMachine,
    [WireName("VmwareDistributedVirtualSwitch")]
    VmwareDistributedVirtualSwitch,
}
