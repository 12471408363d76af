using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Tests;
using VimSessionService.Identity.Tests.Making;
using VimSessionService.Vim25;

namespace VimSessionService.Vapi.Tests;

/// <summary>A request, and the phrase of its row that tells how it is answered.</summary>
/// <param name="Phrase">A part of a cell. The last status up to its end is the one that is expected; without one it is success.</param>
/// <param name="Send">Sends it.</param>
internal sealed record AskedRequest(string Phrase, Func<Automation, Provider, Task<TestExchange>> Send);

/// <summary>The requests of a row.</summary>
/// <param name="Granted">Those that its second cell is about.</param>
/// <param name="Refused">Those that its third cell is about.</param>
internal sealed record AskedRow(AskedRequest[] Granted, AskedRequest[] Refused);

/// <summary>The requests of the rows in docs/compatibility/rest.md.</summary>
internal static class RestPageRequests
{
    private const string Json = "application/json";
    private const string TokenPath = "/api/vcenter/authentication/token";
    private const string OldTokenPath = "/rest/vcenter/tokenservice/token-exchange";
    private const string Types = "urn:ietf:params:oauth:token-type:";
    private const string Exchange = "urn:ietf:params:oauth:grant-type:token-exchange";

    private static readonly (string Method, string Target)[] Reads =
        [("GET", Automation.SessionPath), ("POST", Automation.OldSessionPath + "?~action=get"), ("GET", Automation.OldSessionPath)];

    private static readonly (string Method, string Target)[] Ends = [("DELETE", Automation.SessionPath), ("DELETE", Automation.OldSessionPath)];

    private static readonly (string Method, string Target)[] Others =
        [("PUT", Automation.SessionPath), ("PATCH", Automation.OldSessionPath), ("POST", Automation.SessionPath + "?action=other"), ("POST", Automation.OldSessionPath + "?~action=other")];

    private static string[] Paths => [Automation.SessionPath, Automation.OldSessionPath];

    /// <summary>The rows, by their first cells.</summary>
    public static Dictionary<string, AskedRow> Rows { get; } = new(StringComparer.Ordinal)
    {
        ["`POST /api/session`, `POST /rest/com/vmware/cis/session`"] = new(
            [
                .. Paths.Select(static path => new AskedRequest("`authorization: Basic`", (vc, _) => LoginAsync(vc, path, Automation.Basic()))),
                .. Paths.Select(static path => new AskedRequest("`SIGN`, the latter for bearer", (vc, _) => LoginAsync(vc, path, SignedRequests.Sign(new TokenMaker().Make())))),
                .. Paths.Select(static path => new AskedRequest("holder-of-key tokens that can be delegated", (vc, _) => LoginAsync(vc, path, SignedBy(path, "{}"), "{}"))),
                .. Paths.Select(static path => new AskedRequest("The body is not looked at", (vc, _) => LoginAsync(vc, path, Automation.Basic(), "[{\0"))),
                .. Paths.Select(static path => new AskedRequest("but for the hash of a holder of a key", (vc, _) => LoginAsync(vc, path, SignedBy(path, "[{\0"), "[{\0"))),
            ],
            [
                new("401", static (vc, _) => LoginAsync(vc, Automation.SessionPath, Automation.Basic(password: "wrong"))),
                new("401", static (vc, _) => LoginAsync(vc, Automation.SessionPath, SignedRequests.Sign(new TokenMaker { Conditions = "" }.Make()))),
                new("401", static (vc, _) => LoginAsync(vc, Automation.SessionPath, SignedBy(Automation.SessionPath, "{}"), "[]")),
                new("403 for a user without access", static (vc, _) => LoginAsync(vc, Automation.SessionPath, Automation.Basic("nobody", "s3cret-N"))),
                new("413", static (_, _) => AloneAsync(new Automation(maxRequestBytes: 1024), length: 1025)),
                new("503 at the cap", static (_, _) => AloneAsync(new Automation(sessions: new SessionLimits { MaxSessions = 1, ReservedSessions = 0 }), logins: 2)),
                new("with too many passwords waiting", static (_, _) => AloneAsync(new Automation(passwords: new BusyPasswords()))),
            ]),
        ["`GET /api/session`, `POST /rest/com/vmware/cis/session?~action=get`, `GET /rest/com/vmware/cis/session`"] = new(
            [
                .. OfSession("yes", Reads),
                .. Reads.Select(static read => new AskedRequest("it counts as an access", (vc, _) => ReadTwiceAsync(vc, read.Method, read.Target))),
            ],
            WithoutSession("401", Reads)),
        ["`DELETE` of both paths"] = new(OfSession("yes", Ends), WithoutSession("401", Ends)),
        ["another method or action at these paths"] = new(OfSession("404 with a session", Others), WithoutSession("401 without one", Others)),
        [$"`POST {TokenPath}` (from 7.0.2.0 on)"] = new(
            [
                new("yes, with a form", static (vc, provider) => ExchangeAsync(vc, provider, Form(provider), "application/x-www-form-urlencoded")),
                new("or JSON", static (vc, provider) => ExchangeAsync(vc, provider, Body(provider))),
                new("`Authorization: Bearer` shows an access token too", static (vc, provider) => ExchangeAsync(vc, provider, Body(provider))),
                new("The SAML token lives for 300 s", static (vc, provider) => LivingAsync(vc, provider, 3000, 300)),
                new("or as long as the access token if that is less", static (vc, provider) => LivingAsync(vc, provider, 60, 60)),
            ],
            Refusals(TokenPath)),
        [$"`POST {OldTokenPath}` (from 7.0.0.0 on, deprecated)"] = new(
            [
                new("yes, with its members in `spec`", static (vc, provider) => ExchangeAsync(vc, provider, $$"""{"spec":{{Body(provider)}}}""", path: OldTokenPath)),
                new("its answer in `value`", static async (vc, provider) =>
                {
                    var answer = await ExchangeAsync(vc, provider, Body(provider), path: OldTokenPath);
                    Assert.Equal(answer.Status == 200, answer.Answer.StartsWith("{\"value\":{", StringComparison.Ordinal));
                    return answer;
                }),
            ],
            Refusals(OldTokenPath)),
        ["`POST /api/session`, JSON-RPC `oauth` with an access token"] = new(
            [
                new("from 9.1.0.0 on", static (vc, provider) => LoginAsync(vc, Automation.SessionPath, $"Bearer {provider.Token()}")),
                new("from 9.1.0.0 on", static (vc, provider) => vc.RpcAsync("create", OAuth(provider.Token()))),
            ],
            [
                new("401", static (vc, _) => LoginAsync(vc, Automation.SessionPath, "Bearer a.b.c")),
                new("401", static (vc, _) => vc.RpcAsync("create", OAuth("a.b.c"))),
            ]),
        ["`/acs/t/{tenant}/token`, `/api/vcenter/registered-tokens`"] = new(
            [
                new("no: 404", static (vc, provider) => vc.SendAsync("POST", "/acs/t/CUSTOMER/token", ("Authorization", $"Bearer {provider.Token()}"))),
                new("no: 404", static (vc, provider) => vc.SendAsync("POST", "/api/vcenter/registered-tokens", ("Authorization", $"Bearer {provider.Token()}"))),
            ],
            []),
    };

    /// <summary>A vCenter that trusts a provider, whose operators may do anything.</summary>
    public static Automation Start(Provider provider, ApiVersion version)
    {
        var vc = new Automation(version, provider: provider);
        vc.Service.Get<PermissionTable>().Set(new PermissionEntry(AccountName.Parse(@"EXAMPLE.COM\operators"), IsGroup: true, RoleId: -1));
        return vc;
    }

    private static AskedRequest[] Refusals(string path) =>
    [
        new("401 without a good token in the header, before anything else", (vc, _) => vc.SendAsync("GET", path)),
        new("401 without a good token in the header, before anything else", (vc, _) => vc.SendAsync("POST", path, ("Authorization", "Bearer a.b.c"))),
        new("another grant", (vc, provider) => ExchangeAsync(vc, provider, Body(provider, grant: "password"), path: path)),
        new("another type of token", (vc, provider) => ExchangeAsync(vc, provider, Body(provider, type: "saml1"), path: path)),
        new("a member that is missing", (vc, provider) => ExchangeAsync(vc, provider, $$"""{"grant_type":"{{Exchange}}"}""", path: path)),
        new("doubled", (vc, provider) => ExchangeAsync(vc, provider, $"{Body(provider)[..^1]},\"grant_type\":\"{Exchange}\"}}", path: path)),
        new("of the wrong type", (vc, provider) => ExchangeAsync(vc, provider, """{"grant_type":7}""", path: path)),
        new("another Content-Type", (vc, provider) => ExchangeAsync(vc, provider, Body(provider), "text/plain", path)),
        new("500 (InvalidGrant) for a subject token that is not good", (vc, provider) => ExchangeAsync(vc, provider, Body(provider, subject: "a.b.c"), path: path)),
    ];

    private static AskedRequest[] OfSession(string phrase, (string Method, string Target)[] requests) => Array.ConvertAll(
        requests, request => new AskedRequest(phrase, async (vc, _) => await vc.SendAsync(request.Method, request.Target, ("vmware-api-session-id", await vc.LoginAsync()))));

    private static AskedRequest[] WithoutSession(string phrase, (string Method, string Target)[] requests) => Array.ConvertAll(
        requests, request => new AskedRequest(phrase, (vc, _) => vc.SendAsync(request.Method, request.Target)));

    private static Task<TestExchange> LoginAsync(Automation vc, string path, string authorization, string body = "") =>
        vc.SendAsync(Automation.Request("POST", path, body, ("Authorization", authorization)));

    /// <summary>A login to a service of its own.</summary>
    private static async Task<TestExchange> AloneAsync(Automation alone, int length = 0, int logins = 1)
    {
        using (alone)
        {
            for (var i = 1; i < logins; i++)
                await alone.LoginAsync();
            return await LoginAsync(alone, Automation.SessionPath, Automation.Basic(), new string(' ', length));
        }
    }

    /// <summary>Reads a session a minute after its login and a second time after another minute.</summary>
    private static async Task<TestExchange> ReadTwiceAsync(Automation vc, string method, string target)
    {
        var id = await vc.LoginAsync();
        vc.Service.Time.Advance(TimeSpan.FromMinutes(1));
        await vc.SendAsync(method, target, ("vmware-api-session-id", id));
        vc.Service.Time.Advance(TimeSpan.FromMinutes(1));
        var answer = await vc.SendAsync(method, target, ("vmware-api-session-id", id));
        Assert.Contains("\"last_accessed_time\":\"2024-02-03T04:07:06.000Z\"", answer.Answer, StringComparison.Ordinal);
        return answer;
    }

    /// <summary>Exchanges an access token that ends after some seconds; the answer has to say how long the token lives.</summary>
    private static async Task<TestExchange> LivingAsync(Automation vc, Provider provider, int seconds, int lives)
    {
        var answer = await ExchangeAsync(vc, provider, Body(provider, subject: provider.Token(Provider.Payload(seconds: seconds))));
        Assert.Equal(answer.Status == 200, answer.Answer.Contains($"\"expires_in\":{lives}", StringComparison.Ordinal));
        return answer;
    }

    private static Task<TestExchange> ExchangeAsync(Automation vc, Provider provider, string body, string type = Json, string path = TokenPath) =>
        vc.SendAsync(Automation.Request("POST", path, body, ("Content-Type", type), ("Authorization", $"Bearer {provider.Token()}")));

    private static string SignedBy(string path, string body) =>
        SignedRequests.Sign(new TokenMaker { Holder = TestKeys.Holder }.Make(), TestKeys.Holder, path, "vc.example.com\n80", body, TestKeys.Now);

    private static string Body(Provider provider, string grant = Exchange, string type = "access_token", string? subject = null) =>
        $$"""{"grant_type":"{{grant}}","subject_token_type":"{{Types}}{{type}}","subject_token":"{{subject ?? provider.Token()}}"}""";

    private static string Form(Provider provider) =>
        $"grant_type={Uri.EscapeDataString(Exchange)}&subject_token_type={Uri.EscapeDataString(Types + "access_token")}&subject_token={provider.Token()}";

    private static string OAuth(string token) => $$"""{"schemeId":"com.vmware.vapi.std.security.oauth","accessToken":"{{token}}"}""";

    /// <summary>Has no room for a further check.</summary>
    private sealed class BusyPasswords : ICredentialValidator
    {
        public ValueTask<UserIdentity?> ValidateAsync(string userName, string password, ClientInfo client, CancellationToken cancellationToken) =>
            throw new ServiceBusyException("too many passwords wait to be checked");
    }
}
