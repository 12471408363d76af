using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.Core.Extensions;

namespace VimSessionService.Certificates;

/// <summary>Reads the certificates of extensions and solution users, and of those who issue them.</summary>
public static class ExtensionCertificates
{
    /// <summary>The certificate of an extension; null when the file cannot be read or holds none.</summary>
    public static CertificateHash? TryRead(string file)
    {
        try
        {
            return CertificateHash.OfPem(File.ReadAllText(file));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>The certificate of a solution user; null when the file cannot be read or holds none.</summary>
    public static X509Certificate2? TryLoad(string file)
    {
        try
        {
            return X509Certificate2.CreateFromPem(File.ReadAllText(file));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException or CryptographicException)
        {
            return null;
        }
    }

    /// <summary>The certificates in the file of <c>--extension-ca</c>.</summary>
    /// <exception cref="StartupException">The file cannot be read or holds none.</exception>
    public static IReadOnlyList<X509Certificate2> ReadAuthorities(string file)
    {
        var all = new X509Certificate2Collection();
        try
        {
            all.ImportFromPemFile(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartupException($"--extension-ca: '{file}' cannot be read. Name a PEM file of certificates that this user may read.");
        }

        return all.Count > 0 ? [.. all] : throw new StartupException($"--extension-ca: '{file}' holds no certificate. Name a PEM file with one.");
    }
}
