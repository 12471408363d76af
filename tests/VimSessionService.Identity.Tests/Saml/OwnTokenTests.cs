using System.Net;
using System.Text;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Identity.Saml;
using VimSessionService.Identity.Tests.Making;
using VimSessionService.Identity.Tests.Sts;
using VimSessionService.Identity.Trust;

namespace VimSessionService.Identity.Tests.Saml;

/// <summary>A token says whether the service itself made it: its users are known here, those of other services are not.</summary>
public sealed class OwnTokenTests : IDisposable
{
    private readonly StsWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Tokens_of_the_service_itself_are_told_from_those_of_others()
    {
        var issuers = new CombinedIssuers(_world.Keys, new TestIssuers(TestKeys.Sts));
        var own = await _world.IssueAsync(_world.Message());
        Assert.True(Validate(issuers, own.Text, _world.Time).IsOwn);

        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(TestKeys.Now);
        Assert.False(Validate(issuers, new TokenMaker().Make(), time).IsOwn);
    }

    private static FederatedPrincipal Validate(ITrustedIssuers issuers, string token, TimeProvider time) =>
        new SamlTokenValidator(issuers, Verifying.Settings, time)
            .Validate(Encoding.UTF8.GetBytes(new MessageMaker { Token = token }.Make()), new ClientInfo(IPAddress.Loopback, "test"));
}
