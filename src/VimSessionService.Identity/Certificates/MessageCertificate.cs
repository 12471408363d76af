using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.Core.Authentication;

namespace VimSessionService.Identity.Certificates;

/// <summary>
/// Reads certificates from messages, which are untrusted. A certificate that cannot be used is refused here with the reason, so that
/// later code never gets a key, a date or a name for which the platform throws an exception.
/// </summary>
internal static class MessageCertificate
{
    /// <summary>Larger than any certificate that is in use, in bytes.</summary>
    private const int MaxLength = 16 * 1024;

    /// <summary>Reads a certificate.</summary>
    /// <exception cref="ProofRefusedException">It is not a certificate, or one that cannot be used.</exception>
    internal static X509Certificate2 Read(byte[] encoded)
    {
        X509Certificate2 certificate;
        try
        {
            certificate = encoded.Length <= MaxLength ? X509CertificateLoader.LoadCertificate(encoded) : throw Refused($"is larger than {MaxLength} bytes");
        }
        catch (CryptographicException)
        {
            throw Refused("is none, or its encoding is broken");
        }

        if (ProblemOf(certificate) is { } problem)
        {
            certificate.Dispose();
            throw Refused(problem);
        }

        return certificate;
    }

    /// <summary>Why a certificate cannot be used to verify signatures, as the end of a sentence about it; null when it can.</summary>
    public static string? ProblemOf(X509Certificate2 certificate)
    {
        if (CertificateForm.ProblemOf(certificate.RawDataMemory) is { } problem)
            return problem;
        try
        {
            // What the platform reads when it is first asked, and throws at.
            _ = (certificate.NotBefore, certificate.NotAfter, certificate.Subject, certificate.Issuer);
            using AsymmetricAlgorithm? key = certificate.GetECDsaPublicKey();
            return null;
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException or NotSupportedException or OverflowException)
        {
            return "has a key, a date or a name that cannot be read";
        }
    }

    private static ProofRefusedException Refused(string problem) => new($"the certificate in the message {problem}");
}
