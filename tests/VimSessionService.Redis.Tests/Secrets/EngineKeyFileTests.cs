using System.Text;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Identity.Keys;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Secrets;
using VimSessionService.Redis.Tests.Engines;

namespace VimSessionService.Redis.Tests.Secrets;

/// <summary>Signing keys in an engine.</summary>
public abstract class EngineKeyFileTests(IEngineServer server)
{
    private readonly EngineKeys _keys = new(Instance.NewPrefix());
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Replicas_sign_with_one_key_also_after_it_was_replaced()
    {
        await using var engine = await ConnectAsync();
        var settings = new StsKeyOptions { SigningLifetime = TimeSpan.FromDays(10), LongestToken = TimeSpan.FromDays(1) };
        StsKeyRing[] rings = [.. Enumerable.Range(0, 3).Select(_ => new StsKeyRing(FileOf(engine, "0123456789abcdef"), settings, _time))];
        var first = Assert.Single(await CurrentAsync(rings));
        _time.Advance(TimeSpan.FromDays(10.5));
        var second = Assert.Single(await CurrentAsync(rings));
        Assert.NotEqual(first, second);
        Assert.All(rings, static ring => Assert.Single(ring.Certificates.Skip(1)));
    }

    [Fact]
    public async Task The_engine_has_no_key_in_plain_form_and_another_store_key_does_not_replace_it()
    {
        await using var engine = await ConnectAsync();
        var ring = new StsKeyRing(FileOf(engine, "0123456789abcdef"), new StsKeyOptions(), _time);
        var thumbprint = await CurrentAsync(ring);
        var kept = await engine.AskAsync(database => database.HashGetAllAsync(_keys.Secrets));
        Assert.DoesNotContain("PRIVATE KEY", Encoding.Latin1.GetString((byte[])Assert.Single(kept).Value!), StringComparison.Ordinal);
        var stranger = new StsKeyRing(FileOf(engine, "another store key"), new StsKeyOptions(), _time);
        Assert.Contains("another store key", (await Assert.ThrowsAsync<InvalidOperationException>(() => CurrentAsync(stranger))).Message, StringComparison.Ordinal);
        Assert.Equal(thumbprint, await CurrentAsync(new StsKeyRing(FileOf(engine, "0123456789abcdef"), new StsKeyOptions(), _time)));
    }

    private static async Task<IEnumerable<string>> CurrentAsync(StsKeyRing[] rings) =>
        (await Task.WhenAll(rings.Select(static ring => Task.Run(() => CurrentAsync(ring), Cancel)))).Distinct();

    private static async Task<string> CurrentAsync(StsKeyRing ring)
    {
        await ring.EnsureAsync(Cancel);
        return ring.Current.Certificate.Thumbprint;
    }

    private EngineKeyFile FileOf(EngineConnection engine, string key) => new(engine, _keys, new InstanceSecrets(Encoding.UTF8.GetBytes(key), "lab"));

    private async Task<EngineConnection> ConnectAsync()
    {
        var engine = new EngineConnection(StoreAddress.Parse(Instance.UrlOf(server.Address, StoreAddress.DefaultPrefix)));
        await engine.ConnectAsync(Cancel);
        return engine;
    }
}

public sealed class RedisKeyFileTests(RedisServer server) : EngineKeyFileTests(server), IClassFixture<RedisServer>;

public sealed class GarnetKeyFileTests(GarnetServer server) : EngineKeyFileTests(server), IClassFixture<GarnetServer>;
