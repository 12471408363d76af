using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VimSessionService.Endpoint.Tests;

/// <summary>Certificates of extensions, made for a test. Those of an authority are valid for a day from the test's clock.</summary>
internal static class Certificates
{
    private static readonly DateTimeOffset Start = new(2024, 2, 3, 0, 0, 0, TimeSpan.Zero);

    public static X509Certificate2 SelfSigned(string subject = "CN=extension")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest(subject, key, HashAlgorithmName.SHA256).CreateSelfSigned(Start, Start.AddDays(1));
    }

    public static X509Certificate2 Authority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Test Authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(Start.AddDays(-1), Start.AddDays(30));
    }

    public static X509Certificate2 IssuedBy(X509Certificate2 authority, string subject, string purpose = "1.3.6.1.5.5.7.3.2")
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(purpose)], false));
        return request.Create(authority, Start, Start.AddDays(1), [1, 2, 3, 4]);
    }
}
