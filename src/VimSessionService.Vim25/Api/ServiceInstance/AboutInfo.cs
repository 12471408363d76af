namespace VimSessionService.Vim25;

/// <summary>What a server says it is: product, version, API type.</summary>
public sealed partial record AboutInfo : DynamicData
{
    public required string Name { get; init; }
    public required string FullName { get; init; }
    public required string Vendor { get; init; }
    public required string Version { get; init; }
    [Since(ApiVersion.V7_0_2_0)] public string? PatchLevel { get; init; }
    public required string Build { get; init; }
    public string? LocaleVersion { get; init; }
    public string? LocaleBuild { get; init; }
    public required string OsType { get; init; }
    public required string ProductLineId { get; init; }
    public required string ApiType { get; init; }
    [WireName("apiVersion")] public required string ApiVersionName { get; init; }
    [Since(ApiVersion.V4_0)] public string? InstanceUuid { get; init; }
    [Since(ApiVersion.V4_0)] public string? LicenseProductName { get; init; }
    [Since(ApiVersion.V4_0)] public string? LicenseProductVersion { get; init; }
}
