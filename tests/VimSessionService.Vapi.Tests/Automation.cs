using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Endpoint.Tests;
using VimSessionService.Identity.Keys;
using VimSessionService.Identity.Sts;
using VimSessionService.Vapi.JsonRpc;
using VimSessionService.Vapi.OpenId;
using VimSessionService.Vapi.Rest;
using VimSessionService.Vapi.Sessions;
using VimSessionService.Vapi.SharedSession;
using VimSessionService.Vapi.TokenExchange;
using VimSessionService.Vim25;

namespace VimSessionService.Vapi.Tests;

/// <summary>The vSphere Automation API of a service without a server, on a clock that the test moves.</summary>
internal sealed class Automation : IDisposable
{
    public const string User = "administrator@vsphere.local";
    public const string Password = "s3cret-A";
    public const string SessionPath = "/api/session";
    public const string OldSessionPath = "/rest/com/vmware/cis/session";

    private readonly DoorRouter _router;

    public Automation(
        ApiVersion version = ApiVersions.Default, bool esx = false, SessionLimits? sessions = null, VapiSessionLimits? limits = null, bool federated = false, int? maxRequestBytes = null, Provider? provider = null, SharedSessionOptions? shared = null,
        ICredentialValidator? passwords = null)
    {
        Service = new TestService(
            new EndpointOptions { Version = version, MaxRequestBytes = maxRequestBytes ?? new EndpointOptions().MaxRequestBytes },
            sessions,
            esx,
            plugs: services =>
            {
                if (provider is not null)
                    services.AddSingleton<IOpenIdKeys>(provider).AddSingleton(Provider.Settings).AddSingleton<ISigningKeys>(new OwnSigningKey(new SigningKey(Identity.Tests.Making.TestKeys.Sts, [])));
                if (shared is not null)
                    services.AddSingleton(shared);
                if (passwords is not null)
                    services.AddSingleton(passwords);
                services.AddSingleton(new StsOptions())
                .AddSingleton(limits ?? new VapiSessionLimits())
                .AddSingleton(new AccessOptions { IsFederated = federated })
                .AddSingleton(Identity.Tests.Making.Verifying.Settings)
                .AddVapi(static _ => true).AddDoor(new RestDoor()).AddDoor(new JsonRpcDoor()).AddDoor(new TokenExchangeDoor()).AddDoor(new SharedSessionDoor());
            });
        _router = Service.Get<DoorRouter>();
    }

    public TestService Service { get; }

    public IReadOnlyList<string> Prefixes => [.. _router.Paths.Where(static path => path.HasBelow).Select(static path => path.Path).Where(static path => path is "/api" or "/rest").Order(StringComparer.Ordinal)];

    public void Dispose() => Service.Dispose();

    public static string Basic(string user = User, string password = Password) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));

    public async Task<TestExchange> SendAsync(TestExchange exchange)
    {
        if (_router.Find(exchange) is { } answer)
            await answer(exchange);
        else
            exchange.SetStatus(404);
        return exchange;
    }

    /// <summary>Asks for a clone ticket of the common session.</summary>
    public async Task<TestExchange> ShareAsync(TestExchange exchange)
    {
        await Service.Get<SharedSessionEndpoint>().HandleAsync(exchange);
        return exchange;
    }

    public Task<TestExchange> SendAsync(string method, string target, params (string Name, string Value)[] headers) => SendAsync(Request(method, target, "", headers));

    public static TestExchange Request(string method, string target, string body, params (string Name, string Value)[] headers)
    {
        var query = target.IndexOf('?', StringComparison.Ordinal);
        var exchange = new TestExchange
        {
            Verb = method,
            Target = query < 0 ? target : target[..query],
            Asked = query < 0 ? "" : target[query..],
            Body = Encoding.UTF8.GetBytes(body),
        };
        exchange.With("Host", "vc.example.com");
        foreach (var (name, value) in headers)
            exchange.With(name, value);
        return exchange;
    }

    /// <summary>Logs in by REST; gives the id.</summary>
    public async Task<string> LoginAsync(string user = User, string password = Password, string path = SessionPath)
    {
        var answer = await SendAsync("POST", path, ("Authorization", Basic(user, password)), ("vmware-use-header-authn", "true"));
        Assert.True(answer.Status is 200 or 201, answer.Answer);
        using var json = JsonDocument.Parse(answer.Answer);
        return (path == SessionPath ? json.RootElement : json.RootElement.GetProperty("value")).GetString()!;
    }

    public async Task<int> StatusOfAsync(string id, string path = SessionPath) => path == SessionPath
        ? (await SendAsync("GET", path, ("vmware-api-session-id", id))).Status
        : (await SendAsync("POST", path + "?~action=get", ("vmware-api-session-id", id))).Status;

    /// <summary>Calls an operation of the session service by JSON-RPC.</summary>
    public Task<TestExchange> RpcAsync(string operation, string securityContext, params (string Name, string Value)[] headers) =>
        SendAsync(Request("POST", "/api", Rpc(operation, securityContext), [("Content-Type", "application/json"), .. headers]));

    public static string Rpc(string operation, string securityContext, string service = "com.vmware.cis.session") =>
        $$$$"""{"jsonrpc":"2.0","id":"7","method":"invoke","params":{"serviceId":"{{{{service}}}}","operationId":"{{{{operation}}}}","input":{"STRUCTURE":{"operation-input":{}}},"ctx":{"appCtx":{"opId":"op-1"},"securityCtx":{{{{securityContext}}}}}}}""";

    public static string UserPass(string user = User, string password = Password) =>
        $$"""{"schemeId":"com.vmware.vapi.std.security.user_pass","userName":"{{user}}","password":"{{password}}"}""";

    public static string SessionId(string id) => $$"""{"schemeId":"com.vmware.vapi.std.security.session_id","sessionId":"{{id}}"}""";
}
