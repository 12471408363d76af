using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace VimSessionService.Identity.Keys;

/// <summary>A certificate whose key is no longer used, and the time until which its tokens are accepted. The key itself is not kept.</summary>
/// <param name="Certificate">The certificate.</param>
/// <param name="Until">The end of the last token that it can have signed.</param>
internal sealed record RetiredKey(X509Certificate2 Certificate, DateTimeOffset Until);

/// <summary>
/// What is kept of the signing keys: the PEM of the present one, certificate and key, and after it the certificates of former ones,
/// each below a line that says until when it is trusted.
/// </summary>
internal sealed record StoredKeys(SigningKey Current, IReadOnlyList<RetiredKey> Retired)
{
    private const string TrustedUntil = "trusted until ";

    /// <summary>Reads the text of a file; null for none, or one that cannot be used.</summary>
    public static StoredKeys? TryRead(string? text)
    {
        if (text is null)
            return null;
        try
        {
            var parts = text.Split(TrustedUntil);
            using var pair = X509Certificate2.CreateFromPem(parts[0], parts[0]);
            return new StoredKeys(new SigningKey(WithUsableKey(pair), []), [.. parts.Skip(1).Select(ReadRetired)]);
        }
        catch (Exception failure) when (failure is CryptographicException or ArgumentException or FormatException)
        {
            return null;
        }
    }

    /// <summary>The text for a file.</summary>
    public string Write()
    {
        using var key = Current.Certificate.GetRSAPrivateKey()!;
        var text = new StringBuilder()
            .Append(Current.Certificate.ExportCertificatePem()).Append('\n')
            .Append(key.ExportPkcs8PrivateKeyPem()).Append('\n');
        foreach (var retired in Retired)
        {
            text.Append(TrustedUntil).Append(retired.Until.UtcDateTime.ToString("O", CultureInfo.InvariantCulture)).Append('\n')
                .Append(retired.Certificate.ExportCertificatePem()).Append('\n');
        }

        return text.ToString();
    }

    private static RetiredKey ReadRetired(string part)
    {
        var line = part.IndexOf('\n', StringComparison.Ordinal);
        var until = DateTimeOffset.Parse(part.AsSpan(0, Math.Max(line, 0)), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
        return new RetiredKey(X509Certificate2.CreateFromPem(part), until);
    }

    /// <summary>On Windows a key that was only ever in memory cannot sign.</summary>
    private static X509Certificate2 WithUsableKey(X509Certificate2 certificate) => OperatingSystem.IsWindows()
        ? X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null, X509KeyStorageFlags.Exportable)
        : new X509Certificate2(certificate);
}
