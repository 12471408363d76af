using VimSessionService.Core;
using VimSessionService.Core.Sessions;

namespace VimSessionService.Redis.Tests.Sessions;

/// <summary>The engine goes, and comes back with what it has on its disk.</summary>
public sealed class EngineLossTests
{
    private static CancellationToken Cancel => World.Cancel;

    [Fact]
    public async Task Without_the_engine_everything_is_refused_at_once_and_with_it_the_sessions_go_on()
    {
        using var server = new RedisServer("--save", "", "--appendonly", "yes", "--appendfsync", "always");
        await using var world = new World(server.Address);
        var (one, two) = (await world.JoinAsync(), await world.JoinAsync());
        var (session, token) = await one.AddAsync();
        var (ended, endedToken) = await one.AddAsync();
        await two.Store.EnterAsync(token, Cancel);
        await one.Store.RemoveAsync(ended.Key, SessionEnd.LoggedOut, Cancel);

        server.Kill();
        await World.EventuallyAsync(() => Task.FromResult(!one.Instance.Replica.IsHeld && !two.Instance.Replica.IsHeld));
        Assert.True(await two.Store.LeaveAsync(session.Key)); // repeated until the engine has it
        await Assert.ThrowsAnyAsync<ServiceBusyException>(async () => await one.Store.EnterAsync(token, Cancel));
        await Assert.ThrowsAnyAsync<ServiceBusyException>(async () => await one.Store.FindAsync(session.Key, Cancel));
        await Assert.ThrowsAnyAsync<ServiceBusyException>(async () => await one.Store.ListAsync(Cancel));
        await Assert.ThrowsAnyAsync<ServiceBusyException>(async () => await one.Store.AddAsync(World.Data(), [World.NewToken()], Cancel));
        await Assert.ThrowsAnyAsync<ServiceBusyException>(async () => await one.Store.RemoveAsync(session.Key, SessionEnd.Terminated, Cancel));

        server.Start();
        await World.EventuallyAsync(() => Task.FromResult(one.Instance.Replica.IsHeld && two.Instance.Replica.IsHeld));
        Assert.Equal(session.Key, (await one.Store.EnterAsync(token, Cancel))!.Key);
        Assert.True(await one.Store.LeaveAsync(session.Key));
        Assert.Null(await one.Store.EnterAsync(endedToken, Cancel));
        world.Time.Advance(world.Settings.IdleTimeout);
        await World.EventuallyAsync(async () => await one.Store.FindAsync(session.Key, Cancel) is null); // once the mark of the call that ended meanwhile is gone
    }

    [Fact]
    public async Task An_engine_that_lost_everything_is_as_a_restart_and_what_sessions_had_is_ended()
    {
        using var server = new RedisServer();
        await using var world = new World(server.Address);
        var one = await world.JoinAsync();
        var (session, token) = await one.AddAsync();
        await one.Store.EnterAsync(token, Cancel);
        server.Kill();
        server.Start();
        await World.EventuallyAsync(() => Task.FromResult(one.Told.Ended.Count == 1));
        Assert.Equal((session.Key, SessionEnd.LostInRestart, false), (one.Told.Ended[0].Session.Key, one.Told.Ended[0].Reason, one.Told.Ended[0].Here));
        await World.EventuallyAsync(() => Task.FromResult(one.Instance.Replica.IsHeld));
        Assert.Null(await one.Store.EnterAsync(token, Cancel));
        var (again, fresh) = await one.AddAsync();
        Assert.Equal(again.Key, (await one.Store.EnterAsync(fresh, Cancel))!.Key);
    }
}
