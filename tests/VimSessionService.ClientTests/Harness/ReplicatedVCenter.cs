using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.TestEngines;

namespace VimSessionService.ClientTests.Harness;

/// <summary>Three replicas that share a store in Debian's redis-server, behind Debian's HAProxy, which gives each request to the next of them.</summary>
public sealed class ReplicatedVCenter : VCenter
{
    private readonly RedisServer _engine = new();
    private readonly Balancer _balancer = new();
    private readonly List<ServiceProcess> _others = [];

    /// <summary>All replicas.</summary>
    public IReadOnlyList<ServiceProcess> Replicas => [Service, .. _others];

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string>> Environment =>
    [
        .. base.Environment.Where(static variable => variable.Key is not ("VIM_URL" or "VIM_PORT")),
        new("VIM_URL", $"https://127.0.0.1:{_balancer.Port}/sdk"),
        new("VIM_PORT", _balancer.Port.ToString(CultureInfo.InvariantCulture)),
    ];

    /// <inheritdoc/>
    protected override IEnumerable<string> Arguments =>
        ["--store", $"redis://{_engine.Address}/0?prefix=clients", "--store-key", "0123456789abcdef0123456789abcdef", "--admin-listen", "off", "--datacenter", "Lab 1/2"];

    /// <summary>Skips the calling test where a program is missing.</summary>
    public static void Require()
    {
        if (RedisServer.Missing is { } missing)
            throw ClientProgram.Missing(missing);
        Balancer.Require();
    }

    /// <summary>Starts the other replicas and the balancer.</summary>
    public async Task BalanceAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < 2; i++)
            _others.Add(await StartAsync(cancellationToken));
        var certificate = Path.Combine(_balancer.Folder, "balancer.pem");
        await File.WriteAllTextAsync(certificate, MakeCertificate(), cancellationToken);
        await _balancer.StartAsync(
            $"""
            defaults
                mode http
                timeout connect 5s
                timeout client 60s
                timeout server 60s
                option http-server-close
                balance roundrobin
            listen vcenter
                bind 127.0.0.1:{_balancer.Port} ssl crt {certificate}
            {string.Concat(Replicas.Index().Select(static replica => $"    server replica{replica.Index} {replica.Item.Url.Authority} ssl verify none\n"))}
            """,
            cancellationToken);
    }

    /// <inheritdoc/>
    protected override async ValueTask EndAsync()
    {
        await _balancer.DisposeAsync();
        foreach (var other in _others)
            await other.DisposeAsync();
        await base.EndAsync();
        _engine.Dispose();
    }

    private static string MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=balancer", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n";
    }
}
