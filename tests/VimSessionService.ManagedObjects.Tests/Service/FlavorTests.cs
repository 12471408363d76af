using VimSessionService.ManagedObjects.Service;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tests.Service;

/// <summary>What servers say of themselves.</summary>
public sealed class FlavorTests
{
    private static readonly Guid Uuid = new("0b1c7a5e-4f5d-4c8e-9a35-0d3c4c9f1e11");

    public static TheoryData<ApiVersion> Versions => [.. Enum.GetValues<ApiVersion>()];

    [Fact]
    public void A_vCenter_describes_itself_as_its_appliance_does()
    {
        var about = VCenterFlavor.Create(ApiVersion.V8_0_3_0, Uuid).Content.About;
        Assert.Equal(
            ("VMware vCenter Server", "VMware, Inc.", "linux-x64", "vpx", "VirtualCenter", "8.0.3.0", "INTL", "000", "VMware VirtualCenter Server", "8.0", Uuid.ToString()),
            (about.Name, about.Vendor, about.OsType, about.ProductLineId, about.ApiType, about.ApiVersionName, about.LocaleVersion!, about.LocaleBuild!, about.LicenseProductName!, about.LicenseProductVersion!, about.InstanceUuid!));
        Assert.StartsWith($"VMware vCenter Server {about.Version} build-", about.FullName, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rootFolder", "Folder:group-d1")]
    [InlineData("propertyCollector", "PropertyCollector:propertyCollector")]
    [InlineData("setting", "OptionManager:VpxSettings")]
    [InlineData("serviceManager", "ServiceManager:ServiceMgr")]
    [InlineData("perfManager", "PerformanceManager:PerfMgr")]
    [InlineData("guestCustomizationManager", "VirtualMachineGuestCustomizationManager:GuestCustomizationManager")]
    [InlineData("diagnosticManager", "DiagnosticManager:DiagMgr")]
    [InlineData("virtualDiskManager", "VirtualDiskManager:virtualDiskManager")]
    [InlineData("snmpSystem", "HostSnmpSystem:SnmpSystem")]
    [InlineData("vmProvisioningChecker", "VirtualMachineProvisioningChecker:ProvChecker")]
    [InlineData("vmCompatibilityChecker", "VirtualMachineCompatibilityChecker:CompatChecker")]
    [InlineData("dvSwitchManager", "DistributedVirtualSwitchManager:DVSManager")]
    [InlineData("complianceManager", "ProfileComplianceManager:MoComplianceManager")]
    [InlineData("guestOperationsManager", "GuestOperationsManager:guestOperationsManager")]
    [InlineData("sessionManager", "SessionManager:SessionManager")]
    public void A_vCenter_names_its_objects_as_real_ones_do(string member, string reference) =>
        Assert.Equal(reference, ServiceContent.Schema.FindField(member)!.Get(VCenterFlavor.Create(ApiVersion.V8_0_3_0, Uuid).Content)!.ToString());

    [Theory]
    [InlineData(ApiVersion.V6_0, "overheadMemoryManager", "OverheadMemoryManger")]
    [InlineData(ApiVersion.V6_5, "overheadMemoryManager", "OverheadMemoryManager")]
    [InlineData(ApiVersion.V8_0_3_0, "overheadMemoryManager", "OverheadMemoryManager")]
    [InlineData(ApiVersion.V4_1, "virtualDiskManager", "VirtualDiskManager")]
    [InlineData(ApiVersion.V5_5, "virtualDiskManager", "virtualDiskManager")]
    [InlineData(ApiVersion.V8_0_3_0, "tenantManager", "TenantManager-24022515")]
    [InlineData(ApiVersion.V9_0_0_0, "tenantManager", "TenantManager-24957454")]
    [InlineData(ApiVersion.V9_0_0_0, "directPathProfileManager", "DirectPathProfileMgr")]
    public void Some_names_changed_with_the_version(ApiVersion version, string member, string name) =>
        Assert.Equal(name, ((ManagedObjectReference)ServiceContent.Schema.FindField(member)!.Get(VCenterFlavor.Create(version, Uuid).Content)!).Value);

    [Theory]
    [InlineData(ApiVersion.V4_1, "4.0")]
    [InlineData(ApiVersion.V5_5, "5.0")]
    [InlineData(ApiVersion.V6_5, "6.0")]
    [InlineData(ApiVersion.V6_7_3, "6.0")]
    [InlineData(ApiVersion.V8_0_3_0, "8.0")]
    public void The_licence_is_that_of_the_major_version(ApiVersion version, string expected)
    {
        Assert.Equal(expected, VCenterFlavor.Create(version, Uuid).Content.About.LicenseProductVersion);
        Assert.Equal(expected, EsxFlavor.Create(version).Content.About.LicenseProductVersion);
    }

    [Theory]
    [InlineData(ApiVersion.V9_0_0_0, "9.0.1", "24957454", "24957456")]
    [InlineData(ApiVersion.V9_1_0_0, "9.1.0", "25370922", "25370933")]
    [InlineData(ApiVersion.V8_0_3_1, "8.0.3", "24022515", "24022510")]
    public void A_version_of_the_API_has_a_release(ApiVersion version, string release, string build, string hostBuild)
    {
        Assert.Equal((release, build), (VCenterFlavor.Create(version, Uuid).Content.About.Version, VCenterFlavor.Create(version, Uuid).Content.About.Build));
        Assert.Equal((release, hostBuild), (EsxFlavor.Create(version).Content.About.Version, EsxFlavor.Create(version).Content.About.Build));
    }

    [Fact]
    public void A_host_has_no_instance_UUID() => Assert.Null(EsxFlavor.Create(ApiVersion.V6_0).Content.About.InstanceUuid);

    [Theory]
    [MemberData(nameof(Versions))]
    public void Every_version_has_a_release(ApiVersion version)
    {
        var vCenter = VCenterFlavor.Create(version, Uuid).Content.About;
        var host = EsxFlavor.Create(version).Content.About;
        Assert.Equal(version.Name(), vCenter.ApiVersionName);
        Assert.Matches(@"^\d+\.\d+\.\d+$", vCenter.Version);
        Assert.Matches(@"^\d+$", vCenter.Build);
        Assert.Equal(("HostAgent", "embeddedEsx", vCenter.Version), (host.ApiType, host.ProductLineId, host.Version));
    }

    [Fact]
    public void Every_object_is_listed_once()
    {
        var listed = VCenterFlavor.Create(ApiVersion.V8_0_3_0, Uuid).Listed.ToList();
        Assert.Equal(listed.Count, listed.DistinctBy(r => r.Value).Count());
        Assert.Contains(new ManagedObjectReference("SessionManager", "SessionManager"), listed);
    }
}
