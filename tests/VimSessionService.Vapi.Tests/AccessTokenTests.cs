using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Vapi.OpenId;
using VimSessionService.Vim25;

namespace VimSessionService.Vapi.Tests;

/// <summary>Access tokens of an OpenID provider: their exchange, and sessions that they open (docs/facts/automation-api.md).</summary>
public sealed class AccessTokenTests : IDisposable
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string Path = "/api/vcenter/authentication/token";
    private const string OldPath = "/rest/vcenter/tokenservice/token-exchange";
    private const string Types = "urn:ietf:params:oauth:token-type:";

    private readonly Provider _provider = new();

    public void Dispose() => _provider.Dispose();

    [Fact]
    public async Task An_access_token_is_exchanged_for_a_SAML_token_that_logs_in()
    {
        using var vc = Start();
        var token = _provider.Token();

        var answer = await vc.SendAsync(Automation.Request("POST", Path, Body(token), ("Content-Type", Form), ("Authorization", $"Bearer {token}")));

        Assert.Equal(200, answer.Status);
        var given = JsonDocument.Parse(answer.Answer).RootElement;
        Assert.Equal((Types + "saml2", "N_A", 300), (given.GetProperty("issued_token_type").GetString(), given.GetProperty("token_type").GetString(), given.GetProperty("expires_in").GetInt32()));
        var assertion = Convert.FromBase64String(given.GetProperty("access_token").GetString()!);
        Assert.Contains("ada@EXAMPLE.COM</saml2:NameID>", Encoding.UTF8.GetString(assertion), StringComparison.Ordinal);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(assertion);
        var login = await vc.SendAsync("POST", Automation.SessionPath, ("Authorization", $"SIGN token=\"{Convert.ToBase64String(packed.ToArray())}\""));
        Assert.Equal(201, login.Status);
        Assert.Equal(@"EXAMPLE.COM\ada", vc.Service.Calls.Last().UserName);
    }

    [Fact]
    public async Task The_older_path_takes_JSON_and_wraps_its_answer()
    {
        using var vc = Start();
        var token = _provider.Token();
        var body = $$$"""{"spec":{"grant_type":"urn:ietf:params:oauth:grant-type:token-exchange","subject_token":"{{{token}}}","subject_token_type":"{{{Types}}}access_token","requested_token_type":"{{{Types}}}saml2","audience":null}}""";

        var answer = await vc.SendAsync(Automation.Request("POST", OldPath, body, ("Content-Type", "application/json"), ("Authorization", $"Bearer {token}")));

        Assert.Equal(200, answer.Status);
        Assert.NotNull(JsonDocument.Parse(answer.Answer).RootElement.GetProperty("value").GetProperty("access_token").GetString());
    }

    [Fact]
    public async Task Observers_have_the_name_that_a_token_claims_refused_or_not()
    {
        using var vc = Start(ApiVersion.V9_1_0_0);
        using var other = RSA.Create(2048);
        var good = _provider.Token();
        string[] shown = [good, _provider.Token(key: other), "abc", _provider.Token(Provider.Payload().Replace("\"upn\"", "\"sub\"", StringComparison.Ordinal), key: other)];
        foreach (var token in shown)
        {
            await vc.SendAsync("POST", Automation.SessionPath, ("Authorization", $"Bearer {token}"));
            await vc.SendAsync(Automation.Request("POST", Path, Body(token), ("Content-Type", Form), ("Authorization", $"Bearer {token}")));
        }

        await vc.SendAsync(Automation.Request("POST", Path, Body(shown[1]), ("Content-Type", Form), ("Authorization", $"Bearer {good}")));

        const string Good = @"EXAMPLE.COM\ada";
        const string Refused = "ada@example.com";
        Assert.Equal([Good, Good, Refused, Refused, null, null, null, null, Refused], vc.Service.Calls.Select(static call => call.LoginName));
    }

    [Fact]
    public async Task A_token_that_ends_soon_gives_one_that_ends_as_soon()
    {
        using var vc = Start();
        var token = _provider.Token(Provider.Payload(seconds: 60));

        var answer = await vc.SendAsync(Automation.Request("POST", Path, Body(token), ("Content-Type", Form), ("Authorization", $"Bearer {token}")));

        Assert.Equal(60, JsonDocument.Parse(answer.Answer).RootElement.GetProperty("expires_in").GetInt32());
    }

    [Theory]
    [InlineData("4102444800")]
    [InlineData("253402300799")] // the last second of the year 9999
    [InlineData("253402300800")] // what the provider's library may write for "never"
    [InlineData("99999999999999")]
    public async Task A_token_that_practically_never_ends_is_good(string end)
    {
        using var vc = Start(ApiVersion.V9_1_0_0);
        var token = _provider.Token(Regex.Replace(Provider.Payload(), "\"exp\":[0-9]+", $"\"exp\":{end}"));

        Assert.Equal(201, (await vc.SendAsync("POST", Automation.SessionPath, ("Authorization", $"Bearer {token}"))).Status);
        var answer = await vc.SendAsync(Automation.Request("POST", Path, Body(token), ("Content-Type", Form), ("Authorization", $"Bearer {token}")));
        Assert.Equal(200, answer.Status);
    }

    public static TheoryData<string, string> BadBodies => new()
    {
        { Form, "" },
        { Form, "grant_type" },
        { Form, "grant_type=password&subject_token=a" },
        { Form, "grant_type=urn:ietf:params:oauth:grant-type:token-exchange&grant_type=a" },
        { Form, "grant_type=urn:ietf:params:oauth:grant-type:token-exchange&subject_token_type=urn:ietf:params:oauth:token-type:saml1&subject_token=a" },
        { Form, "grant_type=urn:ietf:params:oauth:grant-type:token-exchange&subject_token_type=urn:ietf:params:oauth:token-type:access_token" },
        { Form, "grant_type=urn:ietf:params:oauth:grant-type:token-exchange&subject_token_type=urn:ietf:params:oauth:token-type:access_token&subject_token=a&requested_token_type=b" },
        { "application/json", "{" },
        { "application/json", "[]" },
        { "application/json", """{"grant_type":7}""" },
        { "application/json", """{"spec":[]}""" },
        { "application/json", """{"grant_type":1e999}""" },
        { "application/json", """{"grant_type":"\ud800"}""" },
        { "application/json", string.Concat(Enumerable.Repeat("{\"spec\":", 1000)) },
        { "application/json", """{"grant_type":"a","grant_type":"b"}""" },
        { "text/plain", "grant_type=a" },
        { "", "" },
    };

    [Theory]
    [MemberData(nameof(BadBodies))]
    public async Task A_request_that_is_wrong_is_told_so(string type, string body)
    {
        using var vc = Start();

        var answer = await vc.SendAsync(Automation.Request("POST", Path, body, ("Content-Type", type), ("Authorization", $"Bearer {_provider.Token()}")));

        Assert.Equal(400, answer.Status);
        Assert.Contains("\"error_type\":\"INVALID_REQUEST\"", answer.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_good_token_in_the_header_nothing_else_is_looked_at()
    {
        using var vc = Start();

        Assert.Equal(401, (await vc.SendAsync("POST", Path)).Status);
        Assert.Equal(401, (await vc.SendAsync("GET", Path, ("Authorization", "Bearer a.b.c"))).Status);
        Assert.Equal(404, (await vc.SendAsync("GET", Path, ("Authorization", $"Bearer {_provider.Token()}"))).Status);
    }

    [Fact]
    public async Task A_subject_token_that_is_not_good_is_an_error_of_the_token_service()
    {
        using var vc = Start();

        var answer = await vc.SendAsync(Automation.Request("POST", Path, Body("a.b.c"), ("Content-Type", Form), ("Authorization", $"Bearer {_provider.Token()}")));

        Assert.Equal(500, answer.Status);
        Assert.Contains("com.vmware.vcenter.tokenservice.exceptions.InvalidGrant", answer.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_provider_the_path_does_not_exist()
    {
        using var vc = new Automation();

        Assert.Equal(404, (await vc.SendAsync("POST", Path)).Status);
    }

    [Theory]
    [InlineData(ApiVersion.V9_1_0_0, 201)]
    [InlineData(ApiVersion.V9_0_0_0, 401)]
    public async Task An_access_token_opens_a_session_from_9_1_on(ApiVersion version, int status)
    {
        using var vc = Start(version);

        var answer = await vc.SendAsync("POST", Automation.SessionPath, ("Authorization", $"Bearer {_provider.Token()}"));

        Assert.Equal(status, answer.Status);
        if (status != 201)
            return;
        Assert.Equal(@"EXAMPLE.COM\ada", vc.Service.Calls.Last().UserName);
        Assert.Contains("\"SECRET\":", (await vc.RpcAsync("create", $$"""{"schemeId":"com.vmware.vapi.std.security.oauth","accessToken":"{{_provider.Token()}}"}""")).Answer, StringComparison.Ordinal);
    }

    public static TheoryData<string> Bad =>
        new("expired", "of the future", "without an end", "of another issuer", "for another audience", "by another key", "unsigned", "by a shared key", "changed", "without a user", "with a bare user", "no token");

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_token_that_is_not_good_opens_nothing(string kind)
    {
        using var vc = Start(ApiVersion.V9_1_0_0);
        using var other = RSA.Create(2048);
        var good = _provider.Token();
        var token = kind switch
        {
            "expired" => _provider.Token(Provider.Payload(seconds: -601)),
            "of the future" => _provider.Token(Provider.Payload(more: ",\"x\":1").Replace($"\"nbf\":{Identity.Tests.Making.TestKeys.Now.ToUnixTimeSeconds() - 5}", $"\"nbf\":{Identity.Tests.Making.TestKeys.Now.ToUnixTimeSeconds() + 700}", StringComparison.Ordinal)),
            "without an end" => _provider.Token($$"""{"iss":"{{Provider.Issuer}}","aud":"{{Provider.Audience}}","upn":"ada@example.com"}"""),
            "of another issuer" => _provider.Token(Provider.Payload(issuer: "https://other.example.com")),
            "for another audience" => _provider.Token(Provider.Payload(audience: "other")),
            "by another key" => _provider.Token(key: other),
            "unsigned" => $"{Provider.Url("""{"alg":"none"}""")}.{Provider.Url(Provider.Payload())}.",
            "by a shared key" => SharedKey(),
            "changed" => $"{good.Split('.')[0]}.{Provider.Url(Provider.Payload("root@example.com"))}.{good.Split('.')[2]}",
            "without a user" => _provider.Token(Provider.Payload().Replace("\"upn\"", "\"sub\"", StringComparison.Ordinal)),
            "with a bare user" => _provider.Token(Provider.Payload("ada")),
            _ => "abc",
        };

        var answer = await vc.SendAsync("POST", Automation.SessionPath, ("Authorization", $"Bearer {token}"));

        Assert.Equal(401, answer.Status);
        Assert.Contains("the token is refused", vc.Service.Calls.Last().Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(token[..3] + "hb", vc.Service.Calls.Last().Reason, StringComparison.Ordinal);
        Assert.Empty(await vc.Service.Store.ListAsync(TestContext.Current.CancellationToken));

        string SharedKey()
        {
            var text = $"{Provider.Url("""{"alg":"HS256","kid":"k1"}""")}.{Provider.Url(Provider.Payload())}";
            return $"{text}.{System.Buffers.Text.Base64Url.EncodeToString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(_provider.Jwks), Encoding.ASCII.GetBytes(text)))}";
        }
    }

    [Fact]
    public async Task A_key_that_is_not_known_has_newer_keys_looked_for()
    {
        using var vc = Start(ApiVersion.V9_1_0_0);

        using var newer = RSA.Create(2048);
        await vc.SendAsync("POST", Automation.SessionPath, ("Authorization", $"Bearer {_provider.Token(header: """{"alg":"RS256","kid":"k2"}""", key: newer)}"));

        Assert.Equal(1, _provider.Missed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"keys":[]}""")]
    [InlineData("""{"keys":[{"kty":"oct","k":"AAAA"}]}""")]
    [InlineData("""{"keys":[{"kty":"RSA","use":"enc","n":"AQAB","e":"AQAB"}]}""")]
    public void A_set_without_a_public_key_for_signatures_is_refused(string json) => Assert.Throws<FormatException>(() => JwksDocument.Read(json));

    private static string Body(string token) =>
        $"grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Atoken-exchange&requested_token_type={Uri.EscapeDataString(Types + "saml2")}&subject_token_type={Uri.EscapeDataString(Types + "access_token")}&subject_token={token}";

    private Automation Start(ApiVersion version = ApiVersions.Default)
    {
        var vc = new Automation(version, provider: _provider);
        vc.Service.Get<PermissionTable>().Set(new PermissionEntry(AccountName.Parse(@"EXAMPLE.COM\operators"), IsGroup: true, RoleId: -1));
        return vc;
    }
}
