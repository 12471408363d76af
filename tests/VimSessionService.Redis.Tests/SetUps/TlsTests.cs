using System.Net;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core;
using VimSessionService.Redis.Tests.Engines;
using VimSessionService.Redis.Tests.Sessions;

namespace VimSessionService.Redis.Tests.SetUps;

/// <summary>An engine that takes TLS alone.</summary>
public sealed class TlsTests(TlsServer server) : IClassFixture<TlsServer>
{
    [Fact]
    public async Task An_engine_whose_authority_is_named_is_trusted_also_by_who_asks_for_acknowledged_changes()
    {
        await using var world = new World(server.Address);
        var one = await world.JoinAsync();
        var (session, token) = await one.AddAsync();
        Assert.Equal(session.Key, (await one.Store.EnterAsync(token, World.Cancel))!.Key);
        await using var waiting = new Instance(server.Address, world.Prefix, world.Time, acknowledgedBy: 1);
        var refused = await Assert.ThrowsAnyAsync<ServiceBusyException>(async () => await waiting.Store(world.Settings, new()).AddAsync(World.Data(), [World.NewToken()], World.Cancel));
        Assert.Equal("0 of 1 replicas of the state engine have a change within 2 s", refused.Message); // it was asked
    }

    [Fact]
    public Task An_engine_of_an_unknown_authority_is_not_asked()
    {
        _ = server.Address; // or the test is skipped
        return RefusedAsync(server.Untrusting);
    }

    [Fact]
    public async Task An_engine_with_a_certificate_for_another_address_is_not_asked()
    {
        using var other = new TlsServer(IPAddress.Parse("10.9.8.7"));
        await RefusedAsync(other.Address);
    }

    [Fact]
    public Task An_engine_that_takes_TLS_is_not_asked_without() => RefusedAsync(server.Address.Replace("rediss", "redis", StringComparison.Ordinal).Split('?')[0]);

    private static async Task RefusedAsync(string address)
    {
        await using var instance = new Instance(address, Instance.NewPrefix(), new FakeTimeProvider(World.Time0));
        await Assert.ThrowsAnyAsync<ServiceBusyException>(async () => await instance.Replica.EnsureAsync(World.Cancel));
        Assert.False(instance.Engine.IsConnected);
    }
}
