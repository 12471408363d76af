using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using VimSessionService.Identity.Keys;

namespace VimSessionService.Identity.Tests.Keys;

/// <summary>A key that the operator brings.</summary>
public sealed class OwnSigningKeyTests
{
    [Fact]
    public void Its_chain_is_shown_and_the_leaf_alone_is_trusted()
    {
        var root = SigningKey.Create(DateTimeOffset.UtcNow.AddDays(-1), TimeSpan.FromDays(2)).Certificate;
        var leaf = SigningKey.Create(DateTimeOffset.UtcNow.AddDays(-1), TimeSpan.FromDays(2)).Certificate;
        var key = new SigningKey(leaf, [root]);
        var shown = key.KeyInfo.Replace("\n", "", StringComparison.Ordinal);
        Assert.Contains(
            $"<ds:X509Certificate>{Convert.ToBase64String(leaf.RawData)}</ds:X509Certificate><ds:X509Certificate>{Convert.ToBase64String(root.RawData)}</ds:X509Certificate>",
            shown,
            StringComparison.Ordinal);
        Assert.Equal([leaf], new OwnSigningKey(key).Certificates);
    }

    [Fact]
    public void A_key_that_clients_do_not_expect_is_none()
    {
        using var elliptic = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=x", elliptic, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddDays(1));
        using var withoutKey = X509CertificateLoader.LoadCertificate(SigningKey.Create(DateTimeOffset.UtcNow, TimeSpan.FromDays(1)).Certificate.RawData);
        Assert.Throws<ArgumentException>(() => new SigningKey(certificate, []));
        Assert.Throws<ArgumentException>(() => new SigningKey(withoutKey, []));
    }
}
