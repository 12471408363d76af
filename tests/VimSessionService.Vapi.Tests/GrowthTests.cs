using System.Globalization;
using VimSessionService.Endpoint.Tests;
using VimSessionService.Testing;

namespace VimSessionService.Vapi.Tests;

/// <summary>The work and the memory of requests to the vSphere Automation API grow no faster than the requests.</summary>
[Collection(Name)]
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class GrowthTests : IDisposable
{
    private const string Name = "growth";

    /// <summary>The smaller size, the request of a size, and the outcome: the status of REST, or what is in the answer of JSON-RPC, whose status is 200.</summary>
    private static readonly Dictionary<string, (int N, Func<int, TestExchange> Make, string Outcome)> Requests = new(StringComparer.Ordinal)
    {
        ["characters of a signed token"] = (30_000, n => Rest("POST", Automation.SessionPath, ("Authorization", $"SIGN token=\"{new string('A', 4 * n)}\"")), "401"),
        ["parameters of a signed token"] = (8_000, n => Rest("POST", Automation.SessionPath, ("Authorization", $"SIGN token=\"aGVsbG8=\"{Many(n, i => $", a{i}=\"b\"")}")), "401"),
        ["characters of credentials"] = (30_000, n => Rest("POST", Automation.SessionPath, ("Authorization", $"Basic {new string('A', 4 * n)}")), "401"),
        ["characters of a bearer's token"] = (100_000, n => Rest("POST", Automation.SessionPath, ("Authorization", $"Bearer {new string('A', n)}.b.c")), "401"),
        ["characters of a scheme"] = (100_000, n => Rest("POST", Automation.SessionPath, ("Authorization", new string('A', n))), "401"),
        ["characters of a session"] = (50_000, n => Rest("GET", Automation.SessionPath, ("vmware-api-session-id", new string('a', n))), "401"),
        ["cookies"] = (12_000, n => Rest("POST", Automation.OldSessionPath + "?~action=get", ("Cookie", Many(n, i => $"a{i}=b; "))), "401"),
        ["names of a path"] = (50_000, n => Rest("GET", Automation.SessionPath + Many(n, _ => "/a")), "404"),
        ["parameters of a path"] = (12_000, n => Rest("GET", Automation.SessionPath + "?" + Many(n, i => $"a{i}=b&")), "401"),
        ["members of an input"] = (2_000, n => Call(input: Many(n, i => $"\"m{i}\":1,") + "\"x\":1"), "errors.invalid_argument"),
        ["levels of an input"] = (10, n => Call(input: $"\"x\":{Many(n, _ => "{\"OPTIONAL\":")}1{Many(n, _ => "}")}"), "errors.invalid_argument"),
        ["items of an input"] = (3_000, n => Call(input: $"\"x\":[{Many(n, _ => "1,")}1]"), "errors.invalid_argument"),
        ["members of a context"] = (2_000, n => Call(context: Many(n, i => $"\"m{i}\":\"v\",")), "errors.unauthenticated"),
        ["characters of an operation's id"] = (50_000, n => Call(context: $"\"a\":\"{new string('a', n)}\","), "errors.unauthenticated"),
        ["escapes of a context"] = (10_000, n => Call(context: $"\"a\":\"{Many(n, _ => "\\u0041")}\","), "errors.unauthenticated"),
        ["characters of an operation"] = (50_000, n => Call(operation: new string('a', n)), "errors.operation_not_found"),
        ["characters of a token"] = (50_000, n => Call(security: $$"""{"schemeId":"com.vmware.vapi.std.security.saml_bearer_token","samlToken":"{{new string('a', n)}}"}"""), "errors.unauthenticated"),
        ["characters of a password"] = (50_000, n => Call(security: Automation.UserPass(password: new string('a', n))), "errors.unauthenticated"),
        ["characters of a scheme of security"] = (50_000, n => Call(security: $$"""{"schemeId":"{{new string('a', n)}}"}"""), "errors.unauthenticated"),
        ["blanks"] = (50_000, n => Json(new string(' ', n) + Automation.Rpc("get", Automation.SessionId("0"))), "errors.unauthenticated"),
        ["what does not end"] = (50_000, n => Json("{\"a\":\"" + new string('a', n)), "-32700"),
        ["brackets"] = (50_000, n => Json(new string('[', n)), "-32700"),
    };

    private readonly Automation _automation = new();

    public static TheoryData<string> Names => [.. Requests.Keys];

    public void Dispose() => _automation.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_work_grows_as_the_request(string what)
    {
        var (n, make, outcome) = Requests[what];
        await SendAsync(what, make(n), outcome);
        await Growth.AssertLinearAsync(what, static size => size, size => SendAsync(what, make(size), outcome), n);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_memory_is_a_fixed_multiple_of_the_request(string what)
    {
        var (n, make, outcome) = Requests[what];
        var size = make(4 * n);
        await Growth.AssertMemoryAsync(what, SizeOf(size), 60, () => SendAsync(what, make(4 * n), outcome), constant: 200_000);
    }

    private static long SizeOf(TestExchange request) =>
        request.Body.Length + request.Target.Length + request.Asked.Length
        + new[] { "Authorization", "Cookie", "vmware-api-session-id" }.Sum(name => request.RequestHeader(name).Sum(static line => line?.Length ?? 0));

    private async Task SendAsync(string what, TestExchange request, string outcome)
    {
        var answer = await _automation.SendAsync(request);
        Assert.True(
            answer.Status == 200 ? answer.Answer.Contains(outcome, StringComparison.Ordinal) : answer.Status.ToString(CultureInfo.InvariantCulture) == outcome,
            $"{what}: {answer.Status} {answer.Answer[..Math.Min(answer.Answer.Length, 500)]}");
        _automation.Service.Calls.Clear();
    }

    private static TestExchange Rest(string method, string target, params (string Name, string Value)[] headers) => Automation.Request(method, target, "", headers);

    private static TestExchange Json(string body) => Automation.Request("POST", "/api", body, ("Content-Type", "application/json"));

    private static TestExchange Call(string input = "", string context = "", string operation = "get", string? security = null) => Json(
        Automation.Rpc(operation, security ?? Automation.SessionId("0"))
            .Replace("\"operation-input\":{}", $"\"operation-input\":{{{input}}}", StringComparison.Ordinal)
            .Replace("\"appCtx\":{", $"\"appCtx\":{{{context}", StringComparison.Ordinal));

    private static string Many(int n, Func<int, string> make) => string.Concat(Enumerable.Range(0, n).Select(make));
}
