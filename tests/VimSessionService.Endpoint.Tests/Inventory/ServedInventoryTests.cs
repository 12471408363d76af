using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Endpoint.Tests.Updates;
using VimSessionService.Endpoint.Tests.ViJson;
using VimSessionService.Inventory;
using VimSessionService.Inventory.Lab;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.Inventory;

/// <summary>An inventory that is served: the generated one, through SOAP.</summary>
public sealed class ServedInventoryTests : IDisposable
{
    private static readonly ServedInventory Lab = LabInventory.Create(LabSize.Named["small"], seed: 0);

    private readonly TestService _service = new(
        new EndpointOptions { Catalog = Lab.Catalog }, plugs: static services => services.AddSingleton(new InventoryChoice(Lab)));

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData("name", "<returnval xsi:type=\"xsd:string\">DC0_C0_RP0_VM0</returnval>")]
    [InlineData("runtime.powerState", "<returnval xsi:type=\"VirtualMachinePowerState\">poweredOn</returnval>")]
    [InlineData("summary.config.numCpu", "<returnval xsi:type=\"xsd:int\">1</returnval>")]
    [InlineData("config.hardware.device[2000].key", "<returnval xsi:type=\"xsd:int\">2000</returnval>")]
    [InlineData("config.hardware.device[200]", "<returnval xsi:type=\"VirtualIDEController\"><key>200</key>")]
    [InlineData("guest.net", "<returnval xsi:type=\"ArrayOfGuestNicInfo\"><GuestNicInfo xsi:type=\"GuestNicInfo\"><network>VM Network</network>")]
    [InlineData("permission", "<returnval xsi:type=\"ArrayOfPermission\"></returnval>")]
    [InlineData("effectiveRole", "<returnval xsi:type=\"ArrayOfInt\"><int xsi:type=\"xsd:int\">-1</int></returnval>")]
    [InlineData("parent", "<returnval type=\"Folder\" xsi:type=\"ManagedObjectReference\">group-v3</returnval>")]
    [InlineData("triggeredAlarmState", "<returnval xsi:type=\"ArrayOfAlarmState\"></returnval>")]
    public async Task A_property_is_read_by_its_path(string path, string expected) =>
        Assert.Contains(expected, await FetchAsync(Reference("DC0_C0_RP0_VM0"), path), StringComparison.Ordinal);

    [Theory]
    [InlineData("runtime.wings")]
    [InlineData("wings")]
    [InlineData("name.first")]
    [InlineData("config.hardware.device[2000].capacityInKB")]
    public async Task A_path_that_the_type_does_not_have_is_refused(string path) =>
        Assert.Contains($"xsi:type=\"InvalidProperty\"><name>{path}</name>", await FetchAsync(Reference("DC0_C0_RP0_VM0"), path), StringComparison.Ordinal);

    [Fact]
    public async Task A_field_that_the_version_of_the_call_does_not_have_is_left_out()
    {
        var cookie = await _service.LoginAsync();
        var body = TestService.Fetch("config.hardware", Reference("DC0_C0_RP0_VM0"));
        Assert.Contains("<autoCoresPerSocket>", (await _service.CallAsync(body, cookie)).Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("<autoCoresPerSocket>", (await _service.CallAsync(body, cookie, "urn:vim25/6.5")).Answer, StringComparison.Ordinal);
        Assert.Contains("InvalidProperty", (await _service.CallAsync(TestService.Fetch("config.hardware.autoCoresPerSocket", Reference("DC0_C0_RP0_VM0")), cookie, "urn:vim25/6.5")).Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Folder", "group-d1", "<type>VirtualMachine</type>", true, "DC0_C0_RP0_VM0 DC0_C0_RP0_VM1 DC0_H0_VM0 DC0_H0_VM1")]
    [InlineData("Folder", "group-d1", "<type>HostSystem</type><type>Datastore</type>", true, "DC0_C0_H0 DC0_C0_H1 DC0_C0_H2 DC0_H0 LocalDS_0")]
    [InlineData("Folder", "group-d1", "<type>ComputeResource</type>", true, "DC0_C0 DC0_H0")]
    [InlineData("Folder", "group-d1", "<type>ManagedEntity</type>", false, "DC0")]
    [InlineData("Datacenter", "datacenter-2", "", false, "datastore host network vm")]
    [InlineData("ClusterComputeResource", "DC0_C0", "<type>VirtualMachine</type>", true, "DC0_C0_RP0_VM0 DC0_C0_RP0_VM1")]
    [InlineData("ClusterComputeResource", "DC0_C0", "", false, "DC0_C0_H0 DC0_C0_H1 DC0_C0_H2 Resources")]
    [InlineData("HostSystem", "DC0_C0_H1", "", false, "DC0_C0_RP0_VM1")]
    public async Task A_container_view_shows_what_is_in_it_by_type_and_base_type(string containerType, string container, string types, bool recursive, string expected)
    {
        var cookie = await _service.LoginAsync();
        var value = Lab.Entries.FirstOrDefault(entry => entry.Name == container)?.Object.Reference.Value ?? container;
        var view = Collector.ReferenceOf(await _service.CallAsync(
            $"<CreateContainerView _NS><_this>ViewManager</_this><container type=\"{containerType}\">{value}</container>{types}<recursive>{(recursive ? "true" : "false")}</recursive></CreateContainerView>", cookie));
        var answer = (await _service.CallAsync(
            $"<RetrieveProperties _NS><_this>propertyCollector</_this><specSet><propSet><type>ManagedEntity</type><pathSet>name</pathSet></propSet><objectSet><obj type=\"ContainerView\">{view}</obj><skip>true</skip>" +
            "<selectSet xsi:type=\"TraversalSpec\"><type>ContainerView</type><path>view</path><skip>false</skip></selectSet></objectSet></specSet></RetrieveProperties>",
            cookie)).Answer;
        Assert.Equal(expected.Split(' '), Texts(answer, "<val xsi:type=\"xsd:string\">").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_walk_follows_references_of_every_type()
    {
        var answer = (await _service.CallAsync(
            "<RetrieveProperties _NS><_this>propertyCollector</_this><specSet><propSet><type>VirtualMachine</type><pathSet>name</pathSet></propSet><objectSet><obj type=\"Folder\">group-d1</obj><skip>true</skip>" +
            "<selectSet xsi:type=\"TraversalSpec\"><name>f</name><type>Folder</type><path>childEntity</path><selectSet><name>f</name></selectSet><selectSet><name>d</name></selectSet><selectSet><name>c</name></selectSet></selectSet>" +
            "<selectSet xsi:type=\"TraversalSpec\"><name>d</name><type>Datacenter</type><path>hostFolder</path><selectSet><name>f</name></selectSet></selectSet>" +
            "<selectSet xsi:type=\"TraversalSpec\"><name>c</name><type>ComputeResource</type><path>host</path><selectSet><name>h</name></selectSet></selectSet>" +
            "<selectSet xsi:type=\"TraversalSpec\"><name>h</name><type>HostSystem</type><path>vm</path></selectSet></objectSet></specSet></RetrieveProperties>",
            await _service.LoginAsync())).Answer;
        Assert.Equal(4, Texts(answer, "<val xsi:type=\"xsd:string\">").Count());
    }

    [Theory]
    [InlineData("FindByInventoryPath", "<inventoryPath>DC0/vm/DC0_H0_VM0</inventoryPath>", "DC0_H0_VM0")]
    [InlineData("FindByInventoryPath", "<inventoryPath>/DC0/host/DC0_C0/DC0_C0_H2</inventoryPath>", "DC0_C0_H2")]
    [InlineData("FindByUuid", "<uuid>UUID</uuid><vmSearch>true</vmSearch>", "DC0_H0_VM0")]
    [InlineData("FindByUuid", "<uuid>INSTANCE</uuid><vmSearch>true</vmSearch><instanceUuid>true</instanceUuid>", "DC0_H0_VM0")]
    [InlineData("FindByUuid", "<uuid>INSTANCE</uuid><vmSearch>true</vmSearch><instanceUuid>false</instanceUuid>", null)]
    [InlineData("FindByUuid", "<uuid>UUID</uuid><vmSearch>false</vmSearch>", null)]
    [InlineData("FindByDnsName", "<dnsName>DC0-H0-VM0</dnsName><vmSearch>true</vmSearch>", "DC0_H0_VM0")]
    [InlineData("FindByDnsName", "<dnsName>dc0-c0-h1.lab.example</dnsName><vmSearch>false</vmSearch>", "DC0_C0_H1")]
    [InlineData("FindByIp", "<ip>10.0.0.10</ip><vmSearch>true</vmSearch>", "DC0_H0_VM0")]
    [InlineData("FindByDatastorePath", "<datacenter type=\"Datacenter\">datacenter-2</datacenter><path>[LocalDS_0] DC0_H0_VM0/DC0_H0_VM0.vmx</path>", "DC0_H0_VM0")]
    [InlineData("FindAllByIp", "<ip>10.0.0.11</ip><vmSearch>true</vmSearch>", "DC0_H0_VM1")]
    [InlineData("FindChild", "<entity type=\"Folder\">group-v3</entity><name>DC0_H0_VM1</name>", "DC0_H0_VM1")]
    public async Task A_search_finds_machines_and_hosts(string method, string arguments, string? expected)
    {
        var config = (DataObject)Lab.Entries.Single(static entry => entry.Name == "DC0_H0_VM0").Object.Read("config")!;
        arguments = arguments.Replace("UUID", Field(config, "uuid"), StringComparison.Ordinal).Replace("INSTANCE", Field(config, "instanceUuid").ToUpperInvariant(), StringComparison.Ordinal);
        var answer = await _service.CallAsync($"<{method} _NS><_this>SearchIndex</_this>{arguments}</{method}>", await _service.LoginAsync());
        Assert.Equal(expected is null ? "" : Reference(expected), Collector.ReferenceOf(answer));
    }

    [Theory]
    [InlineData("<PowerOnVM_Task _NS><_this type=\"VirtualMachine\">VM</_this></PowerOnVM_Task>", "xsi:type=\"NotSupported\"")]
    [InlineData("<ReconfigVM_Task _NS><_this type=\"VirtualMachine\">VM</_this><spec><numCPUs>4</numCPUs><deviceChange><operation>add</operation><device xsi:type=\"VirtualIDEController\"><key>-1</key><busNumber>0</busNumber></device></deviceChange></spec></ReconfigVM_Task>", "xsi:type=\"NotSupported\"")]
    [InlineData("<ReconfigVM_Task _NS><_this type=\"VirtualMachine\">VM</_this></ReconfigVM_Task>", "Required parameter spec is missing")]
    [InlineData("<ReconfigVM_Task _NS><_this type=\"VirtualMachine\">VM</_this><spec><wings>2</wings></spec></ReconfigVM_Task>", "Unexpected element tag")]
    [InlineData("<ReconfigVM_Task _NS><_this type=\"VirtualMachine\">VM</_this><spec><numCPUs>many</numCPUs></spec></ReconfigVM_Task>", "InvalidRequest")]
    [InlineData("<PowerOnVM_Task _NS><_this type=\"Folder\">group-v3</_this></PowerOnVM_Task>", "xsi:type=\"InvalidType\"")]
    [InlineData("<PowerOnVM_Task _NS><_this type=\"VirtualMachine\">vm-none</_this></PowerOnVM_Task>", "xsi:type=\"ManagedObjectNotFound\"")]
    [InlineData("<QueryPerfComposite _NS><_this type=\"PerformanceManager\">PerfMgr</_this><querySpec><entity type=\"VirtualMachine\">VM</entity></querySpec></QueryPerfComposite>", "xsi:type=\"NotSupported\"")]
    public async Task A_method_without_an_answer_is_not_supported_once_object_and_arguments_are_right(string body, string expected) =>
        Assert.Contains(expected, (await _service.CallAsync(body.Replace("VM<", Reference("DC0_H0_VM0") + "<", StringComparison.Ordinal), await _service.LoginAsync())).Answer, StringComparison.Ordinal);

    [Fact]
    public async Task A_method_takes_its_privilege()
    {
        var answer = (await _service.CallAsync($"<PowerOnVM_Task _NS><_this type=\"VirtualMachine\">{Reference("DC0_H0_VM0")}</_this></PowerOnVM_Task>", await _service.LoginAsync("reader", "s3cret-R"))).Answer;
        Assert.Contains("xsi:type=\"NoPermission\"", answer, StringComparison.Ordinal);
        Assert.Contains("<privilegeId>VirtualMachine.Interact.PowerOn</privilegeId>", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_see_one_host_sees_that_and_the_way_to_it_and_nothing_else()
    {
        var host = Lab.Entries.Single(static entry => entry.Object.Reference.Type == "HostSystem" && entry.Name == "DC0_H0").Object;
        var compute = Lab.Entries.Single(entry => entry.Object.Reference.Type == "ComputeResource").Object.Reference;
        _service.Get<PermissionTable>().Set(new PermissionEntry(AccountName.Parse("nobody"), IsGroup: false, RoleId: -2, Entity: compute));
        _service.Get<PermissionTable>().Set(new PermissionEntry(AccountName.Parse("nobody"), IsGroup: false, RoleId: -2, Propagate: false)); // to read the content of views
        var cookie = await _service.LoginAsync("nobody", "s3cret-N");
        Assert.Equal([compute.Value], Values((await _service.CallAsync(TestService.Fetch("childEntity", "group-h4"), cookie)).Answer));
        Assert.Equal(["DC0_H0"], Texts((await _service.CallAsync(TestService.Fetch("name", host.Reference.Value), cookie)).Answer, "xsi:type=\"xsd:string\">"));
        Assert.Contains("NoPermission", (await _service.CallAsync(TestService.Fetch("name", Reference("DC0_C0")), cookie)).Answer, StringComparison.Ordinal);
        Assert.Empty(Values((await _service.CallAsync(TestService.Fetch("childEntity", "group-v3"), cookie)).Answer));
        Assert.Empty(Values((await _service.CallAsync(TestService.Fetch("vm", host.Reference.Value), cookie)).Answer));
        var view = Collector.ReferenceOf(await _service.CallAsync("<CreateContainerView _NS><_this>ViewManager</_this><container type=\"Folder\">group-d1</container><recursive>true</recursive></CreateContainerView>", cookie));
        var seen = Values((await _service.CallAsync(TestService.Fetch("view", view), cookie)).Answer).ToList();
        Assert.Contains(host.Reference.Value, seen);
        Assert.DoesNotContain(seen, static value => value.StartsWith("vm-", StringComparison.Ordinal) || value.StartsWith("domain-c", StringComparison.Ordinal));
        Assert.Equal("", Collector.ReferenceOf(await _service.CallAsync("<FindByInventoryPath _NS><_this>SearchIndex</_this><inventoryPath>DC0/vm/DC0_H0_VM0</inventoryPath></FindByInventoryPath>", cookie)));
        Assert.Equal("", Collector.ReferenceOf(await _service.CallAsync("<FindByIp _NS><_this>SearchIndex</_this><ip>10.0.0.10</ip><vmSearch>true</vmSearch></FindByIp>", cookie)));
    }

    [Fact]
    public async Task The_first_answer_of_a_filter_has_the_values()
    {
        var collector = new Collector(_service, await _service.LoginAsync());
        await collector.CreateFilterAsync(Collector.Of("VirtualMachine", "runtime.powerState") + $"<objectSet><obj type=\"VirtualMachine\">{Reference("DC0_H0_VM0")}</obj></objectSet>");
        Assert.Contains("<val xsi:type=\"VirtualMachinePowerState\">poweredOn</val>", await collector.CheckAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_VI_JSON_it_is_read_too()
    {
        var session = await _service.JsonLoginAsync();
        var runtime = await _service.JsonAsync($"VirtualMachine/{Reference("DC0_H0_VM0")}/runtime", session: session);
        Assert.Equal(200, runtime.Status);
        Assert.StartsWith("{\"_typeName\":\"VirtualMachineRuntimeInfo\",\"host\":{\"_typeName\":\"ManagedObjectReference\"", runtime.Answer, StringComparison.Ordinal);
        Assert.Contains("\"powerState\":\"poweredOn\"", runtime.Answer, StringComparison.Ordinal);
        Assert.Equal(404, (await _service.JsonAsync($"VirtualMachine/{Reference("DC0_H0_VM0")}/wings", session: session)).Status);
        var change = await _service.JsonAsync($"VirtualMachine/{Reference("DC0_H0_VM0")}/ReconfigVM_Task", "{\"spec\":{\"_typeName\":\"VirtualMachineConfigSpec\",\"numCPUs\":2}}", session);
        Assert.Contains("\"_typeName\":\"NotSupported\"", change.Answer, StringComparison.Ordinal);
    }

    private static string Reference(string name) => Lab.Entries.Single(entry => entry.Name == name).Object.Reference.Value;

    private static string Field(DataObject value, string name) => (string)value.GetSchema().FindField(name)!.Get(value)!;

    private static IEnumerable<string> Texts(string answer, string before) => answer.Split(before)[1..].Select(static rest => rest[..rest.IndexOf('<', StringComparison.Ordinal)]);

    /// <summary>The values of the references in an array.</summary>
    private static IEnumerable<string> Values(string answer) => Texts(answer, "xsi:type=\"ManagedObjectReference\">");

    private async Task<string> FetchAsync(string target, string property) => (await _service.CallAsync(TestService.Fetch(property, target), await _service.LoginAsync())).Answer;
}
