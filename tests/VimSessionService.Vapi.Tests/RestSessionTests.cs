using System.Text.Json;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Tests;
using VimSessionService.Vim25;

namespace VimSessionService.Vapi.Tests;

/// <summary>Sessions by REST (docs/facts/automation-api.md).</summary>
public sealed class RestSessionTests
{
    private const string Challenge =
        "Basic realm=\"VAPI endpoint\",SIGN realm=aabbccddeeff00112233445566778899aabbccdd,service=\"VAPI endpoint\",sts=\"https://vc.example.com/sts/STSService/vsphere.local\"";

    [Fact]
    public async Task A_session_is_made_shown_and_ended()
    {
        using var vc = new Automation();

        var created = await vc.SendAsync("POST", Automation.SessionPath, ("Authorization", Automation.Basic()));
        Assert.Equal(201, created.Status);
        Assert.Matches("^\"[0-9a-f]{40}\"$", created.Answer);
        Assert.Equal("application/json", created.AnswerHeaders["Content-Type"]);
        Assert.DoesNotContain("Set-Cookie", created.AnswerHeaders.Keys);
        var id = created.Answer.Trim('"');

        vc.Service.Time.Advance(TimeSpan.FromMilliseconds(61_002));
        var shown = await vc.SendAsync("GET", Automation.SessionPath, ("vmware-api-session-id", id));
        Assert.Equal(200, shown.Status);
        Assert.Equal("""{"user":"administrator@VSPHERE.LOCAL","created_time":"2024-02-03T04:05:06.000Z","last_accessed_time":"2024-02-03T04:06:07.002Z"}""", shown.Answer);

        var ended = await vc.SendAsync("DELETE", Automation.SessionPath, ("vmware-api-session-id", id));
        Assert.Equal((204, ""), (ended.Status, ended.Answer));
        Assert.Equal(401, await vc.StatusOfAsync(id));
        Assert.Equal(401, (await vc.SendAsync("DELETE", Automation.SessionPath, ("vmware-api-session-id", id))).Status);
    }

    [Fact]
    public async Task The_older_path_wraps_its_answers_and_sets_a_cookie()
    {
        using var vc = new Automation();

        var created = await vc.SendAsync("POST", Automation.OldSessionPath, ("Authorization", Automation.Basic()));
        Assert.Equal(200, created.Status);
        var id = JsonDocument.Parse(created.Answer).RootElement.GetProperty("value").GetString();
        Assert.Equal($"vmware-api-session-id={id}; Path=/rest; Secure; HttpOnly", created.AnswerHeaders["Set-Cookie"]);

        var shown = await vc.SendAsync("POST", Automation.OldSessionPath + "?~action=get", ("Cookie", $"a=b; vmware-api-session-id={id}"));
        Assert.Equal((200, """{"value":{"user":"administrator@VSPHERE.LOCAL","created_time":"2024-02-03T04:05:06.000Z","last_accessed_time":"2024-02-03T04:05:06.000Z"}}"""), (shown.Status, shown.Answer));
        Assert.Equal(200, (await vc.SendAsync("POST", Automation.OldSessionPath + "?%7Eaction=get", ("vmware-api-session-id", id!))).Status);

        var ended = await vc.SendAsync("DELETE", Automation.OldSessionPath, ("vmware-api-session-id", id!));
        Assert.Equal((200, ""), (ended.Status, ended.Answer));
        Assert.Equal(401, await vc.StatusOfAsync(id!, Automation.OldSessionPath));
    }

    [Fact]
    public async Task No_cookie_is_set_for_a_client_that_sends_a_header()
    {
        using var vc = new Automation();

        var created = await vc.SendAsync("POST", Automation.OldSessionPath, ("Authorization", Automation.Basic()), ("vmware-use-header-authn", "true"));

        Assert.Equal(200, created.Status);
        Assert.DoesNotContain("Set-Cookie", created.AnswerHeaders.Keys);
    }

    [Fact]
    public async Task Without_encryption_the_cookie_is_not_marked_as_secure()
    {
        using var vc = new Automation();
        var request = new TestExchange { Verb = "POST", Target = Automation.OldSessionPath, Secure = false }.With("Authorization", Automation.Basic());

        Assert.EndsWith("; Path=/rest; HttpOnly", (await vc.SendAsync(request)).AnswerHeaders["Set-Cookie"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/session")]
    [InlineData("DELETE", "/api/session")]
    [InlineData("PUT", "/api/session")]
    [InlineData("PATCH", "/api/session")]
    [InlineData("POST", "/api/session")]
    [InlineData("POST", "/api/session?action=other")]
    public async Task Every_request_to_an_existing_path_needs_a_session_or_credentials_first(string method, string target)
    {
        using var vc = new Automation();

        var answer = await vc.SendAsync(method, target);

        Assert.Equal(401, answer.Status);
        Assert.Equal(Challenge, answer.AnswerHeaders["WWW-Authenticate"]);
        Assert.Equal(
            $$"""{"challenge":{{JsonString(Challenge)}},"error_type":"UNAUTHENTICATED","messages":[{"args":[],"default_message":"Authentication required.","id":"com.vmware.vapi.endpoint.method.authentication.required"}]}""",
            answer.Answer);
    }

    [Theory]
    [InlineData(ApiVersion.V8_0_3_0, true, true, "com.vmware.vapi.endpoint.method.authentication.required", "Authentication required.")]
    [InlineData(ApiVersion.V7_0_3_2, true, true, "com.vmware.vapi.endpoint.method.authentication.required", "Authentication required.")]
    [InlineData(ApiVersion.V6_7, false, false, "com.vmware.vapi.endpoint.method.authentication.required", "Authentication required.")]
    [InlineData(ApiVersion.V6_5, false, false, "vapi.method.authentication.required", "This method requires authentication.")]
    public async Task Older_servers_say_less_in_an_error(ApiVersion version, bool namesType, bool challenges, string id, string text)
    {
        using var vc = new Automation(version);

        var answer = await vc.SendAsync("POST", Automation.OldSessionPath + "?~action=get");

        Assert.Equal(401, answer.Status);
        var error = JsonDocument.Parse(answer.Answer).RootElement;
        Assert.Equal("com.vmware.vapi.std.errors.unauthenticated", error.GetProperty("type").GetString());
        var value = error.GetProperty("value");
        Assert.Equal((namesType, challenges), (value.TryGetProperty("error_type", out _), value.TryGetProperty("challenge", out _)));
        Assert.Equal((id, text), (value.GetProperty("messages")[0].GetProperty("id").GetString(), value.GetProperty("messages")[0].GetProperty("default_message").GetString()));
    }

    [Theory]
    [InlineData("Basic ")]
    [InlineData("Basic !!!")]
    [InlineData("Basic YWxpY2U=")]
    [InlineData("Basic gIA6gA==")]
    [InlineData("Digest username=\"a\"")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.e30.")]
    [InlineData("SIGN")]
    [InlineData("SIGN token=")]
    [InlineData("SIGN token=\"not base64\"")]
    [InlineData("SIGN token=\"aGVsbG8=\"")]
    [InlineData("SIGN nothing")]
    [InlineData("SIGN token=\"YQ==\", token=\"YQ==\"")]
    [InlineData("")]
    public async Task Malformed_credentials_are_refused_like_wrong_ones(string authorization)
    {
        using var vc = new Automation();

        var answer = await vc.SendAsync("POST", Automation.SessionPath, ("Authorization", authorization));

        Assert.Equal(401, answer.Status);
        Assert.Contains("\"error_type\":\"UNAUTHENTICATED\"", answer.Answer, StringComparison.Ordinal);
        Assert.NotNull(vc.Service.Calls.Last().Reason);
        Assert.Empty(await vc.Service.Store.ListAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(Automation.User, "wrong")]
    [InlineData("stranger", "wrong")]
    [InlineData(Automation.User, "")]
    [InlineData("", Automation.Password)]
    public async Task A_refused_login_is_told_alike_and_is_an_event(string user, string password)
    {
        using var vc = new Automation();

        var answer = await vc.SendAsync("POST", Automation.SessionPath, ("Authorization", Automation.Basic(user, password)));

        Assert.Equal(401, answer.Status);
        Assert.Contains("com.vmware.vapi.endpoint.method.authentication.required", answer.Answer, StringComparison.Ordinal);
        Assert.Equal(user, Assert.IsType<BadUsernameSessionEvent>(vc.Service.Events.Latest).UserName);
        Assert.Equal(("rest", "InvalidLogin"), (vc.Service.Calls.Last().Door, vc.Service.Calls.Last().FaultType));
    }

    [Fact]
    public async Task A_user_without_access_is_told_so()
    {
        using var vc = new Automation();

        var answer = await vc.SendAsync("POST", Automation.SessionPath, ("Authorization", Automation.Basic("nobody", "s3cret-N")));

        Assert.Equal(403, answer.Status);
        Assert.Equal("""{"error_type":"UNAUTHORIZED","messages":[{"args":[],"default_message":"Unauthorized.","id":"com.vmware.vapi.std.errors.unauthorized"}]}""", answer.Answer);
    }

    [Theory]
    [InlineData("/api/about", """{"error_type":"NOT_FOUND","messages":[{"args":[],"default_message":"Not found.","id":"com.vmware.vapi.rest.httpNotFound"}]}""")]
    [InlineData("/api/session/", """{"error_type":"NOT_FOUND","messages":[{"args":[],"default_message":"Not found.","id":"com.vmware.vapi.rest.httpNotFound"}]}""")]
    [InlineData("/rest/com/vmware/cis/other", """{"type":"com.vmware.vapi.std.errors.not_found","value":{"error_type":"NOT_FOUND","messages":[{"args":["/rest/com/vmware/cis/other"],"default_message":"Unable to find operations for URL: /rest/com/vmware/cis/other.","id":"com.vmware.vapi.rest.operationsForUrlNotFound"}]}}""")]
    public async Task A_path_that_does_not_exist_is_not_found_with_a_session_or_without(string path, string content)
    {
        using var vc = new Automation();
        var id = await vc.LoginAsync();

        foreach (var answer in new[] { await vc.SendAsync("GET", path), await vc.SendAsync("GET", path, ("vmware-api-session-id", id)) })
            Assert.Equal((404, content), (answer.Status, answer.Answer));
    }

    [Theory]
    [InlineData("PUT", "/api/session", "httpNotFound")]
    [InlineData("POST", "/api/session?action=other", "httpNotFound")]
    [InlineData("PUT", "/rest/com/vmware/cis/session", "operationsForUrlNotFound")]
    [InlineData("POST", "/rest/com/vmware/cis/session?~action=other", "operationsForUrlNotFound")]
    public async Task A_client_with_a_session_learns_that_an_operation_is_not_there(string method, string target, string id)
    {
        using var vc = new Automation();

        var answer = await vc.SendAsync(method, target, ("vmware-api-session-id", await vc.LoginAsync()));

        Assert.Equal(404, answer.Status);
        Assert.Contains($"\"id\":\"com.vmware.vapi.rest.{id}\"", answer.Answer, StringComparison.Ordinal);
    }

    /// <summary>The header decides, whatever cookies a browser or a jar adds.</summary>
    [Fact]
    public async Task A_header_and_a_cookie_that_disagree()
    {
        using var vc = new Automation();
        var (one, other) = (await vc.LoginAsync(), await vc.LoginAsync("reader", "s3cret-R"));

        var shown = await vc.SendAsync("GET", Automation.SessionPath, ("vmware-api-session-id", one), ("Cookie", $"vmware-api-session-id={other}"));
        Assert.Contains("\"user\":\"administrator@VSPHERE.LOCAL\"", shown.Answer, StringComparison.Ordinal);
        var dead = await vc.SendAsync("GET", Automation.SessionPath, ("vmware-api-session-id", "0000"), ("Cookie", $"vmware-api-session-id={other}"));
        Assert.Equal(401, dead.Status);
    }

    [Fact]
    public async Task A_request_that_is_too_large_is_refused()
    {
        using var vc = new Automation(maxRequestBytes: 1024);

        var answer = await vc.SendAsync(Automation.Request("POST", Automation.SessionPath, new string(' ', 1025), ("Authorization", Automation.Basic())));

        Assert.Equal(413, answer.Status);
        Assert.Contains("\"error_type\":\"INVALID_REQUEST\"", answer.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("[[[[[[[[[[[[")]
    [InlineData("\u0000\u00ff")]
    public async Task A_request_for_a_session_takes_no_body_and_reads_none(string body)
    {
        using var vc = new Automation();

        Assert.Equal(201, (await vc.SendAsync(Automation.Request("POST", Automation.SessionPath, body, ("Authorization", Automation.Basic()), ("Content-Type", "text/plain")))).Status);
    }

    [Fact]
    public async Task At_the_cap_of_sessions_no_further_one_is_made()
    {
        using var vc = new Automation(sessions: new SessionLimits { MaxSessions = 2, ReservedSessions = 0 });
        await vc.LoginAsync();
        await vc.LoginAsync();

        var answer = await vc.SendAsync("POST", Automation.SessionPath, ("Authorization", Automation.Basic()));

        Assert.Equal(503, answer.Status);
        Assert.Equal(
            """{"error_type":"SERVICE_UNAVAILABLE","messages":[{"args":[],"default_message":"User session count is limited to 2. Existing session count is 2 for user administrator@VSPHERE.LOCAL","id":"com.vmware.vapi.endpoint.failedToLoginMaxUserSessionCountReached"}]}""",
            answer.Answer);
    }

    [Theory]
    [InlineData(ApiVersion.V5_5, false, "")]
    [InlineData(ApiVersion.V6_0, false, "/api")]
    [InlineData(ApiVersion.V6_5, false, "/api /rest")]
    [InlineData(ApiVersion.V9_1_0_0, false, "/api /rest")]
    [InlineData(ApiVersion.V6_7, true, "")]
    [InlineData(ApiVersion.V9_1_0_0, true, "/api")]
    public void The_paths_depend_on_the_product_and_its_version(ApiVersion version, bool esx, string prefixes)
    {
        using var server = new Automation(version, esx);

        Assert.Equal(prefixes, string.Join(' ', server.Prefixes));
    }

    [Theory]
    [InlineData(ApiVersion.V7_0_1_1, 404)]
    [InlineData(ApiVersion.V7_0_2_0, 401)]
    public async Task The_newer_path_is_there_from_7_0_2_on(ApiVersion version, int status)
    {
        using var vc = new Automation(version);

        Assert.Equal(status, (await vc.SendAsync("GET", Automation.SessionPath)).Status);
        Assert.Equal(401, (await vc.SendAsync("DELETE", Automation.OldSessionPath)).Status);
    }

    [Theory]
    [InlineData("administrator@vsphere.local", 201)]
    [InlineData("VSPHERE.LOCAL\\administrator", 401)]
    [InlineData("administrator", 401)]
    public async Task A_federated_vCenter_takes_passwords_of_names_with_a_domain(string user, int status)
    {
        using var vc = new Automation(ApiVersion.V9_0_0_0, federated: true);

        Assert.Equal(status, (await vc.SendAsync("POST", Automation.SessionPath, ("Authorization", Automation.Basic(user)))).Status);
        if (status == 401)
            Assert.Contains("--federated", vc.Service.Calls.Last().Reason, StringComparison.Ordinal);
    }

    private static string JsonString(string text) => "\"" + text.Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
