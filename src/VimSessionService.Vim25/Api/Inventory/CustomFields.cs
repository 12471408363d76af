namespace VimSessionService.Vim25;

/// <summary>A value of a custom field.</summary>
public partial record CustomFieldValue : DynamicData
{
    public required int Key { get; init; }
}

/// <summary>A custom field that objects of a type may bear.</summary>
public sealed partial record CustomFieldDef : DynamicData
{
    public required int Key { get; init; }
    public required string Name { get; init; }
    public required string Type { get; init; }
    [Since(ApiVersion.V2_5)] public string? ManagedObjectType { get; init; }
    [Since(ApiVersion.V2_5)] public PrivilegePolicyDef? FieldDefPrivileges { get; init; }
    [Since(ApiVersion.V2_5)] public PrivilegePolicyDef? FieldInstancePrivileges { get; init; }
}

/// <summary>Which privileges it takes to make, read, change and remove something.</summary>
[Since(ApiVersion.V2_5)]
public sealed partial record PrivilegePolicyDef : DynamicData
{
    public required string CreatePrivilege { get; init; }
    public required string ReadPrivilege { get; init; }
    public required string UpdatePrivilege { get; init; }
    public required string DeletePrivilege { get; init; }
}

/// <summary>A tag on an object.</summary>
[Since(ApiVersion.V4_0)]
public sealed partial record Tag : DynamicData
{
    public required string Key { get; init; }
}

/// <summary>The defaults of a datacenter.</summary>
[Since(ApiVersion.V5_1)]
public sealed partial record DatacenterConfigInfo : DynamicData
{
    public string? DefaultHardwareVersionKey { get; init; }
    [Since(ApiVersion.V7_0_2_0)] public string? MaximumHardwareVersionKey { get; init; }
}
