using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Tickets;
using VimSessionService.Redis.Clock;
using VimSessionService.Redis.Sessions;
using VimSessionService.Redis.Tests.Engines;
using VimSessionService.Redis.Tests.Events;
using VimSessionService.Redis.Tests.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Redis.Tests.Clock;

/// <summary>Replicas on machines whose clocks differ by a quarter of an hour, which is more than sessions may be idle.</summary>
public abstract class SkewTests(IEngineServer server)
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Near = TimeSpan.FromMinutes(1); // far less than the clocks differ, however slow the machine is

    private static CancellationToken Cancel => World.Cancel;

    [Fact]
    public async Task A_session_a_ticket_and_an_event_have_one_time_whose_machine_s_clock_is_wrong()
    {
        var prefix = Instance.NewPrefix();
        await using var early = new Instance(server.Address, prefix, new EngineClock(new SkewedTime(TimeSpan.FromMinutes(-7))));
        await using var late = new Instance(server.Address, prefix, new EngineClock(new SkewedTime(TimeSpan.FromMinutes(9))));
        var logs = new[] { early, late }.Select(static instance => instance.Events()).ToArray();
        var settings = new SessionLimits { ReservedSessions = 0, IdleTimeout = Idle };
        RedisSessionStore[] stores = [early.Store(settings, new SessionNotifications()), late.Store(settings, new SessionNotifications())];
        foreach (var store in stores)
            await store.StartAsync(Cancel);
        var tickets = new[] { early, late }.Select(static instance => instance.Tickets()).ToArray();
        foreach (var (here, there) in new[] { (0, 1), (1, 0) })
        {
            var token = World.NewToken();
            var session = (await stores[here].AddAsync(World.Data(), [token], Cancel))!;
            Assert.Equal(session.Key, (await stores[there].EnterAsync(token, Cancel))!.Key); // it is not idle for too long
            Assert.True(await stores[there].LeaveAsync(session.Key));
            var seen = (await stores[here].FindAsync(session.Key, Cancel))!;
            var now = TimeProvider.System.GetUtcNow().UtcDateTime; // that of the engine, which is on this machine
            Assert.All([seen.LoginTime, seen.LastActiveTime], time => Assert.InRange(time, now - Near, now + Near));
            var ticket = await tickets[here].IssueAsync(new TicketGrant("Clone", session.Key, "joe"), TimeSpan.FromMinutes(2), Cancel);
            Assert.NotNull(await tickets[there].RedeemAsync(ticket, "Clone", Cancel));
            SharedEventTests.Post(logs[there], "posted");
            await logs[there].SettledAsync(Cancel);
            Assert.All((await SharedEventTests.ReadAsync(logs[here])).OfType<GeneralUserEvent>(), posted => Assert.InRange(posted.CreatedTime, now - Near, now + Near));
        }
    }

    /// <summary>The clock of a machine that is wrong.</summary>
    private sealed class SkewedTime(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }
}

public sealed class RedisSkewTests(RedisServer server) : SkewTests(server), IClassFixture<RedisServer>;

public sealed class GarnetSkewTests(GarnetServer server) : SkewTests(server), IClassFixture<GarnetServer>;
