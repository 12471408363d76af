using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Extensions;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Events;
using VimSessionService.Core.Limits;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Tickets.Local;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Endpoint.Registration;
using VimSessionService.Endpoint.Soap;
using VimSessionService.Endpoint.Tickets;
using VimSessionService.Endpoint.ViJson;
using VimSessionService.Identity.Saml;
using VimSessionService.Identity.Tests.Making;
using VimSessionService.Identity.WsSecurity;
using VimSessionService.ManagedObjects.Registration;
using VimSessionService.ManagedObjects.Service;
using VimSessionService.Tests.Shared;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests;

/// <summary>The whole service without a server, on a clock that the test moves.</summary>
public sealed class TestService : ICallObserver, IDisposable, IAsyncDisposable
{
    public static readonly ManagedObjectReference RootFolder = new("Folder", "group-d1");

    public const string Thumbprint = "AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD";

    public const string CertificatePem = "-----BEGIN CERTIFICATE-----";

    public const string PublicKey = "-----BEGIN PUBLIC KEY-----";

    private readonly ServiceProvider _services;

    private readonly SdkEndpoint _endpoint;

    internal TestService(
        EndpointOptions? settings = null,
        SessionLimits? sessions = null,
        bool esx = false,
        IReadOnlyCollection<X509Certificate2>? extensionAuthorities = null,
        LocalTicketOptions? localTickets = null,
        string? datacenter = null,
        INegotiator? negotiator = null,
        AssertionOptions? tokens = null,
        WorkLimits? work = null,
        IReadOnlyCollection<CallStepRegistration>? steps = null,
        Action<IServiceCollection>? plugs = null,
        Func<ITokenValidator, ITokenValidator>? validating = null,
        CancellationToken stopping = default)
    {
        settings ??= new EndpointOptions();
        var uuid = new Guid("0b1c7a5e-4f5d-4c8e-9a35-0d3c4c9f1e11");
        var flavor = (esx ? EsxFlavor.Create(settings.Version) : VCenterFlavor.Create(settings.Version, uuid)) with { DatacenterName = datacenter };
        var directory = new ServiceDirectory(
                Time,
            [
                Account("administrator@vsphere.local", "s3cret-A"),
                Account("reader", "s3cret-R"),
                Account("nobody", "s3cret-N"),
            ],
            [
                new PermissionEntry(AccountName.Parse("administrator@vsphere.local"), IsGroup: false, RoleId: -1),
                new PermissionEntry(AccountName.Parse("reader"), IsGroup: false, RoleId: -2),
            ]);
        _services = TestServices.Build(Time, directory, services =>
        {
            services
                .AddSingleton(settings)
                .AddSingleton(flavor)
                .AddSingleton(flavor.ToProduct("en"))
                .AddSingleton(work ?? new WorkLimits())
                .AddSingleton(sessions ?? new SessionLimits())
                .AddSingleton(localTickets ?? new LocalTicketOptions())
                .AddSingleton(new ExtensionAuthorities(extensionAuthorities ?? []))
                .AddSingleton(new ServiceStopping(stopping))
                .AddSingleton(new ServerCertificateInfo { Sha1Thumbprint = Thumbprint, Sha256Thumbprint = "11:22", Pem = CertificatePem, PublicKeyPem = () => PublicKey })
                .AddSingleton<ICallObserver>(this);
            plugs?.Invoke(services);
            foreach (var step in steps ?? [])
                services.AddSingleton(step);
            if (negotiator is not null)
                services.AddSingleton(negotiator);
            if (!esx)
            {
                services.AddSingleton(provider =>
                {
                    var validator = new SamlTokenValidator(
                        new TestIssuers(TestKeys.Sts, TestKeys.EllipticSts, TestKeys.ExpiredSts), tokens ?? Verifying.Settings, Time, provider.GetService<ReplayMemories>());
                    return validating?.Invoke(validator) ?? validator;
                });
            }

            services.AddManagedObjects().AddSdkEndpoint().AddDoor(new SoapDoor()).AddDoor(new ViJsonDoor()).AddDoor(new TicketedDoor());
        });
        _endpoint = Get<SdkEndpoint>();
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2024, 2, 3, 4, 5, 6, TimeSpan.Zero));

    internal EventLog Events => Get<EventLog>();

    public ConcurrentQueue<CallFinished> Calls { get; } = new();

    public ISessionStore Store => Get<ISessionStore>();

    /// <summary>A service by its type.</summary>
    public T Get<T>()
        where T : notnull => _services.GetRequiredService<T>();

    public void Dispose() => _services.Dispose();

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    void ICallObserver.Finished(in CallFinished call) => Calls.Enqueue(call);

    /// <summary>Answers calls in every format.</summary>
    public CallEndpoint Endpoint => _endpoint.Calls;

    public static TestExchange Request(string body, string? cookie = null, string? action = "urn:vim25/8.0.3.0") =>
        Raw($"""<?xml version="1.0" encoding="UTF-8"?><soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>{body.Replace("_NS", "xmlns=\"urn:vim25\"", StringComparison.Ordinal)}</soapenv:Body></soapenv:Envelope>""", cookie, action);

    public static TestExchange Raw(string xml, string? cookie = null, string? action = "urn:vim25/8.0.3.0")
    {
        var exchange = new TestExchange { Body = Encoding.UTF8.GetBytes(xml) };
        if (action is not null)
            exchange.With("SOAPAction", action);
        return cookie is null ? exchange : exchange.With("Cookie", cookie);
    }

    public async Task<TestExchange> SendAsync(TestExchange exchange)
    {
        await _endpoint.HandleAsync(exchange);
        return exchange;
    }

    public Task<TestExchange> CallAsync(string body, string? cookie = null, string? action = "urn:vim25/8.0.3.0") =>
        SendAsync(Request(body, cookie, action));

    /// <summary>Logs in, and gives the cookie as a client sends it back.</summary>
    public async Task<string> LoginAsync(string user = "administrator@vsphere.local", string password = "s3cret-A", string? cookie = null)
    {
        var answer = await CallAsync(LoginBody(user, password), cookie);
        Assert.Equal(200, answer.Status);
        return answer.AnswerHeaders["Set-Cookie"].Split(';')[0];
    }

    public static string LoginBody(string user, string password, string locale = "") =>
        $"<Login _NS><_this type=\"SessionManager\">SessionManager</_this><userName>{user}</userName><password>{password}</password>{locale}</Login>";

    public static string Extension(string key, string subject) =>
        $"<extension><description><label>Backup</label><summary>Backs up</summary></description><key>{key}</key><version>1.0</version>{subject}<lastHeartbeatTime>2001-01-01T00:00:00Z</lastHeartbeatTime></extension>";

    public static string Fetch(string property, string target = "SessionManager") => $"<Fetch _NS><_this>{target}</_this><prop>{property}</prop></Fetch>";

    private static Account Account(string name, string password) => new() { Name = AccountName.Parse(name), Password = new PlainPassword(password) };
}
