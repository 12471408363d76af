using System.Security.Cryptography;

namespace VimSessionService.Identity.Signatures;

/// <summary>The accepted digests.</summary>
internal static class DigestAlgorithm
{
    public const string Sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";
    private const string Sha384 = "http://www.w3.org/2001/04/xmldsig-more#sha384";
    private const string Sha512 = "http://www.w3.org/2001/04/xmlenc#sha512";

    /// <summary>The hash of a name; null for one that is not accepted.</summary>
    /// <param name="uri">The name.</param>
    /// <param name="weak">The broken hashes that the operator accepts.</param>
    public static HashAlgorithmName? Find(string uri, WeakHashes weak) => uri switch
    {
        Sha256 => HashAlgorithmName.SHA256,
        Sha384 => HashAlgorithmName.SHA384,
        Sha512 => HashAlgorithmName.SHA512,
        "http://www.w3.org/2000/09/xmldsig#sha1" when weak.HasFlag(WeakHashes.Sha1) => HashAlgorithmName.SHA1,
        "http://www.w3.org/2001/04/xmldsig-more#md5" when weak.HasFlag(WeakHashes.Md5) => HashAlgorithmName.MD5,
        _ => null,
    };

    /// <summary>The name of a hash that is written.</summary>
    public static string UriOf(HashAlgorithmName hash) =>
        hash == HashAlgorithmName.SHA384 ? Sha384 : hash == HashAlgorithmName.SHA512 ? Sha512 : Sha256;
}
