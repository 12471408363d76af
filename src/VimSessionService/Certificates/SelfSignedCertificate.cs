using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.Storage;

namespace VimSessionService.Certificates;

/// <summary>
/// The certificate of a service that was given none: made at the first start and kept, so that clients which remember its
/// thumbprint keep on knowing it. A kept certificate stays in use, whatever the type of its key.
/// </summary>
internal static class SelfSignedCertificate
{
    private const string FileName = "certificate.pem";
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const int RsaKeyBits = 2048;
    private const int Years = 10;

    private static string Subject => $"CN={Environment.MachineName}, O=VimSessionService";

    /// <summary>The kept certificate, or a new one when there is none that can be used or it has expired.</summary>
    /// <param name="data">Where it is kept.</param>
    /// <param name="listenHost">The name or address listened at, for a new one; empty for none in particular.</param>
    /// <param name="time">The clock.</param>
    /// <param name="keyType">The type of the key, for a new one.</param>
    public static ServerCertificate LoadOrCreate(DataDirectory data, string listenHost, TimeProvider time, TlsKeyType keyType = TlsKeyType.P256)
    {
        var kept = data.Read(FileName);
        if (TryRead(kept, time) is { } certificate)
            return certificate;
        if (kept is not null)
            data.TellUnusable(FileName, "it holds no certificate with its own key that is valid now");
        var pem = keyType == TlsKeyType.Rsa ? CreateRsa(listenHost, time) : CreateP256(listenHost, time);

        // Of two processes that start at once for the first time, the second uses the certificate of the first.
        return TryRead(data.Write(FileName, pem, replace: kept is not null), time) ?? CertificateFiles.FromPem(pem, pem, null);
    }

    private static ServerCertificate? TryRead(string? pem, TimeProvider time)
    {
        if (pem is null)
            return null;
        try
        {
            var certificate = CertificateFiles.FromPem(pem, pem, null);
            if (certificate.Certificate.NotAfter.ToUniversalTime() > time.GetUtcNow().UtcDateTime)
                return certificate;
            certificate.Dispose();
            return null;
        }
        catch (Exception failure) when (failure is CryptographicException or PlatformNotSupportedException)
        {
            return null;
        }
    }

    private static string CreateP256(string listenHost, TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject, key, HashAlgorithmName.SHA256);
        return Sign(request, X509KeyUsageFlags.DigitalSignature, key, listenHost, time);
    }

    private static string CreateRsa(string listenHost, TimeProvider time)
    {
        using var key = RSA.Create(RsaKeyBits);
        var request = new CertificateRequest(Subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return Sign(request, X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, key, listenHost, time);
    }

    private static string Sign(CertificateRequest request, X509KeyUsageFlags usages, AsymmetricAlgorithm key, string listenHost, TimeProvider time)
    {
        request.CertificateExtensions.Add(Names(listenHost));
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usages, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        var subjectKey = new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false);
        request.CertificateExtensions.Add(subjectKey);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(subjectKey));
        var from = time.GetUtcNow().AddDays(-1);
        using var certificate = request.CreateSelfSigned(from, from.AddYears(Years));
        return $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n";
    }

    private static X509Extension Names(string listenHost)
    {
        var names = new SubjectAlternativeNameBuilder();
        string[] hosts = ["localhost", Environment.MachineName, "127.0.0.1", "::1", listenHost];
        foreach (var host in hosts.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (IPAddress.TryParse(host, out var address))
            {
                if (!address.Equals(IPAddress.Any) && !address.Equals(IPAddress.IPv6Any))
                    names.AddIpAddress(address);
            }
            else if (Uri.CheckHostName(host) == UriHostNameType.Dns)
            {
                names.AddDnsName(host);
            }
        }

        return names.Build();
    }
}
