using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VimSessionService.Core.Directory.Extensions;

/// <summary>The SHA-256 of a certificate as it travels, by which it is known again without being kept.</summary>
public sealed class CertificateHash
{
    /// <summary>Longer than any PEM text of one certificate and its chain, in characters.</summary>
    private const int MaxPemLength = 65_536;

    private readonly byte[] _hash;

    private CertificateHash(byte[] hash) => _hash = hash;

    /// <summary>The hash of a certificate.</summary>
    public static CertificateHash Of(X509Certificate2 certificate) => new(SHA256.HashData(certificate.RawDataMemory.Span));

    /// <summary>The hash of the first certificate in a PEM text; null when it holds none that can be read.</summary>
    public static CertificateHash? OfPem(string pem)
    {
        if (pem.Length > MaxPemLength)
            return null;
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(pem);
            return Of(certificate);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    /// <summary>Whether it is that very certificate; takes the same time whatever the answer.</summary>
    public bool Matches(X509Certificate2 certificate) => Matches(Of(certificate));

    /// <summary>The same for a certificate that is compared with many: its hash is computed once.</summary>
    public bool Matches(CertificateHash other) => CryptographicOperations.FixedTimeEquals(_hash, other._hash);

    /// <summary>The hash as <see cref="ToString"/> writes it; null when the text is none.</summary>
    public static CertificateHash? TryParse(string text)
    {
        var hash = new byte[SHA256.HashSizeInBytes];
        return text.Length == hash.Length * 2 && Convert.FromHexString(text, hash, out _, out _) == System.Buffers.OperationStatus.Done ? new CertificateHash(hash) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Convert.ToHexString(_hash);
}
