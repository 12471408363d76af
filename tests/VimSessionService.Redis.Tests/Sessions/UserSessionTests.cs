using VimSessionService.Core.Sessions;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Sessions;
using VimSessionService.Redis.Tests.Engines;

namespace VimSessionService.Redis.Tests.Sessions;

public sealed class InMemoryUserSessionTests : UserSessionContract
{
    private InMemorySessionStore? _store;

    protected override ValueTask<IReadOnlyList<object>> BeginAsync()
    {
        _store = new InMemorySessionStore(Time, Settings);
        return new([_store, _store, _store]);
    }

    protected override ValueTask EndAsync()
    {
        _store?.Dispose();
        return default;
    }
}

/// <summary>Sessions by their users at three replicas, and what the engine is asked for.</summary>
public abstract class EngineUserSessionTests(IEngineServer server) : UserSessionContract
{
    private readonly List<Instance> _instances = [];

    protected override async ValueTask<IReadOnlyList<object>> BeginAsync()
    {
        var prefix = Instance.NewPrefix();
        var stores = new List<object>();
        for (var i = 0; i < 3; i++)
        {
            var instance = new Instance(server.Address, prefix, Time);
            _instances.Add(instance);
            var store = instance.Store(Settings, new SessionNotifications());
            await store.StartAsync(Cancel);
            stores.Add(store);
        }

        return stores;
    }

    protected override async ValueTask EndAsync()
    {
        foreach (var instance in _instances)
            await instance.DisposeAsync();
    }

    [Fact]
    public async Task Only_the_first_question_at_a_replica_reads_all_sessions()
    {
        for (var i = 0; i < 30; i++)
            await AddAsync(i % 3, $"user{i}");
        var sent = new List<EngineScript>();
        _instances[0].Engine.Sending = script =>
        {
            if (script == SessionScripts.List || script == SessionScripts.Find || script == SessionScripts.Unheard)
                sent.Add(script);
        };
        await FindAsync(0, "user7");
        Assert.Equal([SessionScripts.List, SessionScripts.Unheard, SessionScripts.Find], Taken());
        for (var i = 0; i < 5; i++)
        {
            var session = await AddAsync(1, "late");
            Assert.Equal(session.Key, (await FindAsync(0, "late"))?.Key);
            Assert.Equal([SessionScripts.Unheard, SessionScripts.Find], Taken());
            Assert.Null(await FindAsync(0, "nobody"));
            Assert.Equal([SessionScripts.Unheard], Taken());
            Assert.True(await Store(2).RemoveAsync(session.Key, SessionEnd.LoggedOut, Cancel));
        }

        _instances[0].Engine.Sending = null;

        EngineScript[] Taken()
        {
            EngineScript[] taken = [.. sent];
            sent.Clear();
            return taken;
        }
    }

    /// <summary>A message of the engine may be lost, and comes late in any case.</summary>
    [Fact]
    public async Task A_login_elsewhere_is_found_though_nobody_hints_at_it()
    {
        Assert.Null(await FindAsync(0, "joe"));
        await _instances[0].Engine.UnlistenAsync(_instances[0].Keys.Counters.ToString());
        for (var i = 0; i < 20; i++)
        {
            var session = await AddAsync(1 + (i % 2), $"user{i}");
            Assert.Equal(session.Key, (await FindAsync(0, $"user{i}"))?.Key);
        }
    }

    private RedisSessionStore Store(int at) => _instances[at].Made!;
}

public sealed class RedisUserSessionTests(RedisServer server) : EngineUserSessionTests(server), IClassFixture<RedisServer>;

public sealed class GarnetUserSessionTests(GarnetServer server) : EngineUserSessionTests(server), IClassFixture<GarnetServer>;
