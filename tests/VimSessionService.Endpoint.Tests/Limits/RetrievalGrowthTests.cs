using System.Text.RegularExpressions;
using VimSessionService.Testing;
using static VimSessionService.Endpoint.Tests.Limits.GrowthText;

namespace VimSessionService.Endpoint.Tests.Limits;

/// <summary>The work and the memory of retrievals, filters and views grow no faster than their calls.</summary>
[Collection(AloneCollection.Name)]
public sealed class RetrievalGrowthTests : CallGrowthTests<RetrievalGrowthTests>, IGrowthRows
{
    /// <inheritdoc/>
    public static IReadOnlyDictionary<string, GrowthRow> Rows { get; } = new Dictionary<string, GrowthRow>(StringComparer.Ordinal)
    {
        ["one object in many objectSpecs"] = GrowthRow.Of(500, n => Retrieve("<type>SessionManager</type><pathSet>currentSession.userName</pathSet>", Many(n, _ => $"<objectSet>{Manager}</objectSet>"))),
        ["objects that are missing"] = GrowthRow.Of(500, n => Retrieve("<type>Folder</type><pathSet>name</pathSet>", Many(n, i => $"<objectSet><obj type=\"Folder\">group-d9{i}</obj></objectSet>") + "<reportMissingObjectsInResults>true</reportMissingObjectsInResults>")),
        ["one path in a property specification"] = GrowthRow.Of(500, n => Retrieve("<type>Folder</type>" + Many(n, _ => "<pathSet>name</pathSet>"), $"<objectSet>{Folder}</objectSet>")),
        ["keys of one list"] = GrowthRow.Of(300, n => Retrieve("<type>SessionManager</type>" + Many(n, i => $"<pathSet>sessionList[&quot;{i}&quot;].userName</pathSet>"), $"<objectSet>{Manager}</objectSet>")),
        ["property specifications of one type"] = GrowthRow.Of(500, n => RetrieveSpec(Many(n, _ => "<propSet><type>Folder</type><pathSet>name</pathSet></propSet>") + $"<objectSet>{Folder}</objectSet>")),
        ["property specifications of other types"] = GrowthRow.Of(500, n => RetrieveSpec(Many(n, i => $"<propSet><type>VirtualMachine</type><pathSet>p{i}</pathSet></propSet>") + Many(n / 10, i => $"<objectSet>{Folder}</objectSet>"))),
        ["filter specifications"] = GrowthRow.Of(200, n => "<RetrieveProperties _NS><_this>propertyCollector</_this>" + Many(n, _ => $"<specSet><propSet><type>SessionManager</type><pathSet>sessionList</pathSet></propSet><objectSet>{Manager}</objectSet></specSet>") + "</RetrieveProperties>"),
        ["specifications of all properties"] = GrowthRow.Of(3, n => "<RetrieveProperties _NS><_this>propertyCollector</_this>" + Many(n, _ => "<specSet><propSet><type>AuthorizationManager</type><all>true</all></propSet><objectSet><obj type=\"AuthorizationManager\">AuthorizationManager</obj></objectSet></specSet>") + "</RetrieveProperties>"),
        ["characters of a path"] = GrowthRow.Of(50_000, n => Retrieve($"<type>Folder</type><pathSet>{new string('a', n)}</pathSet>", $"<objectSet>{Folder}</objectSet>"), "InvalidProperty", "there is no property"),
        ["steps of a path"] = GrowthRow.Of(20_000, n => Retrieve($"<type>VirtualMachine</type><pathSet>{Many(n, _ => "a.")}a</pathSet>", $"<objectSet>{Folder}</objectSet>")),
        ["traversals of one object"] = GrowthRow.Of(300, n => Walk(Many(n, _ => "<selectSet xsi:type=\"TraversalSpec\"><type>Folder</type><path>childEntity</path></selectSet>"))),
        ["names of traversals"] = GrowthRow.Of(300, n => Walk("<selectSet xsi:type=\"TraversalSpec\"><name>n</name><type>Folder</type><path>childEntity</path>" + Many(n, _ => "<selectSet><name>n</name></selectSet>") + "</selectSet>")),
        ["traversals that lead to each other"] = GrowthRow.Of(150, n => Walk(Many(n, i => $"<selectSet xsi:type=\"TraversalSpec\"><name>n{i}</name><type>Folder</type><path>childEntity</path><selectSet><name>n{(i + 1) % n}</name></selectSet></selectSet>"))),
        ["objects with traversals"] = GrowthRow.Of(200, n => Retrieve("<type>ManagedEntity</type><pathSet>name</pathSet>", Many(n, _ => $"<objectSet>{Folder}<selectSet xsi:type=\"TraversalSpec\"><type>Folder</type><path>childEntity</path></selectSet></objectSet>"))),
        ["objects of a list view"] = GrowthRow.Of(500, n => "<CreateListView _NS><_this>ViewManager</_this>" + Many(n, i => $"<obj type=\"Folder\">group-{(i % 2 == 0 ? "d1" : "v3")}</obj>") + "</CreateListView>"),
        ["types of a container view"] = GrowthRow.Of(500, n => "<CreateContainerView _NS><_this>ViewManager</_this><container type=\"Folder\">group-d1</container>" + Many(n, i => $"<type>Type{i}</type>") + "<recursive>true</recursive></CreateContainerView>"),
        ["characters of a type"] = GrowthRow.Of(50_000, n => $"<CreateContainerView _NS><_this>ViewManager</_this><container type=\"Folder\">group-d1</container><type>{new string('a', n)}</type><recursive>true</recursive></CreateContainerView>"),
        ["paths of a filter"] = GrowthRow.Of(300, n => Filter("<type>SessionManager</type>" + Many(n, i => $"<pathSet>sessionList[&quot;{i}&quot;].userName</pathSet>"), $"<objectSet>{Manager}</objectSet>")),
        ["missing objects of a filter"] = GrowthRow.Of(300, n => Filter("<type>Folder</type><pathSet>name</pathSet>", Many(n, i => $"<objectSet><obj type=\"Folder\">group-d9{i}</obj></objectSet>") + "<reportMissingObjectsInResults>true</reportMissingObjectsInResults>")),
        ["objects added to a list view"] = GrowthRow.Named(300, (n, names) => $"<ModifyListView _NS><_this>{names.ListView}</_this>{Many(n, i => $"<add type=\"Folder\">group-{(i % 2 == 0 ? "d1" : "v3")}</add>")}{Many(n, _ => "<remove type=\"Folder\">group-v3</remove>")}</ModifyListView>"),
        ["objects of a list view that is reset"] = GrowthRow.Named(300, (n, names) => $"<ResetListView _NS><_this>{names.ListView}</_this>{Many(n, i => $"<obj type=\"Folder\">group-{(i % 2 == 0 ? "d1" : "v3")}</obj>")}</ResetListView>"),
        ["folders that an inventory view opens"] = GrowthRow.Named(300, (n, names) => $"<OpenInventoryViewFolder _NS><_this>{names.InventoryView}</_this>{Many(n, _ => "<entity type=\"Folder\">group-d1</entity>")}</OpenInventoryViewFolder>"),
        ["folders that an inventory view closes"] = GrowthRow.Named(300, (n, names) => $"<CloseInventoryViewFolder _NS><_this>{names.InventoryView}</_this>{Many(n, _ => "<entity type=\"Folder\">group-d1</entity>")}</CloseInventoryViewFolder>"),
        ["characters of a token of a page"] = GrowthRow.Of(50_000, n => $"<ContinueRetrievePropertiesEx _NS><_this>propertyCollector</_this><token>{new string('1', n)}</token></ContinueRetrievePropertiesEx>", "InvalidArgument", "no page waits under this token"),
        ["characters of a version of updates"] = GrowthRow.Of(50_000, n => $"<CheckForUpdates _NS><_this>propertyCollector</_this><version>{new string('1', n)}</version></CheckForUpdates>", "InvalidCollectorVersion", "the collector does not remember this version"),
        ["characters of a fetched property"] = GrowthRow.Of(50_000, n => Call("Fetch", "SessionManager", $"<prop>{Letters(n)}</prop>"), "InvalidProperty", "there is no property"),
        ["characters of a token of a page that is given up"] = GrowthRow.Of(50_000, n => Call("CancelRetrievePropertiesEx", "propertyCollector", $"<token>{new string('1', n)}</token>"), "InvalidArgument", "no page waits under this token"),
        ["characters of a version that a wait begins with"] = GrowthRow.Of(50_000, n => Call("WaitForUpdates", "propertyCollector", $"<version>{new string('1', n)}</version>"), "InvalidCollectorVersion", "the collector does not remember this version"),
        ["characters of a version that a wait with options begins with"] = GrowthRow.Of(50_000, n => Call("WaitForUpdatesEx", "propertyCollector", $"<version>{new string('1', n)}</version><options><maxWaitSeconds>0</maxWaitSeconds></options>"), "InvalidCollectorVersion", "the collector does not remember this version"),
        ["digits of a version that a wait with options begins with"] = GrowthRow.Of(50_000, n => Call("WaitForUpdatesEx", "propertyCollector", $"<version>{new string('0', n)}</version><options><maxWaitSeconds>0</maxWaitSeconds></options>"), "InvalidCollectorVersion", "the collector does not remember this version"),
    };

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
}
