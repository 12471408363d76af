using System.Text.RegularExpressions;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Tests;
using VimSessionService.Tests.Shared;
using VimSessionService.Vapi.SharedSession;

namespace VimSessionService.Vapi.Tests;

/// <summary>Each row of the tables of answers in docs/compatibility/json-rpc.md and shared-sessions.md is what the service answers, and there is no row without a request here.</summary>
public sealed partial class CompatibilityPageTests
{
    private const string Path = "/shared-session";
    private const string Secret = "0123456789abcdef";

    private static readonly Dictionary<string, Func<Automation, string, Task<TestExchange>>> Rpc = new(StringComparer.Ordinal)
    {
        ["`create` with the scheme `user_pass`, `saml_bearer_token` or `saml_hok_token`, by a 9.1 with `oauth` too ([REST](rest.md#token-exchange))"] = static (vc, _) =>
            vc.RpcAsync("create", Automation.UserPass()),
        ["`get` with the scheme `session_id`, or with the header `vmware-api-session-id`"] = static (vc, id) => vc.RpcAsync("get", Automation.SessionId(id)),
        ["`delete` likewise"] = static (vc, id) => vc.RpcAsync("delete", "{}", ("vmware-api-session-id", id)),
        ["no session, wrong credentials"] = static (vc, _) => vc.RpcAsync("create", Automation.UserPass(password: "wrong")),
        ["any other service or operation"] = static (vc, id) => vc.RpcAsync("list", Automation.SessionId(id)),
        ["arguments, which no operation takes"] = static (vc, _) =>
            SendAsync(vc, Automation.Rpc("create", Automation.UserPass()).Replace("\"operation-input\":{}", "\"operation-input\":{\"a\":1}", StringComparison.Ordinal)),
        ["no JSON, no request of JSON-RPC, headers that name another operation"] = static (vc, _) => SendAsync(vc, "{"),
        ["a body of another type than JSON"] = static (vc, _) => SendAsync(vc, "{}", "text/plain"),
        ["a body that is too large"] = static (vc, _) => SendAsync(vc, new string(' ', 2000)),
    };

    private static readonly Dictionary<string, Func<Automation, Task<TestExchange>>> Shared = new(StringComparer.Ordinal)
    {
        ["`GET` with the secret"] = static vc => ShareAsync(vc, "GET", Path, Secret),
        ["another secret, or none"] = static vc => ShareAsync(vc, "GET", Path, "another-0123456789"),
        ["the user is unknown or has no access"] = static vc => ShareAsync(vc, "GET", Path, Secret),
        ["no further session is admitted"] = static vc => ShareAsync(vc, "GET", Path, Secret),
        ["another method"] = static vc => ShareAsync(vc, "POST", Path, Secret),
        ["a path below it"] = static vc => ShareAsync(vc, "GET", Path + "/more", Secret),
    };

    public static TheoryData<string, string> RpcRows => Table("json-rpc.md");

    public static TheoryData<string, string> SharedRows => Table("shared-sessions.md");

    [Fact]
    public void Every_row_has_a_request()
    {
        Assert.Equal(Rpc.Keys, RpcRows.Select(static row => row.Data.Item1));
        Assert.Equal(Shared.Keys, SharedRows.Select(static row => row.Data.Item1));
    }

    [Theory]
    [MemberData(nameof(RpcRows))]
    public async Task A_row_of_JSON_RPC_is_what_is_answered(string asked, string said)
    {
        using var vc = new Automation(maxRequestBytes: 1500);

        var answer = await Rpc[asked](vc, await vc.LoginAsync());

        AssertStatus(said, answer);
        Assert.Equal(said.Contains("`error`", StringComparison.Ordinal), answer.Answer.Contains("\"error\":{\"code\":", StringComparison.Ordinal));
        foreach (var kind in new[] { "unauthenticated", "operation_not_found", "invalid_argument" })
            Assert.Equal(said.Contains(kind, StringComparison.Ordinal), answer.Answer.Contains($"\"com.vmware.vapi.std.errors.{kind}\":", StringComparison.Ordinal));
        if (said.Contains("`result.output.SECRET`", StringComparison.Ordinal))
            Assert.Contains("\"result\":{\"output\":{\"SECRET\":\"", answer.Answer, StringComparison.Ordinal);
        if (said.Contains("`result.output.STRUCTURE`", StringComparison.Ordinal))
            Assert.Contains("\"result\":{\"output\":{\"STRUCTURE\":", answer.Answer, StringComparison.Ordinal);
        if (said.Contains("`result.output` null", StringComparison.Ordinal))
            Assert.Contains("\"result\":{\"output\":null}", answer.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(SharedRows))]
    public async Task A_row_of_shared_sessions_is_what_is_answered(string asked, string said)
    {
        var user = asked == "the user is unknown or has no access" ? "nobody" : Automation.User;
        using var vc = new Automation(sessions: new SessionLimits { MaxSessions = 1, ReservedSessions = 0 }, shared: new SharedSessionOptions(Path, Secret, user));
        if (asked == "no further session is admitted")
            await vc.LoginAsync();

        var answer = await Shared[asked](vc);

        AssertStatus(said, answer);
        if (said.Contains("`Allow: GET`", StringComparison.Ordinal))
            Assert.Equal("GET", answer.AnswerHeaders["Allow"]);
        if (said.Contains("without a body", StringComparison.Ordinal))
            Assert.Empty(answer.Answer);
        Assert.Equal(said.Contains("{\"token\":\"cst-VCT-", StringComparison.Ordinal), answer.Answer.StartsWith("{\"token\":\"cst-VCT-", StringComparison.Ordinal));
    }

    private static void AssertStatus(string said, TestExchange answer) =>
        Assert.Equal(Status().Match(said).Value, answer.Status.ToString(System.Globalization.CultureInfo.InvariantCulture));

    private static Task<TestExchange> SendAsync(Automation vc, string body, string type = "application/json") =>
        vc.SendAsync(Automation.Request("POST", "/api", body, ("Content-Type", type)));

    private static Task<TestExchange> ShareAsync(Automation vc, string method, string path, string secret) =>
        vc.ShareAsync(Automation.Request(method, path, "", ("Authorization", "Bearer " + secret)));

    private static TheoryData<string, string> Table(string page) => new(CompatibilityPage.Table(page, "| request | answer |").Select(static cells => (cells[0], cells[1])));

    [GeneratedRegex("^[1-5][0-9]{2}")]
    private static partial Regex Status();
}
