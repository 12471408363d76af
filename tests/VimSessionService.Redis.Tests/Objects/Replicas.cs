using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Endpoint;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Endpoint.Tests;
using VimSessionService.Endpoint.Tests.Updates;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Hosting;
using VimSessionService.Redis.Replicas;
using VimSessionService.Redis.Sessions;
using VimSessionService.Redis.Tests.Engines;

namespace VimSessionService.Redis.Tests.Objects;

/// <summary>Three whole services without servers, which share an engine.</summary>
internal sealed class Replicas : IAsyncDisposable
{
    private readonly List<(TestService Service, RedisStore Store)> _all = [];

    public TestService this[int replica] => _all[replica].Service;

    public EngineConnection EngineOf(int replica) => _all[replica].Store.Engine;

    public EngineKeys Keys => _all[0].Store.Keys;

    public static async Task<Replicas> StartAsync(string address, int count = 3, INegotiator? negotiator = null, IReadOnlyCollection<CallStepRegistration>? steps = null, EndpointOptions? settings = null)
    {
        var replicas = new Replicas();
        var prefix = Instance.NewPrefix();
        for (var i = 0; i < count; i++)
        {
            var store = new RedisStore(StoreAddress.Parse(Instance.UrlOf(address, prefix)), "0123456789abcdef0123456789abcdef"u8);
            var service = new TestService(settings, datacenter: "dc", negotiator: negotiator, steps: steps, plugs: services => services.AddLogging().AddSingleton(new RealClock(TimeProvider.System)).AddVimSessionRedis(store));
            replicas._all.Add((service, store));
            await service.Get<RedisSessionStore>().StartAsync(TestContext.Current.CancellationToken);
        }

        return replicas;
    }

    /// <summary>The collector of the service content, or another, at one replica.</summary>
    public Collector CollectorAt(int replica, string cookie, string name = "propertyCollector") => new(this[replica], cookie, name);

    /// <summary>Ends a replica as a crash does, once its lease has ended.</summary>
    public async Task KillAsync(int replica) => await this[replica].Get<Replica>().DisposeAsync();

    public async ValueTask DisposeAsync()
    {
        foreach (var (service, store) in _all)
        {
            await service.DisposeAsync();
            await store.DisposeAsync();
        }
    }
}
