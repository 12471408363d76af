using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Identity.Saml;
using VimSessionService.Identity.Trust;

namespace VimSessionService.Identity.Tests.Making;

/// <summary>Issuers that a test trusts.</summary>
internal sealed record TestIssuers(params X509Certificate2[] Trusted) : ITrustedIssuers
{
    public IReadOnlyList<X509Certificate2> Certificates => Trusted;
}

/// <summary>A validator on the tests' clock.</summary>
internal sealed class Verifying
{
    public Verifying(AssertionOptions? settings = null, params X509Certificate2[] trusted) =>
        Validator = new SamlTokenValidator(new TestIssuers(trusted.Length > 0 ? trusted : [TestKeys.Sts, TestKeys.EllipticSts, TestKeys.ExpiredSts]), settings ?? Settings, Time);

    public static AssertionOptions Settings { get; } = new() { OwnHosts = ["vc.example.com"] };

    public FakeTimeProvider Time { get; } = new(TestKeys.Now);

    public SamlTokenValidator Validator { get; }

    public FederatedPrincipal Validate(string message, X509Certificate2? client = null) =>
        Validator.Validate(Encoding.UTF8.GetBytes(message), new ClientInfo(IPAddress.Loopback, "test", client));

    public string Refusal(string message, X509Certificate2? client = null) =>
        Assert.Throws<ProofRefusedException>(() => Validate(message, client)).Message;
}
