using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VimSessionService.Storage;

/// <summary>Reads certificates from a PEM file of the operator.</summary>
internal static class PemFile
{
    private const string Label = "CERTIFICATE";
    private const int MostCertificates = 1000;

    /// <summary>All certificates of a file, at least one, in their order; other things between them are passed over.</summary>
    /// <exception cref="OperatorFileException">The file cannot be read, holds no certificate, or one that is damaged.</exception>
    public static X509Certificate2[] ReadCertificates(string path)
    {
        var text = OperatorFile.ReadText(path);
        List<X509Certificate2> all = [];
        var rest = text.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            if (rest[fields.Label].SequenceEqual(Label))
            {
                if (all.Count == MostCertificates)
                    throw new OperatorFileException(string.Create(CultureInfo.InvariantCulture, $"it holds more than {MostCertificates} certificates"));
                all.Add(Load(rest[fields.Location], text.AsSpan(0, text.Length - rest.Length + fields.Location.Start.GetOffset(rest.Length)).Count('\n') + 1));
            }

            rest = rest[fields.Location.End..];
        }

        if (rest.Contains($"-----BEGIN {Label}-----", StringComparison.Ordinal))
        {
            var at = text.LastIndexOf($"-----BEGIN {Label}-----", StringComparison.Ordinal);
            throw new OperatorFileException(string.Create(CultureInfo.InvariantCulture, $"the certificate in line {text.AsSpan(0, at).Count('\n') + 1} is damaged"));
        }

        return all.Count > 0 ? [.. all] : throw new OperatorFileException("it holds no certificate");
    }

    private static X509Certificate2 Load(ReadOnlySpan<char> pem, int line)
    {
        try
        {
            return X509Certificate2.CreateFromPem(pem);
        }
        catch (Exception failure) when (failure is CryptographicException or PlatformNotSupportedException)
        {
            throw new OperatorFileException(string.Create(CultureInfo.InvariantCulture, $"the certificate in line {line} is damaged"));
        }
    }
}
