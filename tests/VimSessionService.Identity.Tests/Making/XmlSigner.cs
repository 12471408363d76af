using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml;

namespace VimSessionService.Identity.Tests.Making;

/// <summary>How a signature is made.</summary>
internal sealed record SigningStyle
{
    public string Algorithm { get; init; } = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

    public string Digest { get; init; } = "http://www.w3.org/2001/04/xmlenc#sha256";

    /// <summary>The prefix of XML Signature; empty for the default namespace.</summary>
    public string Prefix { get; init; } = "ds";

    /// <summary>The prefix list of the references; null for none.</summary>
    public string? PrefixList { get; init; }

    /// <summary>What becomes of SignedInfo before it is signed.</summary>
    public Func<string, string> SignedInfo { get; init; } = static text => text;

    /// <summary>Signs with something else than the certificate's key: the bytes to sign, and the signature.</summary>
    public Func<byte[], byte[]>? Sign { get; init; }
}

/// <summary>Makes XML signatures by hand, with the framework's canonicalization.</summary>
internal static class XmlSigner
{
    public const string Namespace = "http://www.w3.org/2000/09/xmldsig#";
    public const string ExclusiveC14N = "http://www.w3.org/2001/10/xml-exc-c14n#";

    /// <summary>A signature over elements.</summary>
    /// <param name="signer">The certificate with its key.</param>
    /// <param name="style">How it is made.</param>
    /// <param name="keyInfo">What the signature says about its key; empty for nothing.</param>
    /// <param name="enveloped">Whether the signature is going to stand in what it signs.</param>
    /// <param name="signed">The elements, as they stand in their document, with their ids.</param>
    public static string Sign(X509Certificate2 signer, SigningStyle style, string keyInfo, bool enveloped, params (string Id, XmlElement Element)[] signed)
    {
        var p = style.Prefix.Length == 0 ? "" : style.Prefix + ":";
        var list = style.PrefixList is null ? "" : $"<ec:InclusiveNamespaces xmlns:ec=\"{ExclusiveC14N}\" PrefixList=\"{style.PrefixList}\"/>";
        var references = new StringBuilder();
        foreach (var (id, element) in signed)
        {
            var digest = Hash(style.Digest, FrameworkCanonicalization.Canonicalize(element, style.PrefixList));
            var envelope = enveloped ? $"<{p}Transform Algorithm=\"{Namespace}enveloped-signature\"/>" : "";
            references.Append($"<{p}Reference URI=\"#{id}\"><{p}Transforms>{envelope}<{p}Transform Algorithm=\"{ExclusiveC14N}\">{list}</{p}Transform></{p}Transforms>")
                .Append($"<{p}DigestMethod Algorithm=\"{style.Digest}\"/><{p}DigestValue>{Convert.ToBase64String(digest)}</{p}DigestValue></{p}Reference>");
        }

        var info = style.SignedInfo($"<{p}SignedInfo><{p}CanonicalizationMethod Algorithm=\"{ExclusiveC14N}\"/><{p}SignatureMethod Algorithm=\"{style.Algorithm}\"/>{references}</{p}SignedInfo>");
        var declaration = style.Prefix.Length == 0 ? $" xmlns=\"{Namespace}\"" : $" xmlns:{style.Prefix}=\"{Namespace}\"";
        var document = FrameworkCanonicalization.Load($"<{p}Signature{declaration}>{info}</{p}Signature>");
        var bytes = FrameworkCanonicalization.Canonicalize(FrameworkCanonicalization.First(document, "SignedInfo"));
        var value = style.Sign is { } sign ? sign(bytes) : SignBytes(signer, style.Algorithm, bytes);
        return $"<{p}Signature{declaration}>{info}<{p}SignatureValue>{Convert.ToBase64String(value, Base64FormattingOptions.InsertLineBreaks).ReplaceLineEndings("\n")}</{p}SignatureValue>{keyInfo}</{p}Signature>";
    }

    private static byte[] SignBytes(X509Certificate2 signer, string algorithm, byte[] bytes)
    {
        var hash = HashOf(algorithm);
        if (algorithm.Contains("ecdsa", StringComparison.Ordinal))
        {
            using var ecdsa = signer.GetECDsaPrivateKey()!;
            return ecdsa.SignData(bytes, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        }

        using var rsa = signer.GetRSAPrivateKey()!;
        return rsa.SignData(bytes, hash, RSASignaturePadding.Pkcs1);
    }

    /// <summary>A digest by the name of its algorithm.</summary>
    public static byte[] Hash(string uri, byte[] bytes) => CryptographicOperations.HashData(HashOf(uri), bytes);

    /// <summary>The hash of an algorithm's name; MD5 for one that is none of the known.</summary>
    public static HashAlgorithmName HashOf(string uri) => uri switch
    {
        _ when uri.EndsWith("sha256", StringComparison.Ordinal) => HashAlgorithmName.SHA256,
        _ when uri.EndsWith("sha384", StringComparison.Ordinal) => HashAlgorithmName.SHA384,
        _ when uri.EndsWith("sha512", StringComparison.Ordinal) => HashAlgorithmName.SHA512,
        _ when uri.EndsWith("sha1", StringComparison.Ordinal) => HashAlgorithmName.SHA1,
        _ => HashAlgorithmName.MD5,
    };
}
