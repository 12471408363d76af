using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Core;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Tests.Model;
using VimSessionService.Endpoint.Tests.Specification;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Hosting;
using VimSessionService.Redis.Sessions;
using VimSessionService.Redis.Tables;
using VimSessionService.Redis.Tests.Engines;
using VimSessionService.Vapi.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Redis.Tests.Sessions;

/// <summary>The random sequences of every operation of sessions, with each call at any of three replicas: they answer as the model does, as one service.</summary>
public abstract class ModelTests(IEngineServer server)
{
    private const int Sequences = 80;
    private const int Length = 100;

    /// <summary>Before 8.0.3.0 the sessions of REST and JSON-RPC are apart from the others.</summary>
    [Theory]
    [InlineData(ApiVersions.Default)]
    [InlineData(ApiVersion.V8_0_2_0)]
    public async Task No_sequence_at_three_replicas_gives_an_answer_that_the_specification_does_not(ApiVersion version)
    {
        var random = new Random(80);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < Sequences; i++)
            await RunAsync(version, [.. Enumerable.Range(0, Length).Select(_ => random.Next(SessionSequence.Steps))], seen);
        Assert.Empty(SessionSequence.Common.Except(seen));
    }

    private async Task RunAsync(ApiVersion version, int[] sequence, HashSet<string> seen)
    {
        var prefix = Instance.NewPrefix();
        var stores = Enumerable.Range(0, 3).Select(_ => new RedisStore(StoreAddress.Parse(Instance.UrlOf(server.Address, prefix)), "0123456789abcdef0123456789abcdef"u8)).ToList();
        await using (var world = new SpecificationWorld(
            new SessionLimits { MaxSessions = SessionModel.Cap },
            version,
            new VapiSessionLimits { MaxUserSessions = SessionModel.ApartCap, Lifetime = SessionModel.ApartLifetime },
            replicas: [.. stores.Select(static Action<IServiceCollection> (store) => services => services.AddLogging().AddSingleton(new RealClock(TimeProvider.System)).AddVimSessionRedis(store))]))
        {
            foreach (var service in world.Services)
            {
                service.Get<SharedTableChanges>().Follow();
                await service.Get<RedisSessionStore>().StartAsync(World.Cancel);
            }

            await world.RegisterAsync();
            await SessionSequence.RunAsync(world, sequence, seen);
        }

        foreach (var store in stores)
            await store.DisposeAsync();
    }
}

public sealed class RedisModelTests(RedisServer server) : ModelTests(server), IClassFixture<RedisServer>;

public sealed class GarnetModelTests(GarnetServer server) : ModelTests(server), IClassFixture<GarnetServer>;
