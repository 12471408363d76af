using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace VimSessionService.Storage;

/// <summary>Reads certificates from a PEM file of the operator.</summary>
internal static class PemFile
{
    private const string Begin = "-----BEGIN CERTIFICATE-----";
    private const string End = "-----END CERTIFICATE-----";
    private const int MostCertificates = 1000;

    /// <summary>All certificates of a file, at least one, in their order; other things between them are ignored.</summary>
    /// <exception cref="OperatorFileException">The file cannot be read, holds no certificate, or one that is damaged.</exception>
    public static X509Certificate2[] ReadCertificates(string path)
    {
        var text = OperatorFile.ReadText(path);
        List<X509Certificate2> all = [];
        var line = 1;
        for (var (from, begin) = (0, NextBegin(text, 0)); begin >= 0; (from, begin) = (begin, NextBegin(text, begin + 1)))
        {
            line += text.AsSpan(from, begin - from).Count('\n');
            if (all.Count == MostCertificates)
                throw new OperatorFileException(string.Create(CultureInfo.InvariantCulture, $"it holds more than {MostCertificates} certificates"));
            all.Add(Load(Block(text, begin), line));
        }

        return all.Count > 0 ? [.. all] : throw new OperatorFileException("it holds no certificate");
    }

    private static int NextBegin(string text, int from) => text.IndexOf(Begin, from, StringComparison.Ordinal);

    /// <summary>
    /// From a beginning to its end, or up to the next beginning. The framework's own search goes to the end of the text for each beginning that
    /// has no end, which takes quadratic time.
    /// </summary>
    private static ReadOnlySpan<char> Block(string text, int begin)
    {
        var next = NextBegin(text, begin + 1);
        var block = text.AsSpan(begin, (next < 0 ? text.Length : next) - begin);
        var end = block.IndexOf(End, StringComparison.Ordinal);
        return end < 0 ? block : block[..(end + End.Length)];
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
