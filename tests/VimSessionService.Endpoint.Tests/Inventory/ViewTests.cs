using VimSessionService.Endpoint.Tests.Updates;

namespace VimSessionService.Endpoint.Tests.Inventory;

/// <summary>Views over the small inventory (vim25, ViewManager).</summary>
public sealed class ViewTests : IDisposable
{
    private readonly TestService _service = new(datacenter: "DC");

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData("group-d1", "", true, "datacenter-2 group-h4 group-n6 group-s5 group-v3")]
    [InlineData("group-d1", "", false, "datacenter-2")]
    [InlineData("group-d1", "<type>Folder</type>", true, "group-h4 group-n6 group-s5 group-v3")]
    [InlineData("group-d1", "<type>Folder</type>", false, "")]
    [InlineData("group-d1", "<type>ManagedEntity</type>", false, "datacenter-2")]
    [InlineData("group-d1", "<type>VirtualMachine</type><type>HostSystem</type>", true, "")]
    [InlineData("datacenter-2", "", false, "group-h4 group-n6 group-s5 group-v3")]
    [InlineData("group-v3", "", true, "")]
    public async Task A_container_view_shows_what_is_below(string container, string types, bool recursive, string expected)
    {
        var client = await ClientAsync();
        var view = await ContainerViewAsync(client, container, types, recursive);
        Assert.Equal(expected, await ShownAsync(client, view));
        Assert.Contains($">{container}</returnval>", await ReadAsync(client, view, "container"), StringComparison.Ordinal);
        Assert.Contains($">{(recursive ? "true" : "false")}</returnval>", await ReadAsync(client, view, "recursive"), StringComparison.Ordinal);
        Assert.Contains($">{view}</ManagedObjectReference>", await ReadAsync(client, "ViewManager", "viewList"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SessionManager", "", "<invalidProperty>container</invalidProperty>")]
    [InlineData("nowhere", "", "ManagedObjectNotFound")]
    [InlineData("group-d1", "<type>SessionManager</type>", "<invalidProperty>type</invalidProperty>")]
    public async Task What_holds_nothing_has_no_container_view(string container, string types, string expected) =>
        Assert.Contains(expected, (await CreateContainerViewAsync(await ClientAsync(), container, types, true)).Answer, StringComparison.Ordinal);

    [Fact]
    public async Task A_list_view_shows_what_it_is_told_to_and_says_what_it_could_not_find()
    {
        var client = await ClientAsync();
        Assert.Contains("ManagedObjectNotFound", (await client.CallAsync("<CreateListView _NS><_this>ViewManager</_this><obj>nothing</obj></CreateListView>")).Answer, StringComparison.Ordinal);
        var view = Collector.ReferenceOf(await client.CallAsync("<CreateListView _NS><_this>ViewManager</_this><obj>group-d1</obj><obj>SessionManager</obj></CreateListView>"));
        Assert.Equal("group-d1 SessionManager", await ShownAsync(client, view));

        var answer = (await client.CallAsync($"<ModifyListView _NS><_this>{view}</_this><add type=\"Datacenter\">datacenter-2</add><add type=\"Task\">task-1</add><remove type=\"Folder\">group-d1</remove></ModifyListView>")).Answer;
        Assert.Contains("<returnval type=\"Task\">task-1</returnval></ModifyListViewResponse>", answer, StringComparison.Ordinal);
        Assert.Equal("SessionManager datacenter-2", await ShownAsync(client, view));

        answer = (await client.CallAsync($"<ResetListView _NS><_this>{view}</_this><obj type=\"Folder\">group-v3</obj></ResetListView>")).Answer;
        Assert.DoesNotContain("returnval", answer, StringComparison.Ordinal);
        Assert.Equal("group-v3", await ShownAsync(client, view));

        var container = await ContainerViewAsync(client, "group-d1", "<type>Datacenter</type>", true);
        Assert.Equal(200, (await client.CallAsync($"<ResetListViewFromView _NS><_this>{view}</_this><view>{container}</view></ResetListViewFromView>")).Status);
        Assert.Equal("datacenter-2", await ShownAsync(client, view));
        var copy = Collector.ReferenceOf(await client.CallAsync($"<CreateListViewFromView _NS><_this>ViewManager</_this><view>{view}</view></CreateListViewFromView>"));
        Assert.Equal("datacenter-2", await ShownAsync(client, copy));
        Assert.Contains("<invalidProperty>view</invalidProperty>", (await client.CallAsync("<CreateListViewFromView _NS><_this>ViewManager</_this><view>group-d1</view></CreateListViewFromView>")).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_destroyed_view_is_found_no_more()
    {
        var client = await ClientAsync();
        var view = await ContainerViewAsync(client, "group-d1", "", true);
        Assert.Equal(200, (await client.CallAsync($"<DestroyView _NS><_this>{view}</_this></DestroyView>")).Status);
        Assert.Contains("ManagedObjectNotFound", (await client.CallAsync($"<DestroyView _NS><_this>{view}</_this></DestroyView>")).Answer, StringComparison.Ordinal);
        Assert.DoesNotContain(view, await ReadAsync(client, "ViewManager", "viewList"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_view_is_its_sessions_own_and_goes_with_it()
    {
        var cookie = await _service.LoginAsync();
        var client = new Collector(_service, cookie);
        var view = await ContainerViewAsync(client, "group-d1", "", true);
        Assert.StartsWith("session[52", view, StringComparison.Ordinal);
        Assert.Contains("ManagedObjectNotFound", await ReadAsync(await ClientAsync(), view, "view"), StringComparison.Ordinal);
        await client.CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>");
        Assert.Contains("ManagedObjectNotFound", await ReadAsync(new Collector(_service, await _service.LoginAsync(cookie: cookie)), view, "view"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "group-d1")]
    [InlineData("open group-d1", "datacenter-2 group-d1 group-h4 group-v3")] // with a datacenter come its folders of machines and hosts
    [InlineData("open datacenter-2", "datacenter-2 group-d1 group-h4 group-n6 group-s5 group-v3")] // and what it is in is opened with it
    [InlineData("open group-v3", "datacenter-2 group-d1 group-h4 group-n6 group-s5 group-v3")]
    [InlineData("open datacenter-2, close datacenter-2", "datacenter-2 group-d1")]
    [InlineData("open datacenter-2, close datacenter-2, open group-d1", "datacenter-2 group-d1 group-h4 group-v3")]
    [InlineData("open datacenter-2, close group-d1", "group-d1")]
    [InlineData("open datacenter-2, close group-d1, open group-d1", "datacenter-2 group-d1 group-h4 group-v3")]
    [InlineData("open group-d1, open group-d1, close group-h4", "datacenter-2 group-d1 group-h4 group-v3")]
    public async Task An_inventory_view_shows_what_is_in_open_folders(string changes, string expected)
    {
        var client = await ClientAsync();
        var view = await InventoryViewAsync(client);
        foreach (var change in changes.Split(", ", StringSplitOptions.RemoveEmptyEntries))
            Assert.DoesNotContain("returnval", await ChangeAsync(client, view, change), StringComparison.Ordinal);
        Assert.Equal(expected, string.Join(' ', (await ShownAsync(client, view)).Split(' ').Order(StringComparer.Ordinal)));
    }

    [Fact]
    public async Task An_inventory_view_says_what_it_could_not_find_and_opens_the_rest()
    {
        var client = await ClientAsync();
        var view = await InventoryViewAsync(client);
        Assert.Contains(view, await ReadAsync(client, "ViewManager", "viewList"), StringComparison.Ordinal);
        foreach (var verb in (string[])["open", "close"])
        {
            var answer = await ChangeAsync(client, view, $"{verb} group-d1 nowhere SessionManager");
            Assert.Contains(">nowhere</returnval><returnval type=\"ManagedEntity\">SessionManager</returnval></", answer, StringComparison.Ordinal);
            Assert.Equal(verb == "open", (await ShownAsync(client, view)).Contains("datacenter-2", StringComparison.Ordinal));
        }

        Assert.Equal(200, (await client.CallAsync($"<DestroyView _NS><_this>{view}</_this></DestroyView>")).Status);
        Assert.Contains("ManagedObjectNotFound", await ChangeAsync(client, view, "open group-d1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Opening_a_folder_shows_to_who_waits_along_the_view()
    {
        var client = await ClientAsync();
        var view = await InventoryViewAsync(client);
        await client.CreateFilterAsync(
            Collector.Of("ManagedEntity", "name")
                + $"<objectSet><obj type=\"InventoryView\">{view}</obj><skip>true</skip><selectSet xsi:type=\"TraversalSpec\"><type>InventoryView</type><path>view</path></selectSet></objectSet>");
        Assert.Contains("<kind>enter</kind><obj type=\"Folder\">group-d1</obj>", (await client.WaitAsync("")).Answer, StringComparison.Ordinal);

        var waiting = client.WaitAsync("1");
        Assert.False(waiting.IsCompleted);
        await ChangeAsync(client, view, "open group-d1");
        Assert.Contains("<kind>enter</kind><obj type=\"Datacenter\">datacenter-2</obj>", (await waiting).Answer, StringComparison.Ordinal);

        waiting = client.WaitAsync("2");
        await ChangeAsync(client, view, "close group-d1");
        Assert.Contains("<kind>leave</kind><obj type=\"Datacenter\">datacenter-2</obj>", (await waiting).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_of_a_list_view_shows_to_who_waits_along_it()
    {
        var client = await ClientAsync();
        var view = Collector.ReferenceOf(await client.CallAsync("<CreateListView _NS><_this>ViewManager</_this></CreateListView>"));
        await client.CreateFilterAsync(
            Collector.Of("ManagedEntity", "name")
                + $"<objectSet><obj type=\"ListView\">{view}</obj><skip>true</skip><selectSet xsi:type=\"TraversalSpec\"><type>ListView</type><path>view</path></selectSet></objectSet>");
        var waiting = client.WaitAsync("");
        Assert.False(waiting.IsCompleted);
        await client.CallAsync($"<ModifyListView _NS><_this>{view}</_this><add>datacenter-2</add></ModifyListView>");
        Assert.Contains("<kind>enter</kind><obj type=\"Datacenter\">datacenter-2</obj><changeSet><name>name</name><op>assign</op><val xsi:type=\"xsd:string\">DC</val>", (await waiting).Answer, StringComparison.Ordinal);

        waiting = client.WaitAsync("1");
        await client.CallAsync($"<ModifyListView _NS><_this>{view}</_this><add>group-v3</add><remove>datacenter-2</remove></ModifyListView>");
        var answer = (await waiting).Answer;
        Assert.Contains("<kind>enter</kind><obj type=\"Folder\">group-v3</obj>", answer, StringComparison.Ordinal);
        Assert.Contains("<kind>leave</kind><obj type=\"Datacenter\">datacenter-2</obj>", answer, StringComparison.Ordinal);
    }

    private async Task<Collector> ClientAsync() => new(_service, await _service.LoginAsync());

    private static Task<TestExchange> CreateContainerViewAsync(Collector client, string container, string types, bool recursive) => client.CallAsync(
        $"<CreateContainerView _NS><_this>ViewManager</_this><container>{container}</container>{types}<recursive>{(recursive ? "true" : "false")}</recursive></CreateContainerView>");

    private static async Task<string> ContainerViewAsync(Collector client, string container, string types, bool recursive) =>
        Collector.ReferenceOf(await CreateContainerViewAsync(client, container, types, recursive));

    private static async Task<string> InventoryViewAsync(Collector client) =>
        Collector.ReferenceOf(await client.CallAsync("<CreateInventoryView _NS><_this>ViewManager</_this></CreateInventoryView>"));

    /// <summary>Opens or closes entities, as <c>open group-d1 group-v3</c>.</summary>
    private static async Task<string> ChangeAsync(Collector client, string view, string change)
    {
        var words = change.Split(' ');
        var method = words[0] == "open" ? "OpenInventoryViewFolder" : "CloseInventoryViewFolder";
        var entities = string.Concat(words[1..].Select(entity => $"<entity type=\"ManagedEntity\">{entity}</entity>"));
        return (await client.CallAsync($"<{method} _NS><_this>{view}</_this>{entities}</{method}>")).Answer;
    }

    private static async Task<string> ReadAsync(Collector client, string target, string property) =>
        (await client.CallAsync(TestService.Fetch(property, target))).Answer;

    private static async Task<string> ShownAsync(Collector client, string view) =>
        string.Join(' ', (await ReadAsync(client, view, "view")).Split("</ManagedObjectReference>")[..^1].Select(item => item[(item.LastIndexOf('>') + 1)..]));
}
