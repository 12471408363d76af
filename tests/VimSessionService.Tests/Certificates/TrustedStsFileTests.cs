using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Certificates;
using VimSessionService.Identity.Tests.Making;

namespace VimSessionService.Tests.Certificates;

public sealed class TrustedStsFileTests : IDisposable
{
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(2);

    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Every_certificate_of_the_file_is_trusted_and_what_else_is_in_it_is_passed_over()
    {
        using var trusted = Watch(Pem("CN=one") + "some text\n" + Pem("CN=two"));

        Assert.Equal(["CN=one", "CN=two"], trusted.Certificates.Select(certificate => certificate.Subject));
    }

    [Theory]
    [InlineData("", "cannot be used: it holds no certificate. Name a PEM file of certificates that this user may read.")]
    [InlineData("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "cannot be used: the certificate in line 1 is damaged. Name a PEM file of certificates that this user may read.")]
    public void A_file_without_a_certificate_stops_the_start(string text, string problem) =>
        Assert.Equal($"--trusted-sts: '{Path.Combine(_directory.Path, "sts.pem")}' {problem}", Assert.Throws<StartupException>(() => Watch(text)).Message);

    [Fact]
    public void A_certificate_that_cannot_be_used_stops_the_start()
    {
        var unsound = System.Security.Cryptography.PemEncoding.WriteString("CERTIFICATE", UnsoundCertificates.Kinds["RSA of 512 bits"].Make());
        Assert.Equal(
            $"--trusted-sts: a certificate in '{Path.Combine(_directory.Path, "sts.pem")}' has an RSA key of 512 bits; from 1024 to 8192 are accepted. Leave it out of the file.",
            Assert.Throws<StartupException>(() => Watch(Pem("CN=one") + "\n" + unsound)).Message);
    }

    [Fact]
    public void A_change_is_read_and_a_broken_one_leaves_what_was_trusted()
    {
        using var trusted = Watch(Pem("CN=one"));

        _directory.Write("sts.pem", Pem("CN=one") + Pem("CN=next"));
        _time.Advance(Settled);
        Assert.Equal(["CN=one", "CN=next"], trusted.Certificates.Select(certificate => certificate.Subject));

        _directory.Write("sts.pem", "nothing");
        _time.Advance(Settled);
        Assert.Equal(2, trusted.Certificates.Count);

        _directory.Write("sts.pem", Pem("CN=last"));
        _time.Advance(Settled);
        Assert.Equal("CN=last", Assert.Single(trusted.Certificates).Subject);
    }

    private TrustedStsFile Watch(string text) => new(_directory.Write("sts.pem", text), _time, NullLogger<TrustedStsFile>.Instance);

    private static string Pem(string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest(subject, key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(1));
        return certificate.ExportCertificatePem() + "\n";
    }
}
