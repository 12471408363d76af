using System.Security.Cryptography;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;

namespace VimSessionService.Identity.Detached;

/// <summary>A signature of a request by RSA, PKCS #1 v1.5, with the key of the token that came with it.</summary>
/// <param name="Hash">The hash.</param>
/// <param name="Signed">The hash of what was signed, which names every part of the request that is to be protected.</param>
/// <param name="Value">The signature.</param>
/// <param name="Created">When the request was made, as it says itself.</param>
/// <param name="Expires">When the request stops being good, as it says itself.</param>
public sealed record DetachedSignature(HashAlgorithmName Hash, ReadOnlyMemory<byte> Signed, ReadOnlyMemory<byte> Value, DateTimeOffset Created, DateTimeOffset Expires)
{
    /// <summary>The hash of an algorithm, as <c>RSA-SHA256</c> or <c>RS256</c> name it.</summary>
    /// <exception cref="ProofRefusedException">The algorithm is not accepted.</exception>
    public static HashAlgorithmName HashOf(string algorithm) => algorithm switch
    {
        "RSA-SHA256" or "RS256" => HashAlgorithmName.SHA256,
        "RSA-SHA384" or "RS384" => HashAlgorithmName.SHA384,
        "RSA-SHA512" or "RS512" => HashAlgorithmName.SHA512,
        _ => throw new ProofRefusedException($"the signature algorithm '{algorithm.Truncate(40)}' is not accepted"),
    };
}
