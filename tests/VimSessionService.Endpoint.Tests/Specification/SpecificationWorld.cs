using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Tickets.Local;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Endpoint.Tests.Tickets;
using VimSessionService.Endpoint.Tests.ViJson;
using VimSessionService.Identity.Keys;
using VimSessionService.Identity.Sts;
using VimSessionService.Identity.Tests.Making;
using VimSessionService.Vapi;
using VimSessionService.Vapi.JsonRpc;
using VimSessionService.Vapi.OpenId;
using VimSessionService.Vapi.Rest;
using VimSessionService.Vapi.Sessions;
using VimSessionService.Vapi.SharedSession;
using VimSessionService.Vapi.Tests;
using VimSessionService.Vapi.TokenExchange;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.Specification;

/// <summary>A service with what every method of SessionManager needs: users of three kinds, extensions of three kinds, local tickets.</summary>
internal sealed class SpecificationWorld : IDisposable, IAsyncDisposable
{
    public const string ByCertificate = "com.example.certificate";
    public const string BySubject = "com.example.subject";

    private readonly X509Certificate2 _authority = Certificates.Authority();

    /// <summary>Makes the service, or several of them.</summary>
    /// <param name="sessions">How long and how many sessions live.</param>
    /// <param name="version">The version of the server.</param>
    /// <param name="limits">The limits of sessions by REST before 8.0.3.0.</param>
    /// <param name="replicas">For each replica what it registers besides; null for one service by itself.</param>
    public SpecificationWorld(
        SessionLimits? sessions = null, ApiVersion version = ApiVersions.Default, VapiSessionLimits? limits = null, IReadOnlyList<Action<IServiceCollection>>? replicas = null)
    {
        limits ??= new VapiSessionLimits();
        Version = version;
        Own = Certificates.SelfSigned();
        Issued = Certificates.IssuedBy(_authority, "CN=subject, O=Example");
        Services =
        [
            .. (replicas ?? [static _ => { }]).Select(further => new TestService(
                new EndpointOptions { Version = version },
                sessions, extensionAuthorities: [_authority], localTickets: new LocalTicketOptions { Files = Files }, negotiator: new EchoNegotiator(),
                plugs: services =>
                {
                    further(services);
                    services.AddSingleton(limits ?? new VapiSessionLimits()).AddSingleton(new StsOptions()).AddSingleton(Verifying.Settings)
                        .AddSingleton<IOpenIdKeys>(Provider).AddSingleton(Vapi.Tests.Provider.Settings).AddSingleton<ISigningKeys>(new OwnSigningKey(new SigningKey(TestKeys.Sts, [])))
                        .AddSingleton(new SharedSessionOptions("/shared-session", "0123456789abcdef", "administrator@vsphere.local"))
                        .AddVapi(static _ => true).AddDoor(new RestDoor()).AddDoor(new JsonRpcDoor()).AddDoor(new TokenExchangeDoor()).AddDoor(new SharedSessionDoor());
                })),
        ];
    }

    public TestService Service => Services[0];

    /// <summary>The service, or all replicas of it.</summary>
    public IReadOnlyList<TestService> Services { get; }

    /// <summary>The OpenID provider whose access tokens it takes. Its key, as the other one, is made once, which takes longer than a service.</summary>
    public static Provider Provider { get; } = new();

    /// <summary>A key that the provider does not have.</summary>
    public static RSA OtherKey { get; } = RSA.Create(2048);

    /// <summary>The version of the server.</summary>
    public ApiVersion Version { get; }

    /// <summary>Whether calls are made by VI-JSON.</summary>
    public bool IsViJson { get; init; }

    public MemoryTicketFiles Files { get; } = new();

    /// <summary>The certificate that the first extension is registered with.</summary>
    public X509Certificate2 Own { get; }

    /// <summary>A certificate of the authority with the subject that the second extension is registered with.</summary>
    public X509Certificate2 Issued { get; }

    public void Dispose()
    {
        foreach (var service in Services)
            service.Dispose();
        DisposeCertificates();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in Services)
            await service.DisposeAsync();
        DisposeCertificates();
    }

    private void DisposeCertificates()
    {
        Own.Dispose();
        Issued.Dispose();
        _authority.Dispose();
    }

    /// <summary>Calls a method of SessionManager.</summary>
    /// <param name="method">The method.</param>
    /// <param name="arguments">Its arguments as XML.</param>
    /// <param name="user">Who is logged in: admin, reader, or null for nobody.</param>
    /// <param name="certificate">What the client shows.</param>
    /// <param name="from">The client's address.</param>
    /// <param name="version">The version of the call.</param>
    public async Task<TestExchange> CallAsync(
        string method, string arguments, string? user = null, X509Certificate2? certificate = null, string from = "127.0.0.1", string version = "8.0.3.0")
    {
        var cookie = user switch
        {
            null => null,
            "admin" => await Service.LoginAsync(),
            _ => await Service.LoginAsync("reader", "s3cret-R"),
        };
        return await SendAsync(Service, method, arguments, cookie, certificate, from, version);
    }

    /// <summary>Calls a method of the SessionManager of some service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="method">The method.</param>
    /// <param name="arguments">Its arguments as XML.</param>
    /// <param name="cookie">The cookie of the session; null for none.</param>
    /// <param name="certificate">What the client shows.</param>
    /// <param name="from">The client's address.</param>
    /// <param name="version">The version of the call.</param>
    /// <param name="isViJson">Whether it is made by VI-JSON; null as in this world.</param>
    public async Task<TestExchange> SendAsync(
        TestService service, string method, string arguments, string? cookie = null, X509Certificate2? certificate = null, string from = "127.0.0.1", string version = "8.0.3.0", bool? isViJson = null)
    {
        var body = TestService.Request($"<{method} _NS><_this>SessionManager</_this>{arguments}</{method}>").Body;
        if (isViJson ?? IsViJson)
        {
            var call = XDocument.Parse(Encoding.UTF8.GetString(body)).Descendants().First(static element => element.Name.NamespaceName == "urn:vim25");
            var (path, json) = SoapCallAsJson.Of(call, version);
            return await service.SendJsonAsync(ViJsonCall.Request(path, json, cookie?.Split('"')[1], from, certificate));
        }

        var exchange = new TestExchange { Body = body, Certificate = certificate, From = from };
        exchange.With("SOAPAction", "urn:vim25/" + version);
        return await service.SendAsync(cookie is null ? exchange : exchange.With("Cookie", cookie));
    }

    /// <summary>Registers the extensions, and logs out.</summary>
    public async Task RegisterAsync()
    {
        var admin = await Service.LoginAsync();
        foreach (var (key, subject) in new[] { (ByCertificate, ""), (BySubject, "<subjectName>O=example,CN=subject</subjectName>") })
        {
            var extension = TestService.Extension(key, subject);
            Assert.Equal(200, (await Service.CallAsync($"<RegisterExtension _NS><_this>ExtensionManager</_this>{extension}</RegisterExtension>", admin)).Status);
        }

        var pem = Own.ExportCertificatePem();
        var set = $"<SetExtensionCertificate _NS><_this>ExtensionManager</_this><extensionKey>{ByCertificate}</extensionKey><certificatePem>{pem}</certificatePem></SetExtensionCertificate>";
        Assert.Equal(200, (await Service.CallAsync(set, admin)).Status);
        Assert.Equal(200, (await Service.CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", admin)).Status);
    }

    /// <summary>The key of a session of the reader that is live.</summary>
    public async Task<string> KeyOfReaderAsync()
    {
        await Service.LoginAsync("reader", "s3cret-R");
        return (await Service.Store.ListAsync(TestContext.Current.CancellationToken))[^1].Key;
    }
}
