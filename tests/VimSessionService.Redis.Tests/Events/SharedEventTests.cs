using StackExchange.Redis;
using VimSessionService.Core.Events;
using VimSessionService.Core.Sessions;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Events;
using VimSessionService.Redis.Sessions;
using VimSessionService.Redis.Tests.Engines;
using VimSessionService.Redis.Tests.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Redis.Tests.Events;

/// <summary>The one log of several replicas.</summary>
public abstract class SharedEventTests(IEngineServer server)
{
    private static CancellationToken Cancel => World.Cancel;

    [Fact]
    public async Task Events_that_replicas_post_at_once_are_each_there_once_and_in_one_order()
    {
        await using var world = new World(server.Address);
        World.Member[] all = [await world.JoinAsync(), await world.JoinAsync(), await world.JoinAsync()];
        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(
            async () =>
            {
                var log = all[i % 3].Events;
                for (var n = 0; n < 50; n++)
                {
                    Post(log, $"{i} {n}");
                    if (n % 10 == 0)
                        await log.SettledAsync(Cancel);
                }

                await log.SettledAsync(Cancel);
            },
            Cancel)));
        var first = await ReadAsync(all[0].Events);
        Assert.Equal(Enumerable.Range(1, 600), first.Select(static posted => posted.Key));
        var texts = first.Select(static posted => ((GeneralUserEvent)posted).Message).ToList();
        Assert.Equal(600, texts.Distinct().Count());
        Assert.All(Enumerable.Range(0, 12), i => Assert.Equal(Enumerable.Range(0, 50).Select(n => $"{i} {n}"), texts.Where(text => text.StartsWith($"{i} ", StringComparison.Ordinal))));
        foreach (var member in all)
            Assert.Equal(first, await ReadAsync(member.Events));
    }

    [Fact]
    public async Task What_a_replica_has_answered_is_read_at_every_other()
    {
        await using var world = new World(server.Address);
        World.Member[] all = [await world.JoinAsync(), await world.JoinAsync(), await world.JoinAsync()];
        for (var i = 1; i <= 60; i++)
        {
            Post(all[i % 3].Events, $"event {i}");
            await all[i % 3].Events.SettledAsync(Cancel);
            Assert.Equal($"event {i}", ((GeneralUserEvent)(await ReadAsync(all[(i + 1) % 3].Events))[^1]).Message);
        }
    }

    [Fact]
    public async Task The_begin_and_the_end_of_a_session_are_events_from_the_same_moment()
    {
        await using var world = new World(server.Address);
        var (one, two) = (await world.JoinAsync(), await world.JoinAsync());
        var (session, token) = await one.AddAsync();
        Assert.True(one.Store.PostsEvents);
        var login = Assert.IsType<UserLoginSessionEvent>(Assert.Single(await ReadAsync(two.Events)));
        Assert.Equal((1, session.Key, "joe", "en", session.LoginTime), (login.Key, login.SessionId, login.UserName, login.Locale, login.CreatedTime));
        await two.Store.EnterAsync(token, Cancel);
        world.Time.Advance(TimeSpan.FromMinutes(1));
        await two.Store.RemoveAsync(session.Key, SessionEnd.LoggedOut, Cancel);
        var logout = Assert.IsType<UserLogoutSessionEvent>((await ReadAsync(one.Events))[1]);
        Assert.Equal((2, session.Key, 1, session.LoginTime, world.Time.GetUtcNow().UtcDateTime), (logout.Key, logout.SessionId, logout.CallCount, logout.LoginTime, logout.CreatedTime));

        var (expired, _) = await one.AddAsync();
        world.Time.Advance(world.Settings.IdleTimeout);
        Assert.Null(await two.Store.FindAsync(expired.Key, Cancel));
        await World.EventuallyAsync(async () => (await ReadAsync(two.Events)).Count == 4);
        Assert.Equal(expired.Key, Assert.IsType<UserLogoutSessionEvent>((await ReadAsync(one.Events))[3]).SessionId);
        var (lost, _) = await one.AddAsync();
        await two.Store.RemoveAsync(lost.Key, SessionEnd.LostInRestart, Cancel);
        Assert.IsType<UserLoginSessionEvent>((await ReadAsync(one.Events))[^1]);
    }

    /// <summary>So no crash comes between them.</summary>
    [Fact]
    public async Task A_termination_and_its_event_are_one_step_of_the_engine()
    {
        await using var world = new World(server.Address);
        var (one, two) = (await world.JoinAsync(), await world.JoinAsync());
        var (session, _) = await one.AddAsync();
        var sent = new List<EngineScript>();
        two.Instance.Engine.Sending = script =>
        {
            if (script.Text.Contains("keep_event", StringComparison.Ordinal))
                sent.Add(script);
        };
        Assert.True(await two.Store.TerminateAsync(session.Key, Told, Cancel));
        Assert.False(await two.Store.TerminateAsync(session.Key, Told, Cancel));
        Assert.Equal([SessionScripts.End, SessionScripts.End], sent);
        var (expired, _) = await one.AddAsync();
        world.Time.Advance(world.Settings.IdleTimeout);
        Assert.False(await two.Store.TerminateAsync(expired.Key, Told, Cancel));
        Assert.Equal(
            [typeof(UserLoginSessionEvent), typeof(UserLogoutSessionEvent), typeof(SessionTerminatedEvent), typeof(UserLoginSessionEvent), typeof(UserLogoutSessionEvent)],
            (await ReadAsync(one.Events)).Select(static posted => posted.GetType()));

        SessionTerminatedEvent Told(EventStamp stamp) => new()
        {
            Key = stamp.Key,
            ChainId = stamp.Key,
            CreatedTime = stamp.CreatedTime,
            UserName = "admin",
            SessionId = session.Key,
            TerminatedUsername = "joe",
        };
    }

    [Fact]
    public async Task The_engine_keeps_no_hash_of_a_token_in_an_event()
    {
        await using var world = new World(server.Address);
        var one = await world.JoinAsync();
        var (session, token) = await one.AddAsync();
        await one.Store.RemoveAsync(session.Key, SessionEnd.LoggedOut, Cancel);
        using var connection = await ConnectionMultiplexer.ConnectAsync(server.Address);
        var kept = await connection.GetDatabase().HashGetAllAsync(one.Instance.Keys.Events[0]);
        Assert.Equal(2, kept.Length);
        Assert.All(kept, entry => Assert.Equal(-1, ((byte[])entry.Value!).AsSpan().IndexOf(token.Hash!.Value.ToArray())));
    }

    [Fact]
    public async Task A_service_that_is_started_again_reads_the_log_back_and_goes_on_with_it()
    {
        await using var world = new World(server.Address);
        var before = await world.JoinAsync();
        for (var i = 1; i <= 700; i++)
            Post(before.Events, $"event {i}");
        await before.Events.SettledAsync(Cancel);
        await before.Instance.DisposeAsync();
        var after = await world.JoinAsync();
        Post(after.Events, "event 701");
        await after.Events.SettledAsync(Cancel);
        Assert.Equal(Enumerable.Range(1, 701).Select(static i => $"event {i}"), (await ReadAsync(after.Events)).Select(static posted => ((GeneralUserEvent)posted).Message));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Whoever_waits_is_told_of_an_event_at_another_replica_also_without_a_message(bool hasMessages)
    {
        await using var world = new World(server.Address);
        var (one, two) = (await world.JoinAsync(), await world.JoinAsync());
        if (!hasMessages)
            await two.Instance.Engine.UnlistenAsync(two.Instance.Keys.Counters.ToString());
        foreach (var happen in new Func<Task>[] { PostAsync, () => one.AddAsync(), () => two.AddAsync() })
        {
            var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            two.Events.NotifyOnce(told.SetResult);
            await two.Events.GetBoundsAsync(Cancel);
            await happen();
            await told.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        }

        async Task PostAsync()
        {
            Post(one.Events, "event");
            await one.Events.SettledAsync(Cancel);
        }
    }

    [Fact]
    public async Task An_event_that_is_sent_again_is_there_once()
    {
        await using var instance = new Instance(server.Address, Instance.NewPrefix(), TimeProvider.System);
        var log = instance.Events();
        await log.GetBoundsAsync(Cancel);
        var append = EngineScript.Load("event.lua", "append.lua");
        RedisValue[] first = ["sender", 1, 10, 1000, Text(1), Text(2)];
        await instance.Engine.RunAsync(append, instance.Keys.Events, first);
        await instance.Engine.RunAsync(append, instance.Keys.Events, first);
        await instance.Engine.RunAsync(append, instance.Keys.Events, "sender", 2, 10, 1000, Text(2), Text(3));
        Assert.Equal(new EventBounds(1, 3), await log.GetBoundsAsync(Cancel));

        static string Text(int number) => $"P {TimeProvider.System.GetUtcNow().Ticks} sender.{number}\n{{\"_typeName\":\"GeneralEvent\",\"message\":\"{number}\"}}";
    }

    [Fact]
    public async Task The_engine_keeps_no_more_than_the_log_does()
    {
        await using var instance = new Instance(server.Address, Instance.NewPrefix(), TimeProvider.System);
        var retention = new EventRetention { Capacity = 50 };
        var log = instance.Events(retention);
        for (var i = 1; i <= 200; i++)
            Post(log, $"event {i}");
        await log.SettledAsync(Cancel);
        using var connection = await ConnectionMultiplexer.ConnectAsync(server.Address);
        var database = connection.GetDatabase();
        Assert.Equal(50, await database.HashLengthAsync(instance.Keys.Events[0]));
        Assert.Equal(new EventBounds(151, 200), await log.GetBoundsAsync(Cancel));
        retention.Capacity = 10;
        Assert.Equal(new EventBounds(191, 200), await log.GetBoundsAsync(Cancel));
        Post(log, new string('x', 100));
        await log.SettledAsync(Cancel);
        Assert.Equal(10, await database.HashLengthAsync(instance.Keys.Events[0]));
        var bytes = (await database.HashGetAllAsync(instance.Keys.Events[0])).Sum(static entry => ((byte[])entry.Value!).Length);
        Assert.Equal(bytes, (int)await database.HashGetAsync(instance.Keys.Counters, "event-bytes"));
    }

    [Fact]
    public async Task Beyond_its_bytes_the_engine_drops_the_oldest()
    {
        await using var instance = new Instance(server.Address, Instance.NewPrefix(), TimeProvider.System);
        var log = instance.Events(new EventRetention { MaxBytes = 20_000 });
        for (var i = 1; i <= 30; i++)
            Post(log, new string('x', 4_000));
        await log.SettledAsync(Cancel);
        using var connection = await ConnectionMultiplexer.ConnectAsync(server.Address);
        Assert.InRange(await connection.GetDatabase().HashLengthAsync(instance.Keys.Events[0]), 3, 5);
        Assert.Equal(30, (await log.GetBoundsAsync(Cancel)).Newest);
    }

    [Fact]
    public async Task Values_of_clients_are_read_as_they_were_posted()
    {
        await using var world = new World(server.Address);
        var (one, two) = (await world.JoinAsync(), await world.JoinAsync());
        var posted = new EventEx
        {
            Key = 0,
            ChainId = 0,
            CreatedTime = default,
            UserName = "joe",
            EventTypeId = "com.example.Happened\n€",
            Severity = "warning",
            Message = "a \"text\" \u2028",
            Arguments =
            [
                new KeyAnyValue { Key = "text", Value = "x" },
                new KeyAnyValue { Key = "number", Value = 7 },
                new KeyAnyValue { Key = "long", Value = 1L << 40 },
                new KeyAnyValue { Key = "time", Value = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc) },
                new KeyAnyValue { Key = "object", Value = new ManagedObjectReference("VirtualMachine", "vm-1") },
            ],
            ObjectId = "vm-1",
        };
        one.Events.Post(stamp => posted with { Key = stamp.Key, ChainId = stamp.Key, CreatedTime = stamp.CreatedTime });
        one.Events.Post(stamp => posted with { Key = stamp.Key, ChainId = 4711, CreatedTime = stamp.CreatedTime, Arguments = null });
        await one.Events.SettledAsync(Cancel);
        var read = (await ReadAsync(two.Events)).ConvertAll(static read => (EventEx)read);
        var now = world.Time.GetUtcNow().UtcDateTime;
        Assert.Equal([(1, 1, now), (2, 4711, now)], read.Select(static read => (read.Key, read.ChainId, read.CreatedTime)));
        Assert.Equal(posted.Arguments.Select(static argument => (argument.Key, argument.Value)), read[0].Arguments!.Select(static argument => (argument.Key, argument.Value)));
        Assert.Equal(posted with { Key = 1, ChainId = 1, CreatedTime = now, Arguments = null }, read[0] with { Arguments = null });
    }

    [Fact]
    public async Task An_event_of_a_later_version_has_its_place_without_its_content()
    {
        await using var world = new World(server.Address);
        var one = await world.JoinAsync();
        var now = world.Time.GetUtcNow().Ticks;
        await one.Instance.Engine.RunAsync(
            EngineScript.Load("event.lua", "append.lua"), one.Instance.Keys.Events, "later", 1, 10, 1000, $"Q {now} later.1\nwhat comes later", $"P {now} later.2\n{{\"_typeName\":\"LaterEvent\"}}", $"R {now}");
        Post(one.Events, "known");
        await one.Events.SettledAsync(Cancel);
        var read = await ReadAsync(one.Events);
        Assert.All(read.Take(3), static unknown => Assert.Contains("cannot be read", Assert.IsType<GeneralEvent>(unknown).Message, StringComparison.Ordinal));
        Assert.Equal([1, 2, 3, 4], read.Select(static posted => posted.Key));
        Assert.Equal("known", ((GeneralUserEvent)read[3]).Message);
    }

    internal static void Post(RedisEventLog log, string text) => log.Post(Make(text));

    internal static Func<EventStamp, Event> Make(string text) => stamp => new GeneralUserEvent
    {
        Key = stamp.Key,
        ChainId = stamp.Key,
        CreatedTime = stamp.CreatedTime,
        UserName = "joe",
        Message = text,
    };

    internal static async Task<List<Event>> ReadAsync(IEventLog log) =>
        [.. (await EventScan.ForwardAsync(log, 0, int.MaxValue, static _ => true, shows: null, Cancel)).Select(static placed => placed.Event)];
}

public sealed class RedisSharedEventTests(RedisServer server) : SharedEventTests(server), IClassFixture<RedisServer>;

public sealed class GarnetSharedEventTests(GarnetServer server) : SharedEventTests(server), IClassFixture<GarnetServer>;
