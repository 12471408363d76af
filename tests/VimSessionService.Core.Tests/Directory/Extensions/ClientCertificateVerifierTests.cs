using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Directory.Extensions;

namespace VimSessionService.Core.Tests.Directory.Extensions;

/// <summary>Whoever is named as an authority is a trust anchor, be it a root or not; nobody else is.</summary>
public sealed class ClientCertificateVerifierTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start.AddDays(1));
    private readonly X509Certificate2 _root = Make("CN=root", null, isAuthority: true);
    private readonly X509Certificate2 _otherRoot = Make("CN=root", null, isAuthority: true);
    private readonly X509Certificate2 _intermediate;
    private readonly X509Certificate2 _otherIntermediate;
    private readonly X509Certificate2 _leaf;

    public ClientCertificateVerifierTests()
    {
        _intermediate = Make("CN=intermediate", _root, isAuthority: true);
        _otherIntermediate = Make("CN=other intermediate", _root, isAuthority: true);
        _leaf = Make("CN=client", _intermediate, isAuthority: false);
    }

    public void Dispose()
    {
        foreach (var certificate in new[] { _leaf, _intermediate, _otherIntermediate, _root, _otherRoot })
            certificate.Dispose();
    }

    [Fact]
    public void An_intermediate_authority_will_do_without_its_root()
    {
        Assert.Null(Problem(_leaf, _intermediate));
        Assert.Null(Problem(_leaf, _otherIntermediate, _intermediate));
    }

    [Fact]
    public void A_root_with_its_intermediate_authority_will_do() => Assert.Null(Problem(_leaf, _root, _intermediate));

    [Fact]
    public void What_another_authority_issued_is_not_good()
    {
        using var direct = Make("CN=client", _root, isAuthority: false);
        using var own = Make("CN=client", null, isAuthority: false);
        Assert.NotNull(Problem(_leaf, _root));
        Assert.NotNull(Problem(_leaf, _otherIntermediate));
        Assert.NotNull(Problem(_leaf, _otherRoot));
        Assert.NotNull(Problem(direct, _intermediate));
        Assert.NotNull(Problem(own, _intermediate, _root));
        Assert.NotNull(Problem(_leaf));
    }

    [Fact]
    public void An_authority_of_the_same_name_with_another_key_vouches_for_nothing()
    {
        using var twin = Make("CN=intermediate", _otherRoot, isAuthority: true);
        Assert.NotNull(Problem(_leaf, twin));
        Assert.NotNull(Problem(_leaf, twin, _otherRoot));
    }

    [Fact]
    public void What_has_expired_is_not_good_below_an_intermediate_authority_either()
    {
        _time.SetUtcNow(Start.AddDays(400));
        Assert.Contains("NotTimeValid", Problem(_leaf, _intermediate), StringComparison.Ordinal);
    }

    private string? Problem(X509Certificate2 certificate, params X509Certificate2[] authorities) => new ClientCertificateVerifier(authorities, _time).Problem(certificate);

    private static X509Certificate2 Make(string subject, X509Certificate2? issuer, bool isAuthority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, false, 0, critical: true));
        if (issuer is null)
            return request.CreateSelfSigned(Start, Start.AddDays(365));
        using var made = request.Create(issuer, Start, Start.AddDays(365), RandomNumberGenerator.GetBytes(8));
        return made.CopyWithPrivateKey(key);
    }
}
