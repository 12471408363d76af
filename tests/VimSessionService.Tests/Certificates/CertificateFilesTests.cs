using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.Certificates;

namespace VimSessionService.Tests.Certificates;

public sealed class CertificateFilesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly RSA _key = RSA.Create(2048);
    private readonly X509Certificate2 _certificate;

    public CertificateFilesTests() => _certificate = SelfSigned("CN=vc.example.com", _key);

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
        _directory.Dispose();
    }

    [Fact]
    public void A_pem_pair_is_read_with_its_chain()
    {
        using var otherKey = RSA.Create(2048);
        using var intermediate = SelfSigned("CN=intermediate", otherKey);
        var file = _directory.Write("c.pem", $"{_certificate.ExportCertificatePem()}\n{intermediate.ExportCertificatePem()}");
        var key = _directory.Write("k.pem", _key.ExportPkcs8PrivateKeyPem());

        using var loaded = CertificateFiles.Load(file, key, null);

        Assert.Equal(_certificate.Thumbprint, loaded.Certificate.Thumbprint);
        Assert.True(loaded.Certificate.HasPrivateKey);
        Assert.Equal("CN=intermediate", Assert.Single(loaded.Intermediates).Subject);
    }

    [Fact]
    public void One_pem_file_may_hold_both()
    {
        var file = _directory.Write("c.pem", $"{_key.ExportRSAPrivateKeyPem()}\n{_certificate.ExportCertificatePem()}");

        using var loaded = CertificateFiles.Load(file, null, null);

        Assert.True(loaded.Certificate.HasPrivateKey);
    }

    [Fact]
    public void An_encrypted_key_is_opened_by_its_password()
    {
        var file = _directory.Write("c.pem", _certificate.ExportCertificatePem());
        var key = _directory.Write("k.pem", _key.ExportEncryptedPkcs8PrivateKeyPem("open", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000)));

        using var loaded = CertificateFiles.Load(file, key, "open");

        Assert.True(loaded.Certificate.HasPrivateKey);
        Assert.Contains("Give its password with --tls-cert-password", Problem(file, key, null), StringComparison.Ordinal);
        Assert.Contains("--tls-cert-password is wrong", Problem(file, key, "shut"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pfx_file_is_opened_by_its_password()
    {
        var file = Path.Combine(_directory.Path, "c.pfx");
        File.WriteAllBytes(file, _certificate.Export(X509ContentType.Pkcs12, "open"));

        using var loaded = CertificateFiles.Load(file, null, "open");

        Assert.Equal(_certificate.Thumbprint, loaded.Certificate.Thumbprint);
        Assert.Contains("--tls-cert-password is not its password", Problem(file, null, "shut"), StringComparison.Ordinal);
        Assert.Contains("leave --tls-key out", Problem(file, file, "open"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_used_is_named()
    {
        using var otherKey = RSA.Create(2048);
        var file = _directory.Write("c.pem", _certificate.ExportCertificatePem());
        var other = _directory.Write("k.pem", otherKey.ExportPkcs8PrivateKeyPem());
        var neither = _directory.Write("x.bin", "neither");

        Assert.Contains("not a pair", Problem(file, other, null), StringComparison.Ordinal);
        Assert.Contains("holds no private key", Problem(file, null, null), StringComparison.Ordinal);
        Assert.Contains("holds no certificate", Problem(other, null, null), StringComparison.Ordinal);
        Assert.Contains("neither PEM nor PFX", Problem(neither, null, null), StringComparison.Ordinal);
        Assert.Contains("cannot be read", Problem(Path.Combine(_directory.Path, "none"), null, null), StringComparison.Ordinal);
    }

    [Fact]
    public void Thumbprints_are_bytes_with_colons()
    {
        var file = _directory.Write("c.pem", $"{_certificate.ExportCertificatePem()}\n{_key.ExportPkcs8PrivateKeyPem()}");

        using var loaded = CertificateFiles.Load(file, null, null);

        Assert.Equal(_certificate.Thumbprint, loaded.Sha1Thumbprint.Replace(":", "", StringComparison.Ordinal));
        Assert.Matches("^[0-9A-F]{2}(:[0-9A-F]{2}){19}$", loaded.Sha1Thumbprint);
        Assert.Matches("^[0-9A-F]{2}(:[0-9A-F]{2}){31}$", loaded.Sha256Thumbprint);
    }

    private static string Problem(string file, string? key, string? password) =>
        Assert.Throws<StartupException>(() => CertificateFiles.Load(file, key, password)).Message;

    private static X509Certificate2 SelfSigned(string subject, RSA key) =>
        new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
}
