using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Certificates;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Identity.Tests.Making;
using VimSessionService.Options;
using VimSessionService.Web;

namespace VimSessionService.Tests.Hosting;

/// <summary>Whose tokens the service believes, as the options say.</summary>
public sealed class TokenTrustTests : IDisposable
{
    private static readonly ClientInfo Client = new(IPAddress.Loopback, "test");

    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _time = new(TestKeys.Now);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_token_of_a_trusted_service_is_believed_and_no_other()
    {
        using var file = new TrustedStsFile(_directory.Write("sts.pem", TestKeys.Sts.ExportCertificatePem()), _time, NullLogger<TrustedStsFile>.Instance);
        var validator = Validator(Settings() with { TrustedSts = file })!;

        Assert.Equal(@"VSPHERE.LOCAL\Administrator", validator.Validate(Message(new TokenMaker()), Client).Name.Display);
        Assert.Throws<ProofRefusedException>(() => validator.Validate(Message(new TokenMaker { Signer = TestKeys.Attacker }), Client));
    }

    [Fact]
    public void Without_a_trusted_service_the_reason_says_what_to_do() => Assert.Equal(
        "no STS is trusted: name one with --trusted-sts",
        Assert.Throws<ProofRefusedException>(() => Validator(Settings())!.Validate(Message(new TokenMaker()), Client)).Message);

    [Fact]
    public void A_host_has_no_logins_by_token() =>
        Assert.Null(Validator(Settings() with { Options = new ServiceOptions { Emulation = new EmulationOptions { Esx = true } } }));

    [Fact]
    public void The_options_reach_the_validator()
    {
        var sso = new SsoOptions { TokenAudiences = "urn:a, urn:b", MaxTokenBytes = 8192, ClockTolerance = TimeSpan.Zero, AllowSha1Tokens = true, AllowMd5Tokens = true };
        var validator = Validator(Settings() with { Options = new ServiceOptions { Sso = sso }, TrustedSts = new TestIssuers(TestKeys.Sts) })!;
        string Refusal(TokenMaker token) => Assert.Throws<ProofRefusedException>(() => validator.Validate(Message(token), Client)).Message;

        Assert.Equal("Administrator", validator.Validate(Message(For("urn:b")), Client).Name.Name);
        Assert.Equal("the assertion is for another audience", Refusal(For("https://localhost/sdk")));
        Assert.Equal("the assertion is larger than 8192 bytes", Refusal(new TokenMaker { Groups = [.. Enumerable.Repeat(@"vsphere.local\Users", 100)] }));
        Assert.Equal("the assertion has expired", Refusal(new TokenMaker { NotOnOrAfter = TestKeys.Now }));
        var sha1 = new SigningStyle { Algorithm = "http://www.w3.org/2000/09/xmldsig#rsa-sha1", Digest = "http://www.w3.org/2000/09/xmldsig#sha1" };
        var md5 = new SigningStyle { Algorithm = "http://www.w3.org/2001/04/xmldsig-more#rsa-md5", Digest = "http://www.w3.org/2001/04/xmldsig-more#md5" };
        Assert.All([sha1, md5], style => Assert.Equal("Administrator", validator.Validate(Message(new TokenMaker { Style = style }), Client).Name.Name));
    }

    [Theory]
    [InlineData("https://localhost:8989/sdk")]
    [InlineData("https://127.0.0.1/sdk")]
    [InlineData("https://[::1]:443/")]
    public void Without_audiences_the_services_own_addresses_are_its_audience(string audience)
    {
        var validator = Validator(Settings() with { TrustedSts = new TestIssuers(TestKeys.Sts) })!;

        Assert.Equal("Administrator", validator.Validate(Message(For(audience)), Client).Name.Name);
    }

    private static ITokenValidator? Validator(HostParts settings) => TestHost.Build(settings).Services.GetService<ITokenValidator>();

    private HostParts Settings() => TestHost.Settings() with { Time = _time };

    private static TokenMaker For(string audience) =>
        new() { Conditions = $"<saml2:AudienceRestriction><saml2:Audience>{audience}</saml2:Audience></saml2:AudienceRestriction>" };

    private static byte[] Message(TokenMaker token) => Encoding.UTF8.GetBytes(new MessageMaker { Token = token.Make() }.Make());
}
