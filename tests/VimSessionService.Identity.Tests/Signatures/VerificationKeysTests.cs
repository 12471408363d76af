using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.Identity.Signatures;
using VimSessionService.Identity.Tests.Making;

namespace VimSessionService.Identity.Tests.Signatures;

public sealed class VerificationKeysTests
{
    private static readonly SignatureAlgorithm Sha512 = SignatureAlgorithm.Find("http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", WeakHashes.None)!;

    private readonly byte[] _hash = SHA256.HashData("what is signed"u8);
    private readonly byte[] _signature = TestKeys.Sts.GetRSAPrivateKey()!.SignData("what is signed"u8, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    [Fact]
    public void That_a_signature_was_found_good_makes_no_other_good()
    {
        var keys = new VerificationKeys();
        for (var i = 0; i < 2; i++)
        {
            Assert.True(keys.IsMadeBy(TestKeys.Sts, SignatureAlgorithm.RsaSha256, _hash, _signature));
            Assert.False(keys.IsMadeBy(TestKeys.Attacker, SignatureAlgorithm.RsaSha256, _hash, _signature));
            Assert.False(keys.IsMadeBy(TestKeys.EllipticSts, SignatureAlgorithm.RsaSha256, _hash, _signature));
            Assert.False(keys.IsMadeBy(TestKeys.Sts, Sha512, SHA512.HashData("what is signed"u8), _signature));
            Assert.False(keys.IsMadeBy(TestKeys.Sts, SignatureAlgorithm.RsaSha256, [.. _hash[..^1], (byte)(_hash[^1] ^ 1)], _signature));
            Assert.False(keys.IsMadeBy(TestKeys.Sts, SignatureAlgorithm.RsaSha256, _hash, [.. _signature[..^1], (byte)(_signature[^1] ^ 1)]));
        }
    }
}
