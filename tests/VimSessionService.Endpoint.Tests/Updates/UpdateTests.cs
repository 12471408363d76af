using VimSessionService.Core.Directory;
using VimSessionService.Core.Sessions.Lifecycle;

namespace VimSessionService.Endpoint.Tests.Updates;

/// <summary>What the updates of filters say (vim25, PropertyCollector; docs/facts/properties.md).</summary>
public sealed class UpdateTests : IDisposable
{
    private readonly TestService _service = new();

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task The_first_update_enters_the_object_with_all_properties_and_later_ones_tell_what_changed()
    {
        var collector = await CollectorAsync();
        var filter = await collector.WatchAsync("message", "defaultLocale");

        var first = await collector.CheckAsync();
        Assert.Contains(
            $"<returnval><version>1</version><filterSet><filter type=\"PropertyFilter\">{filter}</filter><objectSet><kind>enter</kind><obj type=\"SessionManager\">SessionManager</obj>"
                + "<changeSet><name>defaultLocale</name><op>assign</op><val xsi:type=\"xsd:string\">en</val></changeSet>"
                + "<changeSet><name>message</name><op>assign</op><val xsi:type=\"xsd:string\"></val></changeSet></objectSet></filterSet></returnval>",
            first,
            StringComparison.Ordinal);

        Assert.DoesNotContain("returnval", await collector.CheckAsync("1"), StringComparison.Ordinal);

        _service.Get<ServiceMessage>().Text = "maintenance";
        var second = await collector.CheckAsync("1");
        Assert.Contains(
            "<version>2</version>", second, StringComparison.Ordinal);
        Assert.Contains(
            "<objectSet><kind>modify</kind><obj type=\"SessionManager\">SessionManager</obj><changeSet><name>message</name><op>assign</op><val xsi:type=\"xsd:string\">maintenance</val></changeSet></objectSet>",
            second,
            StringComparison.Ordinal);
        Assert.DoesNotContain("defaultLocale", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_that_was_taken_back_is_none()
    {
        var collector = await CollectorAsync();
        await collector.WatchAsync("message");
        await collector.CheckAsync();
        _service.Get<ServiceMessage>().Text = "a";
        _service.Get<ServiceMessage>().Text = "";
        Assert.DoesNotContain("returnval", await collector.CheckAsync("1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_before_the_last_repeats_what_followed_it_with_what_came_since()
    {
        var collector = await CollectorAsync();
        await collector.WatchAsync("message");
        await collector.CheckAsync();
        _service.Get<ServiceMessage>().Text = "a";
        Assert.Equal("2", Collector.VersionOf(await collector.CheckAsync("1")));

        var again = await collector.CheckAsync("1");
        Assert.Contains("<val xsi:type=\"xsd:string\">a</val>", again, StringComparison.Ordinal);
        _service.Get<ServiceMessage>().Text = "b";
        var combined = await collector.CheckAsync("1");
        Assert.Contains("<val xsi:type=\"xsd:string\">b</val>", combined, StringComparison.Ordinal);
        Assert.DoesNotContain("returnval", await collector.CheckAsync(Collector.VersionOf(combined)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_empty_version_begins_again()
    {
        var collector = await CollectorAsync();
        await collector.WatchAsync("message");
        await collector.CheckAsync();
        Assert.Contains("<kind>enter</kind>", await collector.CheckAsync(), StringComparison.Ordinal);
        Assert.Contains(
            "<kind>enter</kind>",
            (await collector.CallAsync("<CheckForUpdates _NS><_this>propertyCollector</_this></CheckForUpdates>")).Answer,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("2")]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("1:1")]
    public async Task A_version_that_was_not_handed_out_is_refused(string version)
    {
        var collector = await CollectorAsync();
        await collector.WatchAsync("message");
        await collector.CheckAsync();
        Assert.Contains("xsi:type=\"InvalidCollectorVersion\"", await collector.CheckAsync(version), StringComparison.Ordinal);
        Assert.Contains("xsi:type=\"InvalidCollectorVersion\"", (await collector.WaitAsync(version)).Answer, StringComparison.Ordinal);
        Assert.Contains("xsi:type=\"InvalidCollectorVersion\"", (await collector.WaitOldAsync(version)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_version_older_than_the_one_before_the_last_is_forgotten()
    {
        var collector = await CollectorAsync();
        await collector.WatchAsync("message");
        await collector.CheckAsync();
        _service.Get<ServiceMessage>().Text = "a";
        await collector.CheckAsync("1");
        await collector.CheckAsync("2");
        Assert.Contains("InvalidCollectorVersion", await collector.CheckAsync("1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_partial_updates_a_login_assigns_the_whole_session_list()
    {
        var collector = await CollectorAsync();
        await collector.WatchAsync("sessionList");
        await collector.CheckAsync();
        await _service.LoginAsync("reader", "s3cret-R");
        var update = await collector.CheckAsync("1");
        Assert.Contains("<name>sessionList</name><op>assign</op><val xsi:type=\"ArrayOfUserSession\">", update, StringComparison.Ordinal);
        Assert.Equal(2, update.Split("<UserSession xsi:type").Length - 1);
    }

    [Fact]
    public async Task With_partial_updates_sessions_are_added_changed_and_removed_by_their_keys()
    {
        var collector = await CollectorAsync();
        await collector.WatchPartiallyAsync("sessionList");
        await collector.CheckAsync();

        var reader = await _service.LoginAsync("reader", "s3cret-R");
        var key = (await _service.Store.ListAsync(TestContext.Current.CancellationToken))[1].Key;
        Assert.Contains(
            $"<name>sessionList[&quot;{key}&quot;]</name><op>add</op><val xsi:type=\"UserSession\"><key>{key}</key>", await collector.CheckAsync("1"), StringComparison.Ordinal);

        await _service.CallAsync("<SetLocale _NS><_this>SessionManager</_this><locale>de</locale></SetLocale>", reader);
        var changed = await collector.CheckAsync("2");
        Assert.Contains($"<name>sessionList[&quot;{key}&quot;].locale</name><op>assign</op><val xsi:type=\"xsd:string\">de</val>", changed, StringComparison.Ordinal);
        Assert.DoesNotContain("userName", changed, StringComparison.Ordinal);

        await _service.CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", reader);
        Assert.Contains(
            $"<changeSet><name>sessionList[&quot;{key}&quot;]</name><op>remove</op></changeSet>", await collector.CheckAsync("3"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_inside_a_session_that_ended_is_removed_indirectly()
    {
        var collector = await CollectorAsync();
        var reader = await _service.LoginAsync("reader", "s3cret-R");
        var key = (await _service.Store.ListAsync(TestContext.Current.CancellationToken))[1].Key;
        await collector.WatchAsync($"sessionList[\"{key}\"].userName");
        await collector.CheckAsync();
        await _service.CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", reader);
        Assert.Contains(
            $"<changeSet><name>sessionList[&quot;{key}&quot;].userName</name><op>indirectRemove</op></changeSet>", await collector.CheckAsync("1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calls_alone_are_no_change_of_the_sessions()
    {
        var collector = await CollectorAsync();
        await collector.WatchPartiallyAsync("sessionList", "currentSession");
        await collector.CheckAsync();
        _service.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.DoesNotContain("returnval", await collector.CheckAsync("1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_permission_change_moves_a_property_between_the_values_and_those_missing()
    {
        var reader = new Collector(_service, await _service.LoginAsync("reader", "s3cret-R"));
        await reader.WatchAsync("sessionList", "message");
        var first = await reader.CheckAsync();
        Assert.Contains("<missingSet><path>sessionList</path><fault><fault xsi:type=\"NoPermission\">", first, StringComparison.Ordinal);
        Assert.Contains("<name>message</name>", first, StringComparison.Ordinal);

        Permit("reader", -1);
        var granted = await reader.CheckAsync("1");
        Assert.Contains("<kind>modify</kind>", granted, StringComparison.Ordinal);
        Assert.Contains("<name>sessionList</name><op>assign</op><val xsi:type=\"ArrayOfUserSession\">", granted, StringComparison.Ordinal);
        Assert.DoesNotContain("missingSet", granted, StringComparison.Ordinal);

        Permit("reader", -2);
        var denied = await reader.CheckAsync("2");
        Assert.Contains("<kind>modify</kind>", denied, StringComparison.Ordinal);
        Assert.Contains("<missingSet><path>sessionList</path>", denied, StringComparison.Ordinal);
        Assert.DoesNotContain("changeSet", denied, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Updates_come_in_pages_of_as_many_objects_as_asked_for()
    {
        using var service = new TestService(datacenter: "DC");
        var collector = new Collector(service, await service.LoginAsync());
        await collector.CreateFilterAsync(Collector.Of("Folder", "name") + InventoryFolders);

        var first = (await collector.WaitAsync("", "<options><maxWaitSeconds>0</maxWaitSeconds><maxObjectUpdates>3</maxObjectUpdates></options>")).Answer;
        Assert.Equal(3, Objects(first));
        Assert.Contains("<truncated>true</truncated>", first, StringComparison.Ordinal);
        Assert.Contains("InvalidCollectorVersion", await collector.CheckAsync(Collector.VersionOf(first)), StringComparison.Ordinal);

        first = (await collector.WaitAsync("", "<options><maxWaitSeconds>0</maxWaitSeconds><maxObjectUpdates>3</maxObjectUpdates></options>")).Answer;
        var rest = "";
        for (var i = 0; i < 2; i++)
        {
            // The same page twice, as after an answer that was lost.
            rest = (await collector.WaitAsync(Collector.VersionOf(first), "<options><maxObjectUpdates>3</maxObjectUpdates></options>")).Answer;
            Assert.Equal(1, Objects(rest));
            Assert.DoesNotContain("truncated", rest, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("returnval", await collector.CheckAsync(Collector.VersionOf(rest)), StringComparison.Ordinal);

        static int Objects(string answer) => answer.Split("<kind>enter</kind>").Length - 1;
    }

    [Fact]
    public async Task An_object_that_enters_tells_what_is_unset_without_a_value()
    {
        using var service = new TestService(datacenter: "DC");
        var collector = new Collector(service, await service.LoginAsync());
        await collector.CreateFilterAsync(Collector.Of("Folder", "parent", "name") + "<objectSet><obj type=\"Folder\">group-d1</obj></objectSet>");
        Assert.Contains(
            "<obj type=\"Folder\">group-d1</obj><changeSet><name>name</name><op>assign</op><val xsi:type=\"xsd:string\">Datacenters</val></changeSet><changeSet><name>parent</name><op>assign</op></changeSet></objectSet>",
            await collector.CheckAsync(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_object_that_enters_tells_what_is_in_something_unset_as_removed_with_it()
    {
        using var service = new TestService();
        var collector = new Collector(service, await service.LoginAsync());
        await collector.WatchAsync("sessionList[\"none\"].userName");
        Assert.Contains("<changeSet><name>sessionList[&quot;none&quot;].userName</name><op>indirectRemove</op></changeSet>", await collector.CheckAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Objects_without_a_traversal_enter_first()
    {
        using var service = new TestService(datacenter: "DC");
        var collector = new Collector(service, await service.LoginAsync());
        await collector.CreateFilterAsync(
            Collector.Of("ManagedEntity", "name") + InventoryFolders + "<objectSet><obj type=\"Folder\">group-d1</obj></objectSet>");
        var update = await collector.CheckAsync();
        Assert.True(update.IndexOf(">group-d1</obj>", StringComparison.Ordinal) < update.IndexOf(">group-v3</obj>", StringComparison.Ordinal), update);
    }

    [Fact]
    public async Task An_object_that_goes_leaves_and_is_missing_if_the_filter_named_it()
    {
        using var service = new TestService(datacenter: "DC");
        var collector = new Collector(service, await service.LoginAsync());
        var view = Collector.ReferenceOf(await collector.CallAsync(
            "<CreateContainerView _NS><_this>ViewManager</_this><container>group-d1</container><type>Datacenter</type><recursive>true</recursive></CreateContainerView>"));
        await collector.CreateFilterAsync(
            Collector.Of("Datacenter", "name")
                + $"<objectSet><obj type=\"ContainerView\">{view}</obj><skip>true</skip><selectSet xsi:type=\"TraversalSpec\"><type>ContainerView</type><path>view</path></selectSet></objectSet>");
        Assert.Contains("<kind>enter</kind><obj type=\"Datacenter\">datacenter-2</obj>", await collector.CheckAsync(), StringComparison.Ordinal);

        await collector.CallAsync($"<DestroyView _NS><_this>{view}</_this></DestroyView>");
        var update = await collector.CheckAsync("1");
        Assert.Contains("<objectSet><kind>leave</kind><obj type=\"Datacenter\">datacenter-2</obj></objectSet>", update, StringComparison.Ordinal);
        Assert.Contains($"<missingSet><obj type=\"ContainerView\">{view}</obj><fault><fault xsi:type=\"ManagedObjectNotFound\">", update, StringComparison.Ordinal);
        Assert.DoesNotContain("returnval", await collector.CheckAsync("2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_object_that_does_not_exist_refuses_the_filter_unless_it_may_be_missing()
    {
        var collector = await CollectorAsync();
        const string Gone = "<objectSet><obj type=\"Task\">task-7</obj></objectSet>";
        Assert.Contains("xsi:type=\"ManagedObjectNotFound\"", (await collector.TryCreateFilterAsync(Collector.Of("Task", "info") + Gone)).Answer, StringComparison.Ordinal);

        await collector.CreateFilterAsync(Collector.Of("Task", "info") + Gone + "<reportMissingObjectsInResults>true</reportMissingObjectsInResults>");
        Assert.Contains("<missingSet><obj type=\"Task\">task-7</obj><fault><fault xsi:type=\"ManagedObjectNotFound\">", await collector.CheckAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SessionManager", "nosuch", "nosuch")]
    [InlineData("SessionManager", "currentSession.nosuch", "currentSession.nosuch")]
    [InlineData("VirtualMachine", "runtime.", "runtime.")]
    public async Task A_filter_with_a_path_that_does_not_exist_is_refused(string type, string path, string named)
    {
        var collector = await CollectorAsync();
        var answer = (await collector.TryCreateFilterAsync(Collector.Of(type, path) + Collector.SessionManager)).Answer;
        Assert.Contains($"<InvalidPropertyFault xmlns=\"urn:vim25\" xsi:type=\"InvalidProperty\"><name>{named}</name>", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("PropertyFilter", (await collector.CallAsync(TestService.Fetch("filter", "propertyCollector"))).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_destroyed_filter_takes_its_updates_along_and_is_found_no_more()
    {
        var collector = await CollectorAsync();
        var filter = await collector.WatchAsync("message");
        Assert.Contains(filter, (await collector.CallAsync(TestService.Fetch("filter", "propertyCollector"))).Answer, StringComparison.Ordinal);
        Assert.Contains("<pathSet>message</pathSet>", (await collector.CallAsync(TestService.Fetch("spec", filter))).Answer, StringComparison.Ordinal);
        Assert.Contains(">false</returnval>", (await collector.CallAsync(TestService.Fetch("partialUpdates", filter))).Answer, StringComparison.Ordinal);

        Assert.Equal(200, (await collector.DestroyFilterAsync(filter)).Status);
        Assert.DoesNotContain("returnval", await collector.CheckAsync(), StringComparison.Ordinal);
        Assert.Contains("ManagedObjectNotFound", (await collector.DestroyFilterAsync(filter)).Answer, StringComparison.Ordinal);
        Assert.DoesNotContain(filter, (await collector.CallAsync(TestService.Fetch("filter", "propertyCollector"))).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filters_and_made_collectors_are_the_sessions_own()
    {
        var first = await CollectorAsync();
        var second = await CollectorAsync();
        var filter = await first.WatchAsync("message");
        Assert.DoesNotContain("returnval", await second.CheckAsync(), StringComparison.Ordinal);
        Assert.Contains("ManagedObjectNotFound", (await second.DestroyFilterAsync(filter)).Answer, StringComparison.Ordinal);

        var own = await first.NewAsync();
        await own.WatchAsync("message");
        Assert.Contains("<version>1</version>", await own.CheckAsync(), StringComparison.Ordinal);
        Assert.Contains("<version>1</version>", await first.CheckAsync(), StringComparison.Ordinal);
        Assert.Equal(200, (await own.DestroyAsync()).Status);
        Assert.Contains("ManagedObjectNotFound", await own.CheckAsync(), StringComparison.Ordinal);
        Assert.Contains("NotSupported", (await first.DestroyAsync()).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_session_there_are_no_updates()
    {
        var answer = await _service.CallAsync("<CheckForUpdates _NS><_this>propertyCollector</_this></CheckForUpdates>");
        Assert.Contains("xsi:type=\"NotAuthenticated\"", answer.Answer, StringComparison.Ordinal);
    }

    private const string InventoryFolders =
        "<objectSet><obj type=\"Datacenter\">datacenter-2</obj><skip>true</skip>"
        + "<selectSet xsi:type=\"TraversalSpec\"><type>Datacenter</type><path>vmFolder</path></selectSet>"
        + "<selectSet xsi:type=\"TraversalSpec\"><type>Datacenter</type><path>hostFolder</path></selectSet>"
        + "<selectSet xsi:type=\"TraversalSpec\"><type>Datacenter</type><path>datastoreFolder</path></selectSet>"
        + "<selectSet xsi:type=\"TraversalSpec\"><type>Datacenter</type><path>networkFolder</path></selectSet></objectSet>";

    private async Task<Collector> CollectorAsync() => new(_service, await _service.LoginAsync());

    private void Permit(string user, int roleId) =>
        _service.Get<PermissionTable>().Set(new Core.Directory.Permissions.PermissionEntry(Core.Directory.Users.AccountName.Parse(user), IsGroup: false, roleId));
}
