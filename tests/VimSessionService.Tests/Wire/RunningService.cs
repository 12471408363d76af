using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Time.Testing;
using Serilog.Core;
using VimSessionService.Certificates;
using VimSessionService.Identity.Keys;
using VimSessionService.Logging;
using VimSessionService.Options;
using VimSessionService.Storage;
using VimSessionService.Tests.Logging;
using VimSessionService.Web;

namespace VimSessionService.Tests.Wire;

/// <summary>The service on a real socket of this machine, with a log that the test can read.</summary>
public sealed class RunningService : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly bool _tls;
    private readonly WrittenLog _log = new();
    private Logger? _logger;
    private readonly string _directory = Directory.CreateTempSubdirectory("vimsession-test-").FullName;
    private readonly ServerCertificate? _certificate;

    private RunningService(ServiceOptions options, bool withTunnel, bool withSso)
    {
        _tls = options.Tls.Enabled;
        if (options.Tls.Enabled || withTunnel)
            _certificate = SelfSignedCertificate.LoadOrCreate(DataDirectory.Open(_directory, new Dictionary<string, string>(StringComparer.Ordinal)), "127.0.0.1", TimeProvider.System);
        var level = new LogLevelControl(options.Log.LogLevel);
        _logger = ServiceLogger.Create(new LogOptions { LogFormat = LogFormat.Json }, _log.Add, level);
        _app = ServiceHost.Build(
            new HostParts
            {
                Options = options,
                Address = IPAddress.Loopback,
                Port = 0,
                Certificate = options.Tls.Enabled ? _certificate : null,
                TunnelCertificate = withTunnel ? new(() => _certificate!) : null,
                TunnelEndpoint = withTunnel && options.Tls.Enabled ? (IPAddress.Loopback, 0) : null,
                InstanceUuid = new Guid("0b1c7a5e-4f5d-4c8e-9a35-0d3c4c9f1e11"),
                Administrator = null,
                SigningKeys = withSso
                    ? new StsKeyRing(new SigningKeyFile(DataDirectory.Open(_directory, new Dictionary<string, string>(StringComparer.Ordinal))), new StsKeyOptions(), Time)
                    : null,
                Accounts = new Accounts
                {
                    Users =
                    [
                        new UserEntry { Name = "administrator@vsphere.local", Password = Password, Role = "Admin" },
                        new UserEntry { Name = "reader", Password = Password, Role = "ReadOnly" },
                    ],
                },
                LogLevel = (level, _logger),
                Negotiator = SspiNegotiators.Of(options.Sspi, _logger),
                Time = Time,
            },
            _logger);
    }

    public const string Password = "correct-horse-battery";

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

    /// <summary>Where it answers. A plain port that serves the tunnel too is listed as https.</summary>
    public Uri Address => new UriBuilder(_app.Urls.First()) { Scheme = _tls ? "https" : "http" }.Uri;

    /// <summary>The port of the SDK tunnel; over plain HTTP the service's own.</summary>
    public int TunnelPort => new Uri(_app.Urls.Last()).Port;

    internal static async Task<RunningService> StartAsync(ServiceOptions? options = null, bool withTunnel = false, bool withSso = false)
    {
        var service = new RunningService(options ?? new ServiceOptions { Tls = new TlsOptions { Enabled = false } }, withTunnel, withSso);
        await service._app.StartAsync(TestContext.Current.CancellationToken);
        return service;
    }

    /// <summary>Stops the service as a signal does.</summary>
    public Task StopAsync() => _app.StopAsync(TestContext.Current.CancellationToken);

    /// <summary>Everything logged up to the end of the service.</summary>
    public async Task<string> StopAndReadLogAsync()
    {
        await _app.StopAsync(TestContext.Current.CancellationToken);
        await CloseLogAsync();
        return _log.Text;
    }

    /// <summary>A client that trusts the service's certificate and keeps no cookies of its own.</summary>
    public HttpClient NewClient(Action<SocketsHttpHandler>? configure = null)
    {
        var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false };
        handler.SslOptions.RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == _certificate?.Certificate.GetCertHashString();
        configure?.Invoke(handler);
        return new HttpClient(handler) { BaseAddress = Address };
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await CloseLogAsync();
        _certificate?.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private async ValueTask CloseLogAsync()
    {
        if (Interlocked.Exchange(ref _logger, null) is { } logger)
            await logger.DisposeAsync();
    }
}
