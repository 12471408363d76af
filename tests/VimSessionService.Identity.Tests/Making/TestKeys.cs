using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VimSessionService.Identity.Tests.Making;

/// <summary>Keys with certificates, made once for all tests; valid for a year around the tests' clock.</summary>
internal static class TestKeys
{
    /// <summary>When the tests' clock begins.</summary>
    public static readonly DateTimeOffset Now = new(2024, 2, 3, 4, 5, 6, TimeSpan.Zero);

    /// <summary>The STS that is trusted.</summary>
    public static X509Certificate2 Sts { get; } = Rsa("CN=ssoserverSign");

    /// <summary>Another that is trusted, with an elliptic curve.</summary>
    public static X509Certificate2 EllipticSts { get; } = Elliptic("CN=ssoserverSign, OU=EC");

    /// <summary>One that was trusted and whose certificate has expired.</summary>
    public static X509Certificate2 ExpiredSts { get; } = Rsa("CN=ssoserverSign, OU=old", -400, -1);

    /// <summary>One that nobody trusts, under the name of the trusted one.</summary>
    public static X509Certificate2 Attacker { get; } = Rsa("CN=ssoserverSign");

    /// <summary>A solution user.</summary>
    public static X509Certificate2 Holder { get; } = Rsa("CN=vpxd-extension");

    /// <summary>A solution user with an elliptic curve.</summary>
    public static X509Certificate2 EllipticHolder { get; } = Elliptic("CN=vpxd-extension, OU=EC");

    private static X509Certificate2 Rsa(string subject, int from = -100, int to = 265)
    {
        using var key = RSA.Create(2048);
        return new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(Now.AddDays(from), Now.AddDays(to));
    }

    private static X509Certificate2 Elliptic(string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return new CertificateRequest(subject, key, HashAlgorithmName.SHA256).CreateSelfSigned(Now.AddDays(-100), Now.AddDays(265));
    }
}
