using System.Text.RegularExpressions;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.Inventory;

/// <summary>Query and QueryNext of the SearchIndex, as the vendor's document of 9.1 describes them.</summary>
public sealed partial class SearchQueryTests : IDisposable
{
    private const string Action = "urn:vim25/9.1.0.0";

    private readonly TestService _service = new(new EndpointOptions { Version = ApiVersion.V9_1_0_0 }, datacenter: "DC0");

    /// <summary>A condition on the folders of the inventory, and the names of those that fulfil it.</summary>
    public static TheoryData<string, string> Conditions => new()
    {
        { "", "Datacenters host network datastore vm" },
        { Predicate("name", "Equal", Text("vm")), "vm" },
        { Predicate("name", "NotEqual", Text("vm")), "Datacenters host network datastore" },
        { Predicate("name", "Like", Text("*t*")), "Datacenters host network datastore" },
        { Predicate("name", "Like", Text("*t")), "host" },
        { Predicate("name", "Like", Text("d*")), "datastore" },
        { Predicate("name", "Like", Text("VM")), "" },
        { Predicate("name", "NotLike", Text("*s*")), "network vm" },
        { Predicate("name", "In", List(Text("vm"), Text("host"), Text("none"))), "host vm" },
        { Predicate("name", "NotIn", List(Text("vm"), Text("host"))), "Datacenters network datastore" },
        { Predicate("@moRef", "Equal", "<comparableValue xsi:type=\"ManagedObjectReference\" type=\"Folder\">group-v3</comparableValue>"), "vm" },
        { Predicate("parent", "Equal", "<comparableValue xsi:type=\"ManagedObjectReference\" type=\"Datacenter\">datacenter-2</comparableValue>"), "host network datastore vm" },
        { Predicate("overallStatus", "Equal", Text("gray")) + Predicate("name", "Equal", Text("vm")), "vm" },
        { Predicate("overallStatus", "Equal", Text("gray")) + "</filters><filters>" + Predicate("name", "Equal", Text("red")), "" },
        { Predicate("alarmActionsEnabled", "Equal", "<comparableValue xsi:type=\"xsd:boolean\">true</comparableValue>"), "Datacenters host network datastore vm" },
        { Predicate("childType", "Equal", "<arrayOperator>AnyElement</arrayOperator>" + Text("VirtualMachine")), "vm" },
        { Predicate("childType", "Like", "<arrayOperator>AllElements</arrayOperator>" + Text("*Comp*")), "" },
        { Predicate("childType", "Equal", Text("VirtualMachine")), "" },
        { Predicate("name", "Equal", "<arrayOperator>AnyElement</arrayOperator>" + Text("vm")), "" },
        { Predicate("name", "Greater", Text("a")), "" },
        { Predicate("namespace", "NotEqual", Text("x")), "" },
        { Predicate("no.such", "NotEqual", Text("x")), "" },
        { Predicate("permission[*].principal", "Equal", "<arrayOperator>AnyElement</arrayOperator>" + Text("reader")), "Datacenters" },
        { Predicate("permission[*].roleId", "Less", "<arrayOperator>AnyElement</arrayOperator><comparableValue xsi:type=\"xsd:long\">-1</comparableValue>"), "Datacenters" },
        { Predicate("permission[*].roleId", "LessOrEqual", "<arrayOperator>AllElements</arrayOperator><comparableValue xsi:type=\"xsd:double\">-1</comparableValue>"), "Datacenters host network datastore vm" },
    };

    /// <summary>A query that is not well-formed, and the member that is named.</summary>
    public static TheoryData<string, string> Faults => new()
    {
        { "<resourceType>ManagedEntity</resourceType>", "querySpec.resourceType" },
        { "<properties>name</properties><properties>name</properties><resourceType>Folder</resourceType>", "querySpec.properties" },
        { "<properties>name.</properties><resourceType>Folder</resourceType>", "querySpec.properties" },
        { "<resourceType>Folder</resourceType><limit>0</limit>", "querySpec.limit" },
        { Folders(Predicate("name[", "Equal", Text("x"))), "querySpec.filters[0].predicates[0].propertyPath" },
        { Folders(Predicate("name", "equal", Text("x"))), "querySpec.filters[0].predicates[0].operator" },
        { Folders(Predicate("name", "Equal", "<arrayOperator>SomeElements</arrayOperator>" + Text("x"))), "querySpec.filters[0].predicates[0].arrayOperator" },
        { Folders(Predicate("name", "Equal", Text("x")) + Predicate("name", "Equal", "")), "querySpec.filters[0].predicates[1].comparableValue" },
        { Folders(Predicate("name", "Equal", "<comparableValue xsi:type=\"AboutInfo\"><name/><fullName/><vendor/><version/><build/><osType/><productLineId/><apiType/><apiVersion/></comparableValue>")), "querySpec.filters[0].predicates[0].comparableValue" },
        { Folders(Predicate("name", "Like", "<comparableValue xsi:type=\"xsd:int\">1</comparableValue>")), "querySpec.filters[0].predicates[0].comparableValue" },
        { Folders(Predicate("name", "In", Text("x"))), "querySpec.filters[0].predicates[0].comparableList" },
    };

    public void Dispose() => _service.Dispose();

    [Theory]
    [MemberData(nameof(Conditions))]
    public async Task Objects_are_found_that_fulfil_every_condition(string predicates, string names)
    {
        var answer = await QueryAsync("<properties>name</properties>" + Folders(predicates));

        Assert.Equal(names, string.Join(' ', Values(answer)));
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_query_that_is_not_well_formed_is_refused_with_the_member(string spec, string member) => Assert.Contains(
        $"xsi:type=\"InvalidArgument\"><invalidProperty>{member}</invalidProperty>", await QueryAsync(spec), StringComparison.Ordinal);

    [Fact]
    public async Task A_value_that_is_unset_or_does_not_exist_keeps_its_place()
    {
        var answer = await QueryAsync(
            "<properties>@moRef</properties><properties>namespace</properties><properties>no.such</properties><properties>name</properties>"
            + Folders(Predicate("name", "Equal", Text("vm"))));

        Assert.Contains("<returnval><properties>@moRef</properties><properties>namespace</properties><properties>no.such</properties><properties>name</properties><items>", answer, StringComparison.Ordinal);
        Assert.Contains(
            "<items><propertyValues><value type=\"Folder\" xsi:type=\"ManagedObjectReference\">group-v3</value></propertyValues><propertyValues></propertyValues>"
            + "<propertyValues></propertyValues><propertyValues><value xsi:type=\"xsd:string\">vm</value></propertyValues></items>",
            answer,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("permission[*].principal", "ArrayOfString\"><string xsi:type=\"xsd:string\">VSPHERE.LOCAL\\administrator</string><string xsi:type=\"xsd:string\">reader</string>")]
    [InlineData("childEntity", "ArrayOfManagedObjectReference\"><ManagedObjectReference type=\"Datacenter\" xsi:type=\"ManagedObjectReference\">datacenter-2<")]
    public async Task A_path_may_lead_through_the_items_of_an_array(string path, string value) => Assert.Contains(
        value, await QueryAsync($"<properties>{path}</properties>" + Folders(Predicate("name", "Equal", Text("Datacenters")))), StringComparison.Ordinal);

    [Fact]
    public async Task Pages_follow_one_another_by_their_markers()
    {
        var cookie = await _service.LoginAsync();
        var first = await QueryAsync("<properties>name</properties><resourceType>Folder</resourceType><returnTotalCount>true</returnTotalCount><limit>2</limit>", cookie);
        Assert.Equal(["Datacenters", "host"], Values(first));
        Assert.Contains("<totalCount>5</totalCount>", first, StringComparison.Ordinal);

        var second = await NextAsync($"<marker>{MarkerOf(first)}</marker>", cookie);
        Assert.Equal(["network", "datastore"], Values(second));
        Assert.Equal(["vm"], Values(await NextAsync($"<marker>{MarkerOf(second)}</marker><limit>9</limit>", cookie)));
        Assert.Equal(["network"], Values(await NextAsync($"<marker>{MarkerOf(first)}</marker><limit>1</limit>", cookie)));
        Assert.DoesNotContain("<marker>", await NextAsync($"<marker>{MarkerOf(second)}</marker>", cookie), StringComparison.Ordinal);

        var stranger = await _service.LoginAsync("reader", "s3cret-R");
        Assert.Contains("iterationSpec.marker", await NextAsync($"<marker>{MarkerOf(first)}</marker>", stranger), StringComparison.Ordinal);
        Assert.Contains("iterationSpec.marker", await NextAsync("", cookie), StringComparison.Ordinal);
        Assert.Contains("iterationSpec.limit", await NextAsync($"<marker>{MarkerOf(first)}</marker><limit>0</limit>", cookie), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_caller_may_not_see_is_not_found()
    {
        _service.Get<PermissionTable>().Set(new PermissionEntry(AccountName.Parse("reader"), IsGroup: false, RoleId: -5) { Entity = new ManagedObjectReference("Datacenter", "datacenter-2") });

        Assert.Equal(["Datacenters"], Values(await QueryAsync("<properties>name</properties><resourceType>Folder</resourceType>", await _service.LoginAsync("reader", "s3cret-R"))));
    }

    [Theory]
    [InlineData("Datacenter", 1)]
    [InlineData("ServiceInstance", 1)]
    [InlineData("VirtualMachine", 0)]
    [InlineData("VmwareDistributedVirtualSwitch", 0)]
    public async Task Every_type_of_the_API_can_be_asked_for(string type, int count) => Assert.Contains(
        $"<totalCount>{count}</totalCount>", await QueryAsync($"<resourceType>{type}</resourceType><returnTotalCount>true</returnTotalCount>"), StringComparison.Ordinal);

    [Fact]
    public async Task A_server_before_9_1_does_not_know_the_method()
    {
        using var older = new TestService(new EndpointOptions { Version = ApiVersion.V9_0_0_0 });
        var answer = await older.CallAsync("<Query _NS><_this>SearchIndex</_this><querySpec><resourceType>Folder</resourceType></querySpec></Query>", await older.LoginAsync(), Action);
        Assert.Contains("Unable to resolve WSDL method name Query", answer.Answer, StringComparison.Ordinal);
    }

    private static string Folders(string predicates) => $"<resourceType>Folder</resourceType><filters>{predicates}</filters>";

    private static string Predicate(string path, string operation, string rest) =>
        $"<predicates><propertyPath>{path}</propertyPath><operator>{operation}</operator>{rest}</predicates>";

    private static string Text(string value) => $"<comparableValue xsi:type=\"xsd:string\">{value}</comparableValue>";

    private static string List(params string[] values) => string.Concat(values).Replace("comparableValue", "comparableList", StringComparison.Ordinal);

    private static IEnumerable<string> Values(string answer) => ValueElement().Matches(answer).Select(match => match.Groups[1].Value);

    private static string MarkerOf(string answer) => MarkerElement().Match(answer).Groups[1].Value;

    private async Task<string> QueryAsync(string spec, string? cookie = null) => (await _service.CallAsync(
        $"<Query _NS><_this>SearchIndex</_this><querySpec>{spec}</querySpec></Query>", cookie ?? await _service.LoginAsync(), Action)).Answer;

    private async Task<string> NextAsync(string spec, string cookie) => (await _service.CallAsync(
        $"<QueryNext _NS><_this>SearchIndex</_this><iterationSpec>{spec}</iterationSpec></QueryNext>", cookie, Action)).Answer;

    [GeneratedRegex("<value xsi:type=\"xsd:string\">([^<]*)</value>")]
    private static partial Regex ValueElement();

    [GeneratedRegex("<marker>([^<]*)</marker>")]
    private static partial Regex MarkerElement();
}
