using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VimSessionService.Certificates;

/// <summary>The certificate that the service shows, with its private key.</summary>
internal sealed class ServerCertificate : IDisposable
{
    /// <summary>Takes a certificate with its private key, and the intermediate certificates that go with it.</summary>
    public ServerCertificate(X509Certificate2 certificate, X509Certificate2Collection intermediates)
    {
        Certificate = certificate;
        Intermediates = intermediates;
        Sha1Thumbprint = Colons(certificate.GetCertHashString(HashAlgorithmName.SHA1));
        Sha256Thumbprint = Colons(certificate.GetCertHashString(HashAlgorithmName.SHA256));
    }

    /// <summary>The certificate.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The certificates between it and its root.</summary>
    public X509Certificate2Collection Intermediates { get; }

    /// <summary>SHA-1 over the certificate, <c>AA:BB:…</c>, as tickets and older clients name it.</summary>
    public string Sha1Thumbprint { get; }

    /// <summary>SHA-256 over the certificate, <c>AA:BB:…</c>.</summary>
    public string Sha256Thumbprint { get; }

    /// <summary>The certificate itself as PEM, without those between it and its root.</summary>
    public string Pem => Certificate.ExportCertificatePem();

    /// <summary>Its public key as PEM.</summary>
    public string PublicKeyPem => PemEncoding.WriteString("PUBLIC KEY", Certificate.PublicKey.ExportSubjectPublicKeyInfo());

    /// <inheritdoc/>
    public void Dispose()
    {
        Certificate.Dispose();
        foreach (var intermediate in Intermediates)
            intermediate.Dispose();
    }

    private static string Colons(string hex) => string.Join(':', hex.Chunk(2).Select(static pair => new string(pair)));
}
