using System.Globalization;
using VimSessionService.Identity.Tests.Making;
using VimSessionService.Identity.Tests.Sts;

namespace VimSessionService.ClientTests.Attacks;

/// <summary>Attacks that need something first, are several requests in turn, or come from a user who may only read.</summary>
internal sealed partial record Attack
{
    private static TimeSpan Short => TimeSpan.FromSeconds(1.5);

    private static IReadOnlyList<Attack> Prepared =>
    [
        new("list views that hold each other", "", true) { IsOfLesserUser = true, Duration = Short, Prepare = ListViewsAsync },
        new("wrong passwords", LoginAs(AttackUsers.Lesser, "wrong"), false) { MeetsNewUsers = true, Duration = Short },
        new("messages that are signed with keys of nobody", "", false) { Path = TokenService, Duration = Short, Prepare = static _ => Task.FromResult(SignedMessages()) },
        new("negotiations of the token service", "", false) { Path = TokenService, Duration = Short, Options = Scripted, Prepare = static _ => Task.FromResult(Negotiations()) },
        new("negotiations of logins", $"<LoginBySSPI xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this><base64Token>{Convert.ToBase64String("low@vsphere.local"u8)}</base64Token></LoginBySSPI>", false) { Duration = Short, Options = Scripted },
        new("clone tickets of a lesser user", "", true)
        {
            IsOfLesserUser = true,
            Duration = Short,
            Prepare = static _ => Task.FromResult<IReadOnlyList<string>>(
                [Envelope("<AcquireCloneTicket xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this></AcquireCloneTicket>")]),
        },
        new("sessions of a lesser user", LoginAs(AttackUsers.Lesser, AttackUsers.Password), false) { IsOfLesserUser = true, Duration = Short },
        new("files that nobody reads", "", true, Reading.None) { Method = "GET", Path = "/folder/large?dcPath=a&dsName=b", Duration = Short, Prepare = FileAsync },
        new("texts and privileges of extensions", "", true) { Duration = Short, Prepare = ExtensionsAsync },
        new("a small request that unpacks to one object named thousands of times", Retrieve($"<specSet><propSet><type>SessionManager</type><pathSet>messageLocaleList[\"{new string('x', 20_000)}\"]</pathSet></propSet>{Many(8_000, Sessions)}</specSet>"), false) { IsCompressed = true, Duration = Short },
        new("objects and paths", Retrieve($"<specSet><propSet><type>SessionManager</type>{string.Concat(Enumerable.Range(0, 5_000).Select(static i => string.Create(CultureInfo.InvariantCulture, $"<pathSet>messageLocaleList[\"{i}\"]</pathSet>")))}</propSet>{Many(5_000, Sessions)}</specSet>"), false) { Duration = Short },
        new("sizes of the event log", "", true) { Duration = Short, Prepare = static _ => Task.FromResult<IReadOnlyList<string>>([.. new[] { 10_000_000, 1_000, 100_000_000, 2_000_000_000 }.Select(EventLogSize)]) },
        new("local tickets", "<AcquireLocalTicket xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this><userName>low@vsphere.local</userName></AcquireLocalTicket>", false) { Duration = Short, Options = ["--local-tickets", "on"], FirstAnswer = "<passwordFilePath>" },
        new("pages that nobody asks for", "", true) { IsOfLesserUser = true, Duration = Short, FirstAnswer = "<token>", Prepare = PagesAsync },
    ];

    private static IReadOnlyList<string> Scripted => ["--sspi", "scripted"];

    public static string LoginAs(string user, string password) =>
        $"<Login xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this><userName>{user}</userName><password>{password}</password></Login>";

    private static async Task<IReadOnlyList<string>> ListViewsAsync(AttackCaller caller)
    {
        const int Count = 200;
        var views = new List<string>();
        for (var i = 0; i < Count; i++)
            views.Add(await caller.ReturnedAsync("<CreateListView xmlns=\"urn:vim25\"><_this type=\"ViewManager\">ViewManager</_this></CreateListView>"));
        var all = string.Concat(views.Select(static view => $"<add type=\"ListView\">{view}</add>"));
        foreach (var view in views)
            await caller.CallAsync($"<ModifyListView xmlns=\"urn:vim25\"><_this type=\"ListView\">{view}</_this>{all}</ModifyListView>");
        return
        [
            Envelope(Retrieve(
                $"<specSet><propSet><type>ListView</type></propSet><objectSet><obj type=\"ListView\">{views[0]}</obj><selectSet xsi:type=\"TraversalSpec\"><name>n</name><type>ListView</type><path>view</path><selectSet><name>n</name></selectSet></selectSet></objectSet></specSet>")),
        ];
    }

    /// <summary>Retrievals of many views with a long path, of which each answers with one and keeps the rest for the next page.</summary>
    private static async Task<IReadOnlyList<string>> PagesAsync(AttackCaller caller)
    {
        const int Count = 200;
        var objects = "";
        for (var i = 0; i < Count; i++)
            objects += $"<objectSet><obj type=\"ListView\">{await caller.ReturnedAsync("<CreateListView xmlns=\"urn:vim25\"><_this type=\"ViewManager\">ViewManager</_this></CreateListView>")}</obj></objectSet>";
        return
        [
            Envelope($"<RetrievePropertiesEx xmlns=\"urn:vim25\"><_this type=\"PropertyCollector\">propertyCollector</_this><specSet><propSet><type>ListView</type><pathSet>view[\"{new string('x', 20_000)}\"]</pathSet></propSet>{objects}</specSet>"
                + "<options><maxObjects>1</maxObjects></options></RetrievePropertiesEx>"),
        ];
    }

    private static IReadOnlyList<string> SignedMessages() =>
        [.. Enumerable.Range(0, 64).Select(static i => new TokenMessage(DateTimeOffset.UtcNow.AddMilliseconds(-i)) { Signer = TestKeys.Attacker, MessageLife = TimeSpan.FromMinutes(5) }.Write())];

    private static IReadOnlyList<string> Negotiations() =>
        [.. Enumerable.Range(0, 256).Select(static i => new TokenMessage(DateTimeOffset.UtcNow) { Exchange = "low@vsphere.local"u8.ToArray(), Context = $"c{i}", MessageLife = TimeSpan.FromMinutes(5) }.Write())];

    private static async Task<IReadOnlyList<string>> FileAsync(AttackCaller caller)
    {
        await caller.PutAsync("/folder/large?dcPath=a&dsName=b", new byte[15 * 1024 * 1024]);
        return [""];
    }

    /// <summary>One extension with many texts of events, whose descriptions are read, and many extensions with privileges.</summary>
    private static async Task<IReadOnlyList<string>> ExtensionsAsync(AttackCaller caller)
    {
        const int Events = 1_000;
        var texts = string.Concat(Enumerable.Range(0, Events).Select(static i => $"<data><key>com.example.e{i}.description</key><value>text</value></data>"));
        var events = string.Concat(Enumerable.Range(0, Events).Select(static i => $"<eventList><eventID>com.example.e{i}</eventID></eventList>"));
        await caller.CallAsync(Register("com.example.texts", $"{events}<resourceList><locale>en</locale><module>event</module>{texts}</resourceList>"));
        return
        [
            Envelope("<Fetch xmlns=\"urn:vim25\"><_this type=\"EventManager\">EventManager</_this><prop>description</prop></Fetch>"),
            .. Enumerable.Range(0, 2_000).Select(static i => Envelope(Register($"com.example.p{i}", string.Concat(Enumerable.Range(0, 20).Select(j => $"<privilegeList><privID>E{i}.P{j}</privID><privGroupName>E{i}</privGroupName></privilegeList>"))))),
        ];
    }

    private static string Register(string key, string lists) =>
        $"<RegisterExtension xmlns=\"urn:vim25\"><_this type=\"ExtensionManager\">ExtensionManager</_this><extension><description><label>l</label><summary>s</summary></description><key>{key}</key><version>1.0.0</version>{lists}<lastHeartbeatTime>2024-02-03T04:05:06Z</lastHeartbeatTime></extension></RegisterExtension>";

    private static string EventLogSize(int size) => Envelope(
        $"<UpdateOptions xmlns=\"urn:vim25\"><_this type=\"OptionManager\">VpxSettings</_this><changedValue xsi:type=\"OptionValue\"><key>config.vimsession.eventLogSize</key><value xsi:type=\"xsd:int\">{size.ToString(CultureInfo.InvariantCulture)}</value></changedValue></UpdateOptions>");
}
