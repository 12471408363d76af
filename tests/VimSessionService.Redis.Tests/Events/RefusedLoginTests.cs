using VimSessionService.Core.Events;
using VimSessionService.Endpoint.Tests;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Tests.Engines;
using VimSessionService.Redis.Tests.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Redis.Tests.Events;

/// <summary>The event of a refused login is in the engine when the refusal is answered.</summary>
public abstract class RefusedLoginTests(IEngineServer server)
{
    /// <summary>A user that exists, and one that does not.</summary>
    public static TheoryData<string> Users => ["reader", "no-such-user"];

    [Theory]
    [MemberData(nameof(Users))]
    public async Task The_event_is_read_at_every_replica_as_soon_as_the_answer_is_there(string user)
    {
        await using var replicas = await Objects.Replicas.StartAsync(server.Address, count: 2);
        var answer = await replicas[0].CallAsync(TestService.LoginBody(user, "wrong"));
        Assert.Contains("InvalidLogin", answer.Answer, StringComparison.Ordinal);
        await replicas.KillAsync(0);
        Assert.Equal(user, Assert.Single((await SharedEventTests.ReadAsync(replicas[1].Get<IEventLog>())).OfType<BadUsernameSessionEvent>()).UserName);
    }

    [Theory]
    [MemberData(nameof(Users))]
    public async Task When_the_engine_does_not_take_the_event_the_login_is_answered_with_503_and_the_event_comes_once(string user)
    {
        await using var replicas = await Objects.Replicas.StartAsync(server.Address, count: 2);
        await replicas[0].LoginAsync(); // the begin of the service has been told
        var isLost = true;
        replicas.EngineOf(0).Sending = script =>
        {
            if (isLost && script.Text.Contains("Adds the events that a replica posted", StringComparison.Ordinal))
                throw new EngineUnavailableException("lost", mayHaveRun: true);
        };
        var answer = await replicas[0].CallAsync(TestService.LoginBody(user, "wrong"));
        Assert.Equal(503, answer.Status);
        Assert.DoesNotContain("InvalidLogin", answer.Answer, StringComparison.Ordinal);
        Assert.False(answer.AnswerHeaders.ContainsKey("Set-Cookie"));
        isLost = false;
        await World.EventuallyAsync(async () => (await SharedEventTests.ReadAsync(replicas[1].Get<IEventLog>())).OfType<BadUsernameSessionEvent>().Any());
        Assert.Contains("InvalidLogin", (await replicas[0].CallAsync(TestService.LoginBody(user, "wrong"))).Answer, StringComparison.Ordinal);
        Assert.Equal(2, (await SharedEventTests.ReadAsync(replicas[1].Get<IEventLog>())).OfType<BadUsernameSessionEvent>().Count());
    }

    /// <summary>The other refusals of logins.</summary>
    [Fact]
    public async Task A_login_without_access_and_a_second_one_wait_for_their_events_too()
    {
        await using var replicas = await Objects.Replicas.StartAsync(server.Address, count: 2);
        var cookie = await replicas[0].LoginAsync();
        replicas.EngineOf(0).Sending = static script =>
        {
            if (script.Text.Contains("Adds the events that a replica posted", StringComparison.Ordinal))
                throw new EngineUnavailableException("lost", mayHaveRun: true);
        };
        Assert.Equal(503, (await replicas[0].CallAsync(TestService.LoginBody("nobody", "s3cret-N"))).Status);
        Assert.Equal(503, (await replicas[0].CallAsync(TestService.LoginBody("reader", "s3cret-R"), cookie)).Status);
        replicas.EngineOf(0).Sending = null;
        await World.EventuallyAsync(async () =>
        {
            var read = await SharedEventTests.ReadAsync(replicas[1].Get<IEventLog>());
            return read.OfType<NoAccessUserEvent>().Count() == 1 && read.OfType<AlreadyAuthenticatedSessionEvent>().Count() == 1;
        });
        Assert.Contains("NoPermission", (await replicas[0].CallAsync(TestService.LoginBody("nobody", "s3cret-N"))).Answer, StringComparison.Ordinal);
    }
}

public sealed class RedisRefusedLoginTests(RedisServer server) : RefusedLoginTests(server), IClassFixture<RedisServer>;

public sealed class GarnetRefusedLoginTests(GarnetServer server) : RefusedLoginTests(server), IClassFixture<GarnetServer>;
