using System.Globalization;
using StackExchange.Redis;
using VimSessionService.Core;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Tickets;
using VimSessionService.Redis.Engine;
using VimSessionService.Redis.Records;
using VimSessionService.Redis.Replicas;
using VimSessionService.Redis.Tests.Engines;

namespace VimSessionService.Redis.Tests.Sessions;

/// <summary>Several replicas of one instance.</summary>
public abstract class ReplicaTests(IEngineServer server)
{
    private static CancellationToken Cancel => World.Cancel;

    [Fact]
    public async Task A_session_of_one_replica_is_that_of_all()
    {
        await using var world = new World(server.Address);
        var (one, two, three) = (await world.JoinAsync(), await world.JoinAsync(), await world.JoinAsync());
        var (session, token) = await one.AddAsync();
        Assert.Equal(1, (await two.Store.EnterAsync(token, Cancel))!.CallCount);
        Assert.True(await two.Store.LeaveAsync(session.Key));
        Assert.Equal(2, (await three.Store.EnterAsync(token, Cancel))!.CallCount);
        await three.Store.UpdateAsync(session.Key, static data => data with { Locale = "de" }, Cancel);
        Assert.Equal("de", (await one.Store.FindAsync(session.Key, Cancel))!.Data.Locale);
        Assert.Equal(session.Key, Assert.Single(await two.Store.ListAsync(Cancel)).Key);
    }

    [Fact]
    public async Task An_end_is_told_on_every_replica_before_the_call_that_ended_it_returns()
    {
        await using var world = new World(server.Address);
        World.Member[] all = [await world.JoinAsync(), await world.JoinAsync(), await world.JoinAsync()];
        for (var round = 0; round < 12; round++)
        {
            var (session, token) = await all[round % 3].AddAsync();
            await all[(round + 1) % 3].Store.EnterAsync(token, Cancel);
            var ending = all[(round + 2) % 3];
            Assert.True(await ending.Store.RemoveAsync(session.Key, SessionEnd.Terminated, Cancel));
            foreach (var member in all)
            {
                var (told, reason, here) = member.Told.Ended[^1];
                Assert.Equal((session.Key, SessionEnd.Terminated, member == ending), (told.Key, reason, here));
                Assert.Equal(round + 1, member.Told.Ended.Count);
            }

            Assert.False(await all[(round + 1) % 3].Store.LeaveAsync(session.Key));
        }
    }

    [Fact]
    public async Task An_end_is_told_though_no_message_of_the_engine_arrives()
    {
        await using var world = new World(server.Address);
        var (one, two) = (await world.JoinAsync(), await world.JoinAsync());
        await two.Instance.Engine.UnlistenAsync(two.Instance.Keys.Counters.ToString());
        var (session, _) = await one.AddAsync();
        Assert.True(await one.Store.RemoveAsync(session.Key, SessionEnd.LoggedOut, Cancel));
        Assert.Equal(session.Key, Assert.Single(two.Told.Ended).Session.Key);
    }

    [Fact]
    public async Task An_expiry_is_noticed_by_one_replica_and_told_on_all()
    {
        await using var world = new World(server.Address);
        World.Member[] all = [await world.JoinAsync(), await world.JoinAsync(), await world.JoinAsync()];
        var (session, token) = await all[0].AddAsync();
        world.Time.Advance(world.Settings.IdleTimeout);
        var found = await Task.WhenAll(Enumerable.Range(0, 48).Select(i => Task.Run(async () => await all[i % 3].Store.EnterAsync(token, Cancel), Cancel)));
        Assert.All(found, Assert.Null);
        await World.EventuallyAsync(() => Task.FromResult(all.All(static member => member.Told.Ended.Count == 1)));
        Assert.Single(all, static member => member.Told.Ended[0].Here);
        Assert.All(all, member => Assert.Equal((session.Key, SessionEnd.Expired), (member.Told.Ended[0].Session.Key, member.Told.Ended[0].Reason)));
    }

    [Fact]
    public async Task Of_64_clients_on_three_replicas_one_redeems_a_ticket_one_terminates_and_one_has_the_last_place()
    {
        await using var world = new World(server.Address);
        World.Member[] all = [await world.JoinAsync(), await world.JoinAsync(), await world.JoinAsync()];
        var issuers = all.Select(static member => member.Instance.Tickets()).ToArray();
        for (var round = 0; round < 5; round++)
        {
            world.Settings.MaxSessions = 0;
            var (session, _) = await all[round % 3].AddAsync();
            var ticket = await issuers[round % 3].IssueAsync(new TicketGrant("Clone", session.Key, "joe"), TimeSpan.FromMinutes(1), Cancel);
            Assert.Single(await RaceAsync(async i => await issuers[i % 3].RedeemAsync(ticket, "Clone", Cancel)), static grant => grant is not null);
            Assert.Single(await RaceAsync(async i => await all[i % 3].Store.RemoveAsync(session.Key, SessionEnd.Terminated, Cancel)), static won => won);
            world.Settings.MaxSessions = (await all[0].Store.ListAsync(Cancel)).Count + 1;
            Assert.Single(await RaceAsync(async i => await all[i % 3].Store.AddAsync(World.Data($"user {i}"), [World.NewToken()], Cancel)), static added => added is not null);
        }
    }

    [Fact]
    public async Task The_calls_of_a_replica_that_died_keep_no_session()
    {
        await using var world = new World(server.Address);
        var (dying, other) = (await world.JoinAsync(), await world.JoinAsync());
        var (session, token) = await dying.AddAsync();
        await dying.Store.EnterAsync(token, Cancel);
        world.Time.Advance(world.Settings.IdleTimeout);
        Assert.NotNull(await other.Store.FindAsync(session.Key, Cancel));
        await dying.Instance.Replica.DisposeAsync(); // its lease is gone, as it is a few seconds after a crash
        Assert.Null(await other.Store.FindAsync(session.Key, Cancel));
        Assert.Equal(SessionEnd.Expired, Assert.Single(other.Told.Ended).Reason);
    }

    /// <summary>As a laptop that slept, or a machine that had no processor for it: nothing has told it that the engine is gone, so it asks.</summary>
    [Fact]
    public async Task A_replica_that_did_not_run_for_longer_than_its_lease_takes_it_again_at_the_next_call()
    {
        var slept = new SleptClock();
        await using var instance = new Instance(server.Address, Instance.NewPrefix(), TimeProvider.System, real: slept);
        await instance.Replica.EnsureAsync(Cancel);
        for (var i = 0; i < 3; i++)
        {
            slept.Sleep(Replica.Lease + TimeSpan.FromSeconds(1));
            Assert.False(instance.Replica.IsHeld);
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await instance.Replica.EnsureAsync(Cancel), Cancel)));
            Assert.True(instance.Replica.IsHeld);
        }
    }

    [Fact]
    public async Task A_replica_that_stopped_takes_no_lease_again()
    {
        await using var instance = new Instance(server.Address, Instance.NewPrefix(), TimeProvider.System);
        await instance.Replica.EnsureAsync(Cancel);
        await instance.Replica.DisposeAsync();
        var refused = await Assert.ThrowsAsync<EngineUnavailableException>(async () => await instance.Replica.EnsureAsync(Cancel));
        Assert.Contains("it stops", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>It gives nothing up: nobody hears of its end, and its lease of five seconds runs out in the engine.</summary>
    [Fact]
    public async Task The_calls_of_a_replica_that_vanished_keep_no_session_once_its_lease_is_over()
    {
        await using var world = new World(server.Address);
        var (vanishing, other) = (await world.JoinAsync(), await world.JoinAsync());
        var (session, token) = await vanishing.AddAsync();
        await vanishing.Store.EnterAsync(token, Cancel);
        world.Time.Advance(world.Settings.IdleTimeout);
        await vanishing.Instance.Engine.DisposeAsync();
        Assert.NotNull(await other.Store.FindAsync(session.Key, Cancel));
        await World.EventuallyAsync(async () => await other.Store.FindAsync(session.Key, Cancel) is null);
        Assert.Equal(SessionEnd.Expired, Assert.Single(other.Told.Ended).Reason);
    }

    [Fact]
    public async Task The_sessions_of_a_replica_that_died_live_on_and_nobody_waits_for_it()
    {
        await using var world = new World(server.Address);
        var (dying, other) = (await world.JoinAsync(), await world.JoinAsync());
        var (session, token) = await dying.AddAsync();
        await dying.Instance.Replica.DisposeAsync();
        Assert.NotNull(await other.Store.EnterAsync(token, Cancel));
        Assert.True(await other.Store.RemoveAsync(session.Key, SessionEnd.LoggedOut, Cancel));
        await Assert.ThrowsAnyAsync<ServiceBusyException>(async () => await dying.Store.EnterAsync(token, Cancel));
    }

    /// <summary>While the engine has not answered the first end, the others are put off.</summary>
    /// <summary>Others remember by the identity what its user may do.</summary>
    [Fact]
    public async Task A_session_has_the_very_identity_of_its_login_at_the_replica_of_the_login_until_it_changes()
    {
        await using var world = new World(server.Address);
        var (one, two) = (await world.JoinAsync(), await world.JoinAsync());
        var data = World.Data();
        var token = World.NewToken();
        var key = (await one.Store.AddAsync(data, [token], Cancel))!.Key;
        var first = (await one.Store.EnterAsync(token, Cancel))!;
        Assert.Same(data.User, first.Data.User);
        Assert.Same(data.User, (await one.Store.EnterAsync(token, Cancel))!.Data.User);
        var there = (await two.Store.EnterAsync(token, Cancel))!;
        Assert.Equal((data.User.UserName, first.LoginTime), (there.Data.User.UserName, there.LoginTime));
        await two.Store.UpdateAsync(key, static data => data with { User = World.Data("jane").User }, Cancel);
        Assert.Equal("jane", (await one.Store.EnterAsync(token, Cancel))!.Data.User.UserName);
        Assert.True(await two.Store.RemoveAsync(key, SessionEnd.LoggedOut, Cancel));
        Assert.Null(await one.Store.EnterAsync(token, Cancel));
    }

    [Theory]
    [InlineData(DocumentForm.First)]
    [InlineData(DocumentForm.Compact)]
    public async Task The_tickets_of_a_session_end_in_one_step_with_it_whatever_its_key_is(int form)
    {
        string[] keys = ["52d4c1a0-1111-2222-3333-444455556666", "ffffffff-ffff-ffff-ffff-ffffffffffff", "52D4C1A0-1111-2222-3333-444455556666", "a/b+c=d~e*f(g)", "\u00e4\u4e2d"];
        if (form == DocumentForm.Compact)
            keys = [.. keys, "UtTBoBERIiIzM0RERVVmZg"]; // as long as a name that is made of bits
        await using var world = new World(server.Address);
        await using var instance = new Instance(server.Address, world.Prefix, world.Time, form);
        var next = 0;
        var store = instance.Store(world.Settings, new SessionNotifications(), () => next < keys.Length * 2 ? keys[next++ % keys.Length] : Guid.NewGuid().ToString());
        var tickets = instance.Tickets();
        var other = await tickets.IssueAsync(new TicketGrant("Clone", "other", "joe"), TimeSpan.FromHours(1), Cancel);
        var without = await tickets.IssueAsync(new TicketGrant("Clone", null, "joe"), TimeSpan.FromHours(1), Cancel);
        foreach (var isOver in new[] { false, true })
        {
            var issued = new List<string>();
            foreach (var key in keys)
            {
                Assert.Equal(key, (await store.AddAsync(World.Data(), [World.NewToken()], Cancel))!.Key);
                for (var i = 0; i < 2; i++)
                    issued.Add(await tickets.IssueAsync(new TicketGrant("Clone", key, "joe"), TimeSpan.FromHours(1), Cancel));
            }

            if (isOver)
            {
                world.Time.Advance(world.Settings.IdleTimeout);
                Assert.Empty(await store.ListAsync(Cancel)); // looks for all that are over
            }
            else
            {
                foreach (var key in keys)
                    Assert.True(await store.RemoveAsync(key, SessionEnd.LoggedOut, Cancel));
            }

            foreach (var ticket in issued)
                Assert.Null(await tickets.FindAsync(ticket, Cancel));
            Assert.NotNull(await tickets.FindAsync(other, Cancel));
            Assert.NotNull(await tickets.FindAsync(without, Cancel));
        }

        Assert.Equal(2, await instance.Engine.AskAsync(database => database.HashLengthAsync(instance.Keys.Tickets[0])));
        Assert.Equal(2, await instance.Engine.AskAsync(database => database.SortedSetLengthAsync(instance.Keys.Tickets[4])));
    }

    [Fact]
    public async Task A_session_that_is_restored_after_its_end_works_as_before_and_expires_on_replicas_that_had_its_calls()
    {
        await using var world = new World(server.Address);
        World.Member[] all = [await world.JoinAsync(), await world.JoinAsync()];
        var (session, token) = await all[0].AddAsync();
        await UseAsync();
        var saved = await all[0].Store.SaveAsync(Cancel);
        Assert.True(await all[0].Store.RemoveAsync(session.Key, SessionEnd.LoggedOut, Cancel));
        await all[0].Store.RestoreAsync(saved, Cancel);
        await World.EventuallyAsync(() => Task.FromResult(all[1].Told.Changed.Count == 2));
        await UseAsync();
        await World.EventuallyAsync(async () =>
        {
            var state = await all[0].Instance.Engine.AskAsync(database => database.HashGetAsync(all[0].Instance.Keys.Sessions[2], SessionName.Of(session.Key, DocumentForm.Newest)));
            return !state.ToString().Contains('.', StringComparison.Ordinal); // no mark of a call is left
        });
        world.Time.Advance(world.Settings.IdleTimeout);
        Assert.Null(await all[1].Store.EnterAsync(token, Cancel));
        await World.EventuallyAsync(() => Task.FromResult(all.All(static member => member.Told.Ended.Count == 2))); // either replica may be the one that ended it
        Assert.All(all, static member => Assert.Equal([SessionEnd.LoggedOut, SessionEnd.Expired], member.Told.Ended.Select(static ended => ended.Reason)));

        async Task UseAsync()
        {
            foreach (var member in all)
            {
                Assert.Equal(session.Key, (await member.Store.EnterAsync(token, Cancel))!.Key);
                Assert.True(await member.Store.LeaveAsync(session.Key));
            }
        }
    }

    [Fact]
    public async Task Replicas_say_that_they_have_told_an_end_and_nothing_of_what_nobody_waits_for()
    {
        await using var world = new World(server.Address);
        var (one, two, three) = (await world.JoinAsync(), await world.JoinAsync(), await world.JoinAsync());
        using var connection = await ConnectionMultiplexer.ConnectAsync(server.Address);
        var heard = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await connection.GetSubscriber().SubscribeAsync(RedisChannel.Literal(one.Instance.Keys.Counters.ToString()), (_, message) => heard.Enqueue(message.ToString()));
        for (var i = 0; i < 5; i++)
        {
            var (session, _) = await one.AddAsync();
            await World.EventuallyAsync(() => Task.FromResult(two.Told.Changed.Any(IsIt) && three.Told.Changed.Any(IsIt)));
            Assert.True(await one.Store.RemoveAsync(session.Key, SessionEnd.LoggedOut, Cancel));

            bool IsIt(Session told) => told.Key == session.Key;
        }

        await World.EventuallyAsync(() => Task.FromResult(heard.Count(static message => message.StartsWith("told ", StringComparison.Ordinal)) == 10));
        Assert.Equal(
            Enumerable.Repeat(new[] { $"later {one.Instance.Replica.Id}", $"changed {one.Instance.Replica.Id}" }, 5).SelectMany(static messages => messages),
            heard.Where(static message => !message.StartsWith("told ", StringComparison.Ordinal)));
        foreach (var other in new[] { two, three })
            Assert.Equal([2, 4, 6, 8, 10], heard.Where(message => message.StartsWith($"told {other.Instance.Replica.Id} ", StringComparison.Ordinal)).Select(static message => int.Parse(message.Split(' ')[2], CultureInfo.InvariantCulture)));
    }

    /// <summary>One that never looks is among those that hints are for. Whoever looks, once in half a second, makes further ones necessary.</summary>
    [Fact]
    public async Task While_nobody_has_looked_since_a_hint_there_is_no_other()
    {
        await using var world = new World(server.Address);
        var one = await world.JoinAsync();
        using var connection = await ConnectionMultiplexer.ConnectAsync(server.Address);
        await connection.GetDatabase().SortedSetAddAsync(one.Instance.Keys.Replicas[0], "deaf", 1e17);
        var heard = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await connection.GetSubscriber().SubscribeAsync(RedisChannel.Literal(one.Instance.Keys.Counters.ToString()), (_, message) => heard.Enqueue(message.ToString()));
        const int Sessions = 60;
        for (var i = 0; i < Sessions; i++)
            await one.AddAsync();
        var two = await world.JoinAsync();
        await two.AddAsync();
        await World.EventuallyAsync(() => Task.FromResult(heard.Contains($"later {two.Instance.Replica.Id}")));
        Assert.InRange(heard.Count(message => message == $"later {one.Instance.Replica.Id}"), 1, Sessions / 2);
    }

    [Fact]
    public async Task A_document_of_a_later_version_is_read_and_what_is_not_known_of_it_is_kept()
    {
        await using var world = new World(server.Address);
        var one = await world.JoinAsync(form: DocumentForm.First);
        var (session, token) = await one.AddAsync();
        var documents = one.Instance.Keys.Sessions[1];
        using var connection = await ConnectionMultiplexer.ConnectAsync(server.Address);
        var database = connection.GetDatabase();
        async Task<string> ReadAsync() => System.Text.Encoding.Latin1.GetString((byte[])(await database.HashGetAsync(documents, session.Key))!);
        var later = (await ReadAsync()).Replace("{\"v\":1,", "{\"v\":2,\"mood\":\"good\",", StringComparison.Ordinal);
        await database.HashSetAsync(documents, session.Key, System.Text.Encoding.Latin1.GetBytes(later));
        Assert.Equal("joe", (await one.Store.EnterAsync(token, Cancel))!.Data.User.UserName);
        await one.Store.UpdateAsync(session.Key, static data => data with { Locale = "de" }, Cancel);
        Assert.Contains("\"mood\":\"good\"", await ReadAsync(), StringComparison.Ordinal);
        Assert.Contains("\"v\":2", await ReadAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_compact_document_of_a_later_version_is_read_and_what_is_not_known_of_it_is_kept()
    {
        await using var world = new World(server.Address);
        var one = await world.JoinAsync();
        var (session, token) = await one.AddAsync();
        var (documents, name) = (one.Instance.Keys.Sessions[1], SessionName.Of(session.Key, DocumentForm.Compact));
        using var connection = await ConnectionMultiplexer.ConnectAsync(server.Address);
        var database = connection.GetDatabase();
        async Task<byte[]> ReadAsync() => (byte[])(await database.HashGetAsync(documents, name))!;
        await database.HashSetAsync(documents, name, (byte[])[.. (await ReadAsync())[..^1], .. ",\"good\",{\"a\":[1]}]"u8]);
        Assert.Equal("joe", (await one.Store.EnterAsync(token, Cancel))!.Data.User.UserName);
        await one.Store.UpdateAsync(session.Key, static data => data with { Locale = "de" }, Cancel);
        Assert.EndsWith("\"govc\",\"good\",{\"a\":[1]}]", System.Text.Encoding.Latin1.GetString(await ReadAsync()), StringComparison.Ordinal);
        Assert.Equal("de", (await one.Store.FindAsync(session.Key, Cancel))!.Data.Locale);
    }

    [Fact]
    public async Task The_engine_has_no_token_and_no_ticket_in_plain_form()
    {
        await using var world = new World(server.Address);
        var one = await world.JoinAsync();
        var (session, token) = await one.AddAsync();
        var ticket = await one.Instance.Tickets().IssueAsync(new TicketGrant("Clone", session.Key, "joe"), TimeSpan.FromMinutes(1), Cancel);
        using var connection = await ConnectionMultiplexer.ConnectAsync(server.Address);
        var database = connection.GetDatabase();
        var kept = new List<string>();
        foreach (var key in one.Instance.Keys.Sessions.Concat(one.Instance.Keys.Tickets).Concat(one.Instance.Keys.Replicas).Distinct())
        {
            if (await database.KeyTypeAsync(key) == RedisType.Hash)
                kept.AddRange((await database.HashGetAllAsync(key)).SelectMany(static entry => new[] { entry.Name.ToString(), entry.Value.ToString() }));
            else
                kept.AddRange((await database.SortedSetRangeByRankAsync(key)).Select(static member => member.ToString()));
        }

        Assert.Contains(kept, text => text.Contains(SessionName.Of(session.Key, DocumentForm.Compact), StringComparison.Ordinal));
        Assert.DoesNotContain(kept, text => text.Contains(token.Reveal(), StringComparison.OrdinalIgnoreCase) || text.Contains(ticket, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Instances_in_one_engine_do_not_see_each_other()
    {
        await using var world = new World(server.Address);
        await using var other = new World(server.Address);
        var (one, two) = (await world.JoinAsync(), await other.JoinAsync());
        var (session, token) = await one.AddAsync();
        Assert.Null(await two.Store.EnterAsync(token, Cancel));
        Assert.Null(await two.Store.FindAsync(session.Key, Cancel));
        Assert.Empty(await two.Store.ListAsync(Cancel));
    }

    [Fact]
    public async Task A_key_that_a_live_session_has_is_made_anew()
    {
        await using var world = new World(server.Address);
        var keys = new Queue<string>(["52-a", "52-a", "52-b"]);
        await using var instance = new Instance(server.Address, world.Prefix, world.Time);
        var store = instance.Store(world.Settings, new SessionNotifications(), keys.Dequeue);
        Assert.Equal("52-a", (await store.AddAsync(World.Data(), [World.NewToken()], Cancel))!.Key);
        Assert.Equal("52-b", (await store.AddAsync(World.Data(), [World.NewToken()], Cancel))!.Key);
    }

    [Fact]
    public async Task A_session_ends_after_its_longest_life_whatever_its_calls()
    {
        await using var world = new World(server.Address);
        var one = await world.JoinAsync();
        var (session, token) = await one.AddAsync();
        world.Settings.MaxLifetime = TimeSpan.FromHours(1);
        for (var i = 0; i < 4; i++)
        {
            Assert.NotNull(await one.Store.EnterAsync(token, Cancel));
            await one.Store.LeaveAsync(session.Key);
            world.Time.Advance(TimeSpan.FromMinutes(15));
        }

        Assert.Empty(await one.Store.ListAsync(Cancel));
        Assert.Equal(SessionEnd.Expired, Assert.Single(one.Told.Ended).Reason);
    }

    /// <summary>A clock that goes on while its timers do not.</summary>
    private sealed class SleptClock : TimeProvider
    {
        private long _slept;

        public void Sleep(TimeSpan time) => Interlocked.Add(ref _slept, (long)(time.TotalSeconds * TimestampFrequency));

        public override long GetTimestamp() => base.GetTimestamp() + Interlocked.Read(ref _slept);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private static Task<T[]> RaceAsync<T>(Func<int, Task<T>> run) => Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() => run(i), Cancel)));
}

public sealed class RedisReplicaTests(RedisServer server) : ReplicaTests(server), IClassFixture<RedisServer>
{
    /// <summary>The client library has one connection for commands and one for messages, and says that it is connected when the first is.</summary>
    [Fact]
    public async Task A_replica_serves_before_its_connection_for_messages_is_there_and_hears_them_afterwards()
    {
        var second = new TaskCompletionSource();
        await using var proxy = new CountingProxy(server.Address, number => number == 1 ? Task.CompletedTask : second.Task);
        await using var instance = new Instance(proxy.Address, Instance.NewPrefix(), TimeProvider.System);
        var hints = 0;
        instance.Replica.Feed.Hinted += () => Interlocked.Increment(ref hints);
        await instance.Replica.EnsureAsync(TestContext.Current.CancellationToken);
        Assert.True(instance.Replica.IsHeld);

        second.SetResult();
        using var other = await ConnectionMultiplexer.ConnectAsync(server.Address);
        await World.EventuallyAsync(async () =>
        {
            await other.GetSubscriber().PublishAsync(RedisChannel.Literal(instance.Keys.Counters.ToString()), "a message");
            return Volatile.Read(ref hints) > 0;
        });
    }
}

public sealed class GarnetReplicaTests(GarnetServer server) : ReplicaTests(server), IClassFixture<GarnetServer>;
