using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core;
using VimSessionService.Redis.Tests.Engines;
using VimSessionService.Redis.Tests.Sessions;

namespace VimSessionService.Redis.Tests.SetUps;

/// <summary>Sentinels choose another primary.</summary>
public sealed class SentinelTests
{
    [Fact]
    public async Task When_the_primary_is_gone_calls_are_refused_until_its_replica_is_the_primary_and_what_was_acknowledged_is_there()
    {
        await using var setUp = new SentinelSetUp();
        await setUp.InitializeAsync();
        var prefix = Instance.NewPrefix();
        await using var one = new Instance(setUp.Address, prefix, new FakeTimeProvider(World.Time0), acknowledgedBy: 1);
        await using var two = new Instance(setUp.Address, prefix, new FakeTimeProvider(World.Time0));
        var store = one.Store(new() { ReservedSessions = 0 }, new());
        var other = two.Store(new() { ReservedSessions = 0 }, new());
        var token = World.NewToken();
        var first = (await store.AddAsync(World.Data(), [token], World.Cancel))!;
        Assert.NotNull(await other.EnterAsync(token, World.Cancel));
        Assert.True(await other.LeaveAsync(first.Key));

        setUp.Primary.Kill();
        await World.EventuallyAsync(() => Task.FromResult(!one.Replica.IsHeld && !two.Replica.IsHeld));
        await Assert.ThrowsAnyAsync<ServiceBusyException>(async () => await other.EnterAsync(token, World.Cancel));

        await World.EventuallyAsync(() => Task.FromResult(one.Replica.IsHeld && two.Replica.IsHeld));
        foreach (var at in new[] { store, other })
        {
            Assert.Equal(first.Key, (await at.EnterAsync(token, World.Cancel))!.Key);
            Assert.True(await at.LeaveAsync(first.Key));
        }

        var young = World.NewToken();
        var added = (await other.AddAsync(World.Data("jane"), [young], World.Cancel))!;
        Assert.Equal(added.Key, (await store.EnterAsync(young, World.Cancel))!.Key);
        // The new primary has no replica.
        var refused = await Assert.ThrowsAnyAsync<ServiceBusyException>(async () => await store.AddAsync(World.Data(), [World.NewToken()], World.Cancel));
        Assert.Equal("0 of 1 replicas of the state engine have a change within 2 s", refused.Message);
    }

    [Fact]
    public async Task Replicas_that_were_started_without_the_primary_begin_when_there_is_one()
    {
        await using var setUp = new SentinelSetUp();
        await setUp.InitializeAsync();
        _ = setUp.Address; // or the test is skipped
        setUp.Primary.Kill();
        await using var instance = new Instance(setUp.Address, Instance.NewPrefix(), new FakeTimeProvider(World.Time0));
        try
        {
            await instance.Replica.EnsureAsync(World.Cancel);
        }
        catch (ServiceBusyException)
        {
            // There is none yet.
        }

        await World.EventuallyAsync(() => Task.FromResult(instance.Replica.IsHeld));
        Assert.NotNull(await instance.Store(new() { ReservedSessions = 0 }, new()).AddAsync(World.Data(), [World.NewToken()], World.Cancel));
    }
}
