using VimSessionService.Core;
using VimSessionService.Core.Sessions;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Tests.Events;
using VimSessionService.Vim25;

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

    [Fact]
    public async Task Events_that_are_posted_while_the_engine_is_away_are_added_when_it_is_back_each_once()
    {
        using var server = new RedisServer("--save", "", "--appendonly", "yes", "--appendfsync", "always");
        await using var world = new World(server.Address);
        var (one, two) = (await world.JoinAsync(), await world.JoinAsync());
        SharedEventTests.Post(one.Events, "before");
        await one.Events.SettledAsync(Cancel);
        server.Kill();
        SharedEventTests.Post(one.Events, "meanwhile");
        await one.Events.SettledAsync(Cancel); // it was tried
        SharedEventTests.Post(one.Events, "then");
        var refused = await Assert.ThrowsAsync<EngineUnavailableException>(async () => await one.Events.PostAsync(SharedEventTests.Make("asked for"), Cancel));
        Assert.True(refused.MayHaveRun, "the event that was asked for is not acknowledged, and comes nevertheless");
        await World.EventuallyAsync(() => Task.FromResult(!two.Instance.Replica.IsHeld));
        await Assert.ThrowsAnyAsync<ServiceBusyException>(async () => await two.Events.GetBoundsAsync(Cancel));
        server.Start();
        await World.EventuallyAsync(async () => await NewestAsync(two) == 4);
        await one.Events.PostAsync(SharedEventTests.Make("after"), Cancel);
        Assert.Equal(["before", "meanwhile", "then", "asked for", "after"], (await SharedEventTests.ReadAsync(two.Events)).Select(static posted => ((GeneralUserEvent)posted).Message));
    }

    [Fact]
    public async Task An_engine_that_lost_events_makes_every_replica_read_anew_what_it_has()
    {
        using var server = new RedisServer();
        await using var world = new World(server.Address);
        var (one, two) = (await world.JoinAsync(), await world.JoinAsync());
        for (var i = 0; i < 5; i++)
            SharedEventTests.Post(one.Events, "lost");
        await one.Events.SettledAsync(Cancel);
        Assert.Equal(5, (await SharedEventTests.ReadAsync(two.Events)).Count);
        server.Kill();
        server.Start();
        await World.EventuallyAsync(() => Task.FromResult(one.Instance.Replica.IsHeld && two.Instance.Replica.IsHeld));
        for (var i = 0; i < 7; i++)
            SharedEventTests.Post(one.Events, "new");
        await World.EventuallyAsync(async () => await NewestAsync(two) == 7);
        Assert.All(await SharedEventTests.ReadAsync(two.Events), static posted => Assert.Equal("new", ((GeneralUserEvent)posted).Message));
    }

    /// <summary>The position of the newest event; null while the engine cannot be asked.</summary>
    private static async Task<long?> NewestAsync(World.Member member)
    {
        try
        {
            return (await member.Events.GetBoundsAsync(Cancel)).Newest;
        }
        catch (ServiceBusyException)
        {
            return null;
        }
    }
}
