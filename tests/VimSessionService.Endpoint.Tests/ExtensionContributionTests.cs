using System.Security;
using VimSessionService.Endpoint.Tests.Updates;

namespace VimSessionService.Endpoint.Tests;

/// <summary>What an extension brings besides itself: privileges and events, with texts of their own.</summary>
public sealed class ExtensionContributionTests : IDisposable
{
    private const string Key = "com.example.paint";
    private const string Privileges = "<privilegeList><privID>Paint.Red</privID><privGroupName>Paint</privGroupName></privilegeList>";
    private const string Events = "<eventList><eventID>com.example.paint.Painted</eventID></eventList>";

    private const string Texts =
        "<resourceList><locale>de_DE</locale><module>auth</module><data><key>Paint.Red.label</key><value>Rot malen</value></data></resourceList>"
        + "<resourceList><locale>de_DE</locale><module>event</module>"
        + "<data><key>com.example.paint.Painted.description</key><value>Gemalt</value></data>"
        + "<data><key>com.example.paint.Painted.category</key><value>warning</value></data>"
        + "<data><key>com.example.paint.Painted.formatOnVm</key><value>Die VM wurde gemalt</value></data>"
        + "<data><key>com.example.paint.Painted.fullFormat</key><value>{vm.name} wurde gemalt</value></data></resourceList>";

    private readonly TestService _service = new();

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task Its_privileges_are_listed_described_and_held_by_Admin_while_it_is_registered()
    {
        var admin = await _service.LoginAsync();
        await RegisterAsync(admin, Privileges);
        Assert.Contains("<privId>Paint.Red</privId><onParent>false</onParent><name>Red</name><privGroupName>Paint</privGroupName>", await ReadAsync(admin, "privilegeList"), StringComparison.Ordinal);
        Assert.Contains("<label>Red</label><summary>Paint: red</summary><key>Paint.Red</key>", await ReadAsync(admin, "description"), StringComparison.Ordinal);
        Assert.Contains("<key>Paint</key></privilegeGroup>", await ReadAsync(admin, "description"), StringComparison.Ordinal);
        Assert.Contains("<privilege>Paint.Red</privilege>", await ReadAsync(admin, "roleList"), StringComparison.Ordinal);

        await CallAsync(admin, "UpdateExtension", ExtensionManagerTests.Extension(Key));
        Assert.DoesNotContain("Paint.Red", await ReadAsync(admin, "privilegeList") + await ReadAsync(admin, "description") + await ReadAsync(admin, "roleList"), StringComparison.Ordinal);
        await CallAsync(admin, "UpdateExtension", With(Privileges));
        Assert.Contains("Paint.Red", await ReadAsync(admin, "privilegeList"), StringComparison.Ordinal);
        await CallAsync(admin, "UnregisterExtension", $"<extensionKey>{Key}</extensionKey>");
        Assert.DoesNotContain("Paint.Red", await ReadAsync(admin, "privilegeList"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_can_have_its_privileges_and_who_has_the_role_holds_them()
    {
        var admin = await _service.LoginAsync();
        const string Add = "<AddAuthorizationRole _NS><_this>AuthorizationManager</_this><name>Painters</name><privIds>Paint.Red</privIds></AddAuthorizationRole>";
        Assert.Contains("<invalidProperty>privIds</invalidProperty>", (await _service.CallAsync(Add, admin)).Answer, StringComparison.Ordinal);
        await RegisterAsync(admin, Privileges);
        var role = (await _service.CallAsync(Add, admin)).Answer.Split("<returnval>")[1].Split('<')[0];
        Assert.Equal(200, (await _service.CallAsync(
            $"<SetEntityPermissions _NS><_this>AuthorizationManager</_this><entity>group-d1</entity><permission><principal>reader</principal><group>false</group><roleId>{role}</roleId><propagate>true</propagate></permission></SetEntityPermissions>",
            admin)).Status);
        Assert.Contains("<privId>Paint.Red</privId><isGranted>true</isGranted>", await HeldAsync(admin), StringComparison.Ordinal);

        await CallAsync(admin, "UnregisterExtension", $"<extensionKey>{Key}</extensionKey>");
        Assert.Contains("<isGranted>false</isGranted>", await HeldAsync(admin), StringComparison.Ordinal);
        Assert.DoesNotContain("Paint.Red", await ReadAsync(admin, "roleList"), StringComparison.Ordinal);
        await RegisterAsync(admin, Privileges);
        Assert.Contains("<privId>Paint.Red</privId><isGranted>true</isGranted>", await HeldAsync(admin), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_watches_the_privileges_is_told_of_them()
    {
        var client = new Collector(_service, await _service.LoginAsync());
        await client.CreateFilterAsync(Collector.Of("AuthorizationManager", "privilegeList") + "<objectSet><obj type=\"AuthorizationManager\">AuthorizationManager</obj></objectSet>");
        await client.WaitAsync("");
        var waiting = client.WaitAsync("1");
        Assert.False(waiting.IsCompleted);
        await RegisterAsync(await _service.LoginAsync(), Privileges);
        Assert.Contains("<privId>Paint.Red</privId>", (await waiting).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_events_are_described_as_a_vCenter_describes_them()
    {
        var admin = await _service.LoginAsync();
        await RegisterAsync(admin, Events);
        Assert.Contains(
            "<eventInfo><key>EventEx</key><description>com.example.paint.Painted</description><category>info</category><formatOnDatacenter>com.example.paint.Painted|</formatOnDatacenter>",
            await EventsAsync(admin),
            StringComparison.Ordinal);
        Assert.Equal(200, (await ArgumentsAsync(admin)).Status);
        Assert.DoesNotContain("Painted", (await _service.CallAsync(TestService.Fetch("description", "EventManager"), admin, "urn:vim25/2.5")).Answer, StringComparison.Ordinal);
        await CallAsync(admin, "UnregisterExtension", $"<extensionKey>{Key}</extensionKey>");
        Assert.DoesNotContain("Painted", await EventsAsync(admin), StringComparison.Ordinal);
        Assert.Contains("<invalidProperty>eventTypeId</invalidProperty>", (await ArgumentsAsync(admin)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_own_words_are_told_to_those_who_read_their_language()
    {
        var admin = await _service.LoginAsync();
        await RegisterAsync(admin, Events + Privileges + Texts);
        Assert.Contains("<label>Red</label>", await ReadAsync(admin, "description"), StringComparison.Ordinal);
        await _service.CallAsync("<SetLocale _NS><_this>SessionManager</_this><locale>de</locale></SetLocale>", admin);
        Assert.Contains("<label>Rot malen</label><summary>Paint: red</summary><key>Paint.Red</key>", await ReadAsync(admin, "description"), StringComparison.Ordinal);
        Assert.Contains(
            "<description>Gemalt</description><category>warning</category><formatOnDatacenter>com.example.paint.Painted|{vm.name} wurde gemalt</formatOnDatacenter>",
            await EventsAsync(admin),
            StringComparison.Ordinal);
        Assert.Contains("<formatOnVm>com.example.paint.Painted|Die VM wurde gemalt</formatOnVm>", await EventsAsync(admin), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_arguments_of_its_events_are_those_of_their_schema()
    {
        var admin = await _service.LoginAsync();
        const string Schema =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <EventType>
              <eventTypeID>com.example.paint.Painted</eventTypeID>
              <description>Something was painted &amp; dried</description>
              <arguments>
                <!-- two of them -->
                <argument><name>colour</name><type>string</type></argument>
                <argument><type>vm</type><name> canvas </name></argument>
                <argument><name>nameless type</name></argument>
              </arguments>
              <argument><name>elsewhere</name><type>string</type></argument>
            </EventType>
            """;
        await RegisterAsync(admin, WithSchema(Schema)
            + "<resourceList><locale>de_DE</locale><module>event</module><data><key>com.example.paint.Painted.colour.label</key><value>Farbe</value></data></resourceList>");

        Assert.Contains(
            "<returnval><name>colour</name><type>string</type><description><label>colour</label><summary>colour</summary><key>com.example.paint.Painted.colour</key></description></returnval>"
            + "<returnval><name>canvas</name><type>vm</type><description><label>canvas</label><summary>canvas</summary><key>com.example.paint.Painted.canvas</key></description></returnval>"
            + "</RetrieveArgumentDescriptionResponse>",
            (await ArgumentsAsync(admin)).Answer,
            StringComparison.Ordinal);
        Assert.Contains("<key>EventEx</key><description>Something was painted &amp; dried</description>", await EventsAsync(admin), StringComparison.Ordinal);
        await _service.CallAsync("<SetLocale _NS><_this>SessionManager</_this><locale>de</locale></SetLocale>", admin);
        Assert.Contains("<label>Farbe</label>", (await ArgumentsAsync(admin)).Answer, StringComparison.Ordinal);
    }

    public static TheoryData<string> Empty =>
    [
        "",
        "no XML",
        "<EventType><arguments><argument><name>colour</name><type>string</type></argument></arguments>",
        "<!DOCTYPE EventType [<!ENTITY c \"colour\">]><EventType><arguments><argument><name>&c;</name><type>string</type></argument></arguments></EventType>",
        "<EventType><arguments><argument/></arguments></EventType>",
        $"<EventType><arguments><argument><name>colour</name><type>string</type></argument></arguments><!--{new string('x', 64 * 1024)}--></EventType>",
    ];

    [Theory]
    [MemberData(nameof(Empty))]
    public async Task A_schema_that_says_nothing_is_kept_and_describes_nothing(string schema)
    {
        var admin = await _service.LoginAsync();
        await RegisterAsync(admin, WithSchema(schema));
        var answer = await ArgumentsAsync(admin);
        Assert.Equal(200, answer.Status);
        Assert.DoesNotContain("<returnval>", answer.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_tasks_and_faults_are_kept()
    {
        var admin = await _service.LoginAsync();
        const string Kept = "<taskList><taskID>com.example.paint.Task</taskID></taskList>" + Events + "<faultList><faultID>com.example.paint.Fault</faultID></faultList>" + Privileges;
        await RegisterAsync(admin, Kept);
        Assert.Contains(Kept, (await CallAsync(admin, "FindExtension", $"<extensionKey>{Key}</extensionKey>")).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Privileges_without_names_are_refused()
    {
        var answer = await CallAsync(await _service.LoginAsync(), "RegisterExtension", With("<privilegeList><privID></privID><privGroupName>Paint</privGroupName></privilegeList>"));
        Assert.Contains("<invalidProperty>extension.privilegeList</invalidProperty>", answer.Answer, StringComparison.Ordinal);
    }

    private static string WithSchema(string schema) =>
        $"<eventList><eventID>com.example.paint.Painted</eventID><eventTypeSchema>{SecurityElement.Escape(schema)}</eventTypeSchema></eventList>";

    private static string With(string more) =>
        ExtensionManagerTests.Extension(Key).Replace("<lastHeartbeatTime>", more + "<lastHeartbeatTime>", StringComparison.Ordinal);

    private async Task RegisterAsync(string cookie, string more) => Assert.Equal(200, (await CallAsync(cookie, "RegisterExtension", With(more))).Status);

    private Task<TestExchange> CallAsync(string cookie, string method, string arguments) =>
        _service.CallAsync($"<{method} _NS><_this>ExtensionManager</_this>{arguments}</{method}>", cookie);

    private async Task<string> ReadAsync(string cookie, string property) =>
        (await _service.CallAsync(TestService.Fetch(property, "AuthorizationManager"), cookie)).Answer;

    private async Task<string> EventsAsync(string cookie) => (await _service.CallAsync(TestService.Fetch("description", "EventManager"), cookie)).Answer;

    private Task<TestExchange> ArgumentsAsync(string cookie) => _service.CallAsync(
        "<RetrieveArgumentDescription _NS><_this>EventManager</_this><eventTypeId>com.example.paint.Painted</eventTypeId></RetrieveArgumentDescription>", cookie);

    private async Task<string> HeldAsync(string cookie) => (await _service.CallAsync(
        "<HasUserPrivilegeOnEntities _NS><_this>AuthorizationManager</_this><entities type=\"Folder\">group-d1</entities><userName>reader</userName><privId>Paint.Red</privId></HasUserPrivilegeOnEntities>",
        cookie)).Answer;
}
