using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using VimSessionService.Admin;
using VimSessionService.Admin.Outages;
using VimSessionService.AdminClient;
using VimSessionService.AdminClient.Snapshots;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Hosting;
using VimSessionService.Lab.Clock;
using VimSessionService.Lab.Outages;
using VimSessionService.Lab.Rules;
using VimSessionService.Testing.Clock;
using VimSessionService.Testing.Faults;
using VimSessionService.Testing.Hosting;
using VimSessionService.Testing.Journal;
using VimSessionService.Testing.Leaks;
using VimSessionService.Testing.Outages;
using VimSessionService.Testing.Sessions;
using VimSessionService.Testing.Stubs;
using VimSessionService.Testing.Users;

namespace VimSessionService.Testing;

/// <summary>
/// A mock vCenter inside the process of a test, on a free port of the loopback address. Several share nothing. What changes its state without a question (clock, faults,
/// outages) is done when the method returns; what asks it is awaited.
/// </summary>
public sealed class VimTestServer : IAsyncDisposable
{
    /// <summary>How long calls that are being answered keep a server from ending, such as one whose latency does not pass since the clock is frozen.</summary>
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(1);

    private readonly WebApplication _app;
    private readonly AdminTransport _admin;

    private VimTestServer(WebApplication app, AdminTransport admin, VimTestServerOptions options, X509Certificate2? certificate)
    {
        (_app, _admin) = (app, admin);
        (UserName, Password, Certificate) = (options.UserName, options.Password, certificate);
        var services = app.Services;
        var requests = services.GetRequiredService<AnsweredRequests>();
        Url = new Uri(new Uri(app.Urls.Single()), "/sdk");
        Clock = new VimClock(services.GetRequiredService<LabClock>());
        Faults = new VimFaults(services.GetRequiredService<RuleBook>());
        Stubs = new VimStubs(Faults);
        Outages = new VimOutages(services.GetRequiredService<OutageSwitch>(), Admin);
        Sessions = new VimSessions(Admin);
        Users = new VimUsers(Admin);
        Groups = new VimGroups(Admin);
        Journal = new VimJournal(Admin, requests, services.GetRequiredService<DoorTable>());
        Leaks = new VimLeaks(Admin, requests);
    }

    /// <summary>Where SOAP clients connect to: <c>http://127.0.0.1:PORT/sdk</c>. The other paths of the vCenter are at the same port.</summary>
    public Uri Url { get; }

    /// <summary>The administrator's name.</summary>
    public string UserName { get; }

    /// <summary>The administrator's password.</summary>
    public string Password { get; }

    /// <summary>The certificate that the server shows, for clients to trust; null without TLS. Disposed of with the server.</summary>
    public X509Certificate2? Certificate { get; }

    /// <summary>The clock.</summary>
    public VimClock Clock { get; }

    /// <summary>The live sessions.</summary>
    public VimSessions Sessions { get; }

    /// <summary>The accounts.</summary>
    public VimUsers Users { get; }

    /// <summary>The groups.</summary>
    public VimGroups Groups { get; }

    /// <summary>Calls that are answered as the test wants.</summary>
    public VimFaults Faults { get; }

    /// <summary>Answers of methods in the place of the vCenter's own; with <c>o.Service.Emulation.Inventory</c> of every method of the API.</summary>
    public VimStubs Stubs { get; }

    /// <summary>The calls that clients have made.</summary>
    public VimJournal Journal { get; }

    /// <summary>Sessions that were never logged out.</summary>
    public VimLeaks Leaks { get; }

    /// <summary>Outages.</summary>
    public VimOutages Outages { get; }

    /// <summary>The whole admin API, for what has no method here: roles, permissions, extensions, limits, tickets.</summary>
    public AdminApiClient Admin => _admin.Client;

    /// <summary>Starts a vCenter.</summary>
    /// <param name="configure">Sets options; null for a vCenter of the newest release with one administrator.</param>
    /// <param name="cancellationToken">Cancels the start.</param>
    /// <exception cref="OptionsValidationException">An option cannot be used.</exception>
    public static async Task<VimTestServer> StartAsync(Action<VimTestServerOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        var options = new VimTestServerOptions();
        configure?.Invoke(options);
        options.Service.Directory.AddUser(options.UserName, options.Password, role: "Admin");
        var certificate = options.UseTls ? TestCertificate.Create() : null;
        options.Service.Certificate ??= certificate;
        WebApplication? app = null;
        try
        {
            app = Build(options, certificate);
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            return new VimTestServer(app, await AdminTransport.StartAsync(app.Services, cancellationToken).ConfigureAwait(false), options, certificate);
        }
        catch
        {
            if (app is not null)
                await app.DisposeAsync().ConfigureAwait(false);
            certificate?.Dispose();
            throw;
        }
    }

    /// <summary>A client of HTTP that trusts the server's certificate, for paths such as <c>/api/session</c>.</summary>
    public HttpClient CreateHttpClient()
    {
        var handler = new SocketsHttpHandler();
        if (Certificate is { } certificate)
        {
            handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                CustomTrustStore = { certificate },
                RevocationMode = X509RevocationMode.NoCheck,
            };
        }

        return new HttpClient(handler) { BaseAddress = new Uri(Url, "/") };
    }

    /// <summary>The state as one document: users, roles, permissions, extensions, limits, sessions, tickets; secrets as hashes.</summary>
    public Task<Snapshot> SnapshotAsync(CancellationToken cancellationToken = default) => Admin.TakeSnapshotAsync(cancellationToken);

    /// <summary>Brings the vCenter into the state of a snapshot, which may be that of another one.</summary>
    public Task RestoreAsync(Snapshot snapshot, CancellationToken cancellationToken = default) => Admin.RestoreSnapshotAsync(snapshot, cancellationToken);

    /// <summary>Brings the vCenter into the state of its start: no sessions, rules, outages and leaks, an empty journal, the real time.</summary>
    public async Task ResetAsync(CancellationToken cancellationToken = default)
    {
        await Admin.ResetAsync(cancellationToken).ConfigureAwait(false);
        await Journal.ClearAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops it. Calls that wait for updates are ended.</summary>
    public async ValueTask DisposeAsync()
    {
        Outages.Stop();
        _admin.Dispose();
        await _app.DisposeAsync().ConfigureAwait(false);
        Certificate?.Dispose();
    }

    private static WebApplication Build(VimTestServerOptions options, X509Certificate2? certificate)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, certificate));
        options.ConfigureServices?.Invoke(builder.Services);
        builder.Services
            .Configure<HostOptions>(static host => host.ShutdownTimeout = LongestEnd)
            .AddSingleton<AnsweredRequests>()
            .AddSingleton<IStartupFilter>(static provider => provider.GetRequiredService<AnsweredRequests>())
            .AddSingleton<IOptionsFactory<VimSessionServiceOptions>>(provider =>
                ActivatorUtilities.CreateInstance<GivenServiceOptions>(provider, options.Service))
            .AddVimSessionService()
            .AddVimSessionAdmin(admin => admin.JournalCalls = options.JournalCalls);
        var app = builder.Build();
        app.UseRouting();
        app.MapVimSessionService();
        return app;
    }

    private static void Listen(KestrelServerOptions kestrel, X509Certificate2? certificate)
    {
        kestrel.AddServerHeader = false;

        // The service bounds bodies itself, and answers one that is too large by a fault.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http1;
            listen.Use(kestrel.ApplicationServices.GetRequiredService<OutageConnections>().Guard);
            if (certificate is not null)
                listen.UseHttps(certificate);
        });
    }
}
