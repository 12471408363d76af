using System.Security.Cryptography;

namespace VimSessionService.Identity.Signatures;

/// <summary>An accepted signature algorithm: RSA or ECDSA with one hash.</summary>
/// <param name="Uri">Its name in XML Signature.</param>
/// <param name="Hash">The hash.</param>
/// <param name="IsEcdsa">Whether it is ECDSA; else RSA with PKCS #1 padding.</param>
internal sealed record SignatureAlgorithm(string Uri, HashAlgorithmName Hash, bool IsEcdsa)
{
    private const string More = "http://www.w3.org/2001/04/xmldsig-more#";

    /// <summary>RSA-SHA256, which every client knows.</summary>
    public static SignatureAlgorithm RsaSha256 { get; } = new(More + "rsa-sha256", HashAlgorithmName.SHA256, IsEcdsa: false);

    private static readonly SignatureAlgorithm[] Strong =
    [
        RsaSha256,
        new(More + "rsa-sha384", HashAlgorithmName.SHA384, IsEcdsa: false),
        new(More + "rsa-sha512", HashAlgorithmName.SHA512, IsEcdsa: false),
        new(More + "ecdsa-sha256", HashAlgorithmName.SHA256, IsEcdsa: true),
        new(More + "ecdsa-sha384", HashAlgorithmName.SHA384, IsEcdsa: true),
        new(More + "ecdsa-sha512", HashAlgorithmName.SHA512, IsEcdsa: true),
    ];

    private static readonly SignatureAlgorithm RsaSha1 = new("http://www.w3.org/2000/09/xmldsig#rsa-sha1", HashAlgorithmName.SHA1, IsEcdsa: false);
    private static readonly SignatureAlgorithm RsaMd5 = new(More + "rsa-md5", HashAlgorithmName.MD5, IsEcdsa: false);

    /// <summary>The algorithm of a name; null for one that is not accepted, such as every one with a shared key.</summary>
    /// <param name="uri">The name.</param>
    /// <param name="weak">The broken hashes that the operator accepts.</param>
    public static SignatureAlgorithm? Find(string uri, WeakHashes weak) =>
        Array.Find(Strong, known => known.Uri == uri)
        ?? (weak.HasFlag(WeakHashes.Sha1) && uri == RsaSha1.Uri ? RsaSha1 : null)
        ?? (weak.HasFlag(WeakHashes.Md5) && uri == RsaMd5.Uri ? RsaMd5 : null);

    /// <summary>RSA with a hash.</summary>
    public static SignatureAlgorithm Rsa(HashAlgorithmName hash) => Array.Find(Strong, known => !known.IsEcdsa && known.Hash == hash)!;

    /// <summary>Whether a key of the algorithm's kind made a signature of data with a hash.</summary>
    public bool Verify(AsymmetricAlgorithm key, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature) => key switch
    {
        ECDsa ecdsa => IsEcdsa && ecdsa.VerifyHash(hash, signature, DSASignatureFormat.IeeeP1363FixedFieldConcatenation),
        RSA rsa => !IsEcdsa && rsa.VerifyHash(hash, signature, Hash, RSASignaturePadding.Pkcs1),
        _ => false,
    };
}
