using VimSessionService.Vim25;

namespace VimSessionService.Schema.Tests.Facts;

/// <summary>The form of the facts: every name that they use is theirs.</summary>
public sealed class FactsTests
{
    private static readonly WholeApi Api = new();

    [Fact]
    public void They_have_the_whole_API() => Assert.Equal(
        (141, 2952, 430, 955),
        (Api.ManagedTypes.Count(), Api.Types.Count(), Api.Enums.Count(), Api.ManagedTypes.Sum(static type => type.Methods.Count(static method => !IsOfNinth(method)))));

    [Fact]
    public void Every_data_type_that_a_member_has_exists() => Assert.All(Members(), type =>
    {
        if (type.Kind == VimKind.Object)
            Assert.Equal(type.Name, type.Object.Name);
        else if (type.Kind == VimKind.Enum)
            Assert.NotNull(Api.FindEnum(type.Name));
        else if (type.Kind == VimKind.Reference)
            Assert.True(VmodlNames.FindManaged(type.Name) is not null, type.Name);
    });

    /// <summary>VMware's WSDL has strings there: the keys of other parts of the same answer.</summary>
    [Theory]
    [InlineData("HostMultipathInfoLogicalUnit", "lun")]
    [InlineData("HostMultipathInfoPath", "adapter lun")]
    [InlineData("HostNvmeController", "associatedAdapter")]
    [InlineData("HostNvmeTopologyInterface", "adapter")]
    [InlineData("HostOpaqueSwitch", "pnic[]")]
    [InlineData("HostPlugStoreTopologyAdapter", "adapter path[]")]
    [InlineData("HostPlugStoreTopologyDevice", "lun path[]")]
    [InlineData("HostPlugStoreTopologyPath", "adapter target device")]
    [InlineData("HostPlugStoreTopologyPlugin", "device[] claimedPath[]")]
    [InlineData("HostPortGroup", "vswitch")]
    [InlineData("HostProxySwitch", "pnic[]")]
    [InlineData("HostRdmaDevicePnicBacking", "pairedUplink")]
    [InlineData("HostScsiTopologyInterface", "adapter")]
    [InlineData("HostScsiTopologyLun", "scsiLun")]
    [InlineData("HostVMotionNetConfig", "selectedVnic")]
    [InlineData("HostVirtualNic", "port")]
    [InlineData("HostVirtualSwitch", "portgroup[] pnic[]")]
    [InlineData("PhysicalNic", "rdmaDevice")]
    [InlineData("VirtualNicManagerNetConfig", "selectedVnic[]")]
    public void A_member_that_names_another_part_by_its_key_is_a_string(string type, string members) => Assert.All(members.Split(' '), member =>
    {
        var field = Api.FindType(type)!.FindField(member.TrimEnd('[', ']'))!;
        Assert.Equal((VimKind.String, member.EndsWith(']')), (field.Type.Kind, field.Type.IsArray));
    });

    [Fact]
    public void Every_fault_that_a_method_declares_is_one() => Assert.All(
        Api.ManagedTypes.SelectMany(static type => type.Methods).SelectMany(static method => method.Faults).Distinct(StringComparer.Ordinal),
        static fault => Assert.True(Api.FindType(fault)!.Is(Api.FindType("MethodFault")!), fault));

    [Fact]
    public void Every_method_is_found_by_its_name() => Assert.All(
        Api.ManagedTypes.SelectMany(static type => type.Methods), static method => Assert.Same(method, Api.FindMethod(method.Name)));

    [Fact]
    public void Nothing_is_found_under_a_name_that_does_not_exist()
    {
        Assert.Null(Api.FindType("NoSuchType"));
        Assert.Null(Api.FindType("Folder"));
        Assert.Null(Api.FindManagedType("UserSession"));
        Assert.Null(Api.FindEnum("UserSession"));
        Assert.Null(Api.FindMethod("NoSuchMethod"));
    }

    [Fact]
    public void A_service_prefers_what_is_declared()
    {
        var served = new ServedApi();
        Assert.Same(UserSession.Schema, served.FindType("UserSession"));
        Assert.Same(VimManagedTypes.Folder, served.FindManagedType("Folder"));
        Assert.Same(LoginRequest.Method, served.FindMethod("Login"));
        Assert.Equal("VirtualMachineConfigInfo", served.FindType("VirtualMachineConfigInfo")!.Name);
        Assert.Equal("VirtualMachine.Interact.PowerOn", served.FindMethod("PowerOnVM_Task")!.Privilege);
        Assert.Equal(ManagedEntityStatus.Green, served.ParseEnum("ManagedEntityStatus", "green", "m"));
        Assert.Equal(new EnumValue("VirtualDeviceConfigSpecOperation", "add"), served.ParseEnum("VirtualDeviceConfigSpecOperation", "add", "m"));
    }

    private static bool IsOfNinth(VimMethod method) => method.Since >= ApiVersion.V9_0_0_0;

    private static IEnumerable<VimTypeRef> Members() =>
        Api.Types.SelectMany(static type => type.Fields).Select(static field => field.Type)
            .Concat(Api.ManagedTypes.SelectMany(static type => type.Properties).Select(static property => property.Type))
            .Concat(Api.ManagedTypes.SelectMany(static type => type.Methods).SelectMany(static method => method.Parameters).Select(static parameter => parameter.Type))
            .Concat(Api.ManagedTypes.SelectMany(static type => type.Methods).Select(static method => method.Returns).OfType<VimTypeRef>());
}
