using StackExchange.Redis;
using VimSessionService.Contracts.Tickets;
using VimSessionService.Core.Sessions.Tickets;
using VimSessionService.Redis.Tests.Engines;

namespace VimSessionService.Redis.Tests.Tickets;

/// <summary>The contract of ticket issuers with an engine.</summary>
public abstract class EngineTicketContract(IEngineServer server) : TicketIssuerContract
{
    protected override ITicketIssuer CreateIssuer(TimeProvider time)
    {
        var instance = new Instance(server.Address, Instance.NewPrefix(), time);
        return new OwnInstanceIssuer(instance, instance.Tickets(capacity: 1000, share: 100));
    }

    /// <summary>An issuer that owns its instance.</summary>
    private sealed class OwnInstanceIssuer(Instance instance, ITicketIssuer issuer) : ITicketIssuer, IAsyncDisposable
    {
        public ValueTask<string> IssueAsync(TicketGrant grant, TimeSpan lifetime, CancellationToken cancellationToken) => issuer.IssueAsync(grant, lifetime, cancellationToken);

        public ValueTask<TicketGrant?> FindAsync(string ticket, CancellationToken cancellationToken) => issuer.FindAsync(ticket, cancellationToken);

        public ValueTask<TicketGrant?> RedeemAsync(string ticket, string purpose, CancellationToken cancellationToken) => issuer.RedeemAsync(ticket, purpose, cancellationToken);

        public ValueTask RevokeSessionAsync(string sessionKey, CancellationToken cancellationToken) => issuer.RevokeSessionAsync(sessionKey, cancellationToken);

        public ValueTask DisposeAsync() => instance.DisposeAsync();
    }
}

public sealed class RedisTicketContractTests(RedisServer server) : EngineTicketContract(server), IClassFixture<RedisServer>
{
    /// <summary>A newer replica beside this one may know more of a ticket.</summary>
    [Fact]
    public async Task A_ticket_of_a_later_version_is_redeemed_for_what_is_known_of_it()
    {
        await using var instance = new Instance(server.Address, Instance.NewPrefix(), TimeProvider.System);
        var issuer = instance.Tickets();
        var grant = new TicketGrant("Clone", "key", "joe");
        var ticket = await issuer.IssueAsync(grant, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        using var connection = await ConnectionMultiplexer.ConnectAsync(server.Address);
        var database = connection.GetDatabase();
        var entry = Assert.Single(await database.HashGetAllAsync(instance.Keys.Tickets[0]));
        await database.HashSetAsync(instance.Keys.Tickets[0], entry.Name, $"{entry.Value}\nmore");
        Assert.Equal(grant, await issuer.FindAsync(ticket, TestContext.Current.CancellationToken));
        Assert.Null(await issuer.RedeemAsync(ticket, "more", TestContext.Current.CancellationToken));
        Assert.Equal(grant, await issuer.RedeemAsync(ticket, "Clone", TestContext.Current.CancellationToken));
        Assert.Null(await issuer.RedeemAsync(ticket, "Clone", TestContext.Current.CancellationToken));
    }
}

public sealed class GarnetTicketContractTests(GarnetServer server) : EngineTicketContract(server), IClassFixture<GarnetServer>;
