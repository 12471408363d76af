using System.Text;
using VimSessionService.Contracts.Federation;
using VimSessionService.Core.Authentication;
using VimSessionService.Identity.Saml;
using VimSessionService.Identity.Tests.Making;
using VimSessionService.Identity.WsSecurity;

namespace VimSessionService.Identity.Tests.Saml;

public sealed class BearerTokenContractTests : TokenValidatorContract
{
    protected override ITokenValidator CreateValidator(TimeProvider time) => new SamlTokenValidator(new TestIssuers(TestKeys.Sts), Verifying.Settings, time);

    protected override CallerProof CreateProof(WantedToken token) => MessageSecurity.Of(Encoding.UTF8.GetBytes(new MessageMaker { Token = MakerOf(token).Make() }.Make()));

    internal static TokenMaker MakerOf(WantedToken token) => new()
    {
        NameId = $"{token.User.Name}@{token.User.Domain}",
        NotOnOrAfter = token.ExpiresAt,
        Signer = token.IsForged ? TestKeys.Attacker : TestKeys.Sts,
    };
}

/// <summary>With a message that the key of the token signs.</summary>
public sealed class HolderOfKeyTokenContractTests : TokenValidatorContract
{
    private int _messages;

    protected override ITokenValidator CreateValidator(TimeProvider time) => new SamlTokenValidator(new TestIssuers(TestKeys.Sts), Verifying.Settings, time);

    protected override CallerProof CreateProof(WantedToken token)
    {
        var message = MessageMaker.HolderOfKey(BearerTokenContractTests.MakerOf(token) with { Holder = TestKeys.Holder }, TestKeys.Holder);
        return MessageSecurity.Of(Encoding.UTF8.GetBytes((message with { TimestampId = $"_ts-{_messages++}" }).Make()));
    }
}
