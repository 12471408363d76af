using VimSessionService.Endpoint.Tests.Updates;

namespace VimSessionService.Endpoint.Tests.Inventory;

/// <summary>The root folder, the optional datacenter, and finding them (vim25, Folder, Datacenter, SearchIndex).</summary>
public sealed class InventoryTests : IDisposable
{
    private readonly TestService _service = new(datacenter: "a/b");

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData("group-d1", "name", ">Datacenters<")]
    [InlineData("group-d1", "childEntity", ">datacenter-2<")]
    [InlineData("datacenter-2", "name", ">a%2fb<")]
    [InlineData("datacenter-2", "parent", ">group-d1<")]
    [InlineData("datacenter-2", "vmFolder", ">group-v3<")]
    [InlineData("datacenter-2", "hostFolder", ">group-h4<")]
    [InlineData("datacenter-2", "datastoreFolder", ">group-s5<")]
    [InlineData("datacenter-2", "networkFolder", ">group-n6<")]
    [InlineData("datacenter-2", "overallStatus", ">gray<")]
    [InlineData("datacenter-2", "value", "<returnval xsi:type=\"ArrayOfCustomFieldValue\"></returnval>")]
    [InlineData("datacenter-2", "availableField", "<returnval xsi:type=\"ArrayOfCustomFieldDef\"></returnval>")]
    [InlineData("datacenter-2", "customValue", "<returnval xsi:type=\"ArrayOfCustomFieldValue\"></returnval>")]
    [InlineData("datacenter-2", "tag", "<returnval xsi:type=\"ArrayOfTag\"></returnval>")]
    [InlineData("datacenter-2", "configuration", "<returnval xsi:type=\"DatacenterConfigInfo\"></returnval>")]
    [InlineData("group-v3", "name", ">vm<")]
    [InlineData("group-h4", "name", ">host<")]
    [InlineData("group-s5", "name", ">datastore<")]
    [InlineData("group-n6", "name", ">network<")]
    [InlineData("group-v3", "parent", ">datacenter-2<")]
    [InlineData("group-v3", "childType", ">VirtualMachine<")]
    [InlineData("group-n6", "childType", ">DistributedVirtualSwitch<")]
    public async Task The_inventory_is_as_a_new_vCenters_with_one_datacenter(string target, string property, string expected) =>
        Assert.Contains(expected, await ReadAsync(_service, target, property), StringComparison.Ordinal);

    [Fact]
    public async Task Without_the_option_the_root_folder_is_empty()
    {
        using var bare = new TestService();
        Assert.DoesNotContain("<ManagedObjectReference", await ReadAsync(bare, "group-d1", "childEntity"), StringComparison.Ordinal);
        Assert.Contains("ManagedObjectNotFound", await ReadAsync(bare, "datacenter-2", "name"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "group-d1")]
    [InlineData("/", "group-d1")]
    [InlineData("a%2fb", "datacenter-2")]
    [InlineData("a%2Fb", "datacenter-2")]
    [InlineData("/a%2fb/", "datacenter-2")]
    [InlineData("a%2fb/vm", "group-v3")]
    [InlineData("/a%2fb/network", "group-n6")]
    [InlineData("a/b", null)]
    [InlineData("A%2fb", null)]
    [InlineData("a%2fb//vm", null)]
    [InlineData("a%2fb/vm/web", null)]
    [InlineData("nowhere", null)]
    public async Task A_path_finds_what_it_leads_to(string path, string? expected) => Assert.Equal(
        expected ?? "", Collector.ReferenceOf(await CallAsync($"<FindByInventoryPath _NS><_this>SearchIndex</_this><inventoryPath>{path}</inventoryPath></FindByInventoryPath>")));

    [Theory]
    [InlineData("group-d1", "a%2fb", "datacenter-2")]
    [InlineData("datacenter-2", "host", "group-h4")]
    [InlineData("datacenter-2", "nothing", null)]
    [InlineData("group-v3", "vm", null)]
    public async Task A_child_is_found_by_its_name(string entity, string name, string? expected) => Assert.Equal(
        expected ?? "", Collector.ReferenceOf(await CallAsync($"<FindChild _NS><_this>SearchIndex</_this><entity>{entity}</entity><name>{name}</name></FindChild>")));

    [Theory]
    [InlineData("<entity>nowhere</entity>")]
    [InlineData("<entity>SessionManager</entity>")]
    public async Task A_child_of_what_is_not_in_the_inventory_is_refused(string entity) => Assert.Contains(
        "ManagedObjectNotFound", (await CallAsync($"<FindChild _NS><_this>SearchIndex</_this>{entity}<name>vm</name></FindChild>")).Answer, StringComparison.Ordinal);

    public static TheoryData<string, string> Searches => new()
    {
        { "FindByUuid", "<uuid>564d0000-0000-0000-0000-000000000000</uuid><vmSearch>true</vmSearch><instanceUuid>false</instanceUuid>" },
        { "FindByDatastorePath", "<path>[ds] vm/vm.vmx</path>" },
        { "FindByDnsName", "<dnsName>vm.example.org</dnsName><vmSearch>true</vmSearch>" },
        { "FindByIp", "<ip>192.0.2.1</ip><vmSearch>false</vmSearch>" },
        { "FindAllByUuid", "<uuid>564d0000-0000-0000-0000-000000000000</uuid><vmSearch>true</vmSearch>" },
        { "FindAllByDnsName", "<dnsName>vm.example.org</dnsName><vmSearch>true</vmSearch>" },
        { "FindAllByIp", "<ip>192.0.2.1</ip><vmSearch>true</vmSearch>" },
    };

    [Theory]
    [MemberData(nameof(Searches))]
    public async Task A_search_for_machines_and_hosts_finds_nothing(string method, string arguments)
    {
        var found = await SearchAsync("<datacenter>datacenter-2</datacenter>");
        Assert.Equal(200, found.Status);
        Assert.Contains($"<{method}Response xmlns=\"urn:vim25\"></{method}Response>", found.Answer, StringComparison.Ordinal);
        Assert.Contains("xsi:type=\"ManagedObjectNotFound\"><obj type=\"Datacenter\">datacenter-9</obj>", (await SearchAsync("<datacenter type=\"Datacenter\">datacenter-9</datacenter>")).Answer, StringComparison.Ordinal);
        Assert.Contains("ManagedObjectNotFound", (await SearchAsync("<datacenter>group-d1</datacenter>")).Answer, StringComparison.Ordinal);

        Task<TestExchange> SearchAsync(string datacenter) => CallAsync($"<{method} _NS><_this>SearchIndex</_this>{datacenter}{arguments}</{method}>");
    }

    private static async Task<string> ReadAsync(TestService service, string target, string property) =>
        (await service.CallAsync(TestService.Fetch(property, target), await service.LoginAsync())).Answer;

    private async Task<TestExchange> CallAsync(string body) => await _service.CallAsync(body, await _service.LoginAsync());
}
