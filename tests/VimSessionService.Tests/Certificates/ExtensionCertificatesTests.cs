using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.Certificates;

namespace VimSessionService.Tests.Certificates;

/// <summary>The files of <c>--extension-ca</c> and of the certificates of extensions: what is wrong with one is said at the start.</summary>
public sealed class ExtensionCertificatesTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Every_certificate_of_the_file_is_an_authority()
    {
        using var first = Certificate("CN=first");
        using var second = Certificate("CN=second");
        var path = _directory.Write("ca.pem", $"a note before\n{first.ExportCertificatePem()}\n{second.ExportCertificatePem()}\n");
        var read = ExtensionCertificates.ReadAuthorities(path);
        Assert.Equal([first.Thumbprint, second.Thumbprint], read.Select(certificate => certificate.Thumbprint));
        foreach (var certificate in read)
            certificate.Dispose();
    }

    [Fact]
    public void A_file_that_is_not_there_or_cannot_be_read_stops_the_start()
    {
        AssertRefused(Path.Combine(_directory.Path, "nowhere.pem"), "cannot be used: it does not exist");
        AssertRefused(_directory.Path, "cannot be used: it is a directory");
    }

    [Theory]
    [InlineData("", "cannot be used: it holds no certificate")]
    [InlineData("hello", "cannot be used: it holds no certificate")]
    [InlineData("-----BEGIN CERTIFICATE-----\naGVsbG8=\n-----END CERTIFICATE-----\n", "cannot be used: the certificate in line 1 is damaged")]
    [InlineData("-----BEGIN CERTIFICATE-----\n!!!\n-----END CERTIFICATE-----\n", "cannot be used: the certificate in line 1 is damaged")]
    public void A_file_without_a_certificate_stops_the_start(string content, string problem) =>
        AssertRefused(_directory.Write("ca.pem", content), problem);

    [Fact]
    public void A_key_in_the_place_of_a_certificate_stops_the_start()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var path = _directory.Write("ca.pem", key.ExportECPrivateKeyPem());
        var refused = AssertRefused(path, "cannot be used: it holds no certificate");
        Assert.DoesNotContain("PRIVATE", refused, StringComparison.Ordinal);
    }

    [Fact]
    public void The_certificate_of_an_extension_is_none_where_its_file_holds_none()
    {
        using var certificate = Certificate("CN=extension");
        Assert.True(ExtensionCertificates.TryRead(_directory.Write("good.pem", certificate.ExportCertificatePem()))!.Matches(certificate));
        Assert.Null(ExtensionCertificates.TryRead(_directory.Write("bad.pem", "hello")));
        Assert.Null(ExtensionCertificates.TryRead(Path.Combine(_directory.Path, "nowhere.pem")));
        Assert.Null(ExtensionCertificates.TryRead(_directory.Path));
        Assert.Null(ExtensionCertificates.TryRead(""));
    }

    private static X509Certificate2 Certificate(string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest(subject, key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
    }

    private static string AssertRefused(string path, string problem)
    {
        var refused = Assert.Throws<StartupException>(() => ExtensionCertificates.ReadAuthorities(path)).Message;
        Assert.StartsWith($"--extension-ca: '{path}' {problem}", refused, StringComparison.Ordinal);
        return refused;
    }
}
