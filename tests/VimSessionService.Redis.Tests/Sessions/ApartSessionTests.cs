using StackExchange.Redis;
using VimSessionService.Contracts.Sessions;
using VimSessionService.Core.Sessions;
using VimSessionService.Redis.Events;
using VimSessionService.Redis.Records;
using VimSessionService.Redis.Replicas;
using VimSessionService.Redis.Sessions;
using VimSessionService.Redis.Tests.Engines;
using VimSessionService.Redis.Tests.Events;
using VimSessionService.Vim25;

namespace VimSessionService.Redis.Tests.Sessions;

/// <summary>The sessions that are kept apart, at several replicas, beside those that the doors share.</summary>
public abstract class ApartSessionTests(IEngineServer server)
{
    private static CancellationToken Cancel => World.Cancel;

    [Fact]
    public async Task A_session_is_used_listed_and_ended_at_any_replica()
    {
        await using var world = new ApartWorld(server.Address);
        Member[] all = [await world.JoinAsync(), await world.JoinAsync(), await world.JoinAsync()];
        var (session, token) = await all[0].AddAsync();
        for (var i = 0; i < 6; i++)
        {
            Assert.Equal((session.Key, i + 1), ((await all[i % 3].Apart.EnterAsync(token, Cancel))!.Key, (await all[(i + 1) % 3].Apart.FindAsync(session.Key, Cancel))!.CallCount));
            Assert.True(await all[i % 3].Apart.LeaveAsync(session.Key));
            Assert.Equal(session.Key, Assert.Single(await all[(i + 2) % 3].Apart.ListAsync(Cancel)).Key);
        }

        Assert.True(await all[1].Apart.RemoveAsync(session.Key, SessionEnd.LoggedOut, Cancel));
        foreach (var member in all)
        {
            Assert.Null(await member.Apart.EnterAsync(token, Cancel));
            Assert.Equal((session.Key, SessionEnd.LoggedOut, member == all[1]), Assert.Single(member.Told.Ended.Select(static ended => (ended.Session.Key, ended.Reason, ended.Here))));
            Assert.Empty(member.DoorsTold.Ended);
        }
    }

    [Fact]
    public async Task The_two_kinds_of_sessions_do_not_see_each_other_and_have_caps_of_their_own()
    {
        await using var world = new ApartWorld(server.Address);
        var (one, two) = (await world.JoinAsync(), await world.JoinAsync());
        world.Settings.MaxSessions = 1;
        world.ApartSettings.MaxSessions = 2;
        var (apart, apartToken) = await one.AddAsync();
        Assert.NotNull(await two.Doors.AddAsync(World.Data(), [World.NewToken()], Cancel));
        await two.AddAsync();
        Assert.Null(await one.Doors.AddAsync(World.Data(), [World.NewToken()], Cancel));
        Assert.Null(await one.Apart.AddAsync(World.Data(), [World.NewToken()], Cancel));
        Assert.Null(await two.Doors.EnterAsync(apartToken, Cancel));
        Assert.Null(await two.Doors.FindAsync(apart.Key, Cancel));
        Assert.False(await two.Doors.RemoveAsync(apart.Key, SessionEnd.Terminated, Cancel));
        Assert.Equal((1, 2), ((await one.Doors.ListAsync(Cancel)).Count, (await one.Apart.ListAsync(Cancel)).Count));
    }

    [Fact]
    public async Task The_cap_of_a_user_is_exact_over_all_replicas()
    {
        await using var world = new ApartWorld(server.Address);
        Member[] all = [await world.JoinAsync(), await world.JoinAsync(), await world.JoinAsync()];
        world.ApartSettings.MaxUserSessions = 7;
        var added = await Task.WhenAll(Enumerable.Range(0, 48).Select(i => Task.Run(
            async () => await all[i % 3].Apart.AddAsync(World.Data() with { IsAdministrator = false }, [World.NewToken()], Cancel), Cancel)));
        Assert.Equal(7, added.Count(static session => session is not null));
        Assert.True(await all[0].Apart.RemoveAsync(added.First(static session => session is not null)!.Key, SessionEnd.LoggedOut, Cancel));
        Assert.NotNull(await all[1].Apart.AddAsync(World.Data(), [World.NewToken()], Cancel));
        Assert.Null(await all[2].Apart.AddAsync(World.Data(), [World.NewToken()], Cancel));
    }

    [Fact]
    public async Task A_session_ends_a_fixed_time_after_its_login_though_it_is_used_and_is_told_at_every_replica()
    {
        await using var world = new ApartWorld(server.Address);
        var (one, two) = (await world.JoinAsync(), await world.JoinAsync());
        world.ApartSettings.MaxLifetime = TimeSpan.FromHours(1);
        world.ApartSettings.MaxUserSessions = 1;
        var (session, token) = await one.AddAsync();
        for (var i = 0; i < 3; i++)
        {
            world.Time.Advance(TimeSpan.FromMinutes(19));
            Assert.NotNull(await two.Apart.EnterAsync(token, Cancel));
            Assert.True(await two.Apart.LeaveAsync(session.Key));
        }

        Assert.Null(await two.Apart.AddAsync(World.Data(), [World.NewToken()], Cancel));
        world.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.NotNull(await two.Apart.AddAsync(World.Data(), [World.NewToken()], Cancel));
        Assert.Null(await one.Apart.EnterAsync(token, Cancel));
        Member[] both = [one, two];
        await World.EventuallyAsync(() => Task.FromResult(both.All(static member => member.Told.Ended.Count > 0))); // it is ended by the call, or before it by a replica's own timer
        foreach (var member in both)
            Assert.Equal((session.Key, SessionEnd.Expired), Assert.Single(member.Told.Ended.Select(static ended => (ended.Session.Key, ended.Reason))));
    }

    [Fact]
    public async Task The_begin_and_the_end_are_events_of_the_one_log()
    {
        await using var world = new ApartWorld(server.Address);
        var (one, two) = (await world.JoinAsync(), await world.JoinAsync());
        var (session, _) = await one.AddAsync();
        Assert.Equal(session.Key, Assert.IsType<UserLoginSessionEvent>(Assert.Single(await SharedEventTests.ReadAsync(two.Events))).SessionId);
        Assert.True(await two.Apart.RemoveAsync(session.Key, SessionEnd.LoggedOut, Cancel));
        Assert.Equal(session.Key, Assert.IsType<UserLogoutSessionEvent>((await SharedEventTests.ReadAsync(one.Events))[1]).SessionId);
    }

    [Fact]
    public async Task A_session_outlives_the_only_replica_and_is_ended_by_the_next_without_a_call()
    {
        await using var world = new ApartWorld(server.Address);
        var before = await world.JoinAsync();
        var (session, token) = await before.AddAsync();
        await before.Instance.DisposeAsync();
        var after = await world.JoinAsync();
        Assert.Equal(session.Key, (await after.Apart.EnterAsync(token, Cancel))!.Key);
        Assert.True(await after.Apart.LeaveAsync(session.Key));
        await after.Instance.DisposeAsync();
        var last = await world.JoinAsync();
        world.Time.Advance(world.ApartSettings.IdleTimeout);
        await World.EventuallyAsync(() => Task.FromResult(last.Told.Ended.Any()));
        Assert.Equal(0, await CountAsync(last));
    }

    [Fact]
    public async Task Many_calls_cost_no_look_at_all_sessions()
    {
        await using var world = new ApartWorld(server.Address);
        var one = await world.JoinAsync();
        var (session, token) = await one.AddAsync();
        var sent = new List<Redis.Engine.EngineScript>();
        one.Instance.Engine.Sending = sent.Add;
        for (var i = 0; i < 20; i++)
        {
            Assert.NotNull(await one.Apart.EnterAsync(token, Cancel));
            Assert.True(await one.Apart.LeaveAsync(session.Key));
        }

        one.Instance.Engine.Sending = null;
        Assert.DoesNotContain(SessionScripts.List, sent.ToArray());
        Assert.Equal(20, sent.ToArray().Count(static script => script == SessionScripts.EnterKnown));
    }

    [Fact]
    public async Task The_engine_has_hashes_of_tokens_and_no_expiry_of_its_own()
    {
        await using var world = new ApartWorld(server.Address);
        var one = await world.JoinAsync();
        var (_, token) = await one.AddAsync();
        using var connection = await ConnectionMultiplexer.ConnectAsync(server.Address);
        var database = connection.GetDatabase();
        var keys = one.Instance.Keys.Apart.Sessions;
        var entry = Assert.Single(await database.HashGetAllAsync(keys[0]));
        Assert.Equal(token.Hash!.Value.ToArray()[..30], (byte[])entry.Name!);
        var document = (byte[])Assert.Single(await database.HashGetAllAsync(keys[1])).Value!;
        Assert.Equal(-1, document.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(token.Reveal())));
        foreach (var key in keys)
            Assert.Null(await database.KeyTimeToLiveAsync(key));
    }

    /// <summary>A replica of an earlier version reads no change of such a kind, and passes it over.</summary>
    [Fact]
    public async Task Their_changes_are_of_kinds_of_their_own()
    {
        await using var world = new ApartWorld(server.Address);
        var (one, _) = (await world.JoinAsync(), await world.JoinAsync());
        var (session, _) = await one.AddAsync();
        using var connection = await ConnectionMultiplexer.ConnectAsync(server.Address);
        var text = (byte[])Assert.Single(await connection.GetDatabase().HashGetAllAsync(one.Instance.Keys.Replicas[2])).Value!;
        Assert.Equal((byte)'c', text[0]);
        var change = Change.Parse(1, text)!;
        Assert.Equal((true, ChangeKind.Session, null), (change.IsApart, change.Kind, change.EndReason));
        Assert.Equal(session.Key, SessionName.KeyOf(change.Key));
        Assert.Equal((true, 2), (Change.Parse(1, "e2 r k s\n"u8.ToArray())!.IsApart, Change.Parse(1, "e2 r k s\n"u8.ToArray())!.EndReason));
        Assert.False(Change.Parse(1, "E2 r k s\n"u8.ToArray())!.IsApart);
    }

    private static Task<long> CountAsync(Member member) => member.Instance.Engine.AskAsync(database => database.HashLengthAsync(member.Instance.Keys.Apart.Sessions[1]));

    private sealed class ApartWorld(string address) : IAsyncDisposable
    {
        private readonly string _prefix = Instance.NewPrefix();
        private readonly List<Member> _members = [];

        public Microsoft.Extensions.Time.Testing.FakeTimeProvider Time { get; } = new(World.Time0);

        public SessionLimits Settings { get; } = new() { ReservedSessions = 0 };

        public SessionLimits ApartSettings { get; } = new() { ReservedSessions = 0 };

        public async Task<Member> JoinAsync()
        {
            var member = new Member(new Instance(address, _prefix, Time), Settings, ApartSettings);
            _members.Add(member);
            await member.Doors.StartAsync(Cancel);
            await member.Apart.StartAsync(Cancel);
            return member;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var member in _members)
                await member.Instance.DisposeAsync();
        }
    }

    /// <summary>A replica with both kinds of sessions, and what its observers are told of each.</summary>
    private sealed class Member
    {
        public Member(Instance instance, SessionLimits settings, SessionLimits apart)
        {
            Instance = instance;
            Events = instance.Events();
            Doors = instance.Store(settings, TellingTo(DoorsTold));
            Apart = instance.ApartStore(apart, TellingTo(Told));
        }

        public Instance Instance { get; }

        public RedisEventLog Events { get; }

        public RedisSessionStore Doors { get; }

        public RedisSessionStore Apart { get; }

        public RecordedSessions DoorsTold { get; } = new();

        public RecordedSessions Told { get; } = new();

        public async Task<(Session Session, SessionToken Token)> AddAsync()
        {
            var token = World.NewToken();
            return ((await Apart.AddAsync(World.Data(), [token], Cancel))!, token);
        }

        private static SessionNotifications TellingTo(RecordedSessions told)
        {
            var notifications = new SessionNotifications();
            notifications.Register(told);
            return notifications;
        }
    }
}

public sealed class RedisApartSessionTests(RedisServer server) : ApartSessionTests(server), IClassFixture<RedisServer>;

public sealed class GarnetApartSessionTests(GarnetServer server) : ApartSessionTests(server), IClassFixture<GarnetServer>;
