using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.Identity.Tests.Making;

namespace VimSessionService.Vapi.Tests;

/// <summary>Sessions of those who bring a SAML token, by REST and by JSON-RPC (docs/facts/automation-api.md).</summary>
public sealed class TokenLoginTests
{
    [Fact]
    public async Task A_bearer_token_logs_in()
    {
        using var vc = new Automation();
        var token = new TokenMaker().Make();

        Assert.Equal(201, (await vc.SendAsync("POST", Automation.SessionPath, ("Authorization", SignedRequests.Sign(token)))).Status);
        Assert.Contains("\"SECRET\":", (await vc.RpcAsync("create", SignedRequests.Bearer(token))).Answer, StringComparison.Ordinal);
        Assert.Equal(@"VSPHERE.LOCAL\administrator", vc.Service.Calls.Last().UserName);
    }

    public static TheoryData<string> Bad => new("expired", "of a stranger", "not to be delegated", "changed", "twice in a document");

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_bearer_token_that_is_not_good_is_refused(string kind)
    {
        using var vc = new Automation();
        var token = kind switch
        {
            "expired" => new TokenMaker { NotOnOrAfter = TestKeys.Now.AddMinutes(-20), NotBefore = TestKeys.Now.AddMinutes(-40) }.Make(),
            "of a stranger" => new TokenMaker { Signer = TestKeys.Attacker }.Make(),
            "not to be delegated" => new TokenMaker { Conditions = "" }.Make(),
            "changed" => new TokenMaker().Make().Replace("Administrator@", "reader@", StringComparison.Ordinal),
            _ => $"<a>{new TokenMaker().Make()}</a>",
        };

        Assert.Equal(401, (await vc.SendAsync("POST", Automation.SessionPath, ("Authorization", SignedRequests.Sign(token)))).Status);
        Assert.NotNull(vc.Service.Calls.Last().Reason);
        var claimed = kind switch
        {
            "changed" => "reader@VSPHERE.LOCAL",
            "of a stranger" => "Administrator@VSPHERE.LOCAL",
            "twice in a document" => null,
            _ => @"VSPHERE.LOCAL\Administrator", // as sessions have it, once the signature is known to be good
        };
        Assert.Equal(claimed, vc.Service.Calls.Last().LoginName);
        Assert.Equal("com.vmware.vapi.std.errors.unauthenticated", (await vc.RpcAsync("create", SignedRequests.Bearer(token))).AnswerHeaders["vapi-error"]);
    }

    [Theory]
    [InlineData("/api/session", "vc.example.com", "vc.example.com\n80", 201)]
    [InlineData("/api/session", "VC.example.com:8989", "vc.example.com\n8989", 201)]
    [InlineData("/rest/com/vmware/cis/session", "[::1]:443", "[::1]\n443", 200)]
    [InlineData("/api/session", "vc.example.com", "other.example.com\n80", 401)]
    public async Task A_holder_of_a_key_signs_the_request(string path, string host, string signedHost, int status)
    {
        using var vc = new Automation();
        var request = Automation.Request("POST", path, "{}", ("Authorization", SignedBy(TestKeys.Holder, path, signedHost, "{}"))).With("Host", host);

        Assert.Equal(status, (await vc.SendAsync(request)).Status);
    }

    [Fact]
    public async Task A_signed_request_is_good_once_for_its_own_body_path_and_time()
    {
        using var vc = new Automation();
        var authorization = SignedBy(TestKeys.Holder, Automation.SessionPath, "vc.example.com\n80", "");

        Assert.Equal(401, await Post(vc, authorization, body: "{}"));
        Assert.Equal(401, await Post(vc, authorization, path: Automation.OldSessionPath));
        Assert.Equal(401, await Post(vc, SignedBy(TestKeys.Attacker, Automation.SessionPath, "vc.example.com\n80", "")));
        Assert.Equal(401, await Post(vc, SignedBy(TestKeys.Holder, Automation.SessionPath, "vc.example.com\n80", "", TestKeys.Now.AddMinutes(-12))));
        Assert.Equal(401, await Post(vc, SignedBy(TestKeys.Holder, Automation.SessionPath, "vc.example.com\n80", "", TestKeys.Now.AddMinutes(12))));
        Assert.Equal(401, await Post(vc, SignedRequests.Sign(new TokenMaker { Holder = TestKeys.Holder }.Make())));
        Assert.Equal(201, await Post(vc, authorization));
        Assert.Equal(401, await Post(vc, authorization));
    }

    [Fact]
    public async Task A_holder_of_a_key_signs_a_message_of_JSON_RPC_once()
    {
        using var vc = new Automation();
        var message = SignedMessage(TestKeys.Holder, "RS256", HashAlgorithmName.SHA256);

        Assert.Contains("unauthenticated", await Rpc(vc, message.Replace("\"op\u00e9\"", "\"other\"", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("\"SECRET\":", await Rpc(vc, message), StringComparison.Ordinal);
        Assert.Contains("unauthenticated", await Rpc(vc, message), StringComparison.Ordinal);
        Assert.Contains("\"SECRET\":", await Rpc(vc, SignedMessage(TestKeys.Holder, "RS512", HashAlgorithmName.SHA512)), StringComparison.Ordinal);
        Assert.Contains("unauthenticated", await Rpc(vc, SignedMessage(TestKeys.Attacker, "RS256", HashAlgorithmName.SHA256)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("12:00")]
    [InlineData("2030-01-01")]
    public async Task A_signed_message_without_a_whole_time_is_refused(string created)
    {
        using var vc = new Automation();

        Assert.Contains("unauthenticated", await Rpc(vc, SignedMessage(TestKeys.Holder, "RS256", HashAlgorithmName.SHA256, created)), StringComparison.Ordinal);
        Assert.Contains("the time created is no time", vc.Service.Calls.Last().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_unpacks_to_more_than_is_allowed_is_refused()
    {
        using var vc = new Automation();

        Assert.Equal(401, await Post(vc, SignedRequests.Sign(new string(' ', 10_000_000))));
        Assert.Contains("more than", vc.Service.Calls.Last().Reason, StringComparison.Ordinal);
    }

    private static async Task<int> Post(Automation vc, string authorization, string path = Automation.SessionPath, string body = "") =>
        (await vc.SendAsync(Automation.Request("POST", path, body, ("Authorization", authorization)))).Status;

    private static async Task<string> Rpc(Automation vc, string message) =>
        (await vc.SendAsync(Automation.Request("POST", "/api", message, ("Content-Type", "application/json")))).Answer;

    private static string SignedBy(X509Certificate2 holder, string path, string host, string body, DateTimeOffset? at = null) =>
        SignedRequests.Sign(new TokenMaker { Holder = TestKeys.Holder }.Make(), holder, path, host, body, at ?? TestKeys.Now);

    private static string SignedMessage(X509Certificate2 holder, string algorithm, HashAlgorithmName hash, string? created = null) => SignedRequests.Message(
        new TokenMaker { Holder = TestKeys.Holder }.Make(), holder, created ?? TokenMaker.Time(TestKeys.Now), TokenMaker.Time(TestKeys.Now.AddMinutes(20)), algorithm: algorithm, hash: hash);
}
