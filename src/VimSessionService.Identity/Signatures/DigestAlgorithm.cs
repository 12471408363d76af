using System.Security.Cryptography;

namespace VimSessionService.Identity.Signatures;

/// <summary>The digests that are let in.</summary>
internal static class DigestAlgorithm
{
    public const string Sha256 = "http://www.w3.org/2001/04/xmlenc#sha256";

    /// <summary>The hash of a name; null for one that is not let in.</summary>
    public static HashAlgorithmName? Find(string uri, bool allowSha1) => uri switch
    {
        Sha256 => HashAlgorithmName.SHA256,
        "http://www.w3.org/2001/04/xmldsig-more#sha384" => HashAlgorithmName.SHA384,
        "http://www.w3.org/2001/04/xmlenc#sha512" => HashAlgorithmName.SHA512,
        "http://www.w3.org/2000/09/xmldsig#sha1" when allowSha1 => HashAlgorithmName.SHA1,
        _ => null,
    };
}
