using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.TestEngines;
using YamlDotNet.RepresentationModel;

namespace VimSessionService.ClientTests.Harness;

/// <summary>What replicas of one vCenter share: a store in Debian's redis-server, and Debian's HAProxy, which gives each request to the next of them.</summary>
internal sealed class ReplicaSet : IDisposable
{
    /// <summary>How many replicas there are.</summary>
    public const int Count = 3;

    private const string Defaults = "defaults\n    timeout connect 5s\n    timeout client 11m\n    timeout server 11m\n    balance roundrobin\n";

    private readonly RedisServer _engine = new();
    private readonly Balancer _balancer = new();
    private readonly int _portByConnection = TestPorts.Take();

    /// <summary>Starts the engine.</summary>
    public ReplicaSet() => File.WriteAllText(Certificate, MakeCertificate());

    /// <summary>The options of each replica. All have one certificate, and the balancer has it too.</summary>
    public IEnumerable<string> Arguments => ["--store", $"redis://{_engine.Address}/0?prefix=clients", "--store-key", "0123456789abcdef0123456789abcdef", "--tls-cert", Certificate];

    private string Certificate => Path.Combine(_balancer.Folder, "certificate.pem");

    /// <summary>Where clients reach the replicas.</summary>
    public Uri Url => new($"https://127.0.0.1:{_balancer.Port}/sdk");

    /// <summary>Where they reach the replica to which their connection is given, which may go on with what it has told them.</summary>
    public Uri UrlByConnection => new($"https://127.0.0.1:{_portByConnection}/sdk");

    /// <summary>Skips the calling test where a program is missing.</summary>
    public static void Require()
    {
        if (RedisServer.Missing is { } missing)
            throw ClientProgram.Missing(missing);
        Balancer.Require();
    }

    /// <summary>Starts the balancer.</summary>
    /// <param name="replicas">The replicas.</param>
    /// <param name="isByConnection">Whether connections are given to replicas as they are, so that clients show their certificates to the replica.</param>
    /// <param name="tunnel">The port of the SDK tunnel; null for none.</param>
    /// <param name="tunnels">The ports of the replicas' tunnels.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task BalanceAsync(IReadOnlyList<ServiceProcess> replicas, bool isByConnection, string? tunnel, IReadOnlyList<string> tunnels, CancellationToken cancellationToken)
    {
        var configuration = isByConnection ? Defaults : BalanceRequests(replicas);
        var port = isByConnection ? _balancer.Port : _portByConnection;
        configuration += Listen("connections", port.ToString(CultureInfo.InvariantCulture), [.. replicas.Select(static replica => replica.Url.Authority)]);
        if (tunnel is not null)
            configuration += Listen("tunnel", tunnel, [.. tunnels.Select(static port => $"127.0.0.1:{port}")]);
        await _balancer.StartAsync(configuration, cancellationToken);
    }

    /// <summary>Ends the balancer.</summary>
    public ValueTask StopBalancerAsync() => _balancer.DisposeAsync();

    /// <summary>Ends the engine.</summary>
    public void Dispose() => _engine.Dispose();

    /// <summary>The configuration of compose.replicas.yaml, with TLS to both sides.</summary>
    private string BalanceRequests(IReadOnlyList<ServiceProcess> replicas)
    {
        var configuration = ComposedConfiguration().Replace("bind :8989", $"bind 127.0.0.1:{_balancer.Port} ssl crt {Certificate}", StringComparison.Ordinal);
        foreach (var (i, replica) in replicas.Index())
            configuration = configuration.Replace($"replica{i + 1}:8989", $"{replica.Url.Authority} ssl verify none", StringComparison.Ordinal);
        return configuration;
    }

    private static string ComposedConfiguration()
    {
        var yaml = new YamlStream();
        using (var reader = File.OpenText(Path.Combine(Repository.Root, "compose.replicas.yaml")))
            yaml.Load(reader);
        return yaml.Documents[0].RootNode["configs"]["balancer"]["content"].ToString();
    }

    private static string Listen(string name, string port, IReadOnlyList<string> addresses) =>
        $"listen {name}\n    mode tcp\n    bind 127.0.0.1:{port}\n{string.Concat(addresses.Index().Select(static server => $"    server replica{server.Index} {server.Item}\n"))}";

    private static string MakeCertificate()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=balancer", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n";
    }
}
