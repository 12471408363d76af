using VimSessionService.Contracts.Negotiation;
using VimSessionService.Core.Authentication;
using VimSessionService.Identity.Negotiation;

namespace VimSessionService.Identity.Tests.Negotiation;

public sealed class ScriptedNegotiatorContractTests : NegotiatorContract
{
    protected override INegotiator CreateNegotiator() => new ScriptedNegotiator(ScriptedNegotiatorTests.Accounts, legs: 3);

    protected override NegotiatingClient CreateClient() => new("alice", "alice@vsphere.local"u8.ToArray(), static challenge => challenge.ToArray());
}
