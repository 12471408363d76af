using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VimSessionService.ClientTests.Harness;

/// <summary>A certificate that extensions of the clients' scripts show, and the authority that issued it, as files.</summary>
public sealed class ExtensionIdentity : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("vimsession-extension-");

    /// <summary>Makes the two, valid for a day.</summary>
    public ExtensionIdentity()
    {
        var start = DateTimeOffset.UtcNow.AddHours(-1);
        using var authorityKey = RSA.Create(2048);
        var request = new CertificateRequest("CN=Authority of the client tests", authorityKey, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var authority = request.CreateSelfSigned(start, start.AddDays(1));

        using var key = RSA.Create(2048); // rbvmomi reads no other
        request = new CertificateRequest(Subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        using var certificate = request.Create(authority, start, start.AddDays(1), RandomNumberGenerator.GetBytes(8));

        AuthorityFile = Write("authority.pem", authority.ExportCertificatePem());
        CertificateFile = Write("certificate.pem", certificate.ExportCertificatePem());
        KeyFile = Write("key.pem", key.ExportRSAPrivateKeyPem());
    }

    /// <summary>The subject of the certificate.</summary>
    public static string Subject => "CN=painter, O=Example";

    /// <summary>The authority's certificate.</summary>
    public string AuthorityFile { get; }

    /// <summary>The certificate.</summary>
    public string CertificateFile { get; }

    /// <summary>Its private key.</summary>
    public string KeyFile { get; }

    /// <summary>Removes the files.</summary>
    public void Dispose() => _directory.Delete(recursive: true);

    private string Write(string name, string content)
    {
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, content + "\n");
        return path;
    }
}
