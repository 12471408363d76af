namespace VimSessionService.Vim25;

[Since(ApiVersion.V2_5)]
public sealed partial record Extension : DynamicData
{
    public required Description Description { get; init; }
    public required string Key { get; init; }
    [Since(ApiVersion.V4_0)] public string? Company { get; init; }
    [Since(ApiVersion.V4_0)] public string? Type { get; init; }
    public required string Version { get; init; }
    public string? SubjectName { get; init; }
    public ExtensionServerInfo[]? Server { get; init; }
    public ExtensionClientInfo[]? Client { get; init; }
    public ExtensionTaskTypeInfo[]? TaskList { get; init; }
    public ExtensionEventTypeInfo[]? EventList { get; init; }
    public ExtensionFaultTypeInfo[]? FaultList { get; init; }
    public ExtensionPrivilegeInfo[]? PrivilegeList { get; init; }
    public ExtensionResourceInfo[]? ResourceList { get; init; }
    public required DateTime LastHeartbeatTime { get; init; }
    [Since(ApiVersion.V4_0)] public ExtensionHealthInfo? HealthInfo { get; init; }
    [Since(ApiVersion.V5_0)] public ExtensionOvfConsumerInfo? OvfConsumerInfo { get; init; }
    [Since(ApiVersion.V5_0)] public ExtExtendedProductInfo? ExtendedProductInfo { get; init; }
    [Since(ApiVersion.V5_0)] public ExtManagedEntityInfo[]? ManagedEntityInfo { get; init; }
    [Since(ApiVersion.V5_0)] public bool? ShownInSolutionManager { get; init; }
    [Since(ApiVersion.V5_0)] public ExtSolutionManagerInfo? SolutionManagerInfo { get; init; }
}

[Since(ApiVersion.V2_5)]
public sealed partial record ExtensionClientInfo : DynamicData
{
    public required string Version { get; init; }
    public required Description Description { get; init; }
    public required string Company { get; init; }
    public required string Type { get; init; }
    public required string Url { get; init; }
}

[Since(ApiVersion.V2_5)]
public sealed partial record ExtensionEventTypeInfo : DynamicData
{
    public required string EventID { get; init; }
    [Since(ApiVersion.V4_0)] public string? EventTypeSchema { get; init; }
}

[Since(ApiVersion.V2_5)]
public sealed partial record ExtensionFaultTypeInfo : DynamicData
{
    public required string FaultID { get; init; }
}

[Since(ApiVersion.V4_0)]
public sealed partial record ExtensionHealthInfo : DynamicData
{
    public required string Url { get; init; }
}

[Since(ApiVersion.V5_0)]
public sealed partial record ExtensionOvfConsumerInfo : DynamicData
{
    public required string CallbackUrl { get; init; }
    public required string[] SectionType { get; init; }
}

[Since(ApiVersion.V2_5)]
public sealed partial record ExtensionPrivilegeInfo : DynamicData
{
    public required string PrivID { get; init; }
    public required string PrivGroupName { get; init; }
}

[Since(ApiVersion.V2_5)]
public sealed partial record ExtensionResourceInfo : DynamicData
{
    public required string Locale { get; init; }
    public required string Module { get; init; }
    public required KeyValue[] Data { get; init; }
}

[Since(ApiVersion.V2_5)]
public sealed partial record ExtensionServerInfo : DynamicData
{
    public required string Url { get; init; }
    public required Description Description { get; init; }
    public required string Company { get; init; }
    public required string Type { get; init; }
    public required string[] AdminEmail { get; init; }
    [Since(ApiVersion.V4_1)] public string? ServerThumbprint { get; init; }
    [Since(ApiVersion.V8_0_2_0)] public string? ServerCertificate { get; init; }
}

[Since(ApiVersion.V2_5)]
public sealed partial record ExtensionTaskTypeInfo : DynamicData
{
    public required string TaskID { get; init; }
}

[Since(ApiVersion.V5_1)]
public sealed partial record ExtensionManagerIpAllocationUsage : DynamicData
{
    public required string ExtensionKey { get; init; }
    public required int NumAddresses { get; init; }
}

[Since(ApiVersion.V5_0)]
public sealed partial record ExtExtendedProductInfo : DynamicData
{
    public string? CompanyUrl { get; init; }
    public string? ProductUrl { get; init; }
    public string? ManagementUrl { get; init; }
    [Reference("ManagedEntity")] public ManagedObjectReference? Self { get; init; }
}

[Since(ApiVersion.V5_0)]
public sealed partial record ExtManagedEntityInfo : DynamicData
{
    public required string Type { get; init; }
    public string? SmallIconUrl { get; init; }
    [Since(ApiVersion.V5_1)] public string? IconUrl { get; init; }
    public string? Description { get; init; }
}

[Since(ApiVersion.V5_0)]
public sealed partial record ExtSolutionManagerInfo : DynamicData
{
    public ExtSolutionManagerInfoTabInfo[]? Tab { get; init; }
    public string? SmallIconUrl { get; init; }
}

[Since(ApiVersion.V5_0)]
public sealed partial record ExtSolutionManagerInfoTabInfo : DynamicData
{
    public required string Label { get; init; }
    public required string Url { get; init; }
}
