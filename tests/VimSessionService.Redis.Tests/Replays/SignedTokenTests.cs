using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Identity.Saml;
using VimSessionService.Identity.Tests.Making;
using VimSessionService.Identity.WsSecurity;
using VimSessionService.Redis.Tests.Engines;

namespace VimSessionService.Redis.Tests.Replays;

/// <summary>A login by token at several replicas at once.</summary>
public sealed class SignedTokenTests(RedisServer server) : IClassFixture<RedisServer>
{
    public static TheoryData<string, string> Messages => new()
    {
        { MessageMaker.HolderOfKey(new TokenMaker { Holder = TestKeys.Holder }, TestKeys.Holder).Make(), "the signed message came before" },
        { new MessageMaker { Token = new TokenMaker { Conditions = "<saml2:OneTimeUse/>" }.Make() }.Make(), "the assertion is for one use" },
    };

    [Theory]
    [MemberData(nameof(Messages), DisableDiscoveryEnumeration = true)]
    public async Task A_signed_message_and_a_token_for_one_use_are_accepted_once_by_all_replicas(string message, string reason)
    {
        var time = new FakeTimeProvider(TestKeys.Now);
        var prefix = Instance.NewPrefix();
        Instance[] replicas = [.. Enumerable.Range(0, 3).Select(_ => new Instance(server.Address, prefix, time))];
        SamlTokenValidator[] validators = [.. replicas.Select(replica => new SamlTokenValidator(new TestIssuers(TestKeys.Sts), Verifying.Settings, time, replica.Replays()))];
        var refusals = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => RefusalAsync(validators[i % 3], message), TestContext.Current.CancellationToken)));
        Assert.Single(refusals, static refusal => refusal is null);
        Assert.All(refusals.OfType<string>(), refusal => Assert.StartsWith(reason, refusal, StringComparison.Ordinal));
        foreach (var replica in replicas)
            await replica.DisposeAsync();
    }

    private static async Task<string?> RefusalAsync(SamlTokenValidator validator, string message)
    {
        try
        {
            await validator.ValidateAsync(MessageSecurity.Of(Encoding.UTF8.GetBytes(message)), new ClientInfo(IPAddress.Loopback, "test"), TestContext.Current.CancellationToken);
            return null;
        }
        catch (ProofRefusedException refused)
        {
            return refused.Message;
        }
    }
}
