using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VimSessionService.Redis.Tests.Engines;

/// <summary>redis-server that takes TLS alone, with a certificate of an authority that no machine knows.</summary>
public sealed class TlsServer : RedisServer
{
    private readonly DirectoryInfo _files;

    public TlsServer()
        : this(WriteFiles(IPAddress.Loopback))
    {
    }

    /// <summary>Starts one whose certificate is that of an address.</summary>
    internal TlsServer(IPAddress named)
        : this(WriteFiles(named))
    {
    }

    private TlsServer(DirectoryInfo files)
        : base(
        [
            .. KeepsNothing, "--port", "0", "--tls-port", "{port}", "--tls-auth-clients", "no",
            "--tls-cert-file", Path.Combine(files.FullName, "engine.pem"), "--tls-key-file", Path.Combine(files.FullName, "engine.key"), "--tls-ca-cert-file", Path.Combine(files.FullName, "ca.pem"),
        ])
    {
        _files = files;
    }

    /// <inheritdoc/>
    public override string Address => $"{Untrusting}?ca={Uri.EscapeDataString(Path.Combine(_files.FullName, "ca.pem"))}";

    /// <summary>Its address for who does not know the authority.</summary>
    internal string Untrusting => $"rediss://{base.Address}/0";

    /// <inheritdoc/>
    protected override void Dispose(bool isDisposing)
    {
        base.Dispose(isDisposing);
        _files.Delete(recursive: true);
    }

    private static DirectoryInfo WriteFiles(IPAddress named)
    {
        var files = Directory.CreateTempSubdirectory("redis-tls-");
        using var authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var authority = new CertificateRequest("CN=Authority of the test", authorityKey, HashAlgorithmName.SHA256);
        authority.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        authority.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        authority.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(authority.PublicKey, critical: false));
        var (from, to) = (DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var issuer = authority.CreateSelfSigned(from.AddDays(-1), to.AddDays(1));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=engine", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(named);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(issuer, from, to, [1, 2, 3, 4]);
        File.WriteAllText(Path.Combine(files.FullName, "ca.pem"), issuer.ExportCertificatePem());
        File.WriteAllText(Path.Combine(files.FullName, "engine.pem"), certificate.ExportCertificatePem());
        File.WriteAllText(Path.Combine(files.FullName, "engine.key"), key.ExportPkcs8PrivateKeyPem());
        return files;
    }
}
