using VimSessionService.Contracts.Sessions;
using VimSessionService.Core.Sessions;
using VimSessionService.Redis.Tests.Engines;
using VimSessionService.Vapi.Sessions;

namespace VimSessionService.Redis.Tests.Sessions;

/// <summary>The contract of session stores with an engine.</summary>
public abstract class EngineSessionContract(IEngineServer server) : SessionStoreContract
{
    protected override ISessionStore CreateStore(TimeProvider time, SessionLimits settings, SessionNotifications notifications) =>
        OwnInstanceStore.Create(server, time, settings, notifications);
}

public sealed class RedisSessionContractTests(RedisServer server) : EngineSessionContract(server), IClassFixture<RedisServer>;

public sealed class GarnetSessionContractTests(GarnetServer server) : EngineSessionContract(server), IClassFixture<GarnetServer>;

/// <summary>The contract for the sessions of REST and JSON-RPC that are kept apart.</summary>
public abstract class EngineApartSessionContract(IEngineServer server) : SessionStoreContract
{
    protected override bool ExemptsAdministrators => false;

    protected override ISessionStore CreateStore(TimeProvider time, SessionLimits settings, SessionNotifications notifications) =>
        OwnInstanceStore.CreateApart(server, time, settings, notifications);
}

public sealed class RedisApartSessionContractTests(RedisServer server) : EngineApartSessionContract(server), IClassFixture<RedisServer>;

public sealed class GarnetApartSessionContractTests(GarnetServer server) : EngineApartSessionContract(server), IClassFixture<GarnetServer>;

/// <summary>A store that owns its instance.</summary>
internal sealed class OwnInstanceStore : ISessionStore, IAsyncDisposable
{
    private readonly Instance _instance;
    private readonly ISessionStore _store;

    private OwnInstanceStore(Instance instance, ISessionStore store) => (_instance, _store) = (instance, store);

    /// <summary>The sessions that the doors share.</summary>
    public static OwnInstanceStore Create(IEngineServer server, TimeProvider time, SessionLimits settings, SessionNotifications notifications)
    {
        var instance = new Instance(server.Address, Instance.NewPrefix(), time);
        return new(instance, instance.Store(settings, notifications));
    }

    /// <summary>The sessions of REST and JSON-RPC that are kept apart from them, with a lifetime that no test reaches.</summary>
    public static OwnInstanceStore CreateApart(IEngineServer server, TimeProvider time, SessionLimits settings, SessionNotifications notifications)
    {
        var instance = new Instance(server.Address, Instance.NewPrefix(), time);
        instance.Store(new SessionLimits(), new SessionNotifications());
        return new(instance, new VapiSessionStore(instance.ApartStore(settings, notifications), TimeSpan.FromDays(3650), time));
    }

    public ValueTask<Session?> AddAsync(SessionData data, IReadOnlyList<SessionToken> tokens, CancellationToken cancellationToken) => _store.AddAsync(data, tokens, cancellationToken);

    public ValueTask<Session?> EnterAsync(SessionToken token, CancellationToken cancellationToken) => _store.EnterAsync(token, cancellationToken);

    public ValueTask<bool> LeaveAsync(string key) => _store.LeaveAsync(key);

    public ValueTask<Session?> FindAsync(string key, CancellationToken cancellationToken) => _store.FindAsync(key, cancellationToken);

    public ValueTask<IReadOnlyList<Session>> ListAsync(CancellationToken cancellationToken) => _store.ListAsync(cancellationToken);

    public ValueTask<Session?> UpdateAsync(string key, Func<SessionData, SessionData> change, CancellationToken cancellationToken) => _store.UpdateAsync(key, change, cancellationToken);

    public ValueTask<bool> HasEndedLatelyAsync(SessionToken token, CancellationToken cancellationToken) => _store.HasEndedLatelyAsync(token, cancellationToken);

    public ValueTask<bool> RemoveAsync(string key, SessionEnd reason, CancellationToken cancellationToken) => _store.RemoveAsync(key, reason, cancellationToken);

    public ValueTask DisposeAsync() => _instance.DisposeAsync();
}
