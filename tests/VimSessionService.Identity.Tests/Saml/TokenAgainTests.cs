using System.Security.Cryptography.X509Certificates;
using VimSessionService.Identity.Tests.Making;

namespace VimSessionService.Identity.Tests.Saml;

/// <summary>A token whose signature was found good before is asked everything else again.</summary>
public sealed class TokenAgainTests
{
    private static readonly string Message = new MessageMaker { Token = new TokenMaker().Make() }.Make();

    private readonly X509Certificate2[] _trusted = [TestKeys.Sts];
    private readonly Verifying _verifying;

    public TokenAgainTests()
    {
        _verifying = new Verifying(null, _trusted);
        _verifying.Validate(Message);
        _verifying.Validate(Message);
    }

    [Fact]
    public void Not_of_an_issuer_that_is_trusted_no_more()
    {
        _trusted[0] = TestKeys.EllipticSts;
        Assert.Equal("the assertion was signed with a certificate that is not trusted", _verifying.Refusal(Message));
    }

    [Fact]
    public void Not_after_its_end()
    {
        _verifying.Time.Advance(TimeSpan.FromMinutes(41));
        Assert.Equal("the assertion has expired", _verifying.Refusal(Message));
    }

    [Fact]
    public void Not_after_its_issuer_has_expired()
    {
        _verifying.Time.Advance(TimeSpan.FromDays(266));
        Assert.Equal("the trusted certificate that the assertion was signed with has expired or is not yet valid", _verifying.Refusal(Message));
    }

    [Fact]
    public void Not_with_another_name() =>
        Assert.Equal(
            "the assertion is not the one that was signed",
            _verifying.Refusal(Message.Replace("Administrator@", "Root@", StringComparison.Ordinal)));
}
