using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Endpoint.Tests;
using VimSessionService.Endpoint.Tests.Updates;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Sessions;
using VimSessionService.Redis.Tests.Engines;
using VimSessionService.Redis.Tests.Sessions;

namespace VimSessionService.Redis.Tests.Objects;

/// <summary>What a session makes at one replica, at the others.</summary>
public abstract class ObjectTests(IEngineServer server)
{
    private const string Root = "<container type=\"Folder\">group-d1</container>";
    private const string Datacenter = "<obj type=\"Datacenter\">datacenter-2</obj>";
    private const string RootFolder = "<obj type=\"Folder\">group-d1</obj>";

    [Fact]
    public async Task A_filter_made_at_one_replica_tells_at_the_second_exactly_what_changed_at_the_third()
    {
        await using var replicas = await Replicas.StartAsync(server.Address);
        var cookie = await replicas[0].LoginAsync();
        await replicas.CollectorAt(0, cookie).WatchPartiallyAsync("sessionList", "defaultLocale");
        var first = await replicas.CollectorAt(1, cookie).CheckAsync();
        Assert.Contains("<kind>enter</kind>", first, StringComparison.Ordinal);
        await replicas[2].LoginAsync("reader", "s3cret-R");
        var second = await replicas.CollectorAt(0, cookie).CheckAsync(Collector.VersionOf(first));
        Assert.Contains("<kind>modify</kind><obj type=\"SessionManager\">SessionManager</obj><changeSet><name>sessionList</name><op>assign</op>", second, StringComparison.Ordinal);
        Assert.DoesNotContain("defaultLocale", second, StringComparison.Ordinal);
        var version = Collector.VersionOf(second);
        for (var i = 0; i < 6; i++)
            Assert.DoesNotContain("returnval", await replicas.CollectorAt(i % 3, cookie).CheckAsync(version), StringComparison.Ordinal);
        Assert.Contains("InvalidCollectorVersion", await replicas.CollectorAt(1, cookie).CheckAsync("7"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_replica_that_told_last_tells_the_parts_that_changed()
    {
        await using var replicas = await Replicas.StartAsync(server.Address);
        var cookie = await replicas[0].LoginAsync();
        await replicas.CollectorAt(0, cookie).WatchPartiallyAsync("sessionList");
        var version = Collector.VersionOf(await replicas.CollectorAt(1, cookie).CheckAsync());
        await replicas[2].LoginAsync("reader", "s3cret-R");
        Assert.Contains("<op>add</op>", await replicas.CollectorAt(1, cookie).CheckAsync(version), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_at_one_replica_is_woken_by_a_login_at_another_and_goes_on_when_the_replicas_before_are_dead()
    {
        await using var replicas = await Replicas.StartAsync(server.Address);
        var cookie = await replicas[0].LoginAsync();
        await replicas.CollectorAt(0, cookie).WatchAsync("sessionList");
        var version = Collector.VersionOf(await replicas.CollectorAt(0, cookie).CheckAsync());
        var wait = replicas.CollectorAt(1, cookie).WaitAsync(version);
        var reader = await replicas[2].LoginAsync("reader", "s3cret-R");
        version = Collector.VersionOf((await wait).Answer);
        await replicas.KillAsync(0);
        await replicas.KillAsync(1);
        wait = replicas.CollectorAt(2, cookie).WaitAsync(version);
        await replicas[2].CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", reader);
        Assert.Contains("<kind>modify</kind>", (await wait).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Views_are_those_of_every_replica_until_one_destroys_them()
    {
        await using var replicas = await Replicas.StartAsync(server.Address);
        var cookie = await replicas[0].LoginAsync();
        var container = await MakeAsync(replicas[0], cookie, $"<CreateContainerView _NS><_this>ViewManager</_this>{Root}<type>Datacenter</type><recursive>true</recursive></CreateContainerView>");
        Assert.Contains("datacenter-2", await FetchAsync(replicas[1], cookie, "view", container), StringComparison.Ordinal);
        Assert.Contains(">Datacenter<", await FetchAsync(replicas[2], cookie, "type", container), StringComparison.Ordinal);
        Assert.Contains(container, await FetchAsync(replicas[1], cookie, "viewList", "ViewManager"), StringComparison.Ordinal);

        await replicas[1].CallAsync($"<DestroyView _NS><_this>{container}</_this></DestroyView>", cookie);
        for (var i = 0; i < 3; i++)
        {
            Assert.Contains("ManagedObjectNotFound", await FetchAsync(replicas[i], cookie, "view", container), StringComparison.Ordinal);
            Assert.DoesNotContain(container, await FetchAsync(replicas[i], cookie, "viewList", "ViewManager"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_call_whose_session_ends_at_another_replica_while_it_comes_in_is_NotAuthenticated()
    {
        var step = new ActingStep();
        await using var replicas = await Replicas.StartAsync(server.Address, steps: [CallStages.Decode.Before(step)]);
        foreach (var at in new[] { 0, 2 })
        {
            var (cookie, admin) = (await replicas[0].LoginAsync(), await replicas[1].LoginAsync());
            var name = Collector.ReferenceOf(await replicas.CollectorAt(0, cookie).CallAsync("<CreatePropertyCollector _NS><_this>propertyCollector</_this></CreatePropertyCollector>"));
            var key = name[(name.IndexOf('[') + 1)..name.IndexOf(']')];
            step.Act = () => replicas[1].CallAsync($"<TerminateSession _NS><_this>SessionManager</_this><sessionId>{key}</sessionId></TerminateSession>", admin);
            Assert.Contains("NotAuthenticated", (await replicas.CollectorAt(at, cookie, name).WaitAsync("")).Answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Another_session_finds_them_at_no_replica()
    {
        await using var replicas = await Replicas.StartAsync(server.Address);
        var (cookie, other) = (await replicas[0].LoginAsync(), await replicas[0].LoginAsync());
        var view = await MakeAsync(replicas[0], cookie, "<CreateListView _NS><_this>ViewManager</_this></CreateListView>");
        for (var i = 0; i < 3; i++)
            Assert.Contains("ManagedObjectNotFound", await FetchAsync(replicas[i], other, "view", view), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_view_has_the_changes_of_all_replicas_also_those_of_one_moment()
    {
        await using var replicas = await Replicas.StartAsync(server.Address);
        var cookie = await replicas[0].LoginAsync();
        var view = await MakeAsync(replicas[0], cookie, $"<CreateListView _NS><_this>ViewManager</_this>{Datacenter}</CreateListView>");
        Assert.Contains("datacenter-2", await FetchAsync(replicas[1], cookie, "view", view), StringComparison.Ordinal);
        string[] added = ["group-d1", "group-v3", "group-h4", "group-s5", "group-n6"];
        for (var round = 0; round < 4; round++)
        {
            await Task.WhenAll(added.Select((value, i) => Task.Run(() => replicas[i % 3].CallAsync(
                $"<ModifyListView _NS><_this>{view}</_this><{(round % 2 == 0 ? "add" : "remove")} type=\"Folder\">{value}</{(round % 2 == 0 ? "add" : "remove")}></ModifyListView>", cookie))));
            for (var i = 0; i < 3; i++)
            {
                var shown = await FetchAsync(replicas[i], cookie, "view", view);
                Assert.All(added, value => Assert.Equal(round % 2 == 0, shown.Contains($">{value}<", StringComparison.Ordinal)));
                Assert.Contains("datacenter-2", shown, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task An_inventory_view_that_is_opened_at_one_replica_wakes_a_wait_for_it_at_another()
    {
        await using var replicas = await Replicas.StartAsync(server.Address);
        var cookie = await replicas[0].LoginAsync();
        var view = await MakeAsync(replicas[0], cookie, "<CreateInventoryView _NS><_this>ViewManager</_this></CreateInventoryView>");
        await replicas.CollectorAt(1, cookie).CreateFilterAsync($"{Collector.Of("InventoryView", "view")}<objectSet><obj type=\"InventoryView\">{view}</obj></objectSet>");
        var version = Collector.VersionOf(await replicas.CollectorAt(2, cookie).CheckAsync());
        var wait = replicas.CollectorAt(2, cookie).WaitAsync(version);
        await replicas[0].CallAsync($"<OpenInventoryViewFolder _NS><_this>{view}</_this><entity type=\"Folder\">group-d1</entity></OpenInventoryViewFolder>", cookie);
        Assert.Contains("datacenter-2", (await wait).Answer, StringComparison.Ordinal);
        await replicas[1].CallAsync($"<CloseInventoryViewFolder _NS><_this>{view}</_this><entity type=\"Folder\">group-d1</entity></CloseInventoryViewFolder>", cookie);
        Assert.DoesNotContain("datacenter-2", await FetchAsync(replicas[2], cookie, "view", view), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_filter_that_is_made_or_destroyed_elsewhere_counts_in_a_wait_that_is_under_way()
    {
        await using var replicas = await Replicas.StartAsync(server.Address);
        var cookie = await replicas[0].LoginAsync();
        var own = await replicas.CollectorAt(0, cookie).NewAsync();
        var name = Collector.ReferenceOf(await replicas.CollectorAt(0, cookie).CallAsync("<CreatePropertyCollector _NS><_this>propertyCollector</_this></CreatePropertyCollector>"));
        var wait = replicas.CollectorAt(1, cookie, name).WaitAsync("");
        var filter = await replicas.CollectorAt(2, cookie, name).WatchAsync("defaultLocale");
        Assert.Contains(filter, (await wait).Answer, StringComparison.Ordinal);
        Assert.Contains(filter, await FetchAsync(replicas[0], cookie, "filter", name), StringComparison.Ordinal);

        wait = replicas.CollectorAt(1, cookie, name).WaitAsync("1");
        await replicas.CollectorAt(2, cookie, name).DestroyFilterAsync(filter);
        Assert.DoesNotContain(filter, await FetchAsync(replicas[0], cookie, "filter", name), StringComparison.Ordinal);
        Assert.False(wait.IsCompleted);
        await replicas.CollectorAt(2, cookie, name).DestroyAsync();
        Assert.Contains("RequestCanceled", (await wait).Answer, StringComparison.Ordinal);
        Assert.Contains("ManagedObjectNotFound", (await replicas.CollectorAt(0, cookie, name).WaitAsync("")).Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("returnval", await own.CheckAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Waits_are_cancelled_from_any_replica_and_those_that_begin_later_are_not()
    {
        await using var replicas = await Replicas.StartAsync(server.Address);
        var cookie = await replicas[0].LoginAsync();
        for (var round = 0; round < 5; round++)
        {
            var wait = replicas.CollectorAt(1, cookie).WaitAsync("");
            await CancelledFromAsync(0, wait);
            var later = replicas.CollectorAt(1, cookie).WaitAsync("", "<options><maxWaitSeconds>600</maxWaitSeconds></options>");
            Assert.False(later.IsCompleted);
            await CancelledFromAsync(1, later);
        }

        // Until the wait has begun there is nothing to cancel.
        async Task CancelledFromAsync(int replica, Task<TestExchange> wait)
        {
            await World.EventuallyAsync(async () =>
            {
                await replicas.CollectorAt(replica, cookie).CancelAsync();
                return wait.IsCompleted;
            });
            Assert.Contains("RequestCanceled", (await wait).Answer, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_of_updates_go_on_at_other_replicas_and_tell_each_object_once(bool isAtOneReplica)
    {
        await using var replicas = await Replicas.StartAsync(server.Address);
        var cookie = await replicas[0].LoginAsync();
        var view = await MakeAsync(replicas[0], cookie, $"<CreateContainerView _NS><_this>ViewManager</_this>{Root}<recursive>true</recursive></CreateContainerView>");
        await replicas.CollectorAt(0, cookie).CreateFilterAsync(
            $"{Collector.Of("ManagedEntity", "name")}<objectSet><obj type=\"ContainerView\">{view}</obj><skip>true</skip><selectSet xsi:type=\"TraversalSpec\"><type>ContainerView</type><path>view</path><skip>false</skip></selectSet></objectSet>");
        var (version, entered, isTruncated) = ("", 0, true);
        for (var page = 0; isTruncated; page++)
        {
            var answer = (await replicas.CollectorAt(isAtOneReplica ? 1 : page % 3, cookie).WaitAsync(version, "<options><maxWaitSeconds>0</maxWaitSeconds><maxObjectUpdates>2</maxObjectUpdates></options>")).Answer;
            entered += answer.Split("<kind>enter</kind>").Length - 1;
            isTruncated = answer.Contains("<truncated>true</truncated>", StringComparison.Ordinal);
            Assert.Equal(isTruncated ? 2 : 1, answer.Split("<objectSet>").Length - 1);
            version = Collector.VersionOf(answer);
        }

        Assert.Equal(5, entered);
        Assert.DoesNotContain("returnval", await replicas.CollectorAt(2, cookie).CheckAsync(version), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_of_properties_go_on_at_other_replicas_and_each_token_is_good_once()
    {
        await using var replicas = await Replicas.StartAsync(server.Address);
        var cookie = await replicas[0].LoginAsync();
        var view = await MakeAsync(replicas[0], cookie, $"<CreateContainerView _NS><_this>ViewManager</_this>{Root}<recursive>true</recursive></CreateContainerView>");
        var first = (await replicas[0].CallAsync(
            "<RetrievePropertiesEx _NS><_this>propertyCollector</_this><specSet>" + Collector.Of("ManagedEntity", "name")
            + $"<objectSet><obj type=\"ContainerView\">{view}</obj><skip>true</skip><selectSet xsi:type=\"TraversalSpec\"><type>ContainerView</type><path>view</path><skip>false</skip></selectSet></objectSet>"
            + "</specSet><options><maxObjects>2</maxObjects></options></RetrievePropertiesEx>",
            cookie)).Answer;
        var answers = new List<string> { first };
        for (var token = TokenOf(first); token.Length > 0; token = TokenOf(answers[^1]))
        {
            var tries = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => Task.Run(() => replicas[i].CallAsync(
                $"<ContinueRetrievePropertiesEx _NS><_this>propertyCollector</_this><token>{token}</token></ContinueRetrievePropertiesEx>", cookie))));
            answers.Add(Assert.Single(tries, static answer => answer.Status == 200).Answer);
            Assert.Equal(2, tries.Count(static answer => answer.Answer.Contains("InvalidArgument", StringComparison.Ordinal)));
        }

        var names = string.Concat(answers).Split("<obj type=\"").Skip(1).Select(static text => text[..text.IndexOf("</obj>", StringComparison.Ordinal)]).ToList();
        Assert.Equal((3, 5, 5), (answers.Count, names.Count, names.Distinct().Count()));
        Assert.Equal(1, await replicas.EngineOf(0).AskAsync(database => database.HashLengthAsync(replicas.Keys.Objects[0]))); // the view alone

        static string TokenOf(string answer) => answer.Contains("<token>", StringComparison.Ordinal) ? answer.Split("<token>")[1].Split("</token>")[0] : "";
    }

    [Fact]
    public async Task A_result_that_is_cancelled_at_another_replica_is_gone()
    {
        await using var replicas = await Replicas.StartAsync(server.Address);
        var cookie = await replicas[0].LoginAsync();
        var answer = (await replicas[0].CallAsync(
            $"<RetrievePropertiesEx _NS><_this>propertyCollector</_this><specSet>{Collector.Of("ManagedEntity", "name")}<objectSet>{RootFolder}</objectSet><objectSet>{Datacenter}</objectSet></specSet><options><maxObjects>1</maxObjects></options></RetrievePropertiesEx>",
            cookie)).Answer;
        var token = answer.Split("<token>")[1].Split("</token>")[0];
        var cancel = $"<CancelRetrievePropertiesEx _NS><_this>propertyCollector</_this><token>{token}</token></CancelRetrievePropertiesEx>";
        Assert.Equal(200, (await replicas[1].CallAsync(cancel, cookie)).Status);
        Assert.Contains("InvalidArgument", (await replicas[0].CallAsync(cancel, cookie)).Answer, StringComparison.Ordinal);
        Assert.Contains("InvalidArgument", (await replicas[2].CallAsync(cancel.Replace("Cancel", "Continue", StringComparison.Ordinal), cookie)).Answer, StringComparison.Ordinal);
    }

    /// <summary>A security context cannot move: the second token of one is refused, and the client that begins anew logs in.</summary>
    [Fact]
    public async Task A_negotiation_that_goes_on_at_another_replica_is_refused_and_may_begin_anew()
    {
        await using var replicas = await Replicas.StartAsync(server.Address, negotiator: new EchoNegotiator());
        var first = await LoginAsync(0, "reader?");
        var cookie = first.AnswerHeaders["Set-Cookie"].Split(';')[0];
        var elsewhere = await LoginAsync(1, EchoNegotiator.Challenge, cookie);
        Assert.DoesNotContain("returnval", elsewhere.Answer, StringComparison.Ordinal);
        Assert.Equal(500, elsewhere.Status);

        var again = (await LoginAsync(2, "reader?")).AnswerHeaders["Set-Cookie"].Split(';')[0];
        Assert.Contains("<userName>reader</userName>", (await LoginAsync(2, EchoNegotiator.Challenge, again)).Answer, StringComparison.Ordinal);

        Task<TestExchange> LoginAsync(int replica, string token, string? with = null) => replicas[replica].CallAsync(
            $"<LoginBySSPI _NS><_this type=\"SessionManager\">SessionManager</_this><base64Token>{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(token))}</base64Token></LoginBySSPI>", with);
    }

    [Fact]
    public async Task Answers_at_one_moment_at_several_replicas_have_versions_of_their_own_and_lose_nothing()
    {
        await using var replicas = await Replicas.StartAsync(server.Address);
        var cookie = await replicas[0].LoginAsync();
        await replicas.CollectorAt(0, cookie).WatchAsync("sessionList");
        var version = Collector.VersionOf(await replicas.CollectorAt(0, cookie).CheckAsync());
        for (var round = 0; round < 5; round++)
        {
            await replicas[round % 3].LoginAsync("reader", "s3cret-R");
            var answers = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => Task.Run(() => replicas.CollectorAt(i, cookie).CheckAsync(version))));
            Assert.All(answers, static answer => Assert.Contains("sessionList", answer, StringComparison.Ordinal));
            var versions = answers.Select(Collector.VersionOf).Select(int.Parse).ToArray();
            Assert.Equal(3, versions.Distinct().Count());
            version = $"{versions.Max()}";
            Assert.DoesNotContain("returnval", await replicas.CollectorAt(round % 3, cookie).CheckAsync(version), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_event_collector_is_that_of_every_replica_with_its_page_and_its_place()
    {
        await using var replicas = await Replicas.StartAsync(server.Address);
        var cookie = await replicas[0].LoginAsync();
        for (var i = 0; i < 3; i++)
            await replicas[i].LoginAsync("reader", "s3cret-R");
        var collector = await MakeAsync(
            replicas[0], cookie, "<CreateCollectorForEvents _NS><_this>EventManager</_this><filter><eventTypeId>vim.event.UserLoginSessionEvent</eventTypeId></filter></CreateCollectorForEvents>");
        Assert.Contains("vim.event.UserLoginSessionEvent", await FetchAsync(replicas[1], cookie, "filter", collector), StringComparison.Ordinal);
        await replicas[1].CallAsync($"<SetCollectorPageSize _NS><_this>{collector}</_this><maxCount>1</maxCount></SetCollectorPageSize>", cookie);
        Assert.Single((await FetchAsync(replicas[0], cookie, "latestPage", collector)).Split("<Event xsi:type").Skip(1));
        var next = $"<ReadNextEvents _NS><_this>{collector}</_this><maxCount>1000</maxCount></ReadNextEvents>";
        Assert.Contains("returnval", (await replicas[0].CallAsync(next, cookie)).Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("returnval", (await replicas[0].CallAsync(next, cookie)).Answer, StringComparison.Ordinal);
        await replicas[2].CallAsync($"<RewindCollector _NS><_this>{collector}</_this></RewindCollector>", cookie);
        Assert.Contains("returnval", (await replicas[0].CallAsync(next, cookie)).Answer, StringComparison.Ordinal);
        await replicas[2].CallAsync($"<DestroyCollector _NS><_this>{collector}</_this></DestroyCollector>", cookie);
        Assert.Contains("ManagedObjectNotFound", (await replicas[1].CallAsync(next, cookie)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_waits_for_one_script_unless_another_replica_has_written_something_of_its_session()
    {
        await using var replicas = await Replicas.StartAsync(server.Address);
        var cookie = await replicas[0].LoginAsync();
        Assert.Equal([SessionScripts.EnterKnown], await ScriptsOfAsync(replicas, cookie));
        await MakeAsync(replicas[0], cookie, $"<CreateListView _NS><_this>ViewManager</_this>{RootFolder}</CreateListView>");
        Assert.Equal([SessionScripts.EnterKnown, SessionScripts.Enter], await ScriptsOfAsync(replicas, cookie)); // the session has made something for the first time
        Assert.Equal([SessionScripts.EnterKnown], await ScriptsOfAsync(replicas, cookie));
        await MakeAsync(replicas[1], cookie, $"<CreateListView _NS><_this>ViewManager</_this>{RootFolder}</CreateListView>");
        Assert.Equal(2, (await ScriptsOfAsync(replicas, cookie)).Count);
        Assert.Equal([SessionScripts.EnterKnown], await ScriptsOfAsync(replicas, cookie));
    }

    [Fact]
    public async Task Nothing_stays_in_the_engine_of_what_a_session_made()
    {
        await using var replicas = await Replicas.StartAsync(server.Address);
        var (cookie, other) = (await replicas[0].LoginAsync(), await replicas[0].LoginAsync());
        foreach (var each in new[] { cookie, other })
        {
            await MakeAsync(replicas[0], each, "<CreateListView _NS><_this>ViewManager</_this></CreateListView>");
            await replicas.CollectorAt(1, each).WatchAsync("message");
            await replicas.CollectorAt(2, each).CheckAsync();
        }

        Assert.Equal((6, 6, 2), await CountAsync());
        await replicas[2].CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", cookie);
        Assert.Equal((3, 3, 1), await CountAsync());
        await replicas[2].CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", other);
        Assert.Equal((0, 0, 0), await CountAsync());

        async Task<(long Documents, long Names, long Sessions)> CountAsync() => await replicas.EngineOf(0).AskAsync(async database => (
            await database.HashLengthAsync(replicas.Keys.Objects[0]), await database.SortedSetLengthAsync(replicas.Keys.Objects[1]), await database.HashLengthAsync(replicas.Keys.Objects[2])));
    }

    private static async Task<string> MakeAsync(TestService at, string cookie, string call)
    {
        var answer = await at.CallAsync(call, cookie);
        Assert.Equal(200, answer.Status);
        return Collector.ReferenceOf(answer);
    }

    private static async Task<string> FetchAsync(TestService at, string cookie, string property, string target) =>
        (await at.CallAsync(TestService.Fetch(property, target), cookie)).Answer;

    /// <summary>The scripts that a call at the first replica sends before its answer.</summary>
    private static async Task<List<EngineScript>> ScriptsOfAsync(Replicas replicas, string cookie)
    {
        var sent = new List<EngineScript>();
        replicas.EngineOf(0).Sending = script =>
        {
            if (!script.Text.Contains("KEYS: replicas", StringComparison.Ordinal) && script != SessionScripts.Leave)
                sent.Add(script);
        };
        await replicas[0].CallAsync(TestService.Fetch("currentSession"), cookie);
        replicas.EngineOf(0).Sending = null;
        return sent;
    }
}

public sealed class RedisObjectTests(RedisServer server) : ObjectTests(server), IClassFixture<RedisServer>;

public sealed class GarnetObjectTests(GarnetServer server) : ObjectTests(server), IClassFixture<GarnetServer>;
