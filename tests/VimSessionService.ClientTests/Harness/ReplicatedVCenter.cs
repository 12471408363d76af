using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.TestEngines;

namespace VimSessionService.ClientTests.Harness;

/// <summary>Three replicas that share a store in Debian's redis-server, behind Debian's HAProxy, which gives each request to the next of them.</summary>
public sealed class ReplicatedVCenter : VCenter
{
    private const string Program = "/usr/sbin/haproxy";

    private readonly RedisServer _engine = new();
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vimsession-haproxy-");
    private readonly List<ServiceProcess> _others = [];
    private Process? _balancer;

    /// <summary>All replicas.</summary>
    public IReadOnlyList<ServiceProcess> Replicas => [Service, .. _others];

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> Environment =>
    [
        .. base.Environment.Where(static variable => variable.Key is not ("VIM_URL" or "VIM_PORT")),
        new("VIM_URL", $"https://127.0.0.1:{Port}/sdk"),
        new("VIM_PORT", Port.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<string> Arguments =>
        ["--store", $"redis://{_engine.Address}/0?prefix=clients", "--store-key", "0123456789abcdef0123456789abcdef", "--admin-listen", "off", "--local-tickets", "off"];

    private int Port { get; } = FreePort();

    /// <summary>Skips the calling test where a program is missing.</summary>
    public static void Require()
    {
        if (RedisServer.Missing is { } missing)
            throw ClientProgram.Missing(missing);
        if (!File.Exists(Program))
            throw ClientProgram.Missing("haproxy is not installed (apt-get install haproxy)");
    }

    /// <summary>Starts the other replicas and the balancer.</summary>
    public async Task BalanceAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < 2; i++)
            _others.Add(await StartAsync(cancellationToken));
        var certificate = Path.Combine(_directory.FullName, "balancer.pem");
        var configuration = Path.Combine(_directory.FullName, "haproxy.cfg");
        await File.WriteAllTextAsync(certificate, MakeCertificate(), cancellationToken);
        await File.WriteAllTextAsync(
            configuration,
            $"""
            defaults
                mode http
                timeout connect 5s
                timeout client 60s
                timeout server 60s
                option http-server-close
                balance roundrobin
            listen vcenter
                bind 127.0.0.1:{Port} ssl crt {certificate}
                option httpchk GET /readyz
            {string.Concat(Replicas.Index().Select(static replica => $"    server replica{replica.Index} {replica.Item.Url.Authority} ssl verify none check inter 500ms\n"))}
            """,
            cancellationToken);
        _balancer = Process.Start(new ProcessStartInfo(Program, ["-db", "-f", configuration]) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        using var client = new TcpClient();
        while (!client.Connected)
        {
            Assert.False(_balancer.HasExited, "haproxy ended");
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, Port, cancellationToken);
            }
            catch (SocketException)
            {
                await Task.Delay(50, cancellationToken);
            }
        }
    }

    /// <inheritdoc/>
    protected override async ValueTask EndAsync()
    {
        if (_balancer is not null)
        {
            _balancer.Kill();
            await _balancer.WaitForExitAsync();
            _balancer.Dispose();
        }

        foreach (var other in _others)
            await other.DisposeAsync();
        await base.EndAsync();
        _engine.Dispose();
        _directory.Delete(recursive: true);
    }

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=balancer", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n";
    }
}
