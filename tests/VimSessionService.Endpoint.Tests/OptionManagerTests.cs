using VimSessionService.Core.AdvancedSettings;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Events;
using VimSessionService.Core.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests;

/// <summary>OptionManager as the published API describes it: VpxSettings of a vCenter.</summary>
public sealed class OptionManagerTests : IDisposable
{
    private const string Timeout = "config.vmacore.soap.sessionTimeout";
    private const string Cap = "config.vmacore.soap.maxSessionCount";

    private readonly TestService _service = new();

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData("", "setting", "NotAuthenticated", "System.Read")]
    [InlineData("", "supportedOption", "NotAuthenticated", "System.Read")]
    [InlineData("nobody", "setting", "NoPermission", "System.Read")]
    [InlineData("reader", "setting", null, null)]
    [InlineData("reader", "supportedOption", null, null)]
    public async Task A_property_needs_System_Read(string user, string property, string? fault, string? privilege)
    {
        var answer = await _service.CallAsync(TestService.Fetch(property, "VpxSettings"), await CookieAsync(user));
        AssertAnswer(answer, fault, privilege);
    }

    [Theory]
    [InlineData("", "client.timeout.normal", "NotAuthenticated", "System.View")]
    [InlineData("viewer", "client.timeout.normal", null, null)]
    [InlineData("viewer", "client.", null, null)]
    [InlineData("viewer", "instance.id", "NoPermission", "System.Read")]
    [InlineData("viewer", "", "NoPermission", "System.Read")]
    [InlineData("reader", "instance.id", null, null)]
    public async Task QueryOptions_needs_System_View_below_client_and_System_Read_elsewhere(string user, string name, string? fault, string? privilege) =>
        AssertAnswer(await QueryAsync(name, await CookieAsync(user)), fault, privilege);

    [Theory]
    [InlineData("", "NotAuthenticated")]
    [InlineData("reader", "NoPermission")]
    public async Task UpdateOptions_needs_Global_Settings(string user, string fault) =>
        AssertAnswer(await UpdateAsync(await CookieAsync(user), Value("mail.sender", "string", "a@b")), fault, "Global.Settings");

    [Theory]
    [InlineData("instance.id", "<returnval xsi:type=\"OptionValue\"><key>instance.id</key><value xsi:type=\"xsd:int\">0</value></returnval>")]
    [InlineData("event.maxAgeEnabled", "<key>event.maxAgeEnabled</key><value xsi:type=\"xsd:boolean\">true</value>")]
    [InlineData(Timeout, "<key>config.vmacore.soap.sessionTimeout</key><value xsi:type=\"xsd:int\">30</value>")]
    [InlineData("VirtualCenter.VimApiUrl", "<value xsi:type=\"xsd:string\">https://vc.example.org:8989/sdk</value>")]
    [InlineData("VirtualCenter.FQDN", "<value xsi:type=\"xsd:string\">vc.example.org</value>")]
    [InlineData("VirtualCenter.InstanceName", "<value xsi:type=\"xsd:string\">vc.example.org</value>")]
    [InlineData("config.vpxd.hostnameUrl", "<value xsi:type=\"xsd:string\">vc.example.org</value>")]
    [InlineData("config.vpxd.sso.sts.uri", "<value xsi:type=\"xsd:string\">https://vc.example.org:8989/sts/STSService/vsphere.local</value>")]
    [InlineData("config.vpxd.sso.admin.uri", "<value xsi:type=\"xsd:string\">https://vc.example.org:8989/sso-adminserver/sdk/vsphere.local</value>")]
    public async Task A_setting_has_a_typed_value_and_its_URLs_the_address_that_the_client_uses(string key, string value)
    {
        var answer = await QueryAsync(key, await CookieAsync("reader"));
        Assert.Contains(value.Replace(" xsi:type=\"OptionValue\"", "", StringComparison.Ordinal), answer.Answer.Replace(" xsi:type=\"OptionValue\"", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(1, Count(answer, "<key>"));
    }

    /// <summary>A setting in minutes shows a part of a minute as a whole one; the session ends when its seconds are over.</summary>
    [Fact]
    public async Task A_timeout_of_seconds_is_shown_in_minutes()
    {
        using var service = new TestService(sessions: new SessionLimits { IdleTimeout = TimeSpan.FromSeconds(10) });
        var cookie = await service.LoginAsync();

        Assert.Contains("<value xsi:type=\"xsd:int\">1</value>", (await service.CallAsync(Query(Timeout), cookie)).Answer, StringComparison.Ordinal);

        service.Time.Advance(TimeSpan.FromSeconds(11));
        AssertAnswer(await service.CallAsync(Query(Timeout), cookie), "NotAuthenticated", "System.View");
    }

    [Theory]
    [InlineData("\"><script>")]
    [InlineData("a b")]
    [InlineData("user@evil")]
    [InlineData("evil/path")]
    public async Task A_Host_header_that_names_no_host_is_not_shown(string host)
    {
        var request = TestService.Request(Query("VirtualCenter.FQDN"), await CookieAsync("reader")).With("Host", host);
        Assert.Contains("<value xsi:type=\"xsd:string\">localhost</value>", (await _service.SendAsync(request)).Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("client.", 3)]
    [InlineData("client.timeout.", 2)]
    [InlineData("config.vpxd.sso.", 5)]
    [InlineData("snmp.receiver.", 16)]
    public async Task A_name_that_ends_with_a_dot_is_a_subtree(string name, int count) =>
        Assert.Equal(count, Count(await QueryAsync(name, await CookieAsync("reader")), "<key>"));

    [Fact]
    public async Task No_name_is_every_setting_and_each_is_described()
    {
        var cookie = await CookieAsync("reader");
        var all = await QueryAsync("", cookie);
        var setting = await _service.CallAsync(TestService.Fetch("setting", "VpxSettings"), cookie);
        var supported = await _service.CallAsync(TestService.Fetch("supportedOption", "VpxSettings"), cookie);
        Assert.True(Count(all, "<key>") > 50);
        Assert.Equal(Count(all, "<key>"), Count(setting, "<key>"));
        Assert.Equal(Count(all, "<key>"), Count(supported, "<optionType xsi:type="));
        Assert.Contains("<key>config.vmacore.soap.sessionTimeout</key><optionType xsi:type=\"IntOption\"><valueIsReadonly>false</valueIsReadonly><min>1</min><max>525600</max><defaultValue>30</defaultValue></optionType>", supported.Answer, StringComparison.Ordinal);
        Assert.Contains("<optionType xsi:type=\"BoolOption\"><valueIsReadonly>false</valueIsReadonly><supported>true</supported><defaultValue>true</defaultValue></optionType>", supported.Answer, StringComparison.Ordinal);
        Assert.Contains("<optionType xsi:type=\"ChoiceOption\"><valueIsReadonly>false</valueIsReadonly><choiceInfo><label>none</label><summary>none</summary><key>none</key></choiceInfo>", supported.Answer, StringComparison.Ordinal);
        Assert.Contains("<optionType xsi:type=\"StringOption\"><valueIsReadonly>true</valueIsReadonly><defaultValue></defaultValue></optionType>", supported.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("assword", setting.Answer.Replace("VimPasswordExpirationInDays", "", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonesuch")]
    [InlineData("nonesuch.")]
    [InlineData("config")]
    [InlineData("instance.ID")]
    public async Task A_name_that_there_is_not_is_InvalidName(string name) =>
        Assert.Contains($"<InvalidNameFault xmlns=\"urn:vim25\" xsi:type=\"InvalidName\"><name>{name}</name>", (await QueryAsync(name, await _service.LoginAsync())).Answer, StringComparison.Ordinal);

    [Theory]
    [InlineData("instance.id", "int", "64", "InvalidArgument")]
    [InlineData("instance.id", "int", "-1", "InvalidArgument")]
    [InlineData("log.level", "string", "loud", "InvalidArgument")]
    [InlineData("VirtualCenter.FQDN", "string", "vc", "InvalidArgument")]
    [InlineData(Timeout, "int", "0", "InvalidArgument")]
    [InlineData("nonesuch.setting", "string", "x", "InvalidName")]
    [InlineData("config.", "string", "x", "InvalidName")]
    [InlineData("config.of mine", "string", "x", "InvalidName")]
    public async Task A_change_that_cannot_be_is_refused_and_no_other_of_the_same_call_is_made(string key, string type, string value, string fault)
    {
        var cookie = await _service.LoginAsync();
        var answer = await UpdateAsync(cookie, Value("mail.smtp.server", "string", "changed"), Value(key, type, value));
        Assert.Equal(500, answer.Status);
        Assert.Contains($"xsi:type=\"{fault}\"><{(fault == "InvalidName" ? "name" : "invalidProperty")}>{key}<", answer.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("changed", (await QueryAsync("mail.", cookie)).Answer, StringComparison.Ordinal);
    }

    /// <summary>As on real servers, which convert nothing.</summary>
    [Theory]
    [InlineData("instance.id", "string", "7")]
    [InlineData("instance.id", "string", "seven")]
    [InlineData("instance.id", "long", "7")]
    [InlineData("instance.id", "short", "7")]
    [InlineData("instance.id", "boolean", "true")]
    [InlineData("event.maxAgeEnabled", "string", "False")]
    [InlineData("event.maxAgeEnabled", "int", "1")]
    [InlineData("mail.sender", "int", "1")]
    [InlineData("log.level", "int", "1")]
    [InlineData("config.of.mine", "int", "1")]
    public async Task A_value_of_another_type_than_the_settings_is_refused_whatever_it_says(string key, string type, string value)
    {
        var answer = await UpdateAsync(await _service.LoginAsync(), Value(key, type, value));
        Assert.Contains("<faultstring>A specified parameter was not correct: value</faultstring>", answer.Answer, StringComparison.Ordinal);
        Assert.Contains("xsi:type=\"InvalidArgument\"><invalidProperty>value</invalidProperty>", answer.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("instance.id", "7")]
    [InlineData("event.maxAgeEnabled", "true")]
    public async Task A_value_without_a_type_is_refused_where_the_setting_is_no_text(string key, string value)
    {
        var answer = await UpdateAsync(await _service.LoginAsync(), $"<changedValue><key>{key}</key><value>{value}</value></changedValue>");
        Assert.Contains("<faultstring>A specified parameter was not correct: value</faultstring>", answer.Answer, StringComparison.Ordinal);
        Assert.Contains("xsi:type=\"InvalidArgument\"><invalidProperty>value</invalidProperty>", answer.Answer, StringComparison.Ordinal);
    }

    /// <summary>As on real hosts, whose fault names no property.</summary>
    [Theory]
    [InlineData("Config.HostAgent.vmacore.soap.sessionTimeout", " xsi:type=\"xsd:string\"", "30")]
    [InlineData("Config.HostAgent.vmacore.soap.sessionTimeout", "", "30")]
    [InlineData("Config.HostAgent.log.level", " xsi:type=\"xsd:int\"", "1")]
    public async Task A_host_names_no_property_when_it_refuses_the_type_of_a_value(string key, string type, string value)
    {
        using var host = new TestService(esx: true);
        var login = TestService.LoginBody("administrator@vsphere.local", "s3cret-A").Replace(">SessionManager<", ">ha-sessionmgr<", StringComparison.Ordinal);
        var answer = await host.CallAsync(
            $"<UpdateOptions _NS><_this type=\"OptionManager\">HostAgentSettings</_this><changedValue><key>{key}</key><value{type}>{value}</value></changedValue></UpdateOptions>",
            (await host.CallAsync(login)).AnswerHeaders["Set-Cookie"].Split(';')[0]);
        Assert.Equal(500, answer.Status);
        Assert.Contains("<faultstring>A specified parameter was not correct: </faultstring>", answer.Answer, StringComparison.Ordinal);
        Assert.Contains("xsi:type=\"InvalidArgument\"><invalidProperty></invalidProperty>", answer.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("instance.id", "int", "7", "xsd:int\">7<")]
    [InlineData("event.maxAgeEnabled", "boolean", "0", "xsd:boolean\">false<")]
    [InlineData("log.level", "string", "trivia", "xsd:string\">trivia<")]
    [InlineData("VirtualCenter.InstanceName", "string", "lab", "xsd:string\">lab<")]
    [InlineData("config.of.mine", "string", "mine", "xsd:string\">mine<")]
    public async Task A_change_is_read_back_in_the_settings_own_type(string key, string type, string value, string read)
    {
        var cookie = await _service.LoginAsync();
        var answer = await UpdateAsync(cookie, Value(key, type, value));
        Assert.Equal(200, answer.Status);
        Assert.Contains(read, (await QueryAsync(key, cookie)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_time_out_ends_sessions_that_have_been_idle_for_it()
    {
        var admin = await _service.LoginAsync();
        var reader = await CookieAsync("reader");
        _service.Time.Advance(TimeSpan.FromMinutes(10));

        await UpdateAsync(admin, Value(Timeout, "int", "10"));
        Assert.Single(await _service.Store.ListAsync(TestContext.Current.CancellationToken));
        Assert.Contains("NotAuthenticated", (await QueryAsync("client.", reader)).Answer, StringComparison.Ordinal);

        await UpdateAsync(admin, Value(Timeout, "int", "90"));
        _service.Time.Advance(TimeSpan.FromMinutes(89));
        Assert.Equal(200, (await QueryAsync("client.", admin)).Status);
    }

    [Fact]
    public async Task A_new_cap_holds_for_the_next_login()
    {
        var admin = await _service.LoginAsync();
        await UpdateAsync(admin, Value(Cap, "int", "1"));
        Assert.Equal(503, (await _service.CallAsync(TestService.LoginBody("reader", "s3cret-R"))).Status);
        await UpdateAsync(admin, Value(Cap, "int", "2"));
        Assert.Equal(200, (await _service.CallAsync(TestService.LoginBody("reader", "s3cret-R"))).Status);
    }

    [Fact]
    public async Task A_new_age_of_events_holds_at_once_and_none_while_it_is_disabled()
    {
        var admin = await _service.LoginAsync(); // an event, as each of the following is
        _service.Time.Advance(TimeSpan.FromDays(5));
        admin = await _service.LoginAsync();
        Assert.Equal(2, Logins());
        await UpdateAsync(admin, Value("event.maxAge", "int", "4"));
        Assert.Equal(1, Logins());

        await UpdateAsync(admin, Value("event.maxAgeEnabled", "boolean", "false"));
        _service.Time.Advance(TimeSpan.FromDays(400));
        Assert.Equal(1, Logins());
        admin = await _service.LoginAsync();
        await UpdateAsync(admin, Value("event.maxAge", "int", "30"), Value("event.maxAgeEnabled", "boolean", "true"));
        Assert.Equal(1, Logins());
        Assert.Contains("xsd:int\">30<", (await QueryAsync("event.maxAge", admin)).Answer, StringComparison.Ordinal);

        int Logins() => _service.Events.Snapshot().OfType<UserLoginSessionEvent>().Count();
    }

    [Fact]
    public async Task A_new_size_of_the_event_log_holds_at_once()
    {
        const string Size = "config.vimsession.eventLogSize";
        var admin = await _service.LoginAsync();
        for (var i = 0; i < 5; i++)
            await _service.LoginAsync("reader", "s3cret-R");
        Assert.Contains("xsd:int\">10000<", (await QueryAsync(Size, admin)).Answer, StringComparison.Ordinal);
        await UpdateAsync(admin, Value(Size, "int", "2"));
        Assert.Equal([5, 6], _service.Events.Snapshot().Select(static posted => posted.Key));
        Assert.Contains($"<invalidProperty>{Size}</invalidProperty>", (await UpdateAsync(admin, Value(Size, "int", "0"))).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_level_is_the_services_own()
    {
        var admin = await _service.LoginAsync();
        await UpdateAsync(admin, Value("log.level", "string", "trivia"));
        Assert.Equal("trivia", _service.Get<LogLevelSetting>().Level);
        _service.Get<LogLevelSetting>().Level = "error";
        Assert.Contains("xsd:string\">error<", (await QueryAsync("log.level", admin)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_has_the_log_level_and_the_size_of_the_event_log_under_its_own_names()
    {
        using var host = new TestService(esx: true);
        var login = TestService.LoginBody("administrator@vsphere.local", "s3cret-A").Replace(">SessionManager<", ">ha-sessionmgr<", StringComparison.Ordinal);
        var admin = (await host.CallAsync(login)).AnswerHeaders["Set-Cookie"].Split(';')[0];
        foreach (var changed in (string[])[Value("Config.HostAgent.log.level", "string", "none"), Value("Config.HostAgent.vimsession.eventLogSize", "int", "7")])
            Assert.Equal(200, (await host.CallAsync($"<UpdateOptions _NS><_this>HostAgentSettings</_this>{changed}</UpdateOptions>", admin)).Status);
        Assert.Equal(("none", 7), (host.Get<LogLevelSetting>().Level, host.Get<EventRetention>().Capacity));
    }

    [Fact]
    public async Task A_change_is_told_to_those_who_wait_for_it()
    {
        var told = 0;
        _service.Get<ServerAdvancedSettings>().Changed += () => told++;
        await UpdateAsync(await _service.LoginAsync(), Value("mail.sender", "string", "a@b"));
        Assert.Equal(1, told);
        _service.Get<SessionLimits>().MaxSessions = 7;
        Assert.Equal(2, told);
    }

    [Fact]
    public async Task Settings_that_clients_add_have_an_end()
    {
        var admin = await _service.LoginAsync();
        var many = Enumerable.Range(0, 1000).Select(i => Value($"config.mine.{i}", "string", "x")).ToArray();
        Assert.Equal(200, (await UpdateAsync(admin, many)).Status);
        Assert.Contains("InvalidNameFault", (await UpdateAsync(admin, Value("config.mine.last", "string", "x"))).Answer, StringComparison.Ordinal);
        Assert.Equal(200, (await UpdateAsync(admin, Value("config.mine.7", "string", "y"))).Status);
    }

    /// <summary>The last value holds. What changes, and what is named again, is not counted as added.</summary>
    [Fact]
    public async Task A_call_may_change_settings_as_often_as_it_likes()
    {
        var admin = await _service.LoginAsync();
        var many = Enumerable.Range(0, 1200).Select(i => Value(i % 2 == 0 ? "config.mine.new" : "mail.sender", "string", $"x{i}")).ToArray();
        Assert.Equal(200, (await UpdateAsync(admin, many)).Status);
        Assert.Contains("xsd:string\">x1198<", (await QueryAsync("config.mine.new", admin)).Answer, StringComparison.Ordinal);
        Assert.Contains("xsd:string\">x1199<", (await QueryAsync("mail.sender", admin)).Answer, StringComparison.Ordinal);
        Assert.Equal(200, (await UpdateAsync(admin, [.. Enumerable.Range(1, 999).Select(i => Value($"config.mine.{i}", "string", "x")), Value("mail.sender", "string", "last")])).Status);
        Assert.Contains("InvalidNameFault", (await UpdateAsync(admin, Value("config.mine.last", "string", "x"))).Answer, StringComparison.Ordinal);
    }

    private static string Value(string key, string type, string value) =>
        $"<changedValue><key>{key}</key><value xsi:type=\"xsd:{type}\">{value}</value></changedValue>";

    private static string Query(string name) => $"<QueryOptions _NS><_this>VpxSettings</_this>{(name.Length == 0 ? "" : $"<name>{name}</name>")}</QueryOptions>";

    private static int Count(TestExchange answer, string text) => answer.Answer.Split(text).Length - 1;

    private static void AssertAnswer(TestExchange answer, string? fault, string? privilege)
    {
        Assert.Equal(fault is null ? 200 : 500, answer.Status);
        if (fault is not null)
            Assert.Contains($"xsi:type=\"{fault}\"><object type=\"Folder\">group-d1</object><privilegeId>{privilege}</privilegeId>", answer.Answer, StringComparison.Ordinal);
    }

    private async Task<string?> CookieAsync(string user)
    {
        switch (user)
        {
            case "":
                return null;
            case "reader":
                return await _service.LoginAsync("reader", "s3cret-R");
        }

        // Of these two neither could log in, so the reader's session loses what it had.
        var cookie = await _service.LoginAsync("reader", "s3cret-R");
        _service.Get<PermissionTable>().Replace([new(Core.Directory.Users.AccountName.Parse("reader"), IsGroup: false, RoleId: user == "viewer" ? -3 : -5)]);
        return cookie;
    }

    private Task<TestExchange> QueryAsync(string name, string? cookie) =>
        _service.SendAsync(TestService.Request(Query(name), cookie).With("Host", "vc.example.org:8989"));

    private Task<TestExchange> UpdateAsync(string? cookie, params string[] values) =>
        _service.CallAsync($"<UpdateOptions _NS><_this>VpxSettings</_this>{string.Concat(values)}</UpdateOptions>", cookie);
}
