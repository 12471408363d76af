using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.Core.Directory.Extensions;
using VimSessionService.Storage;

namespace VimSessionService.Certificates;

/// <summary>Reads the certificates of extensions and solution users, and of those who issue them.</summary>
internal static class ExtensionCertificates
{
    /// <summary>The certificate of an extension; null when the file cannot be read or holds none.</summary>
    public static CertificateHash? TryRead(string file)
    {
        try
        {
            return CertificateHash.OfPem(OperatorFile.ReadText(file));
        }
        catch (Exception failure) when (failure is OperatorFileException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The certificate of a solution user; null when the file cannot be read or holds none.</summary>
    public static X509Certificate2? TryLoad(string file)
    {
        try
        {
            return X509Certificate2.CreateFromPem(OperatorFile.ReadText(file));
        }
        catch (Exception failure) when (failure is OperatorFileException or ArgumentException or CryptographicException or PlatformNotSupportedException)
        {
            return null;
        }
    }

    /// <summary>Why a file of one certificate cannot be used, as the part of a sentence that follows a colon.</summary>
    public static string ProblemOf(string file)
    {
        try
        {
            PemFile.ReadCertificates(file);
            return "its certificate cannot be used";
        }
        catch (OperatorFileException failure)
        {
            return failure.Message;
        }
    }

    /// <summary>The certificates in the file of <c>--extension-ca</c>.</summary>
    /// <exception cref="StartupException">The file cannot be read or holds none.</exception>
    public static IReadOnlyList<X509Certificate2> ReadAuthorities(string file)
    {
        try
        {
            return PemFile.ReadCertificates(file);
        }
        catch (OperatorFileException failure)
        {
            throw new StartupException($"--extension-ca: '{file}' cannot be used: {failure.Message}. Name a PEM file of certificates that this user may read.");
        }
    }
}
