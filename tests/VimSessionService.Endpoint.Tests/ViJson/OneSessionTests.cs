using System.Text.Json.Nodes;
using VimSessionService.Core.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.ViJson;

/// <summary>A session is one for every door, whichever it was opened through.</summary>
public sealed class OneSessionTests : IDisposable
{
    private const string Manager = "SessionManager/SessionManager/";

    private readonly TestService _service = new();

    public void Dispose() => _service.Dispose();

    /// <summary>The answer that a real server was seen to give, but for what is the client's own.</summary>
    [Fact]
    public async Task A_login_answers_the_session_and_its_secret_in_a_header()
    {
        var login = await _service.JsonAsync(Manager + "Login", ViJsonCall.Login, change: static exchange => exchange.With("User-Agent", "curl/7.86.0"));

        Assert.Equal(200, login.Status);
        Assert.Matches("^[0-9a-f]{40}$", login.AnswerHeaders[ViJsonCall.Session]);
        Assert.Equal(["Content-Length", "Content-Type", ViJsonCall.Session], login.AnswerHeaders.Keys.Order(StringComparer.Ordinal));
        var session = JsonNode.Parse(login.AnswerBytes)!.AsObject();
        Assert.Matches("^52[0-9a-f]{6}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", (string)session["key"]!);
        session["key"] = "KEY";
        Assert.Equal(
            """{"_typeName":"UserSession","key":"KEY","userName":"VSPHERE.LOCAL\\administrator","fullName":"administrator vsphere.local","loginTime":"2024-02-03T04:05:06.000000Z","lastActiveTime":"2024-02-03T04:05:06.000000Z","locale":"en","messageLocale":"en","extensionSession":false,"ipAddress":"192.0.2.7","userAgent":"curl/7.86.0","callCount":0}""",
            session.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    public async Task The_secret_of_a_cookie_is_that_of_the_header()
    {
        var cookie = await _service.LoginAsync();
        var secret = cookie.Split('"')[1];

        var seen = JsonNode.Parse((await _service.JsonAsync(Manager + "currentSession", session: secret)).AnswerBytes)!;
        Assert.Contains($"<key>{seen["key"]}</key>", (await _service.CallAsync(TestService.Fetch("currentSession"), cookie)).Answer, StringComparison.Ordinal);
        Assert.Equal(seen["key"]!.ToString(), JsonNode.Parse((await _service.JsonAsync(Manager + "currentSession", session: $"\"{secret}\"")).AnswerBytes)!["key"]!.ToString());

        var header = await _service.JsonLoginAsync();
        Assert.Contains("<key>", (await _service.CallAsync(TestService.Fetch("currentSession"), $"vmware_soap_session=\"{header}\"")).Answer, StringComparison.Ordinal);
        Assert.Equal(2, JsonNode.Parse((await _service.JsonAsync(Manager + "sessionList", session: secret)).AnswerBytes)!.AsArray().Count);
    }

    [Fact]
    public async Task A_logout_through_one_door_ends_it_for_the_other()
    {
        var first = await _service.JsonLoginAsync();
        Assert.Equal(200, (await _service.CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", $"vmware_soap_session=\"{first}\"")).Status);
        Assert.Equal("NotAuthenticated", await FaultAsync(first));

        var second = await _service.JsonLoginAsync();
        var logout = await _service.JsonAsync(Manager + "Logout", "", second);
        Assert.Equal((204, ""), (logout.Status, logout.Answer));
        Assert.DoesNotContain("<key>", (await _service.CallAsync(TestService.Fetch("currentSession"), $"vmware_soap_session=\"{second}\"")).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_expires_for_every_door_and_is_kept_by_calls_through_any()
    {
        var session = await _service.JsonLoginAsync();
        _service.Time.Advance(TimeSpan.FromMinutes(29));
        Assert.Equal(204, (await _service.JsonAsync(Manager + "SetLocale", """{"locale":"de"}""", session)).Status);
        _service.Time.Advance(TimeSpan.FromMinutes(29));
        Assert.Contains("<locale>de</locale>", (await _service.CallAsync(TestService.Fetch("currentSession"), $"vmware_soap_session=\"{session}\"")).Answer, StringComparison.Ordinal);
        _service.Time.Advance(TimeSpan.FromMinutes(31));
        Assert.Equal("NotAuthenticated", await FaultAsync(session));
        Assert.Equal(204, (await _service.JsonAsync(Manager + "currentSession", session: session)).Status);
    }

    [Fact]
    public async Task A_second_login_is_another_session_and_one_on_a_live_session_is_refused()
    {
        var first = await _service.JsonLoginAsync();
        var second = await _service.JsonLoginAsync();
        var third = await _service.JsonAsync(Manager + "Login", ViJsonCall.Login, second);

        Assert.NotEqual(first, second);
        Assert.Equal("InvalidLogin", (string?)JsonNode.Parse(third.AnswerBytes)!["_typeName"]);
        Assert.DoesNotContain(ViJsonCall.Session, third.AnswerHeaders.Keys);
    }

    [Fact]
    public async Task A_ticket_of_one_door_opens_a_session_through_the_other()
    {
        var session = await _service.JsonLoginAsync();
        var ticket = (string)JsonNode.Parse((await _service.JsonAsync(Manager + "AcquireCloneTicket", "", session)).AnswerBytes)!;

        var clone = await _service.JsonAsync(Manager + "CloneSession", new JsonObject { ["cloneTicket"] = ticket }.ToJsonString());

        Assert.Equal(200, clone.Status);
        Assert.NotEqual(session, clone.AnswerHeaders[ViJsonCall.Session]);
        Assert.Contains("<key>", (await _service.CallAsync(TestService.Fetch("currentSession"), $"vmware_soap_session=\"{clone.AnswerHeaders[ViJsonCall.Session]}\"")).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_room_for_another_session_the_answer_is_the_status_alone()
    {
        using var service = new TestService(sessions: new SessionLimits { MaxSessions = 1 });
        await service.JsonLoginAsync();

        var refused = await service.JsonAsync(Manager + "Login", ViJsonCall.Login);

        Assert.Equal((503, "", "0"), (refused.Status, refused.Answer, refused.AnswerHeaders["Content-Length"]));
    }

    [Fact]
    public async Task Texts_of_faults_are_in_the_language_of_the_session()
    {
        var session = await _service.JsonLoginAsync();
        await _service.JsonAsync(Manager + "SetLocale", """{"locale":"de"}""", session);

        var fault = JsonNode.Parse((await _service.JsonAsync(Manager + "TerminateSession", """{"sessionId":["none"]}""", session)).AnswerBytes)!;

        Assert.Equal("NotFound", (string?)fault["_typeName"]);
        Assert.NotEqual("The object or item referred to could not be found.", (string?)fault["faultstring"]);
    }

    /// <summary>A token comes in the security header of SOAP, which VI-JSON has not.</summary>
    [Fact]
    public async Task A_login_by_token_has_no_token() => Assert.Equal(
        "InvalidLogin", (string?)JsonNode.Parse((await _service.JsonAsync(Manager + "LoginByToken", "", change: static exchange => exchange.With("Authorization", "SIGN token=\"YQ==\""))).AnswerBytes)!["_typeName"]);

    [Fact]
    public async Task What_the_release_does_not_know_is_left_out_or_is_not_there()
    {
        using var service = new TestService(new EndpointOptions { Version = ApiVersion.V9_1_0_0 });
        Assert.Contains("directPathProfileManager", (await ContentAsync("9.0.0.0")).Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("directPathProfileManager", (await ContentAsync("8.0.3.1")).Answer, StringComparison.Ordinal);
        Assert.Equal(204, (await service.JsonAsync("Folder/group-d1/externallyManagedFolderInfo", session: await service.JsonLoginAsync(), release: "9.0.0.0")).Status);
        Assert.Equal(404, (await service.JsonAsync("Folder/group-d1/externallyManagedFolderInfo", release: "8.0.3.1")).Status);
        Assert.Equal(500, (await service.JsonAsync("SearchIndex/SearchIndex/Query", "", release: "9.1.0.0")).Status);
        Assert.Equal(404, (await service.JsonAsync("SearchIndex/SearchIndex/Query", "", release: "9.0.0.0")).Status);

        Task<TestExchange> ContentAsync(string release) => service.JsonAsync("ServiceInstance/ServiceInstance/content", release: release);
    }

    /// <summary>From 9.1 on, a call with an access token in the place of a session is told what kind of authentication there is.</summary>
    [Fact]
    public async Task An_access_token_is_answered_by_a_challenge()
    {
        using var service = new TestService(new EndpointOptions { Version = ApiVersion.V9_1_0_0 });

        var refused = await service.JsonAsync(Manager + "Logout", "", release: "9.1.0.0", change: WithToken);
        Assert.Equal((401, "Bearer error=\"invalid_token\",error_description=\"The access token is not valid.\""), (refused.Status, refused.AnswerHeaders["WWW-Authenticate"]));
        var fault = JsonNode.Parse(refused.AnswerBytes)!;
        Assert.Equal("AuthenticationRequired", (string?)fault["_typeName"]);
        Assert.Equal(("AuthenticationRequiredChallenge", "Bearer", "invalid_token"), ((string?)fault["authenticate"]![0]!["_typeName"], (string?)fault["authenticate"]![0]!["scheme"], (string?)fault["authenticate"]![0]!["error"]));

        Assert.Equal("NotAuthenticated", TypeOf(await service.JsonAsync(Manager + "Logout", "", release: "9.0.0.0", change: WithToken)));
        Assert.Equal("NotAuthenticated", TypeOf(await service.JsonAsync(Manager + "Logout", "", release: "9.1.0.0")));
        Assert.Equal(204, (await service.JsonAsync(Manager + "Logout", "", await service.JsonLoginAsync(), "9.1.0.0", WithToken)).Status);

        static void WithToken(TestExchange exchange) => exchange.With("Authorization", "Bearer abc");
        static string? TypeOf(TestExchange answer) => (string?)JsonNode.Parse(answer.AnswerBytes)!["_typeName"];
    }

    [Theory]
    [InlineData(ApiVersion.V9_1_0_0, "urn:vim25/9.1.0.0", "Bearer abc", "AuthenticationRequired")]
    [InlineData(ApiVersion.V9_1_0_0, "urn:vim25/9.1.0.0", "bearer abc", "AuthenticationRequired")]
    [InlineData(ApiVersion.V9_1_0_0, "urn:vim25/9.1.0.0", "Basic YTpi", "NotAuthenticated")]
    [InlineData(ApiVersion.V9_1_0_0, "urn:vim25/9.0.0.0", "Bearer abc", "NotAuthenticated")]
    [InlineData(ApiVersion.V9_0_0_0, "urn:vim25/9.1.0.0", "Bearer abc", "NotAuthenticated")]
    public async Task An_access_token_at_soap_is_answered_by_a_challenge_too(ApiVersion server, string action, string authorization, string fault)
    {
        using var service = new TestService(new EndpointOptions { Version = server });

        var answer = await service.SendAsync(TestService.Request("<Logout _NS><_this>SessionManager</_this></Logout>", action: action).With("Authorization", authorization));

        Assert.Equal(500, answer.Status);
        Assert.Contains($"xsi:type=\"{fault}\"", answer.Answer, StringComparison.Ordinal);
        if (fault == "AuthenticationRequired")
            Assert.Contains("<authenticate><scheme>Bearer</scheme><error>invalid_token</error>", answer.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_method_of_a_type_that_is_known_by_name_only_is_not_supported()
    {
        var session = await _service.JsonLoginAsync();

        Assert.Equal("NotSupported", (string?)JsonNode.Parse((await _service.JsonAsync("AlarmManager/AlarmManager/GetAlarm", "{}", session)).AnswerBytes)!["_typeName"]);
        Assert.Equal("NotAuthenticated", (string?)JsonNode.Parse((await _service.JsonAsync("AlarmManager/AlarmManager/GetAlarm", "{}")).AnswerBytes)!["_typeName"]);
        Assert.Equal(204, (await _service.JsonAsync("AlarmManager/AlarmManager/description", session: session)).Status);
    }

    private async Task<string?> FaultAsync(string session) => (string?)JsonNode.Parse((await _service.JsonAsync(Manager + "Logout", "", session)).AnswerBytes)!["_typeName"];
}
