using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;
using VimSessionService.Hosting;
using VimSessionService.Vapi.OpenId;
using VimSessionService.Vapi.SharedSession;

namespace VimSessionService.Admin.Tests.AtEachDoor;

/// <summary>A request to one of the doors, and what it is answered with while nothing is wrong.</summary>
/// <param name="Name">What the test calls it.</param>
/// <param name="Door">The door.</param>
/// <param name="Operation">The operation as rules name it.</param>
/// <param name="Method">The method of HTTP.</param>
/// <param name="Path">The path.</param>
/// <param name="Body">The body; empty for none.</param>
/// <param name="Status">The status of the answer.</param>
/// <param name="Answer">A part of the answer's body.</param>
internal sealed record DoorRequest(string Name, string Door, string Operation, string Method, string Path, string Body, int Status, string Answer)
{
    private const string Secret = "0123456789abcdef";
    private const string SharedPath = "/shared-session";

    /// <summary>The type of the body.</summary>
    public string ContentType { get; init; } = "application/json";

    /// <summary>A header of the request besides.</summary>
    public (string Name, string Value)? Header { get; init; }

    /// <summary>The operation as the journal names it.</summary>
    public string JournalOperation { get; init; } = Operation;

    /// <summary>One for every door at least.</summary>
    public static DoorRequest[] All { get; } =
    [
        new("soap", "soap", "Fetch", "POST", "/sdk", Envelope("<Fetch xmlns=\"urn:vim25\"><_this>SessionManager</_this><prop>defaultLocale</prop></Fetch>"), 200, "<returnval")
        {
            ContentType = "text/xml", Header = ("SOAPAction", "\"urn:vim25/8.0.3.0\""),
        },
        new("vi-json", "vi-json", "RetrieveServiceContent", "POST", "/sdk/vim25/8.0.3.0/ServiceInstance/ServiceInstance/RetrieveServiceContent", "", 200, "\"sessionManager\""),
        new("vi-json: releases", "vi-json", "vcenter.system.hello", "POST", "/api/vcenter/system?action=hello", """{"api_releases":["8.0.3.0"]}""", 200, "8.0.3.0"),
        new("rest", "rest", "Login", "POST", "/api/session", "", 201, "\"")
        {
            JournalOperation = "com.vmware.cis.session.create", Header = ("Authorization", Basic),
        },
        new("rest: older path", "rest", "Login", "POST", "/rest/com/vmware/cis/session", "", 200, "\"value\"")
        {
            JournalOperation = "com.vmware.cis.session.create", Header = ("Authorization", Basic),
        },
        new("json-rpc", "json-rpc", "Login", "POST", "/api", Rpc, 200, "\"SECRET\"") { JournalOperation = "com.vmware.cis.session.create" },
        new("token-exchange", "token-exchange", "com.vmware.vcenter.authentication.token.issue", "POST", "/api/vcenter/authentication/token", "{}", 401, "UNAUTHENTICATED"),
        new("token-exchange: older path", "token-exchange", "com.vmware.vcenter.tokenservice.token_exchange.exchange", "POST", "/rest/vcenter/tokenservice/token-exchange", "{}", 401, "UNAUTHENTICATED"),
        new("shared-session", "shared-session", "AcquireCloneTicket", "GET", SharedPath, "", 200, "cst-VCT-") { Header = ("Authorization", $"Bearer {Secret}") },
        new("sts", "sts", "sts.Issue", "POST", "/sts/STSService", Envelope("<x/>"), 500, "Fault")
        {
            JournalOperation = "sts.(none)", ContentType = "text/xml", Header = ("SOAPAction", "\"http://docs.oasis-open.org/ws-sx/ws-trust/200512/RST/Issue\""),
        },
        new("lookup", "lookup", "lookup.RetrieveServiceContent", "POST", "/lookupservice/sdk", Envelope("<RetrieveServiceContent xmlns=\"urn:lookup\"><_this type=\"LookupServiceInstance\">ServiceInstance</_this></RetrieveServiceContent>"), 200, "serviceRegistration")
        {
            ContentType = "text/xml",
        },
        new("ticketed", "ticketed", "ticketed.GET", "GET", "/folder/a.iso", "", 401, "ticket"),
    ];

    /// <summary>Their names.</summary>
    public static TheoryData<string> Names => [.. All.Select(static request => request.Name)];

    private static string Basic => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{LabHost.User}:{LabHost.Password}"));

    private static string Rpc =>
        $$$$$"""
        {
          "jsonrpc": "2.0", "id": "1", "method": "invoke",
          "params": {
            "serviceId": "com.vmware.cis.session", "operationId": "create", "input": {"STRUCTURE": {"operation-input": {}}},
            "ctx": {"appCtx": {}, "securityCtx": {"schemeId": "com.vmware.vapi.std.security.user_pass", "userName": "{{{{{LabHost.User}}}}}", "password": "{{{{{LabHost.Password}}}}}"}}
          }
        }
        """;

    /// <summary>The one of a name.</summary>
    public static DoorRequest Find(string name) => All.Single(request => request.Name == name);

    /// <summary>A host with every door.</summary>
    public static Task<LabHost> StartHostAsync(TimeProvider? time = null, Action<IServiceCollection>? more = null, Action<VimSessionServiceOptions>? configure = null) => LabHost.StartAsync(configure, services =>
    {
        AddDoors(services);
        if (time is not null)
            services.AddSingleton(time);
        more?.Invoke(services);
    });

    /// <summary>Adds what a host needs to have every door.</summary>
    public static void AddDoors(IServiceCollection services)
    {
        services.AddSingleton<IOpenIdKeys, NoKeys>().AddSingleton(new OpenIdOptions { Issuer = "https://id.example.com", Audiences = ["vcenter"] });
        services.AddSingleton(new SharedSessionOptions(SharedPath, Secret, LabHost.User));
    }

    /// <summary>Makes the request.</summary>
    public async Task<(int Status, string Content, string? Type)> SendAsync(LabHost host)
    {
        using var client = host.NewClient();
        using var request = new HttpRequestMessage(new HttpMethod(Method), Path);
        if (Method == "POST")
            request.Content = new StringContent(Body, Encoding.UTF8, ContentType);
        if (Header is var (name, value))
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Content.Headers.ContentType?.MediaType);
    }

    /// <summary>Makes the request, which must be answered as if nothing were wrong.</summary>
    public async Task<string> SucceedAsync(LabHost host)
    {
        var (status, content, _) = await SendAsync(host);
        Assert.Equal(Status, status);
        Assert.Contains(Answer, content, StringComparison.Ordinal);
        return content;
    }

    private static string Envelope(string body) =>
        $"""<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>""";

    /// <summary>A provider without keys, so that no token of it is good.</summary>
    private sealed class NoKeys : IOpenIdKeys
    {
        public ValueTask<IReadOnlyList<SecurityKey>> GetAsync(bool isMissing, CancellationToken cancellationToken) => new([]);
    }
}
