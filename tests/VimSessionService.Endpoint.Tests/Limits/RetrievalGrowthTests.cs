using System.Text.RegularExpressions;
using VimSessionService.Core.Limits;
using VimSessionService.Testing;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.Limits;

/// <summary>The work and the memory of an answer grow no faster than its request, for every list, name and nesting that one can have.</summary>
[Collection(AloneCollection.Name)]
public sealed class RetrievalGrowthTests : IDisposable
{
    private const string Folder = "<obj type=\"Folder\">group-d1</obj>";
    private const string Manager = "<obj type=\"SessionManager\">SessionManager</obj>";

    /// <summary>What a request may be answered with that is longer than any real one: none of these is said before the request was read whole.</summary>
    private static readonly string[] Refusals =
    [
        "InvalidProperty", "NotFound", "InvalidDatastorePath", "InvalidLocale", "InvalidLogin", "InvalidArgument", "InvalidName", "InvalidCollectorVersion", "NotSupported", "InvalidState",
    ];

    private readonly TestService _service = new(
        settings: new EndpointSettings { Version = ApiVersion.V9_1_0_0, MaxRequestBytes = 16 * 1024 * 1024 },
        datacenter: "DC",
        work: new WorkLimits { MaxRequestWork = int.MaxValue, MaxSessionBytes = int.MaxValue, ProcessMemory = 1L << 40 });

    private string _role = "";

    public void Dispose() => _service.Dispose();

    public static TheoryData<string, int> Requests => new()
    {
        { "one object in many objectSpecs", 500 },
        { "objects that are missing", 500 },
        { "one path in a property specification", 500 },
        { "keys of one list", 300 },
        { "property specifications of one type", 500 },
        { "property specifications of other types", 500 },
        { "filter specifications", 200 },
        { "specifications of all properties", 3 },
        { "characters of a path", 50_000 },
        { "steps of a path", 20_000 },
        { "traversals of one object", 300 },
        { "names of traversals", 300 },
        { "traversals that lead to each other", 150 },
        { "objects with traversals", 200 },
        { "objects of a list view", 500 },
        { "types of a container view", 500 },
        { "characters of a type", 50_000 },
        { "paths of a filter", 300 },
        { "missing objects of a filter", 300 },
        { "names in an inventory path", 20_000 },
        { "privileges asked for", 500 },
        { "objects asked about", 300 },
        { "users of an event filter", 500 },
        { "tags of an event filter", 500 },
        { "categories of an event filter", 500 },
        { "types of an event filter", 500 },
        { "permissions of an entity", 300 },
        { "objects added to a list view", 300 },
        { "objects of a list view that is reset", 300 },
        { "folders that an inventory view opens", 300 },
        { "folders that an inventory view closes", 300 },
        { "privileges asked for of a session", 500 },
        { "objects asked about of a session", 300 },
        { "characters of an identifier", 50_000 },
        { "characters of a DNS name", 50_000 },
        { "characters of an IP address", 50_000 },
        { "characters of a name of a child", 50_000 },
        { "characters of a search for users", 50_000 },
        { "characters of a datastore path", 50_000 },
        { "characters of a domain of users", 50_000 },
        { "characters of a search in a domain", 50_000 },
        { "characters of a group whose members are searched", 50_000 },
        { "characters of a user whose groups are searched", 50_000 },
        { "sessions to terminate", 500 },
        { "characters of a session to terminate", 50_000 },
        { "settings that are changed", 300 },
        { "characters of a name of settings", 50_000 },
        { "privileges of a role", 500 },
        { "characters of a message to all", 50_000 },
        { "characters of a user's event", 50_000 },
        { "arguments of an event", 300 },
        { "characters of a locale", 50_000 },
        { "characters of a user name", 50_000 },
        { "characters of a password", 50_000 },
        { "characters of a negotiation", 50_000 },
        { "characters of an extension's key", 50_000 },
        { "extensions whose addresses are asked for", 500 },
        { "texts of an extension", 300 },
        { "resource lists of an extension", 300 },
        { "privileges of an extension", 300 },
        { "events of an extension", 300 },
        { "clients and servers of an extension", 300 },
        { "filters of a query", 300 },
        { "predicates of a query", 300 },
        { "values that a query compares with", 500 },
        { "characters of a path that a query compares", 50_000 },
        { "characters of a pattern of a query", 50_000 },
        { "characters of a token of a page", 50_000 },
        { "characters of a version of updates", 50_000 },
        { "characters of a clone ticket", 50_000 },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task The_work_grows_as_the_request(string what, int n)
    {
        var cookie = await _service.LoginAsync();
        var names = await NamesAsync(cookie);
        await SendAsync(Request(what, n, names), cookie);
        await Growth.AssertLinearAsync(what, size => Request(what, size, names), body => SendAsync(body, cookie), n);
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task The_memory_is_a_fixed_multiple_of_the_request_and_its_answer(string what, int n)
    {
        const int Multiple = 60;
        var cookie = await _service.LoginAsync();
        var body = Request(what, 4 * n, await NamesAsync(cookie));
        await SendAsync(body, cookie);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var answer = await SendAsync(body, cookie);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        var allowed = 200_000L + (Multiple * (long)(body.Length + answer));
        Assert.True(allocated < allowed, $"{what}: {body.Length} bytes with an answer of {answer} allocate {allocated}");
    }

    private async Task<int> SendAsync(string body, string cookie)
    {
        var answer = await _service.CallAsync(body, cookie, "urn:vim25/9.1.0.0");
        Assert.True(answer.Status == 200 || Refusals.Any(fault => answer.Answer.Contains($"xsi:type=\"{fault}\"", StringComparison.Ordinal)), answer.Answer);
        if (body.StartsWith("<Create", StringComparison.Ordinal) && answer.Status == 200)
        {
            if (body.StartsWith("<CreateFilter", StringComparison.Ordinal))
                await _service.CallAsync("<CheckForUpdates _NS><_this>propertyCollector</_this></CheckForUpdates>", cookie);
            await CleanAsync(Updates.Collector.ReferenceOf(answer), cookie);
        }

        return answer.AnswerBytes.Length;
    }

    /// <summary>Reads what was made, and takes it away.</summary>
    private async Task CleanAsync(string made, string cookie)
    {
        if ((await _service.CallAsync($"<DestroyPropertyFilter _NS><_this>{made}</_this></DestroyPropertyFilter>", cookie)).Status == 200)
            return;
        await _service.CallAsync($"<DestroyView _NS><_this>{made}</_this></DestroyView>", cookie);
    }

    [Fact]
    public Task Keys_of_a_long_list_are_found_without_a_search() =>
        Growth.AssertLinearAsync(
            "keys of sessions",
            KeysOfSessionsAsync,
            async asked =>
            {
                var (service, cookie, body) = await asked;
                Assert.Equal(200, (await service.CallAsync(body, cookie)).Status);
            },
            100);

    /// <summary>As many sessions as keys that are asked for.</summary>
    private static async Task<(TestService Service, string Cookie, string Body)> KeysOfSessionsAsync(int n)
    {
        var service = new TestService();
        var cookies = new List<string>();
        for (var i = 0; i < n; i++)
            cookies.Add(await service.LoginAsync());
        var list = await service.CallAsync(TestService.Fetch("sessionList"), cookies[0]);
        var keys = Regex.Matches(list.Answer, "<key>([^<]+)</key>").Select(key => key.Groups[1].Value).ToList();
        Assert.Equal(n, keys.Count);
        return (service, cookies[0], Retrieve("<type>SessionManager</type>" + Many(n, i => $"<pathSet>sessionList[&quot;{keys[i]}&quot;].userName</pathSet>"), $"<objectSet>{Manager}</objectSet>"));
    }

    /// <summary>Views and the session that requests name.</summary>
    private async Task<Names> NamesAsync(string cookie)
    {
        var session = Regex.Match((await _service.CallAsync(TestService.Fetch("currentSession"), cookie)).Answer, "<key>([^<]+)</key>").Groups[1].Value;
        var list = await _service.CallAsync("<CreateListView _NS><_this>ViewManager</_this></CreateListView>", cookie);
        var inventory = await _service.CallAsync("<CreateInventoryView _NS><_this>ViewManager</_this></CreateInventoryView>", cookie);
        var role = Regex.Match((await _service.CallAsync("<AddAuthorizationRole _NS><_this>AuthorizationManager</_this><name>growing</name></AddAuthorizationRole>", cookie)).Answer, "<returnval>(-?[0-9]+)</returnval>").Groups[1].Value;
        if (role.Length > 0)
            _role = role;
        await _service.CallAsync($"<RegisterExtension _NS><_this>ExtensionManager</_this>{Extension("")}</RegisterExtension>", cookie);
        return new Names(session, Updates.Collector.ReferenceOf(list), Updates.Collector.ReferenceOf(inventory), _role);
    }

    private sealed record Names(string Session, string ListView, string InventoryView, string Role);

    private static string Request(string what, int n, Names names) => what switch
    {
        "one object in many objectSpecs" => Retrieve("<type>SessionManager</type><pathSet>currentSession.userName</pathSet>", Many(n, _ => $"<objectSet>{Manager}</objectSet>")),
        "objects that are missing" => Retrieve("<type>Folder</type><pathSet>name</pathSet>", Many(n, i => $"<objectSet><obj type=\"Folder\">group-d9{i}</obj></objectSet>") + "<reportMissingObjectsInResults>true</reportMissingObjectsInResults>"),
        "one path in a property specification" => Retrieve("<type>Folder</type>" + Many(n, _ => "<pathSet>name</pathSet>"), $"<objectSet>{Folder}</objectSet>"),
        "keys of one list" => Retrieve("<type>SessionManager</type>" + Many(n, i => $"<pathSet>sessionList[&quot;{i}&quot;].userName</pathSet>"), $"<objectSet>{Manager}</objectSet>"),
        "property specifications of one type" => RetrieveSpec(Many(n, _ => "<propSet><type>Folder</type><pathSet>name</pathSet></propSet>") + $"<objectSet>{Folder}</objectSet>"),
        "property specifications of other types" => RetrieveSpec(Many(n, i => $"<propSet><type>VirtualMachine</type><pathSet>p{i}</pathSet></propSet>") + Many(n / 10, i => $"<objectSet>{Folder}</objectSet>")),
        "filter specifications" => "<RetrieveProperties _NS><_this>propertyCollector</_this>" + Many(n, _ => $"<specSet><propSet><type>SessionManager</type><pathSet>sessionList</pathSet></propSet><objectSet>{Manager}</objectSet></specSet>") + "</RetrieveProperties>",
        "specifications of all properties" => "<RetrieveProperties _NS><_this>propertyCollector</_this>" + Many(n, _ => "<specSet><propSet><type>AuthorizationManager</type><all>true</all></propSet><objectSet><obj type=\"AuthorizationManager\">AuthorizationManager</obj></objectSet></specSet>") + "</RetrieveProperties>",
        "characters of a path" => Retrieve($"<type>Folder</type><pathSet>{new string('a', n)}</pathSet>", $"<objectSet>{Folder}</objectSet>"),
        "steps of a path" => Retrieve($"<type>VirtualMachine</type><pathSet>{Many(n, _ => "a.")}a</pathSet>", $"<objectSet>{Folder}</objectSet>"),
        "traversals of one object" => Walk(Many(n, _ => "<selectSet xsi:type=\"TraversalSpec\"><type>Folder</type><path>childEntity</path></selectSet>")),
        "names of traversals" => Walk("<selectSet xsi:type=\"TraversalSpec\"><name>n</name><type>Folder</type><path>childEntity</path>" + Many(n, _ => "<selectSet><name>n</name></selectSet>") + "</selectSet>"),
        "traversals that lead to each other" => Walk(Many(n, i => $"<selectSet xsi:type=\"TraversalSpec\"><name>n{i}</name><type>Folder</type><path>childEntity</path><selectSet><name>n{(i + 1) % n}</name></selectSet></selectSet>")),
        "objects with traversals" => Retrieve("<type>ManagedEntity</type><pathSet>name</pathSet>", Many(n, _ => $"<objectSet>{Folder}<selectSet xsi:type=\"TraversalSpec\"><type>Folder</type><path>childEntity</path></selectSet></objectSet>")),
        "objects of a list view" => "<CreateListView _NS><_this>ViewManager</_this>" + Many(n, i => $"<obj type=\"Folder\">group-{(i % 2 == 0 ? "d1" : "v3")}</obj>") + "</CreateListView>",
        "types of a container view" => "<CreateContainerView _NS><_this>ViewManager</_this><container type=\"Folder\">group-d1</container>" + Many(n, i => $"<type>Type{i}</type>") + "<recursive>true</recursive></CreateContainerView>",
        "characters of a type" => $"<CreateContainerView _NS><_this>ViewManager</_this><container type=\"Folder\">group-d1</container><type>{new string('a', n)}</type><recursive>true</recursive></CreateContainerView>",
        "paths of a filter" => Filter("<type>SessionManager</type>" + Many(n, i => $"<pathSet>sessionList[&quot;{i}&quot;].userName</pathSet>"), $"<objectSet>{Manager}</objectSet>"),
        "missing objects of a filter" => Filter("<type>Folder</type><pathSet>name</pathSet>", Many(n, i => $"<objectSet><obj type=\"Folder\">group-d9{i}</obj></objectSet>") + "<reportMissingObjectsInResults>true</reportMissingObjectsInResults>"),
        "names in an inventory path" => $"<FindByInventoryPath _NS><_this>SearchIndex</_this><inventoryPath>{new string('/', n)}DC/vm/{Many(n, _ => "a/")}</inventoryPath></FindByInventoryPath>",
        "privileges asked for" => "<HasUserPrivilegeOnEntities _NS><_this>AuthorizationManager</_this><entities type=\"Folder\">group-d1</entities><userName>reader</userName>" + Many(n, i => $"<privId>P.{i}</privId>") + "</HasUserPrivilegeOnEntities>",
        "objects asked about" => "<FetchUserPrivilegeOnEntities _NS><_this>AuthorizationManager</_this>" + Many(n, _ => "<entities type=\"Folder\">group-d1</entities>") + "<userName>reader</userName></FetchUserPrivilegeOnEntities>",
        "users of an event filter" => Events($"<userName><systemUser>false</systemUser>{Many(n, i => $"<userList>user{i}</userList>")}</userName>"),
        "tags of an event filter" => Events(Many(n, i => $"<tag>tag{i}</tag>")),
        "categories of an event filter" => Events(Many(n, _ => "<category>error</category>")),
        "types of an event filter" => Events(Many(n, _ => "<type>UserLogoutSessionEvent</type>")),
        "permissions of an entity" => "<SetEntityPermissions _NS><_this>AuthorizationManager</_this><entity type=\"Folder\">group-d1</entity>" + Many(n, _ => "<permission><principal>reader</principal><group>false</group><roleId>-2</roleId><propagate>true</propagate></permission>") + "</SetEntityPermissions>",
        "objects added to a list view" => $"<ModifyListView _NS><_this>{names.ListView}</_this>{Many(n, i => $"<add type=\"Folder\">group-{(i % 2 == 0 ? "d1" : "v3")}</add>")}{Many(n, _ => "<remove type=\"Folder\">group-v3</remove>")}</ModifyListView>",
        "objects of a list view that is reset" => $"<ResetListView _NS><_this>{names.ListView}</_this>{Many(n, i => $"<obj type=\"Folder\">group-{(i % 2 == 0 ? "d1" : "v3")}</obj>")}</ResetListView>",
        "folders that an inventory view opens" => $"<OpenInventoryViewFolder _NS><_this>{names.InventoryView}</_this>{Many(n, _ => "<entity type=\"Folder\">group-d1</entity>")}</OpenInventoryViewFolder>",
        "folders that an inventory view closes" => $"<CloseInventoryViewFolder _NS><_this>{names.InventoryView}</_this>{Many(n, _ => "<entity type=\"Folder\">group-d1</entity>")}</CloseInventoryViewFolder>",
        "privileges asked for of a session" => $"<HasPrivilegeOnEntity _NS><_this>AuthorizationManager</_this><entity type=\"Folder\">group-d1</entity><sessionId>{names.Session}</sessionId>{Many(n, i => $"<privId>P.{i}</privId>")}</HasPrivilegeOnEntity>",
        "objects asked about of a session" => $"<HasPrivilegeOnEntities _NS><_this>AuthorizationManager</_this>{Many(n, _ => "<entity type=\"Folder\">group-d1</entity>")}<sessionId>{names.Session}</sessionId><privId>System.View</privId></HasPrivilegeOnEntities>",
        "characters of an identifier" => Search("FindAllByUuid", $"<uuid>{new string('a', n)}</uuid><vmSearch>true</vmSearch>"),
        "characters of a DNS name" => Search("FindAllByDnsName", $"<dnsName>{new string('a', n)}</dnsName><vmSearch>true</vmSearch>"),
        "characters of an IP address" => Search("FindAllByIp", $"<ip>{new string('1', n)}</ip><vmSearch>true</vmSearch>"),
        "characters of a name of a child" => Search("FindChild", $"<entity type=\"Folder\">group-d1</entity><name>{new string('%', n)}</name>"),
        "characters of a search for users" => Users($"<searchStr>{new string('a', n)}</searchStr>"),
        "characters of a datastore path" => Search("FindByDatastorePath", $"<datacenter type=\"Datacenter\">datacenter-2</datacenter><path>[ds] {new string('/', n)}</path>"),
        "characters of a domain of users" => Users($"<domain>{new string('a', n)}</domain><searchStr>a</searchStr>"),
        "characters of a search in a domain" => Users($"<domain>VSPHERE.LOCAL</domain><searchStr>{new string('a', n)}</searchStr>"),
        "characters of a group whose members are searched" => Users($"<domain>VSPHERE.LOCAL</domain><searchStr>a</searchStr><belongsToGroup>{new string('@', n)}a</belongsToGroup>"),
        "characters of a user whose groups are searched" => Users($"<domain>VSPHERE.LOCAL</domain><searchStr>a</searchStr><belongsToUser>{new string('\\', n)}a</belongsToUser>"),
        "sessions to terminate" => Sessions("TerminateSession", Many(n, i => $"<sessionId>52-{i}</sessionId>")),
        "characters of a session to terminate" => Sessions("TerminateSession", $"<sessionId>{new string('a', n)}</sessionId>"),
        "settings that are changed" => $"<UpdateOptions _NS><_this type=\"OptionManager\">VpxSettings</_this>{Many(n, i => $"<changedValue><key>event.maxAge</key><value xsi:type=\"xsd:int\">{30 + (i % 2)}</value></changedValue>")}</UpdateOptions>",
        "characters of a name of settings" => $"<QueryOptions _NS><_this type=\"OptionManager\">VpxSettings</_this><name>{new string('.', n)}</name></QueryOptions>",
        "privileges of a role" => $"<UpdateAuthorizationRole _NS><_this>AuthorizationManager</_this><roleId>{names.Role}</roleId><newName>growing</newName>{Many(n, _ => "<privIds>Global.Settings</privIds><privIds>System.View</privIds>")}</UpdateAuthorizationRole>",
        "characters of a message to all" => Sessions("UpdateServiceMessage", $"<message>{new string('a', n)}</message>"),
        "characters of a user's event" => $"<LogUserEvent _NS><_this>EventManager</_this><entity type=\"Folder\">group-d1</entity><msg>{new string('%', n)}</msg></LogUserEvent>",
        "arguments of an event" => "<PostEvent _NS><_this>EventManager</_this><eventToPost xsi:type=\"EventEx\"><key>0</key><chainId>0</chainId><createdTime>2024-02-03T04:05:06Z</createdTime><userName></userName><eventTypeId>com.example.growing</eventTypeId>"
            + Many(n, i => $"<arguments><key>k{i}</key><value xsi:type=\"xsd:string\">v</value></arguments>") + "</eventToPost></PostEvent>",
        "characters of a locale" => Sessions("SetLocale", $"<locale>{new string('_', n)}</locale>"),
        "characters of a user name" => Sessions("Login", $"<userName>{new string('@', n)}</userName><password>x</password>"),
        "characters of a password" => Sessions("Login", $"<userName>reader</userName><password>{new string('a', n)}</password>"),
        "characters of a negotiation" => Sessions("LoginBySSPI", $"<base64Token>{new string('A', n * 4)}</base64Token>"),
        "characters of an extension's key" => $"<FindExtension _NS><_this>ExtensionManager</_this><extensionKey>{new string('.', n)}</extensionKey></FindExtension>",
        "extensions whose addresses are asked for" => $"<QueryExtensionIpAllocationUsage _NS><_this>ExtensionManager</_this>{Many(n, i => $"<extensionKeys>k{i}</extensionKeys>")}</QueryExtensionIpAllocationUsage>",
        "texts of an extension" => Update($"<resourceList><locale>en</locale><module>auth</module>{Many(n, i => $"<data><key>k{i}</key><value>v</value></data>")}</resourceList>"),
        "resource lists of an extension" => Update(Many(n, i => $"<resourceList><locale>en</locale><module>m{i}</module><data><key>k</key><value>v</value></data></resourceList>")),
        "privileges of an extension" => Update(Many(n, i => $"<privilegeList><privID>G.P{i}</privID><privGroupName>G</privGroupName></privilegeList>")),
        "events of an extension" => Update(Many(n, i => $"<eventList><eventID>com.example.e{i}</eventID></eventList>")),
        "clients and servers of an extension" => Update(
            Many(n, i => $"<server><url>https://a{i}/</url><description><label>l</label><summary>s</summary></description><company>c</company><type>t</type><adminEmail>a@b</adminEmail></server>")
            + Many(n, i => $"<client><version>1</version><description><label>l</label><summary>s</summary></description><company>c</company><type>t</type><url>https://a{i}/</url></client>")),
        "filters of a query" => Query(Many(n, _ => $"<filters>{Predicate("name", "Equal", "vm")}</filters>")),
        "predicates of a query" => Query($"<filters>{Many(n, _ => Predicate("name", "NotEqual", "x"))}</filters>"),
        "values that a query compares with" => Query($"<filters><predicates><propertyPath>name</propertyPath><operator>In</operator>{Many(n, i => $"<comparableList xsi:type=\"xsd:string\">v{i}</comparableList>")}</predicates></filters>"),
        "characters of a path that a query compares" => Query($"<filters>{Predicate($"name{new string('.', n)}", "Equal", "vm")}</filters>"),
        "characters of a pattern of a query" => Query($"<filters>{Predicate("name", "Like", new string('*', n))}</filters>"),
        "characters of a token of a page" => $"<ContinueRetrievePropertiesEx _NS><_this>propertyCollector</_this><token>{new string('1', n)}</token></ContinueRetrievePropertiesEx>",
        "characters of a version of updates" => $"<CheckForUpdates _NS><_this>propertyCollector</_this><version>{new string('1', n)}</version></CheckForUpdates>",
        "characters of a clone ticket" => Sessions("CloneSession", $"<cloneTicket>{new string('-', n)}</cloneTicket>"),
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
    };

    private static string Many(int n, Func<int, string> make) => string.Concat(Enumerable.Range(0, n).Select(make));

    private static string Retrieve(string propSet, string objects) => RetrieveSpec($"<propSet>{propSet}</propSet>{objects}");

    private static string RetrieveSpec(string spec) => $"<RetrieveProperties _NS><_this>propertyCollector</_this><specSet>{spec}</specSet></RetrieveProperties>";

    private static string Walk(string selections) => Retrieve("<type>ManagedEntity</type><pathSet>name</pathSet>", $"<objectSet>{Folder}{selections}</objectSet>");

    private static string Filter(string propSet, string objects) =>
        $"<CreateFilter _NS><_this>propertyCollector</_this><spec><propSet>{propSet}</propSet>{objects}</spec><partialUpdates>false</partialUpdates></CreateFilter>";

    private static string Query(string filters) => $"<Query _NS><_this>SearchIndex</_this><querySpec><resourceType>Folder</resourceType>{filters}</querySpec></Query>";

    private static string Predicate(string path, string operation, string value) =>
        $"<predicates><propertyPath>{path}</propertyPath><operator>{operation}</operator><comparableValue xsi:type=\"xsd:string\">{value}</comparableValue></predicates>";

    private static string Sessions(string method, string arguments) => $"<{method} _NS><_this>SessionManager</_this>{arguments}</{method}>";

    private static string Update(string lists) => $"<UpdateExtension _NS><_this>ExtensionManager</_this>{Extension(lists)}</UpdateExtension>";

    private static string Extension(string lists) =>
        $"<extension><description><label>l</label><summary>s</summary></description><key>com.example.growing</key><version>1.0.0</version>{lists}<lastHeartbeatTime>2024-02-03T04:05:06Z</lastHeartbeatTime></extension>";

    private static string Search(string method, string arguments) => $"<{method} _NS><_this>SearchIndex</_this>{arguments}</{method}>";

    private static string Users(string what) =>
        $"<RetrieveUserGroups _NS><_this>UserDirectory</_this>{what}<exactMatch>false</exactMatch><findUsers>true</findUsers><findGroups>true</findGroups></RetrieveUserGroups>";

    private static string Events(string filter) => $"<QueryEvents _NS><_this>EventManager</_this><filter>{filter}</filter></QueryEvents>";
}
