using System.Text;
using VimSessionService.Schema.Values;
using VimSessionService.Soap;
using VimSessionService.ViJson;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.Schema.Tests.Values;

/// <summary>Values of types that are not declared are read and written as those of declared ones.</summary>
public sealed class DynamicValueTests
{
    private static readonly WholeApi Api = new();

    [Theory]
    [InlineData("""<v xsi:type="VirtualMachineSummary"><vm type="VirtualMachine">vm-1</vm><runtime><connectionState>connected</connectionState><powerState>poweredOn</powerState><faultToleranceState>notConfigured</faultToleranceState><toolsInstallerMounted>false</toolsInstallerMounted><numMksConnections>0</numMksConnections><recordReplayState>inactive</recordReplayState><onlineStandby>false</onlineStandby><consolidationNeeded>false</consolidationNeeded></runtime><config><name>a</name><template>false</template><vmPathName>[d] a/a.vmx</vmPathName><memorySizeMB>32</memorySizeMB></config><quickStats><guestHeartbeatStatus>gray</guestHeartbeatStatus></quickStats><overallStatus>green</overallStatus></v>""")]
    [InlineData("""<v xsi:type="ArrayOfVirtualDevice"><VirtualDevice xsi:type="VirtualIDEController"><key>200</key><busNumber>0</busNumber></VirtualDevice><VirtualDevice xsi:type="VirtualDisk"><key>2000</key><capacityInKB>9007199254740993</capacityInKB></VirtualDevice></v>""")]
    [InlineData("""<v xsi:type="VirtualMachinePowerState">suspended</v>""")]
    [InlineData("""<v xsi:type="ArrayOfHostCpuInfoVendor"></v>""", false)]
    [InlineData("""<v xsi:type="ArrayOfShort"><short xsi:type="xsd:short">7</short></v>""")]
    [InlineData("""<v xsi:type="ArrayOfByte"><byte xsi:type="xsd:byte">-1</byte></v>""")]
    [InlineData("""<v xsi:type="ArrayOfLong"><long xsi:type="xsd:long">9007199254740993</long></v>""")]
    [InlineData("""<v xsi:type="ArrayOfDouble"><double xsi:type="xsd:double">0.5</double></v>""")]
    [InlineData("""<v xsi:type="ArrayOfBoolean"><boolean xsi:type="xsd:boolean">true</boolean></v>""")]
    [InlineData("""<v xsi:type="xsd:float">0.1</v>""")]
    [InlineData("""<v xsi:type="ClusterDasVmSettings"><restartPriority>high</restartPriority></v>""")]
    [InlineData("""<v xsi:type="VmPoweredOnEvent"><key>1</key><chainId>1</chainId><createdTime>2024-02-03T04:05:06Z</createdTime><userName>u</userName><host><name>h</name><host type="HostSystem">host-1</host></host><template>false</template></v>""")]
    public void What_was_read_from_SOAP_is_written_again(string xml, bool isKnown = true)
    {
        if (isKnown)
            Assert.Equal(xml, WriteXml(ReadXml(xml), ApiVersions.Newest));
        else
            Assert.Throws<VimDecodeException>(() => ReadXml(xml));
    }

    [Theory]
    [InlineData("""<v xsi:type="VirtualMachineSummary"><vm type="VirtualMachine">vm-1</vm></v>""", "Required property runtime is missing from data object of type VirtualMachineSummary")]
    [InlineData("""<v xsi:type="OpaqueNetworkSummary"><accessible>true</accessible><name>n</name></v>""", "Unexpected element tag \"name\" seen")]
    [InlineData("""<v xsi:type="VirtualMachinePowerState">on</v>""", "Cannot convert the value of property v to VirtualMachinePowerState")]
    [InlineData("""<v xsi:type="ArrayOfVirtualDevice"><VirtualDevice xsi:type="HostNumaInfo"></VirtualDevice></v>""", "Unexpected type HostNumaInfo of property VirtualDevice")]
    [InlineData("""<v xsi:type="VirtualCdromIsoBackingInfo"><fileName>a</fileName><fileName>b</fileName></v>""", "Unexpected element tag \"fileName\" seen")]
    public void What_does_not_fit_the_type_is_refused(string xml, string reason) =>
        Assert.Contains(reason, Assert.Throws<VimDecodeException>(() => ReadXml(xml)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_field_that_the_version_of_the_client_does_not_have_is_left_out()
    {
        var value = Api.FindDynamicType("VirtualMachineStorageSummary")!.Create(
            ("committed", 1L), ("uncommitted", 2L), ("unshared", 3L), ("timestamp", new DateTime(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc)));
        var feature = Api.FindDynamicType("VirtualHardware")!.Create(("numCPU", 2), ("numCoresPerSocket", 2), ("autoCoresPerSocket", true), ("memoryMB", 32));
        Assert.Contains("unshared", WriteXml(value, ApiVersion.V4_0), StringComparison.Ordinal);
        Assert.Equal("""<v xsi:type="VirtualHardware"><numCPU>2</numCPU><numCoresPerSocket>2</numCoresPerSocket><memoryMB>32</memoryMB></v>""", WriteXml(feature, ApiVersion.V7_0_3_0));
        Assert.Equal("""<v xsi:type="VirtualHardware"><numCPU>2</numCPU><memoryMB>32</memoryMB></v>""", WriteXml(feature, ApiVersion.V4_1));
    }

    [Fact]
    public void A_type_that_the_version_of_the_client_does_not_have_is_written_as_its_base()
    {
        var controller = Api.FindDynamicType("VirtualNVMEController")!.Create(("key", 31000), ("busNumber", 0));
        Assert.StartsWith("<v xsi:type=\"VirtualNVMEController\">", WriteXml(controller, ApiVersion.V6_5), StringComparison.Ordinal);
        Assert.StartsWith("<v xsi:type=\"VirtualController\">", WriteXml(controller, ApiVersion.V5_5), StringComparison.Ordinal);
    }

    [Fact]
    public void In_VI_JSON_it_is_read_and_written_too()
    {
        var value = ReadXml("""<v xsi:type="VirtualMachineConfigSummary"><name>a</name><template>false</template><vmPathName>p</vmPathName><memorySizeMB>32</memorySizeMB></v>""");
        using var output = new Utf8Buffer();
        using var writer = new ViJsonWriter(output, ConstantContents.None);
        writer.Reset(ApiVersions.Newest);
        writer.WriteDocument(new VimTypeRef(VimKind.Any), value);
        Assert.Equal(
            """{"_typeName":"VirtualMachineConfigSummary","name":"a","template":false,"vmPathName":"p","memorySizeMB":32}""",
            Encoding.UTF8.GetString(output.Written.Span));
        var reader = new ViJsonReader(new JsonLimits(), ApiVersions.Newest, Api);
        var method = Api.FindMethod("ReconfigVM_Task")!;
        var body = """{"spec":{"_typeName":"VirtualMachineConfigSpec","numCPUs":4,"deviceChange":[{"operation":"add","device":{"_typeName":"VirtualIDEController","key":-1,"busNumber":0}}]}}"""u8.ToArray();
        var request = (DynamicRequest)reader.ReadArguments(body, method, new("VirtualMachine", "vm-1"));
        var spec = (DynamicObject)request[0]!;
        Assert.Equal(4, spec.GetSchema().FindField("numCPUs")!.Get(spec));
        var change = Assert.IsType<DynamicObject>(Assert.Single((DataObject[])spec.GetSchema().FindField("deviceChange")!.Get(spec)!));
        Assert.Equal("VirtualIDEController", ((DataObject)change.GetSchema().FindField("device")!.Get(change)!).GetSchema().Name);
    }

    private static object ReadXml(string xml)
    {
        var reader = new SoapReader(new SoapReaderOptions { Catalog = Api });
        reader.Reset(Encoding.UTF8.GetBytes($"<root xmlns:xsi=\"{SoapNames.SchemaInstance}\" xmlns:xsd=\"{SoapNames.Schema}\">{xml}</root>"), isEncodingKnown: false);
        Assert.True(reader.NextMember(out _));
        return reader.ReadAny();
    }

    private static string WriteXml(object value, ApiVersion version)
    {
        using var writer = new SoapWriter(ConstantContents.None);
        writer.Reset(version);
        writer.WriteAny("v"u8, value);
        return Encoding.UTF8.GetString(writer.Out.Written.Span);
    }
}
