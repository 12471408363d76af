using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using VimSessionService.Endpoint.Tests;
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

        Assert.Equal(201, (await vc.SendAsync("POST", Automation.SessionPath, ("Authorization", Sign(token)))).Status);
        Assert.Contains("\"SECRET\":", (await vc.RpcAsync("create", Bearer(token))).Answer, StringComparison.Ordinal);
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

        Assert.Equal(401, (await vc.SendAsync("POST", Automation.SessionPath, ("Authorization", Sign(token)))).Status);
        Assert.NotNull(vc.Service.Calls.Last().Reason);
        Assert.Equal("com.vmware.vapi.std.errors.unauthenticated", (await vc.RpcAsync("create", Bearer(token))).AnswerHeaders["vapi-error"]);
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
        Assert.Equal(401, await Post(vc, Sign(new TokenMaker { Holder = TestKeys.Holder }.Make())));
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

        Assert.Equal(401, await Post(vc, Sign(new string(' ', 10_000_000))));
        Assert.Contains("more than", vc.Service.Calls.Last().Reason, StringComparison.Ordinal);
    }

    private static async Task<int> Post(Automation vc, string authorization, string path = Automation.SessionPath, string body = "") =>
        (await vc.SendAsync(Automation.Request("POST", path, body, ("Authorization", authorization)))).Status;

    private static async Task<string> Rpc(Automation vc, string message) =>
        (await vc.SendAsync(Automation.Request("POST", "/api", message, ("Content-Type", "application/json")))).Answer;

    private static string Sign(string token)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(token));
        return $"SIGN token=\"{Convert.ToBase64String(packed.ToArray())}\"";
    }

    private static string Bearer(string token) => $$"""{"schemeId":"com.vmware.vapi.std.security.saml_bearer_token","samlToken":{{Json(token)}}}""";

    private static string SignedBy(X509Certificate2 holder, string path, string host, string body, DateTimeOffset? at = null)
    {
        var nonce = string.Create(CultureInfo.InvariantCulture, $"{(at ?? TestKeys.Now).ToUnixTimeMilliseconds()}:8674665223082153551");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(body));
        byte[] text = [.. Encoding.UTF8.GetBytes($"{nonce}\nPOST\n{path}\n{host}\n"), .. hash, (byte)'\n'];
        using var key = holder.GetRSAPrivateKey()!;
        var signature = key.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{Sign(new TokenMaker { Holder = TestKeys.Holder }.Make())}, signature_alg=\"RSA-SHA256\", signature=\"{Convert.ToBase64String(signature)}\", nonce=\"{nonce}\", bodyhash=\"{Convert.ToBase64String(hash)}\"";
    }

    /// <summary>Made as the clients of the vendor's SDKs do: the members sorted, the signature added after it was made.</summary>
    private static string SignedMessage(X509Certificate2 holder, string algorithm, HashAlgorithmName hash, string? created = null)
    {
        var times = $$"""{"created":"{{created ?? TokenMaker.Time(TestKeys.Now)}}","expires":"{{TokenMaker.Time(TestKeys.Now.AddMinutes(20))}}"}""";
        var context = $$"""{"schemeId":"com.vmware.vapi.std.security.saml_hok_token","signatureAlgorithm":"{{algorithm}}","timestamp":{{times}}}""";
        var canonical = $$$$"""{"id":"7","jsonrpc":"2.0","method":"invoke","params":{"ctx":{"appCtx":{"opId":"op{{{{'\u00e9'}}}}"},"securityCtx":{{{{context}}}}},"input":{"STRUCTURE":{"operation-input":{}}},"operationId":"create","serviceId":"com.vmware.cis.session"}}""";
        using var key = holder.GetRSAPrivateKey()!;
        var signature = Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes(canonical), hash, RSASignaturePadding.Pkcs1));
        var signed = context[..^1] + $$$$""","signature":{"samlToken":{{{{Json(new TokenMaker { Holder = TestKeys.Holder }.Make())}}}},"value":"{{{{signature}}}}"}}""";
        return $$$$$"""
            {"jsonrpc": "2.0", "method": "invoke", "id": "7", "params": {"serviceId": "com.vmware.cis.session", "operationId": "create",
             "input": {"STRUCTURE": {"operation-input": {}}}, "ctx": {"securityCtx": {{{{{signed}}}}}, "appCtx": {"opId": "op{{{{{'\u00e9'}}}}}"}}}}
            """;
    }

    private static string Json(string text) => System.Text.Json.Nodes.JsonValue.Create(text).ToJsonString();
}
