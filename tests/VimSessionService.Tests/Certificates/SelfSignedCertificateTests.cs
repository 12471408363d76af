using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Certificates;
using VimSessionService.Storage;

namespace VimSessionService.Tests.Certificates;

public sealed class SelfSignedCertificateTests : IDisposable
{
    private static readonly Dictionary<string, string> NoEnvironment = [];
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private readonly List<string> _warnings = [];

    private string Unusable => $"{PemFile} cannot be used: it holds no certificate with its own key that is valid now. Another one is made in its place";

    private string PemFile => Path.Combine(_directory.Path, "certificate.pem");

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void It_is_p256_for_ten_years_and_names_the_machine_and_where_it_listens()
    {
        using var made = Load("vc.example.com");

        Assert.Equal("1.2.840.10045.3.1.7", made.Certificate.GetECDsaPublicKey()!.ExportParameters(false).Curve.Oid.Value);
        Assert.True(made.Certificate.HasPrivateKey);
        Assert.Equal(new DateTime(2025, 12, 31, 0, 0, 0, DateTimeKind.Utc), made.Certificate.NotBefore.ToUniversalTime());
        Assert.Equal(new DateTime(2035, 12, 31, 0, 0, 0, DateTimeKind.Utc), made.Certificate.NotAfter.ToUniversalTime());
        var names = made.Certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().Single();
        Assert.Equal(["127.0.0.1", "::1"], names.EnumerateIPAddresses().Select(a => a.ToString()));
        Assert.Contains("localhost", names.EnumerateDnsNames());
        Assert.Contains("vc.example.com", names.EnumerateDnsNames());
    }

    [Fact]
    public void It_is_kept_for_the_next_start()
    {
        using var first = Load();
        using var second = Load("another.example.com");

        Assert.Equal(first.Sha256Thumbprint, second.Sha256Thumbprint);
    }

    [Fact]
    public void Its_key_is_rsa_where_that_is_asked_for()
    {
        using var made = Load(keyType: TlsKeyType.Rsa);

        Assert.Equal(2048, made.Certificate.GetRSAPublicKey()!.KeySize);
        Assert.True(made.Certificate.HasPrivateKey);
    }

    [Fact]
    public void One_with_a_key_of_another_type_is_kept()
    {
        using var first = Load(keyType: TlsKeyType.Rsa);
        using var second = Load(keyType: TlsKeyType.P256);

        Assert.Equal(first.Sha256Thumbprint, second.Sha256Thumbprint);
    }

    [Fact]
    public void Only_its_owner_can_read_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        using var made = Load();

        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(PemFile));
    }

    [Fact]
    public void An_expired_one_is_made_anew()
    {
        using var first = Load();
        _time.Advance(TimeSpan.FromDays(3660));
        using var second = Load();

        Assert.NotEqual(first.Sha256Thumbprint, second.Sha256Thumbprint);
        using var third = Load();
        Assert.Equal(second.Sha256Thumbprint, third.Sha256Thumbprint);
    }

    [Fact]
    public void A_damaged_one_is_made_anew()
    {
        _directory.Write("certificate.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        using var made = Load();

        Assert.Equal(Unusable, Assert.Single(_warnings));
        using var kept = Load();
        Assert.Equal(made.Sha256Thumbprint, kept.Sha256Thumbprint);
    }

    [Fact]
    public void One_with_the_key_of_another_is_told_and_made_anew()
    {
        using var first = Load();
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var text = File.ReadAllText(PemFile);
        _directory.Write("certificate.pem", text[..text.IndexOf("-----BEGIN PRIVATE KEY", StringComparison.Ordinal)] + stranger.ExportPkcs8PrivateKeyPem() + "\n");

        using var second = Load();

        Assert.Equal(Unusable, Assert.Single(_warnings));
        Assert.NotEqual(first.Sha256Thumbprint, second.Sha256Thumbprint);
    }

    [Fact]
    public void Without_a_place_to_keep_it_there_is_one_all_the_same()
    {
        using var made = SelfSignedCertificate.LoadOrCreate(DataDirectory.Open(null, NoEnvironment), "", _time);

        Assert.True(made.Certificate.HasPrivateKey);
    }

    private ServerCertificate Load(string host = "127.0.0.1", TlsKeyType keyType = TlsKeyType.P256) =>
        SelfSignedCertificate.LoadOrCreate(DataDirectory.Open(_directory.Path, NoEnvironment, _warnings.Add), host, _time, keyType);
}
