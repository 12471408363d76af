using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Keys;

/// <summary>An RSA key that signs tokens, with its certificate.</summary>
public sealed class SigningKey
{
    private const int KeyBits = 2048;

    /// <summary>Takes a key.</summary>
    /// <param name="certificate">The certificate with its private key.</param>
    /// <param name="chain">The certificates between it and its root, and the root where it is to be shown.</param>
    /// <exception cref="ArgumentException">The key is no RSA key, or not there.</exception>
    public SigningKey(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> chain)
    {
        using var key = certificate.GetRSAPrivateKey();
        if (key is null)
            throw new ArgumentException("The certificate has no private RSA key.", nameof(certificate));
        Certificate = certificate;
        KeyInfo = WriteKeyInfo([certificate, .. chain]);
    }

    /// <summary>The certificate with its private key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The <c>ds:KeyInfo</c> of its signatures in canonical form, within an element that declares the prefix.</summary>
    internal string KeyInfo { get; }

    /// <summary>Makes a key with a certificate that it signs itself.</summary>
    /// <param name="from">When it begins to be good, to the second.</param>
    /// <param name="validity">How long it is good.</param>
    public static SigningKey Create(DateTimeOffset from, TimeSpan validity)
    {
        using var key = RSA.Create(KeyBits);
        var subject = $"CN=ssoserverSign, OU=VimSessionService, O={Environment.MachineName}, DC=vsphere, DC=local";
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return new SigningKey(request.CreateSelfSigned(from, from + validity), []);
    }

    /// <summary>Signs; may be called by many at once.</summary>
    internal byte[] Sign(ReadOnlySpan<byte> data, HashAlgorithmName hash)
    {
        using var key = Certificate.GetRSAPrivateKey()!;
        return key.SignData(data, hash, RSASignaturePadding.Pkcs1);
    }

    private static string WriteKeyInfo(IEnumerable<X509Certificate2> certificates)
    {
        var text = new StringBuilder("<ds:KeyInfo><ds:X509Data>");
        foreach (var certificate in certificates)
            text.Append("<ds:X509Certificate>").Append(Base64Lines.Of(certificate.RawDataMemory.Span)).Append("</ds:X509Certificate>");
        return text.Append("</ds:X509Data></ds:KeyInfo>").ToString();
    }
}
