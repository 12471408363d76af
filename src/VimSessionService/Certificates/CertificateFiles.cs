using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using VimSessionService.Storage;

namespace VimSessionService.Certificates;

/// <summary>Reads a certificate of the user's own.</summary>
internal static class CertificateFiles
{
    private const string Tls = "--tls";

    /// <summary>Reads a PEM file, with its chain if any, or a PFX file.</summary>
    /// <param name="certificateFile">PEM or PFX.</param>
    /// <param name="keyFile">The private key as PEM; null when <paramref name="certificateFile"/> holds it.</param>
    /// <param name="password">The password of the PFX file or of an encrypted key; null for none.</param>
    /// <param name="options">What the options that name them begin with.</param>
    /// <exception cref="StartupException">A file cannot be read or used, or the two do not belong together.</exception>
    public static ServerCertificate Load(string certificateFile, string? keyFile, string? password, string options = Tls)
    {
        var bytes = ReadBytes($"{options}-cert", certificateFile);
        var text = Encoding.UTF8.GetString(bytes);
        if (!text.Contains("-----BEGIN ", StringComparison.Ordinal))
            return LoadPfx(certificateFile, bytes, keyFile, password, options);
        var key = keyFile is null ? text : Encoding.UTF8.GetString(ReadBytes($"{options}-key", keyFile));
        return LoadPem(certificateFile, text, keyFile ?? certificateFile, key, password, options);
    }

    /// <summary>Reads a certificate, its private key and its chain from PEM texts.</summary>
    /// <exception cref="CryptographicException">They hold none, or do not belong together.</exception>
    internal static ServerCertificate FromPem(string certificates, string key, string? password)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPem(certificates);
        if (all.Count == 0)
            throw new CryptographicException("no certificate");
        try
        {
            using var pair = password is null
                ? X509Certificate2.CreateFromPem(certificates, key)
                : X509Certificate2.CreateFromEncryptedPem(certificates, key, password);
            return new ServerCertificate(ForServing(pair), [.. all.Skip(1)]);
        }
        catch (ArgumentException mismatch)
        {
            throw new CryptographicException("the key is not the certificate's", mismatch);
        }
        finally
        {
            all[0].Dispose();
        }
    }

    /// <summary>A copy that TLS can use; on Windows it cannot use a key that was only ever in memory.</summary>
    internal static X509Certificate2 ForServing(X509Certificate2 certificate) => OperatingSystem.IsWindows()
        ? X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null)
        : new X509Certificate2(certificate);

    private static ServerCertificate LoadPem(string certificateFile, string certificates, string keyFile, string key, string? password, string options)
    {
        if (!certificates.Contains("-----BEGIN CERTIFICATE-----", StringComparison.Ordinal))
            throw new StartupException($"{options}-cert: '{certificateFile}' holds no certificate. Name a PEM file with one, or a PFX file.");
        if (!key.Contains("PRIVATE KEY-----", StringComparison.Ordinal))
            throw new StartupException($"{options}-key: '{keyFile}' holds no private key. Name the PEM file with the key of '{certificateFile}'.");
        var encrypted = key.Contains("ENCRYPTED PRIVATE KEY-----", StringComparison.Ordinal);
        if (encrypted && password is null)
            throw new StartupException($"{options}-key: the key in '{keyFile}' is encrypted. Give its password with {options}-cert-password.");
        try
        {
            return FromPem(certificates, key, encrypted ? password : null);
        }
        catch (Exception failure) when (failure is CryptographicException or PlatformNotSupportedException)
        {
            var cause = encrypted ? $", or {options}-cert-password is wrong" : "";
            throw new StartupException($"{options}-cert: '{certificateFile}' and the key in '{keyFile}' cannot be used together: one is damaged, or they are not a pair{cause}.");
        }
    }

    private static ServerCertificate LoadPfx(string file, byte[] bytes, string? keyFile, string? password, string options)
    {
        if (keyFile is not null)
            throw new StartupException($"{options}-key: '{file}' is no PEM file. A PFX file holds its key itself; leave {options}-key out.");
        try
        {
            var all = X509CertificateLoader.LoadPkcs12Collection(bytes, password);
            if (all.FirstOrDefault(static c => c.HasPrivateKey) is not { } own)
                throw new StartupException($"{options}-cert: '{file}' holds no certificate with its private key.");
            all.Remove(own);
            return new ServerCertificate(own, all);
        }
        catch (Exception failure) when (failure is CryptographicException or PlatformNotSupportedException)
        {
            throw new StartupException($"{options}-cert: '{file}' is neither PEM nor PFX, or {options}-cert-password is not its password.");
        }
    }

    private static byte[] ReadBytes(string option, string file)
    {
        try
        {
            return OperatorFile.ReadBytes(file);
        }
        catch (OperatorFileException failure)
        {
            throw new StartupException($"{option}: '{file}' cannot be read: {failure.Message}. Name a file that exists and that this user may read.");
        }
    }
}
