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

public sealed class RedisTicketContractTests(RedisServer server) : EngineTicketContract(server), IClassFixture<RedisServer>;

public sealed class GarnetTicketContractTests(GarnetServer server) : EngineTicketContract(server), IClassFixture<GarnetServer>;
