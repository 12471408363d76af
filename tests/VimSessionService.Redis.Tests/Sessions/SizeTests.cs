using System.Globalization;
using StackExchange.Redis;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;
using VimSessionService.Redis.Tests.Engines;

namespace VimSessionService.Redis.Tests.Sessions;

/// <summary>What an idle session takes in Redis.</summary>
/// <param name="server">An engine that keeps nothing else.</param>
public sealed class SizeTests(RedisServer server) : IClassFixture<RedisServer>
{
    private const int AtOnce = 200;

    /// <summary>How many sessions are made; another number for a measurement.</summary>
    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("VIMSESSION_TEST_SESSIONS"), CultureInfo.InvariantCulture, out var count) ? count : 20_000;

    [Fact]
    public async Task An_idle_session_takes_less_than_700_bytes()
    {
        await using var world = new World(server.Address);
        world.Settings.MaxSessions = 0;
        world.Settings.MaxUserSessions = 0;
        await using var one = new Instance(server.Address, world.Prefix, world.Time);
        var store = one.Store(world.Settings, new SessionNotifications()); // without events, which have bounds of their own
        await store.StartAsync(World.Cancel);
        using var connection = await ConnectionMultiplexer.ConnectAsync($"{server.Address},allowAdmin=true");
        var empty = await UsedAsync(connection);
        for (var i = 0; i < Count; i += AtOnce)
            await Task.WhenAll(Enumerable.Range(i, Math.Min(AtOnce, Count - i)).Select(_ => AddAsync(store)));
        var changes = one.Keys.Replicas[2];
        for (var left = long.MaxValue; left > 0;)
        {
            // Each was told, and is dropped.
            var before = left;
            await World.EventuallyAsync(async () => (left = await connection.GetDatabase().HashLengthAsync(changes)) < before);
        }

        var each = (await UsedAsync(connection) - empty) / Count;
        TestContext.Current.TestOutputHelper?.WriteLine($"{Count} sessions took {each} bytes each.");
        Assert.InRange(each, 300, 699);
    }

    /// <summary>As a login of pyVmomi makes it, with one group.</summary>
    private static async Task AddAsync(Redis.Sessions.RedisSessionStore store) => Assert.NotNull(await store.AddAsync(
        new SessionData
        {
            User = new UserIdentity(@"VSPHERE.LOCAL\Administrator", "Administrator vsphere.local", [@"VSPHERE.LOCAL\Administrators"]) { OwnGroups = 1 },
            Locale = "en",
            MessageLocale = "en",
            IsAdministrator = true,
            Door = "soap",
            IpAddress = "192.168.100.107",
            UserAgent = "pyvmomi Python/3.11.2 (Linux; 6.1.0-44-amd64; x86_64)",
        },
        [World.NewToken()],
        World.Cancel));

    private static async Task<long> UsedAsync(ConnectionMultiplexer connection)
    {
        var memory = await connection.GetServers()[0].InfoAsync("memory");
        return long.Parse(memory.SelectMany(static section => section).First(static entry => entry.Key == "used_memory").Value, CultureInfo.InvariantCulture);
    }
}
