using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Endpoint.Tests.Updates;
using VimSessionService.Endpoint.Tests.ViJson;
using VimSessionService.Inventory;
using VimSessionService.Inventory.Lab;
using VimSessionService.ManagedObjects.Registration;
using VimSessionService.ManagedObjects.Tasks;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.Inventory;

/// <summary>A user with some permissions sees what a model of visibility says, and nothing else, through every path by which the inventory is read. Each seed is another set of permissions.</summary>
public sealed class LeastPrivilegeTests : IDisposable
{
    private const string Newest = "urn:vim25/9.1.0.0";
    private const string Walk =
        "<selectSet xsi:type=\"TraversalSpec\"><name>f</name><type>Folder</type><path>childEntity</path>ALL</selectSet>"
        + "<selectSet xsi:type=\"TraversalSpec\"><name>dv</name><type>Datacenter</type><path>vmFolder</path>ALL</selectSet>"
        + "<selectSet xsi:type=\"TraversalSpec\"><name>dh</name><type>Datacenter</type><path>hostFolder</path>ALL</selectSet>"
        + "<selectSet xsi:type=\"TraversalSpec\"><name>ds</name><type>Datacenter</type><path>datastoreFolder</path>ALL</selectSet>"
        + "<selectSet xsi:type=\"TraversalSpec\"><name>dn</name><type>Datacenter</type><path>networkFolder</path>ALL</selectSet>"
        + "<selectSet xsi:type=\"TraversalSpec\"><name>ch</name><type>ComputeResource</type><path>host</path>ALL</selectSet>"
        + "<selectSet xsi:type=\"TraversalSpec\"><name>cr</name><type>ComputeResource</type><path>resourcePool</path>ALL</selectSet>"
        + "<selectSet xsi:type=\"TraversalSpec\"><name>hv</name><type>HostSystem</type><path>vm</path>ALL</selectSet>"
        + "<selectSet xsi:type=\"TraversalSpec\"><name>hd</name><type>HostSystem</type><path>datastore</path>ALL</selectSet>"
        + "<selectSet xsi:type=\"TraversalSpec\"><name>rv</name><type>ResourcePool</type><path>vm</path>ALL</selectSet>"
        + "<selectSet xsi:type=\"TraversalSpec\"><name>sv</name><type>Datastore</type><path>vm</path>ALL</selectSet>"
        + "<selectSet xsi:type=\"TraversalSpec\"><name>nv</name><type>Network</type><path>vm</path>ALL</selectSet>"
        + "<selectSet xsi:type=\"TraversalSpec\"><name>vn</name><type>VirtualMachine</type><path>network</path>ALL</selectSet>"
        + "<selectSet xsi:type=\"TraversalSpec\"><name>p</name><type>ManagedEntity</type><path>parent</path>ALL</selectSet>";

    private static readonly string Everywhere = Walk.Replace(
        "ALL", string.Concat(((string[])["f", "dv", "dh", "ds", "dn", "ch", "cr", "hv", "hd", "rv", "sv", "nv", "vn", "p"]).Select(static name => $"<selectSet><name>{name}</name></selectSet>")), StringComparison.Ordinal);

    private static readonly ServedInventory Lab = LabInventory.Create(LabSize.Named["small"], seed: 0);
    private static readonly ManagedObjectReference[] Entities = [.. Lab.Entries.Select(static entry => entry.Object.Reference)];
    private static readonly ManagedObjectReference[] Machines = [.. Entities.Where(static reference => reference.Type == "VirtualMachine")];

    private readonly TestService _service = new(
        new EndpointOptions { Version = ApiVersion.V9_1_0_0, Catalog = Lab.Catalog }, plugs: static services => services.AddSingleton(new InventoryChoice(Lab)));

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    public void Dispose() => _service.Dispose();

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Every_path_shows_what_the_model_says(int seed)
    {
        var (model, cookie) = await EnterAsync(seed);
        var visible = model.Visible;

        // Of names: read by themselves, in SOAP and VI-JSON, along all references, and in views.
        Assert.Equal(Sorted(visible), Sorted(await WhereAsync(Entities, reference => CallAsync(TestService.Fetch("name", reference.Value), cookie), "returnval")));
        Assert.Equal(Sorted(visible), Sorted(await ReadableInJsonAsync(cookie)));
        Assert.Equal(Sorted(visible), Sorted(await ShownAsync(await ContainerViewAsync(cookie), cookie)));
        Assert.Subset(visible.ToHashSet(), (await ObjectsAsync($"<objectSet><obj type=\"Folder\">group-d1</obj><skip>false</skip>{Everywhere}</objectSet>", cookie)).Except(["group-d1"]).ToHashSet());
        Assert.Subset(visible.ToHashSet(), (await ShownAsync(await InventoryViewAsync(cookie), cookie)).Except(["group-d1"]).ToHashSet());

        // Of values: those that may be read.
        Assert.Equal(
            Sorted(Machines.Select(static machine => machine.Value).Where(model.CanRead)),
            Sorted(await WhereAsync(Machines, reference => CallAsync(TestService.Fetch("config", reference.Value), cookie), "returnval")));
        Assert.Subset(visible.Append("group-d1").ToHashSet(), (await ReferencesAsync(cookie)).ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Every_search_finds_what_the_model_says(int seed)
    {
        var (model, cookie) = await EnterAsync(seed);
        var visible = model.Visible;
        foreach (var entry in Lab.Entries)
        {
            var (value, parent) = (entry.Object.Reference.Value, entry.Parent!);
            Assert.Equal(visible.Contains(value), await FindsAsync($"<FindChild _NS><_this>SearchIndex</_this><entity type=\"{parent.Type}\">{parent.Value}</entity><name>{entry.Name}</name></FindChild>", value, cookie));
            Assert.Equal(model.IsReached(value), await FindsAsync($"<FindByInventoryPath _NS><_this>SearchIndex</_this><inventoryPath>{PathOf(entry)}</inventoryPath></FindByInventoryPath>", value, cookie));
        }

        foreach (var machine in Lab.Entries.Where(static entry => entry.Object.Reference.Type == "VirtualMachine"))
        {
            var (value, config, guest) = (machine.Object.Reference.Value, (DataObject)machine.Object.Read("config")!, (DataObject)machine.Object.Read("guest")!);
            foreach (var search in (string[])[
                $"<FindByUuid _NS><_this>SearchIndex</_this><uuid>{Text(config, "uuid")}</uuid><vmSearch>true</vmSearch></FindByUuid>",
                $"<FindAllByUuid _NS><_this>SearchIndex</_this><uuid>{Text(config, "instanceUuid")}</uuid><vmSearch>true</vmSearch><instanceUuid>true</instanceUuid></FindAllByUuid>",
                $"<FindByIp _NS><_this>SearchIndex</_this><ip>{Text(guest, "ipAddress")}</ip><vmSearch>true</vmSearch></FindByIp>",
                $"<FindAllByIp _NS><_this>SearchIndex</_this><ip>{Text(guest, "ipAddress")}</ip><vmSearch>true</vmSearch></FindAllByIp>",
                $"<FindByDnsName _NS><_this>SearchIndex</_this><dnsName>{Text(guest, "hostName")}</dnsName><vmSearch>true</vmSearch></FindByDnsName>",
                $"<FindAllByDnsName _NS><_this>SearchIndex</_this><dnsName>{Text(guest, "hostName")}</dnsName><vmSearch>true</vmSearch></FindAllByDnsName>",
                $"<FindByDatastorePath _NS><_this>SearchIndex</_this><datacenter type=\"Datacenter\">datacenter-2</datacenter><path>[LocalDS_0] {machine.Name}/{machine.Name}.vmx</path></FindByDatastorePath>"])
            {
                Assert.Equal(visible.Contains(value), await FindsAsync(search, value, cookie));
            }
        }

        var found = await CallAsync("<Query _NS><_this>SearchIndex</_this><querySpec><properties>name</properties><resourceType>VirtualMachine</resourceType></querySpec></Query>", cookie);
        Assert.Equal(
            Sorted(Lab.Entries.Where(entry => entry.Object.Reference.Type == "VirtualMachine" && visible.Contains(entry.Object.Reference.Value)).Select(static entry => entry.Name)),
            Sorted(Lab.Entries.Where(entry => found.Contains($">{entry.Name}<", StringComparison.Ordinal)).Select(static entry => entry.Name)));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Events_tasks_updates_and_permissions_tell_of_what_the_model_says(int seed)
    {
        var (model, cookie) = await EnterAsync(seed);
        var visible = model.Visible;
        var parts = _service.Get<ServiceObjects>().Served!;
        foreach (var machine in Machines)
        {
            parts.Events.Post("VmPoweredOnEvent", machine, "somebody", static at => $"{at.Machine} is powered on");
            parts.Tasks.Begin(new TaskPlan { Method = "PowerOnVM_Task", Target = machine, Duration = TimeSpan.FromHours(1), Finish = static () => null }, "somebody");
        }

        var expected = Sorted(Machines.Select(static machine => machine.Value).Where(visible.Contains));
        Assert.Equal(expected, Sorted(MachinesIn(await CallAsync("<QueryEvents _NS><_this>EventManager</_this><filter><eventTypeId>VmEvent</eventTypeId></filter></QueryEvents>", cookie))));
        var events = await CreateAsync("<CreateCollectorForEvents _NS><_this>EventManager</_this><filter><eventTypeId>VmEvent</eventTypeId></filter></CreateCollectorForEvents>", cookie);
        Assert.Equal(expected, Sorted(MachinesIn(await CallAsync(TestService.Fetch("latestPage", events), cookie))));
        Assert.Equal(expected, Sorted(MachinesIn(await CallAsync($"<ReadNextEvents _NS><_this>{events}</_this><maxCount>100</maxCount></ReadNextEvents>", cookie))));
        Assert.Equal(expected, Sorted(MachinesIn(await CallAsync($"<ReadPreviousEvents _NS><_this>{events}</_this><maxCount>100</maxCount></ReadPreviousEvents>", cookie))));
        Assert.Subset(expected.ToHashSet(), MachinesIn(await CallAsync(TestService.Fetch("latestEvent", "EventManager"), cookie)).ToHashSet());

        var tasks = await CreateAsync("<CreateCollectorForTasks _NS><_this>TaskManager</_this><filter/></CreateCollectorForTasks>", cookie);
        Assert.Equal(expected, Sorted(MachinesIn(await CallAsync(TestService.Fetch("latestPage", tasks), cookie))));
        Assert.Equal(expected, Sorted(MachinesIn(await CallAsync($"<ReadNextTasks _NS><_this>{tasks}</_this><maxCount>100</maxCount></ReadNextTasks>", cookie))));
        Assert.Equal(expected.Length, (await CallAsync(TestService.Fetch("recentTask", "TaskManager"), cookie)).Split(">task-").Length - 1);
        Assert.Equal(
            Sorted(Machines.Select(static machine => machine.Value).Where(model.CanRead)),
            Sorted(await WhereAsync(Machines, machine => CallAsync(TestService.Fetch("info", $"task-{Array.IndexOf(Machines, machine) + 1}"), cookie), "returnval")));

        var collector = new Collector(_service, cookie);
        var view = await ContainerViewAsync(cookie);
        await collector.CreateFilterAsync(Collector.Of("ManagedEntity", "name") + $"<objectSet><obj type=\"ContainerView\">{view}</obj><skip>true</skip><selectSet xsi:type=\"TraversalSpec\"><type>ContainerView</type><path>view</path></selectSet></objectSet>");
        Assert.Equal(Sorted(visible), Sorted(Of(await collector.CheckAsync(), "obj")));
        Assert.Subset(visible.Append("group-d1").ToHashSet(), Of(await CallAsync("<RetrieveAllPermissions _NS><_this>AuthorizationManager</_this></RetrieveAllPermissions>", cookie), "entity").ToHashSet());
        Assert.Subset(visible.Append("group-d1").ToHashSet(), Of(await CallAsync("<RetrieveRolePermissions _NS><_this>AuthorizationManager</_this><roleId>-2</roleId></RetrieveRolePermissions>", cookie), "entity").ToHashSet());
    }

    private async Task<(VisibilityModel Model, string Cookie)> EnterAsync(int seed)
    {
        var model = new VisibilityModel(Lab);
        foreach (var (entity, role, propagates) in model.Choose(new Random(seed)))
            _service.Get<PermissionTable>().Set(new PermissionEntry(AccountName.Parse("nobody"), IsGroup: false, RoleId: role, Propagate: propagates, Entity: entity));
        return (model, await _service.LoginAsync("nobody", "s3cret-N"));
    }

    private async Task<string> CallAsync(string body, string cookie) => (await _service.CallAsync(body, cookie, Newest)).Answer;

    private async Task<string> CreateAsync(string body, string cookie)
    {
        var answer = await _service.CallAsync(body, cookie, Newest);
        Assert.True(answer.Status == 200, answer.Answer);
        return Collector.ReferenceOf(answer);
    }

    private Task<string> ContainerViewAsync(string cookie) =>
        CreateAsync("<CreateContainerView _NS><_this>ViewManager</_this><container type=\"Folder\">group-d1</container><recursive>true</recursive></CreateContainerView>", cookie);

    /// <summary>A view in which everything is open.</summary>
    private async Task<string> InventoryViewAsync(string cookie)
    {
        var view = await CreateAsync("<CreateInventoryView _NS><_this>ViewManager</_this></CreateInventoryView>", cookie);
        await CallAsync($"<OpenInventoryViewFolder _NS><_this>{view}</_this>{string.Concat(Entities.Select(static entity => $"<entity type=\"{entity.Type}\">{entity.Value}</entity>"))}</OpenInventoryViewFolder>", cookie);
        return view;
    }

    private async Task<IEnumerable<string>> ShownAsync(string view, string cookie) => Of(await CallAsync(TestService.Fetch("view", view), cookie), "ManagedObjectReference");

    private async Task<IEnumerable<string>> ObjectsAsync(string objectSet, string cookie)
    {
        var answer = await CallAsync($"<RetrievePropertiesEx _NS><_this>propertyCollector</_this><specSet><propSet><type>ManagedEntity</type><pathSet>name</pathSet></propSet>{objectSet}</specSet><options/></RetrievePropertiesEx>", cookie);
        var document = XDocument.Parse(answer);
        return document.Descendants().Where(static element => element.Name.LocalName == "objects" && element.Elements().Any(static child => child.Name.LocalName == "propSet"))
            .Select(static element => element.Elements().First(static child => child.Name.LocalName == "obj").Value);
    }

    /// <summary>What any property of any object of the inventory refers to, as its value or in an array.</summary>
    private async Task<IEnumerable<string>> ReferencesAsync(string cookie)
    {
        var objects = string.Concat(Entities.Select(static entity => $"<objectSet><obj type=\"{entity.Type}\">{entity.Value}</obj></objectSet>"));
        var answer = await CallAsync($"<RetrievePropertiesEx _NS><_this>propertyCollector</_this><specSet><propSet><type>ManagedEntity</type><all>true</all></propSet>{objects}</specSet><options/></RetrievePropertiesEx>", cookie);
        var values = XDocument.Parse(answer).Descendants().Where(static element => element.Name.LocalName == "val").ToList();
        return values.Where(static value => value.Attribute("type") is not null).Concat(values.Elements().Where(static item => item.Name.LocalName == "ManagedObjectReference"))
            .Where(static value => Entities.Any(entity => entity.Type == value.Attribute("type")!.Value)).Select(static value => value.Value);
    }

    private async Task<IEnumerable<string>> ReadableInJsonAsync(string cookie)
    {
        _ = cookie;
        var login = await _service.JsonAsync("SessionManager/SessionManager/Login", """{"userName":"nobody","password":"s3cret-N"}""");
        var session = login.AnswerHeaders[ViJsonCall.Session];
        var readable = new List<string>();
        foreach (var entity in Entities)
        {
            if ((await _service.JsonAsync($"{entity.Type}/{entity.Value}/name", session: session)).Status == 200)
                readable.Add(entity.Value);
        }

        return readable;
    }

    private async Task<bool> FindsAsync(string search, string value, string cookie)
    {
        var answer = await CallAsync(search, cookie);
        Assert.DoesNotContain("Fault>", answer, StringComparison.Ordinal);
        var found = answer.Contains($">{value}</returnval>", StringComparison.Ordinal);
        Assert.True(found || !answer.Contains("<returnval", StringComparison.Ordinal), answer);
        return found;
    }

    private static async Task<IEnumerable<string>> WhereAsync(IEnumerable<ManagedObjectReference> references, Func<ManagedObjectReference, Task<string>> call, string text)
    {
        var found = new List<string>();
        foreach (var reference in references)
        {
            if ((await call(reference)).Contains(text, StringComparison.Ordinal))
                found.Add(reference.Value);
        }

        return found;
    }

    private static IEnumerable<string> Of(string answer, string element) => XDocument.Parse(answer).Descendants().Where(item => item.Name.LocalName == element).Select(static item => item.Value);

    private static IEnumerable<string> MachinesIn(string answer) =>
        Machines.Select(static machine => machine.Value).Where(value => answer.Contains($"type=\"VirtualMachine\">{value}<", StringComparison.Ordinal));

    private static string PathOf(InventoryEntry entry) => entry.Parent is { Value: not "group-d1" } parent
        ? $"{PathOf(Lab.Entries.Single(above => above.Object.Reference.Value == parent.Value))}/{entry.Name}"
        : entry.Name;

    private static string Text(DataObject value, string field) => (string)value.GetSchema().FindField(field)!.Get(value)!;

    private static string[] Sorted(IEnumerable<string> values) => [.. values.Order(StringComparer.Ordinal)];
}
