using System.Net;
using VimSessionService.TestEngines;

namespace VimSessionService.Admin.Tests.Replicas;

/// <summary>A login that is to be had by replicas of the engine.</summary>
public sealed class StoreWaitTests(RedisServer server) : IClassFixture<RedisServer>
{
    [Fact]
    public async Task A_login_that_no_replica_of_the_engine_has_is_answered_with_503_and_one_that_it_has_is_not()
    {
        await using var hosts = new ReplicaHosts(server, acknowledgedBy: 1);
        using (var replica = new RedisServer("--save", "", "--appendonly", "no", "--replicaof", "127.0.0.1", server.Address.Split(':')[1], "--repl-diskless-sync-delay", "0"))
        {
            var host = await hosts.JoinAsync();
            while ((await host.LoginAsync()).Status != HttpStatusCode.OK)
                await Task.Yield(); // the replica may not be in step yet
            replica.Kill();
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.LoginAsync()).Status);
            using var client = host.NewClient();
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/readyz", TestContext.Current.CancellationToken)).StatusCode);
        }
    }
}
