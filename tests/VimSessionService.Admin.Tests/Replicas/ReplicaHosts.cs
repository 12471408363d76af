using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Hosting;
using VimSessionService.Redis;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Hosting;
using VimSessionService.TestEngines;

namespace VimSessionService.Admin.Tests.Replicas;

/// <summary>Hosts of the service that share an instance in an engine.</summary>
/// <param name="server">The engine.</param>
/// <param name="acknowledgedBy">How many replicas of the engine must have a change.</param>
internal sealed class ReplicaHosts(IEngineServer server, int acknowledgedBy = 0) : IAsyncDisposable
{
    private readonly string _prefix = Guid.NewGuid().ToString("N");
    private readonly List<(LabHost Host, RedisStore Store)> _replicas = [];

    /// <summary>A further replica that has begun.</summary>
    /// <param name="configure">Sets options; null for none.</param>
    /// <param name="add">Adds services; null for none.</param>
    /// <param name="admin">Sets options of the admin API; null for none.</param>
    public async Task<LabHost> JoinAsync(Action<VimSessionServiceOptions>? configure = null, Action<IServiceCollection>? add = null, Action<AdminOptions>? admin = null)
    {
        var store = new RedisStore(StoreAddress.Parse($"redis://{server.Address}/0?prefix={_prefix}"), "0123456789abcdef0123456789abcdef"u8) { AcknowledgedBy = acknowledgedBy };
        var host = await LabHost.StartAsync(
            options =>
            {
                options.Emulation.InstanceUuid = store.InstanceUuid.ToString();
                configure?.Invoke(options);
            },
            services =>
            {
                add?.Invoke(services);
                services.AddVimSessionRedis(store);
            },
            admin);
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
