using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.Core.Authentication;

namespace VimSessionService.Identity.Signatures;

/// <summary>
/// The public keys of certificates, cached as long as the certificates exist: extracting a key from its certificate costs several
/// times as much as verifying a signature with it.
/// </summary>
internal sealed class VerificationKeys
{
    private readonly ConditionalWeakTable<X509Certificate2, Pool> _pools = [];

    /// <summary>Whether the key of a certificate made a signature of a hash. A key of another kind than the algorithm's made none.</summary>
    /// <exception cref="ProofRefusedException">The platform cannot use the key.</exception>
    public bool IsMadeBy(X509Certificate2 certificate, SignatureAlgorithm algorithm, ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature)
    {
        var pool = _pools.GetValue(certificate, static _ => new Pool());
        try
        {
            var key = pool.Take(certificate, algorithm.IsEcdsa);
            if (key is null)
                return false;
            var isMade = algorithm.Verify(key, hash, signature);
            pool.Return(key);
            return isMade;
        }
        catch (CryptographicException)
        {
            throw new ProofRefusedException("the key of the certificate cannot be used");
        }
    }

    /// <summary>Keys of one certificate. Each is used by one thread at a time, as nothing promises that several may.</summary>
    private sealed class Pool
    {
        private readonly ConcurrentBag<AsymmetricAlgorithm> _free = [];

        public AsymmetricAlgorithm? Take(X509Certificate2 certificate, bool isEcdsa)
        {
            if (_free.TryTake(out var key))
            {
                if (isEcdsa == key is ECDsa)
                    return key;
                _free.Add(key);
                return null;
            }

            return isEcdsa ? certificate.GetECDsaPublicKey() : certificate.GetRSAPublicKey();
        }

        public void Return(AsymmetricAlgorithm key) => _free.Add(key);
    }
}
