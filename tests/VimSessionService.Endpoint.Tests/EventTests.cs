using System.Text.RegularExpressions;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests;

/// <summary>EventManager and EventHistoryCollector, from envelope to envelope.</summary>
public sealed partial class EventTests : IDisposable
{
    private const string All = "<filter/>";

    private readonly TestService _service = new();

    public void Dispose() => _service.Dispose();

    /// <summary>Each method, what it is asked wrongly, and the fault with what it names.</summary>
    public static TheoryData<string, string> Faults => new()
    {
        { Query("<entity><entity type=\"Folder\">group-v9</entity><recursion>all</recursion></entity>"), "InvalidArgument\"><invalidProperty>filter.entity<" },
        { Query("<entity><entity type=\"SessionManager\">SessionManager</entity><recursion>self</recursion></entity>"), "InvalidArgument\"><invalidProperty>filter.entity<" },
        { Query("<entity><entity type=\"Folder\">group-d1</entity><recursion>some</recursion></entity>"), "InvalidRequest\">" },
        { Query("<eventChainId>0</eventChainId>"), "InvalidArgument\"><invalidProperty>filter.eventChainId<" },
        { Query("<category>fatal</category>"), "InvalidArgument\"><invalidProperty>filter.category<" },
        { Query("<type>UserSession</type>"), "InvalidArgument\"><invalidProperty>filter.type<" },
        { Query("<type>Event</type><eventTypeId>Event</eventTypeId>"), "InvalidArgument\"><invalidProperty>filter.eventTypeId<" },
        { Query("<maxCount>1001</maxCount>"), "InvalidArgument\"><invalidProperty>filter.maxCount<" },
        { Create("<filter><maxCount>-1</maxCount></filter>"), "InvalidArgument\"><invalidProperty>filter.maxCount<" },
        { Create("<filter><entity><entity type=\"Folder\">group-v9</entity><recursion>all</recursion></entity></filter>"), "InvalidArgument\"><invalidProperty>filter.entity<" },
        { Create(""), "InvalidRequest\">" },
        { "<RetrieveArgumentDescription _NS><_this>EventManager</_this><eventTypeId>NoSuchEvent</eventTypeId></RetrieveArgumentDescription>", "InvalidArgument\"><invalidProperty>eventTypeId<" },
        { Post("ServerStartedSessionEvent", ""), "InvalidEvent\">" },
        { Post("Event", ""), "InvalidEvent\">" },
        { Post("EventEx", "<eventTypeId></eventTypeId>"), "InvalidEvent\">" },
        { Post("EventEx", "<eventTypeId>com.acme.x</eventTypeId><severity>fatal</severity>"), "InvalidEvent\">" },
        { Post("VmPoweredOnEvent", ""), "InvalidRequest\">" },
        { Log("group-v9", "hello"), "ManagedObjectNotFound\"><obj type=\"Folder\">group-v9<" },
        { Log("EventManager", "hello", "EventManager"), "InvalidArgument\"><invalidProperty>entity<" },
        { Log("group-d1", new string('x', 9000)), "InvalidArgument\"><invalidProperty>msg<" },
    };

    public static TheoryData<string, string> Privileges => new()
    {
        { Query(""), "System.View" },
        { Create(All), "System.View" },
        { "<RetrieveArgumentDescription _NS><_this>EventManager</_this><eventTypeId>EventEx</eventTypeId></RetrieveArgumentDescription>", "System.View" },
        { Post("EventEx", "<eventTypeId>com.acme.x</eventTypeId>"), "Global.LogEvent" },
        { Log("group-d1", "hello"), "Global.LogEvent" },
        { TestService.Fetch("description", "EventManager"), "System.View" },
        { TestService.Fetch("latestEvent", "EventManager"), "System.View" },
        { TestService.Fetch("maxCollector", "EventManager"), "System.View" },
        { TestService.Fetch("catalog", "LocalizationManager"), "System.View" },
    };

    public static TheoryData<string> CollectorMethods =>
    [
        "ReadNextEvents", "ReadPreviousEvents", "SetCollectorPageSize", "RewindCollector", "ResetCollector", "DestroyCollector",
    ];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_is_asked_wrongly_is_refused(string body, string fault)
    {
        var answer = await _service.CallAsync(body, await _service.LoginAsync());
        Assert.Equal(500, answer.Status);
        Assert.Contains(fault, answer.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Privileges))]
    public async Task Every_member_needs_its_privilege(string body, string privilege)
    {
        Assert.Contains(
            $"xsi:type=\"NotAuthenticated\"><object type=\"Folder\">group-d1</object><privilegeId>{privilege}</privilegeId>",
            (await _service.CallAsync(body)).Answer,
            StringComparison.Ordinal);
        var ofReader = (await _service.CallAsync(body, await _service.LoginAsync("reader", "s3cret-R"))).Answer;
        if (privilege == "System.View")
            Assert.DoesNotContain("soapenv:Fault", ofReader, StringComparison.Ordinal);
        else
            Assert.Contains($"xsi:type=\"NoPermission\"><object type=\"Folder\">group-d1</object><privilegeId>{privilege}</privilegeId>", ofReader, StringComparison.Ordinal);
        Assert.Equal(200, (await _service.CallAsync(body, await _service.LoginAsync())).Status);
    }

    [Fact]
    public async Task Events_bear_their_fields_and_their_texts()
    {
        var cookie = await _service.LoginAsync();
        var latest = (await _service.CallAsync(TestService.Fetch("latestEvent", "EventManager"), cookie)).Answer;
        var key = Assert.Single(await _service.Store.ListAsync(TestContext.Current.CancellationToken)).Key;
        Assert.Contains(
            "<returnval xsi:type=\"UserLoginSessionEvent\"><key>1</key><chainId>1</chainId><createdTime>2024-02-03T04:05:06Z</createdTime>"
            + "<userName>VSPHERE.LOCAL\\administrator</userName><fullFormattedMessage>User VSPHERE.LOCAL\\administrator@192.0.2.7 logged in as </fullFormattedMessage>"
            + $"<ipAddress>192.0.2.7</ipAddress><userAgent></userAgent><locale>en</locale><sessionId>{key}</sessionId></returnval>",
            latest,
            StringComparison.Ordinal);
        var old = (await _service.CallAsync(Query(""), cookie, "urn:vim25/4.0")).Answer;
        Assert.Contains("<ipAddress>192.0.2.7</ipAddress><locale>en</locale><sessionId>", old, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_life_of_sessions_is_in_the_events()
    {
        var cookie = await _service.LoginAsync();
        var other = await _service.LoginAsync("reader", "s3cret-R");
        await _service.CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", other);
        await _service.LoginAsync("reader", "s3cret-R");
        var victim = (await _service.Store.ListAsync(TestContext.Current.CancellationToken))[1].Key;
        await _service.CallAsync($"<TerminateSession _NS><_this>SessionManager</_this><sessionId>{victim}</sessionId></TerminateSession>", cookie);
        await _service.CallAsync(TestService.LoginBody("reader", "wrong"));
        await _service.CallAsync(TestService.LoginBody("nobody", "s3cret-N"));
        await _service.CallAsync(TestService.LoginBody("reader", "s3cret-R"), cookie);
        await _service.CallAsync("<UpdateServiceMessage _NS><_this>SessionManager</_this><message>one</message></UpdateServiceMessage>", cookie);
        await _service.CallAsync("<UpdateServiceMessage _NS><_this>SessionManager</_this><message>two</message></UpdateServiceMessage>", cookie);
        await _service.LoginAsync("reader", "s3cret-R");
        for (var i = 0; i < 2; i++)
        {
            _service.Time.Advance(TimeSpan.FromMinutes(16));
            await _service.CallAsync(TestService.Fetch("currentSession"), cookie);
        }

        var answer = (await _service.CallAsync(Query(""), cookie)).Answer;
        Assert.Equal(
            [
                "UserLoginSessionEvent", "UserLoginSessionEvent", "UserLogoutSessionEvent", "UserLoginSessionEvent", "UserLogoutSessionEvent",
                "SessionTerminatedEvent", "BadUsernameSessionEvent", "NoAccessUserEvent", "AlreadyAuthenticatedSessionEvent",
                "GlobalMessageChangedEvent", "GlobalMessageChangedEvent", "UserLoginSessionEvent", "UserLogoutSessionEvent",
            ],
            Types(answer));
        Assert.Contains("Message changed from 'one' to 'two'", answer, StringComparison.Ordinal);
        Assert.Contains("<message>two</message><prevMessage>one</prevMessage>", answer, StringComparison.Ordinal);
        Assert.Contains($"<sessionId>{victim}</sessionId><terminatedUsername>reader</terminatedUsername>", answer, StringComparison.Ordinal);
        Assert.Contains("User reader@192.0.2.7 logged out (login time: Saturday, 03 February, 2024 04:05:06 AM, number of API invocations: 1, user agent: )", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<startEventId>2147480000</startEventId><isForward>false</isForward>", new[] { 4, 5 })]
    [InlineData("<startEventId>4</startEventId><isForward>false</isForward>", new[] { 2, 3 })]
    [InlineData("<startEventId>0</startEventId><isForward>true</isForward>", new[] { 1, 2 })]
    [InlineData("<startEventId>3</startEventId><isForward>true</isForward>", new[] { 4, 5 })]
    [InlineData("<startEventId>2147483647</startEventId><isForward>true</isForward>", new int[0])]
    public async Task From_9_0_on_events_are_read_from_one_on(string view, int[] keys)
    {
        using var service = new TestService(new EndpointOptions { Version = ApiVersion.V9_0_0_0 });
        var cookie = await service.LoginAsync();
        for (var i = 0; i < 4; i++)
            await service.CallAsync(Log("group-d1", "x"), cookie);

        Assert.Equal(keys, Keys((await service.CallAsync(Viewed("EventManagerViewByStartId", view), cookie, "urn:vim25/9.0.0.0")).Answer));
    }

    [Theory]
    [InlineData("EventManagerViewByStartId", "<startEventId>-1</startEventId><isForward>true</isForward>", "eventViewSpec.startEventId")]
    [InlineData("EventManagerEventViewSpec", "", "eventViewSpec")]
    public async Task A_view_without_a_beginning_is_refused(string type, string view, string member)
    {
        using var service = new TestService(new EndpointOptions { Version = ApiVersion.V9_0_0_0 });

        var answer = await service.CallAsync(Viewed(type, view), await service.LoginAsync(), "urn:vim25/9.0.0.0");

        Assert.Contains($"InvalidArgument\"><invalidProperty>{member}<", answer.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<auditable>true</auditable>", 0)]
    [InlineData("<auditable>false</auditable>", 1)]
    [InlineData("<auditId>some</auditId>", 0)]
    public async Task No_event_of_this_service_is_auditable(string filter, int count)
    {
        using var service = new TestService(new EndpointOptions { Version = ApiVersion.V9_1_0_0 });

        Assert.Equal(count, Keys((await service.CallAsync(Query(filter), await service.LoginAsync(), "urn:vim25/9.1.0.0")).Answer).Count());
    }

    [Fact]
    public async Task Auditable_and_audit_ids_exclude_each_other()
    {
        using var service = new TestService(new EndpointOptions { Version = ApiVersion.V9_1_0_0 });

        var answer = await service.CallAsync(Query("<auditable>true</auditable><auditId>some</auditId>"), await service.LoginAsync(), "urn:vim25/9.1.0.0");

        Assert.Contains("InvalidArgument\"><invalidProperty>filter.auditId<", answer.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task QueryEvents_gives_the_oldest_thousand_oldest_first()
    {
        var cookie = await _service.LoginAsync();
        for (var i = 0; i < 1100; i++)
            await _service.CallAsync(Log("group-d1", "x"), cookie);
        var answer = (await _service.CallAsync(Query("<disableFullMessage>true</disableFullMessage>"), cookie)).Answer;
        Assert.Equal(Enumerable.Range(1, 1000), Keys(answer));
        Assert.DoesNotContain("fullFormattedMessage", answer, StringComparison.Ordinal);
        Assert.Equal([1, 2], Keys((await _service.CallAsync(Query("<maxCount>2</maxCount>"), cookie)).Answer));
    }

    [Theory]
    [InlineData("self", new[] { 1, 2 })]
    [InlineData("children", new int[0])]
    [InlineData("all", new[] { 1, 2 })]
    public async Task Events_of_no_object_and_of_the_root_folder_are_the_root_folders(string recursion, int[] keys)
    {
        var cookie = await _service.LoginAsync();
        await _service.CallAsync(Log("group-d1", "x"), cookie);
        var filter = $"<entity><entity type=\"Folder\">group-d1</entity><recursion>{recursion}</recursion></entity>";
        Assert.Equal(keys, Keys((await _service.CallAsync(Query(filter), cookie)).Answer));
    }

    [Fact]
    public async Task No_event_is_an_answer_without_a_value()
    {
        var answer = await _service.CallAsync(Query("<type>VmPoweredOnEvent</type>"), await _service.LoginAsync());
        Assert.Contains("<QueryEventsResponse xmlns=\"urn:vim25\"></QueryEventsResponse>", answer.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_logs_against_an_object()
    {
        var cookie = await _service.LoginAsync();
        await _service.CallAsync(Log("group-d1", "back &amp; forth"), cookie);
        Assert.Contains(
            "<fullFormattedMessage>User logged event: back &amp; forth</fullFormattedMessage><message>back &amp; forth</message>"
            + "<entity><name>Datacenters</name><entity type=\"Folder\">group-d1</entity></entity>",
            (await _service.CallAsync(TestService.Fetch("latestEvent", "EventManager"), cookie)).Answer,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_posts_an_event_of_its_own()
    {
        var cookie = await _service.LoginAsync();
        await _service.CallAsync(Post("EventEx", "<eventTypeId>com.acme.Boom</eventTypeId><severity>warning</severity><message>Boom!</message>"), cookie);
        var found = (await _service.CallAsync(Query("<category>warning</category><eventTypeId>com.acme.Boom</eventTypeId>"), cookie)).Answer;
        Assert.Contains(
            "xsi:type=\"EventEx\"><key>2</key><chainId>2</chainId><createdTime>2024-02-03T04:05:06Z</createdTime><userName>VSPHERE.LOCAL\\administrator</userName><fullFormattedMessage>Boom!</fullFormattedMessage>",
            found,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_description_has_every_type_in_the_readers_language()
    {
        var cookie = await _service.LoginAsync();
        var english = (await _service.CallAsync(TestService.Fetch("description", "EventManager"), cookie)).Answer;
        Assert.Contains("<eventInfo><key>BadUsernameSessionEvent</key><description>Login failed</description><category>error</category><formatOnDatacenter>Cannot login {userName}@{ipAddress}</formatOnDatacenter>", english, StringComparison.Ordinal);
        Assert.Contains("<category><label>Warning</label>", english, StringComparison.Ordinal);
        Assert.Contains("<enumeratedTypes><key>EventEventSeverity</key><tags><label>Error</label>", english, StringComparison.Ordinal);
        foreach (var name in VimTypes.Names.Where(name => VimTypes.Find(name) is { } type && type.Is(Event.Schema) && type != Event.Schema))
            Assert.Contains($"<eventInfo><key>{name}</key><description>", english, StringComparison.Ordinal);
        await SetLocaleAsync(cookie, "de");
        Assert.Contains("<description>Anmeldung fehlgeschlagen</description>", (await _service.CallAsync(TestService.Fetch("description", "EventManager"), cookie)).Answer, StringComparison.Ordinal);
        var old = (await _service.CallAsync(TestService.Fetch("description", "EventManager"), cookie, "urn:vim25/2.5")).Answer;
        Assert.DoesNotContain("EventEx", old, StringComparison.Ordinal);
        Assert.DoesNotContain("<description>", old, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("vim.event.SessionTerminatedEvent", "urn:vim25/8.0.3.0", "sessionId:string terminatedUsername:string")]
    [InlineData("UserLogoutSessionEvent", "urn:vim25/8.0.3.0", "ipAddress:string userAgent:string callCount:long sessionId:string loginTime:dateTime")]
    [InlineData("PermissionUpdatedEvent", "urn:vim25/6.0", "entity:ManagedEntityEventArgument principal:string group:bool role:RoleEventArgument propagate:bool")]
    [InlineData("RoleRemovedEvent", "urn:vim25/8.0.3.0", "role:RoleEventArgument")]
    [InlineData("ServerStartedSessionEvent", "urn:vim25/8.0.3.0", "")]
    public async Task The_arguments_of_a_type_are_those_it_declares(string type, string version, string arguments)
    {
        var answer = await _service.CallAsync(
            $"<RetrieveArgumentDescription _NS><_this>EventManager</_this><eventTypeId>{type}</eventTypeId></RetrieveArgumentDescription>", await _service.LoginAsync(), version);
        var seen = Argument().Matches(answer.Answer).Select(match => $"{match.Groups["name"].Value}:{match.Groups["type"].Value}");
        Assert.Equal(arguments, string.Join(' ', seen));
    }

    [Fact]
    public async Task A_collector_reads_in_both_directions_and_shows_the_latest_page()
    {
        var cookie = await _service.LoginAsync();
        for (var i = 0; i < 11; i++)
            await _service.CallAsync(Log("group-d1", "x"), cookie);
        var collector = await CreateAsync(cookie);
        Assert.Matches(@"^session\[52[0-9a-f-]{34}\]52[0-9a-f-]{34}$", collector);
        Assert.Equal([12, 11, 10, 9, 8, 7, 6, 5, 4, 3], await PageAsync(collector, cookie));
        Assert.Equal([1, 2, 3], await ReadAsync(collector, "ReadNextEvents", 3, cookie));
        Assert.Equal([2, 3], await ReadAsync(collector, "ReadPreviousEvents", 2, cookie));
        await OnAsync(collector, "ResetCollector", cookie);
        Assert.Equal([1, 2], await ReadAsync(collector, "ReadPreviousEvents", 100, cookie));
        await OnAsync(collector, "RewindCollector", cookie);
        Assert.Equal([1], await ReadAsync(collector, "ReadNextEvents", 1, cookie));
        await OnAsync(collector, "SetCollectorPageSize", cookie, "<maxCount>2</maxCount>");
        Assert.Equal([12, 11], await PageAsync(collector, cookie));
        Assert.Contains("<returnval xsi:type=\"xsd:boolean\">true</returnval>", (await _service.CallAsync(TestService.Fetch("initialized", collector), cookie)).Answer, StringComparison.Ordinal);
        await OnAsync(collector, "DestroyCollector", cookie);
        Assert.Contains("ManagedObjectNotFoundFault", (await _service.CallAsync(TestService.Fetch("latestPage", collector), cookie)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_collector_shows_its_filter()
    {
        var cookie = await _service.LoginAsync();
        var collector = await CreateAsync(cookie, "<filter><category>error</category><maxCount>5</maxCount></filter>");
        Assert.Contains(
            "<returnval xsi:type=\"EventFilterSpec\"><category>error</category><maxCount>5</maxCount></returnval>",
            (await _service.CallAsync(TestService.Fetch("filter", collector), cookie)).Answer,
            StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(CollectorMethods))]
    public async Task A_collector_is_its_sessions_alone_and_goes_with_it(string method)
    {
        var (one, two) = (await _service.LoginAsync(), await _service.LoginAsync());
        var collector = await CreateAsync(one);
        var count = method is "ReadNextEvents" or "ReadPreviousEvents" or "SetCollectorPageSize" ? "<maxCount>1</maxCount>" : "";
        foreach (var other in new[] { two, null })
            Assert.Contains("ManagedObjectNotFoundFault", (await _service.CallAsync(Body(collector, method, count), other)).Answer, StringComparison.Ordinal);
        await _service.CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", one);
        Assert.Contains("ManagedObjectNotFoundFault", (await _service.CallAsync(Body(collector, method, count), one)).Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ReadNextEvents", 0)]
    [InlineData("ReadNextEvents", 1001)]
    [InlineData("ReadPreviousEvents", -1)]
    [InlineData("ReadPreviousEvents", 1001)]
    [InlineData("SetCollectorPageSize", 0)]
    [InlineData("SetCollectorPageSize", 1001)]
    public async Task A_count_that_is_out_of_range_is_refused(string method, int count)
    {
        var cookie = await _service.LoginAsync();
        var answer = await _service.CallAsync(Body(await CreateAsync(cookie), method, $"<maxCount>{count}</maxCount>"), cookie);
        Assert.Contains("InvalidArgument\"><invalidProperty>maxCount<", answer.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_has_at_most_maxCollector_collectors()
    {
        var cookie = await _service.LoginAsync();
        Assert.Contains("<returnval xsi:type=\"xsd:int\">32</returnval>", (await _service.CallAsync(TestService.Fetch("maxCollector", "EventManager"), cookie)).Answer, StringComparison.Ordinal);
        var collectors = new List<string>();
        for (var i = 0; i < 32; i++)
            collectors.Add(await CreateAsync(cookie));
        Assert.Contains("InvalidStateFault", (await _service.CallAsync(Create(All), cookie)).Answer, StringComparison.Ordinal);
        await OnAsync(collectors[7], "DestroyCollector", cookie);
        await CreateAsync(cookie);
        await CreateAsync(await _service.LoginAsync());
    }

    [Fact]
    public async Task An_ESX_host_has_events_and_collectors_but_no_QueryEvents()
    {
        using var host = new TestService(esx: true);
        var login = TestService.LoginBody("administrator@vsphere.local", "s3cret-A").Replace(">SessionManager<", ">ha-sessionmgr<", StringComparison.Ordinal);
        var cookie = (await host.CallAsync(login)).AnswerHeaders["Set-Cookie"].Split(';')[0];
        Assert.Contains("NotImplementedFault", (await host.CallAsync(Query("").Replace(">EventManager<", ">ha-eventmgr<", StringComparison.Ordinal), cookie)).Answer, StringComparison.Ordinal);
        var created = (await host.CallAsync(Create(All).Replace(">EventManager<", ">ha-eventmgr<", StringComparison.Ordinal), cookie)).Answer;
        var collector = Reference().Match(created).Groups["value"].Value;
        Assert.Contains("UserLoginSessionEvent", (await host.CallAsync(Body(collector, "ReadNextEvents", "<maxCount>1</maxCount>"), cookie)).Answer, StringComparison.Ordinal);
        Assert.Contains("ArrayOfLocalizationManagerMessageCatalog", (await host.CallAsync(TestService.Fetch("catalog", "ha-l10n-manager"), cookie)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transit_gateway_is_an_argument_of_events_since_9_1()
    {
        const string Gateway = "<tgw><name>to the world</name><tgw type=\"TransitGateway\">tgw-1</tgw></tgw>";
        using var service = new TestService(new EndpointOptions { Version = ApiVersion.V9_1_0_0 });
        var cookie = await service.LoginAsync();
        Assert.Equal(200, (await service.CallAsync(Post("EventEx", $"{Gateway}<eventTypeId>com.acme.x</eventTypeId>"), cookie, "urn:vim25/9.1.0.0")).Status);
        Assert.Contains(Gateway, (await service.CallAsync(Query("<eventTypeId>com.acme.x</eventTypeId>"), cookie, "urn:vim25/9.1.0.0")).Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("<tgw>", (await service.CallAsync(Query("<eventTypeId>com.acme.x</eventTypeId>"), cookie, "urn:vim25/9.0.0.0")).Answer, StringComparison.Ordinal);
    }

    private static string Viewed(string type, string view) =>
        $"<QueryEvents _NS><_this type=\"EventManager\">EventManager</_this><filter><maxCount>2</maxCount></filter><eventViewSpec xsi:type=\"{type}\">{view}</eventViewSpec></QueryEvents>";

    private static string Query(string filter) => $"<QueryEvents _NS><_this type=\"EventManager\">EventManager</_this><filter>{filter}</filter></QueryEvents>";

    private static string Create(string filter) => $"<CreateCollectorForEvents _NS><_this>EventManager</_this>{filter}</CreateCollectorForEvents>";

    private static string Log(string entity, string message, string type = "Folder") =>
        $"<LogUserEvent _NS><_this>EventManager</_this><entity type=\"{type}\">{entity}</entity><msg>{message}</msg></LogUserEvent>";

    private static string Post(string type, string fields) =>
        $"<PostEvent _NS><_this>EventManager</_this><eventToPost xsi:type=\"{type}\"><key>0</key><chainId>0</chainId><createdTime>1970-01-01T00:00:00Z</createdTime><userName></userName>{fields}</eventToPost></PostEvent>";

    private static string Body(string collector, string method, string arguments) =>
        $"<{method} _NS><_this type=\"EventHistoryCollector\">{collector}</_this>{arguments}</{method}>";

    private static IEnumerable<string> Types(string answer) => Typed().Matches(answer).Select(match => match.Groups["type"].Value);

    private static IEnumerable<int> Keys(string answer) =>
        Key().Matches(answer).Select(match => int.Parse(match.Groups["key"].Value, System.Globalization.CultureInfo.InvariantCulture));

    private async Task<string> CreateAsync(string cookie, string filter = All) =>
        Reference().Match((await _service.CallAsync(Create(filter), cookie)).Answer).Groups["value"].Value;

    private async Task OnAsync(string collector, string method, string cookie, string arguments = "") =>
        Assert.Equal(200, (await _service.CallAsync(Body(collector, method, arguments), cookie)).Status);

    private async Task<IEnumerable<int>> ReadAsync(string collector, string method, int count, string cookie) =>
        Keys((await _service.CallAsync(Body(collector, method, $"<maxCount>{count}</maxCount>"), cookie)).Answer);

    private async Task<IEnumerable<int>> PageAsync(string collector, string cookie) =>
        Keys((await _service.CallAsync(TestService.Fetch("latestPage", collector), cookie)).Answer);

    private async Task SetLocaleAsync(string cookie, string locale) =>
        Assert.Equal(200, (await _service.CallAsync($"<SetLocale _NS><_this>SessionManager</_this><locale>{locale}</locale></SetLocale>", cookie)).Status);

    [GeneratedRegex("<returnval xsi:type=\"(?<type>\\w+)\">", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Typed();

    [GeneratedRegex("<key>(?<key>\\d+)</key>", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Key();

    [GeneratedRegex("<returnval type=\"EventHistoryCollector\">(?<value>[^<]+)<", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Reference();

    [GeneratedRegex("<returnval><name>(?<name>\\w+)</name><type>(?<type>\\w+)</type>", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Argument();
}
