using VimSessionService.Redis;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Hosting;
using VimSessionService.TestEngines;

namespace VimSessionService.Admin.Tests.Replicas;

/// <summary>Hosts of the service that share an instance in an engine.</summary>
internal sealed class ReplicaHosts(IEngineServer server) : IAsyncDisposable
{
    private readonly string _prefix = Guid.NewGuid().ToString("N");
    private readonly List<(LabHost Host, RedisStore Store)> _replicas = [];

    /// <summary>A further replica that has begun.</summary>
    public async Task<LabHost> JoinAsync()
    {
        var store = new RedisStore(StoreAddress.Parse($"redis://{server.Address}/0?prefix={_prefix}"), "0123456789abcdef0123456789abcdef"u8);
        var host = await LabHost.StartAsync(options => options.Emulation.InstanceUuid = store.InstanceUuid.ToString(), services => services.AddVimSessionRedis(store));
        _replicas.Add((host, store));
        return host;
    }

    /// <summary>Ends all replicas.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var (host, store) in _replicas)
        {
            await host.App.StopAsync();
            await host.DisposeAsync();
            await store.DisposeAsync();
        }

        _replicas.Clear();
    }
}
