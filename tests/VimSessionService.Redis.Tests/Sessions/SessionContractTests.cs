using VimSessionService.Contracts.Sessions;
using VimSessionService.Core.Sessions;
using VimSessionService.Redis.Sessions;
using VimSessionService.Redis.Tests.Engines;

namespace VimSessionService.Redis.Tests.Sessions;

/// <summary>The contract of session stores with an engine.</summary>
public abstract class EngineSessionContract(IEngineServer server) : SessionStoreContract
{
    protected override ISessionStore CreateStore(TimeProvider time, SessionLimits settings, SessionNotifications notifications) =>
        new OwnInstanceStore(new Instance(server.Address, Instance.NewPrefix(), time), settings, notifications);
}

public sealed class RedisSessionContractTests(RedisServer server) : EngineSessionContract(server), IClassFixture<RedisServer>;

public sealed class GarnetSessionContractTests(GarnetServer server) : EngineSessionContract(server), IClassFixture<GarnetServer>;

/// <summary>A store that owns its instance.</summary>
internal sealed class OwnInstanceStore(Instance instance, SessionLimits settings, SessionNotifications notifications) : ISessionStore, IAsyncDisposable
{
    private readonly RedisSessionStore _store = instance.Store(settings, notifications);

    public ValueTask<Session?> AddAsync(SessionData data, IReadOnlyList<SessionToken> tokens, CancellationToken cancellationToken) => _store.AddAsync(data, tokens, cancellationToken);

    public ValueTask<Session?> EnterAsync(SessionToken token, CancellationToken cancellationToken) => _store.EnterAsync(token, cancellationToken);

    public ValueTask<bool> LeaveAsync(string key) => _store.LeaveAsync(key);

    public ValueTask<Session?> FindAsync(string key, CancellationToken cancellationToken) => _store.FindAsync(key, cancellationToken);

    public ValueTask<IReadOnlyList<Session>> ListAsync(CancellationToken cancellationToken) => _store.ListAsync(cancellationToken);

    public ValueTask<Session?> UpdateAsync(string key, Func<SessionData, SessionData> change, CancellationToken cancellationToken) => _store.UpdateAsync(key, change, cancellationToken);

    public ValueTask<bool> HasEndedLatelyAsync(SessionToken token, CancellationToken cancellationToken) => _store.HasEndedLatelyAsync(token, cancellationToken);

    public ValueTask<bool> RemoveAsync(string key, SessionEnd reason, CancellationToken cancellationToken) => _store.RemoveAsync(key, reason, cancellationToken);

    public ValueTask DisposeAsync() => instance.DisposeAsync();
}
