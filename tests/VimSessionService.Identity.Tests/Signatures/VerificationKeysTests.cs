using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.Identity.Signatures;
using VimSessionService.Identity.Tests.Making;

namespace VimSessionService.Identity.Tests.Signatures;

public sealed class VerificationKeysTests
{
    private static readonly SignatureAlgorithm Sha512 = SignatureAlgorithm.Find("http://www.w3.org/2001/04/xmldsig-more#rsa-sha512", WeakHashes.None)!;

    private readonly byte[] _data = "what is signed"u8.ToArray();
    private readonly byte[] _signature = TestKeys.Sts.GetRSAPrivateKey()!.SignData("what is signed"u8, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void That_a_signature_was_found_good_makes_no_other_good(bool remembersMade)
    {
        var keys = new VerificationKeys(remembersMade);
        for (var i = 0; i < 2; i++)
        {
            Assert.True(keys.IsMadeBy(TestKeys.Sts, SignatureAlgorithm.RsaSha256, _data, _signature));
            Assert.False(keys.IsMadeBy(TestKeys.Attacker, SignatureAlgorithm.RsaSha256, _data, _signature));
            Assert.False(keys.IsMadeBy(TestKeys.EllipticSts, SignatureAlgorithm.RsaSha256, _data, _signature));
            Assert.False(keys.IsMadeBy(TestKeys.Sts, Sha512, _data, _signature));
            Assert.False(keys.IsMadeBy(TestKeys.Sts, SignatureAlgorithm.RsaSha256, [.. _data, 0], _signature));
            Assert.False(keys.IsMadeBy(TestKeys.Sts, SignatureAlgorithm.RsaSha256, _data, [.. _signature[..^1], (byte)(_signature[^1] ^ 1)]));
            Assert.False(keys.IsMadeBy(TestKeys.Sts, SignatureAlgorithm.RsaSha256, _data.AsSpan(1), [.. _signature, _data[0]]));
        }
    }

    [Fact]
    public void More_signatures_than_are_remembered_are_all_good()
    {
        var keys = new VerificationKeys(remembersMade: true);
        using var key = TestKeys.EllipticSts.GetECDsaPrivateKey()!;
        var algorithm = SignatureAlgorithm.Find("http://www.w3.org/2001/04/xmldsig-more#ecdsa-sha256", WeakHashes.None)!;
        for (var i = 0; i < 1100; i++)
        {
            var data = BitConverter.GetBytes(i);
            Assert.True(keys.IsMadeBy(TestKeys.EllipticSts, algorithm, data, key.SignData(data, HashAlgorithmName.SHA256)));
        }

        Assert.False(keys.IsMadeBy(TestKeys.EllipticSts, algorithm, [1, 2, 3], key.SignData([1, 2, 4], HashAlgorithmName.SHA256)));
    }
}
