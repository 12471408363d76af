using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Users;

namespace VimSessionService.Core.Tests.Sessions;

public sealed class InMemorySessionStoreTests : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly SessionSettings _settings = new() { ReservedSessions = 0 };
    private readonly SessionTokenIssuer _tokens = new();
    private readonly List<(string Key, SessionEnd Reason)> _ended = [];
    private readonly InMemorySessionStore _store;

    public InMemorySessionStoreTests()
    {
        _store = new InMemorySessionStore(_time, _settings);
        _store.Ended += (session, reason) =>
        {
            lock (_ended)
                _ended.Add((session.Key, reason));
        };
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_session_begins_with_no_calls_and_its_login_as_its_last_activity()
    {
        var (session, _) = await AddAsync();
        Assert.Equal(0, session.CallCount);
        Assert.Equal(session.LoginTime, session.LastActiveTime);
        Assert.Equal(_time.GetUtcNow().UtcDateTime, session.LoginTime);
        Assert.Equal(DateTimeKind.Utc, session.LastActiveTime.Kind);
    }

    [Fact]
    public async Task A_token_opens_its_session_and_each_entry_is_a_call()
    {
        var (session, token) = await AddAsync();
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Same(session, await _store.EnterAsync(token, Cancel));
        Assert.Equal(1, session.CallCount);
        Assert.Equal(session.LoginTime.AddMinutes(1), session.LastActiveTime);
        _time.Advance(TimeSpan.FromMinutes(1));
        await _store.LeaveAsync(session);
        Assert.Equal(1, session.CallCount);
        Assert.Equal(session.LoginTime.AddMinutes(2), session.LastActiveTime);
    }

    [Fact]
    public async Task The_public_key_opens_nothing()
    {
        var (session, _) = await AddAsync();
        Assert.Null(await _store.EnterAsync(new SessionToken(session.Key), Cancel));
    }

    [Theory]
    [InlineData("")]
    [InlineData("7bea48466ca72276d54d979e86c48fb254b0f4ec")]
    public async Task An_unknown_token_opens_nothing(string text)
    {
        await AddAsync();
        Assert.Null(await _store.EnterAsync(new SessionToken(text), Cancel));
        Assert.Null(await _store.EnterAsync(new SessionToken(new string('a', 1_000_000)), Cancel));
    }

    [Fact]
    public async Task A_session_dies_at_the_end_of_its_idle_time_and_not_before()
    {
        var (session, token) = await AddAsync();
        _time.Advance(_settings.IdleTimeout - Tick);
        Assert.NotNull(await _store.FindAsync(session.Key, Cancel));
        Assert.Empty(_ended);
        _time.Advance(Tick);
        Assert.Equal((session.Key, SessionEnd.Expired), Assert.Single(_ended));
        Assert.Null(await _store.EnterAsync(token, Cancel));
        Assert.Null(await _store.FindAsync(session.Key, Cancel));
        Assert.Empty(await _store.ListAsync(Cancel));
        Assert.Equal(0, _store.Count);
    }

    [Fact]
    public async Task Each_call_begins_the_idle_time_anew()
    {
        var (session, token) = await AddAsync();
        for (var i = 0; i < 5; i++)
        {
            _time.Advance(_settings.IdleTimeout - Tick);
            await CallAsync(token);
        }

        Assert.Empty(_ended);
        _time.Advance(_settings.IdleTimeout);
        Assert.Equal((session.Key, SessionEnd.Expired), Assert.Single(_ended));
    }

    [Fact]
    public async Task Looking_at_a_session_is_no_activity_of_it()
    {
        var (session, _) = await AddAsync();
        _time.Advance(_settings.IdleTimeout - Tick);
        await _store.FindAsync(session.Key, Cancel);
        await _store.ListAsync(Cancel);
        await _store.UpdateAsync(session.Key, data => data with { Locale = "de" }, Cancel);
        _time.Advance(Tick);
        Assert.Single(_ended);
    }

    [Fact]
    public async Task A_call_in_flight_keeps_its_session_and_the_idle_time_counts_from_its_end()
    {
        var (session, token) = await AddAsync();
        await _store.EnterAsync(token, Cancel);
        _time.Advance(TimeSpan.FromHours(5));
        Assert.NotNull(await _store.FindAsync(session.Key, Cancel));
        await _store.LeaveAsync(session);
        _time.Advance(_settings.IdleTimeout - Tick);
        Assert.Empty(_ended);
        _time.Advance(Tick);
        Assert.Null(await _store.FindAsync(session.Key, Cancel));
        _time.Advance(_settings.IdleTimeout);
        Assert.Single(_ended);
    }

    [Fact]
    public async Task The_last_of_several_calls_in_flight_counts()
    {
        var (session, token) = await AddAsync();
        await _store.EnterAsync(token, Cancel);
        await _store.EnterAsync(token, Cancel);
        await _store.LeaveAsync(session);
        _time.Advance(TimeSpan.FromHours(5));
        Assert.NotNull(await _store.FindAsync(session.Key, Cancel));
        await _store.LeaveAsync(session);
        _time.Advance(_settings.IdleTimeout);
        Assert.Null(await _store.FindAsync(session.Key, Cancel));
    }

    [Fact]
    public async Task A_shorter_idle_time_ends_existing_sessions_at_once()
    {
        var (session, token) = await AddAsync();
        _time.Advance(TimeSpan.FromMinutes(10));
        var (younger, _) = await AddAsync();
        _settings.IdleTimeout = TimeSpan.FromMinutes(5);
        Assert.Equal((session.Key, SessionEnd.Expired), Assert.Single(_ended));
        Assert.Null(await _store.EnterAsync(token, Cancel));
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal((younger.Key, SessionEnd.Expired), _ended[^1]);
    }

    [Fact]
    public async Task A_longer_idle_time_prolongs_existing_sessions()
    {
        var (session, _) = await AddAsync();
        _time.Advance(TimeSpan.FromMinutes(29));
        _settings.IdleTimeout = TimeSpan.FromHours(2);
        _time.Advance(TimeSpan.FromMinutes(90));
        Assert.NotNull(await _store.FindAsync(session.Key, Cancel));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Single(_ended);
    }

    [Fact]
    public async Task An_idle_time_of_months_is_kept()
    {
        _settings.IdleTimeout = TimeSpan.FromDays(90);
        await AddAsync();
        for (var i = 0; i < 89; i++)
            _time.Advance(TimeSpan.FromDays(1));
        Assert.Empty(_ended);
        _time.Advance(TimeSpan.FromDays(1));
        Assert.Single(_ended);
    }

    [Fact]
    public async Task A_correction_of_the_wall_clock_ends_no_session()
    {
        using var time = new ShiftedClock();
        using var store = new InMemorySessionStore(time, _settings);
        var session = await store.AddAsync(Data(), [_tokens.Create(World.Client.Address)], Cancel);
        time.Shift = TimeSpan.FromDays(1);
        Assert.NotNull(await store.FindAsync(session!.Key, Cancel));
    }

    [Fact]
    public async Task At_the_cap_no_session_is_added_until_one_ends()
    {
        _settings.MaxSessions = 2;
        var (first, _) = await AddAsync();
        await AddAsync();
        Assert.Null(await TryAddAsync());
        await _store.RemoveAsync(first.Key, SessionEnd.LoggedOut, Cancel);
        Assert.NotNull(await TryAddAsync());
        Assert.Null(await TryAddAsync());
        Assert.Equal(2, _store.Count);
    }

    [Fact]
    public async Task At_the_cap_what_is_due_makes_room()
    {
        using var stopped = new StoppedTimers(_time);
        using var store = new InMemorySessionStore(stopped, _settings);
        _settings.MaxSessions = 1;
        Assert.NotNull(await store.AddAsync(Data(), [_tokens.Create(World.Client.Address)], Cancel));
        _time.Advance(_settings.IdleTimeout);
        Assert.Equal(1, store.Count);
        Assert.NotNull(await store.AddAsync(Data(), [_tokens.Create(World.Client.Address)], Cancel));
        Assert.Equal(1, store.Count);
    }

    [Fact]
    public async Task A_late_call_notices_the_expiry_before_the_timer_does()
    {
        using var stopped = new StoppedTimers(_time);
        using var store = new InMemorySessionStore(stopped, _settings);
        var ends = new List<SessionEnd>();
        store.Ended += (_, reason) => ends.Add(reason);
        var token = _tokens.Create(World.Client.Address);
        await store.AddAsync(Data(), [token], Cancel);
        _time.Advance(_settings.IdleTimeout);
        Assert.Null(await store.EnterAsync(token, Cancel));
        Assert.Null(await store.EnterAsync(token, Cancel));
        Assert.Equal(SessionEnd.Expired, Assert.Single(ends));
        Assert.Equal(0, store.Count);
    }

    [Fact]
    public async Task Of_many_that_notice_one_expiry_exactly_one_raises_it()
    {
        using var stopped = new StoppedTimers(_time);
        using var store = new InMemorySessionStore(stopped, _settings);
        var ends = 0;
        store.Ended += (_, _) => Interlocked.Increment(ref ends);
        var token = _tokens.Create(World.Client.Address);
        var session = await store.AddAsync(Data(), [token], Cancel);
        _time.Advance(_settings.IdleTimeout);
        await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(
            async () =>
            {
                if (i % 2 == 0)
                    Assert.Null(await store.EnterAsync(token, Cancel));
                else
                    Assert.False(await store.RemoveAsync(session!.Key, SessionEnd.Terminated, Cancel));
            },
            Cancel)));
        Assert.Equal(1, ends);
        Assert.Equal(0, store.Count);
    }

    [Fact]
    public async Task A_cap_of_zero_is_none_and_a_raised_cap_holds_at_once()
    {
        _settings.MaxSessions = 1;
        await AddAsync();
        Assert.Null(await TryAddAsync());
        _settings.MaxSessions = 2;
        Assert.NotNull(await TryAddAsync());
        _settings.MaxSessions = 0;
        Assert.NotNull(await TryAddAsync());
    }

    [Fact]
    public async Task The_cap_holds_against_many_at_once()
    {
        _settings.MaxSessions = 10;
        var added = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => TryAddAsync(), Cancel)));
        Assert.Equal(10, added.Count(session => session is not null));
        Assert.Equal(10, _store.Count);
    }

    [Fact]
    public async Task Of_many_that_end_one_session_exactly_one_is_told_so()
    {
        for (var round = 0; round < 20; round++)
        {
            _ended.Clear();
            var (session, token) = await AddAsync();
            var results = await Task.WhenAll(Enumerable.Range(0, 64).Select(
                _ => Task.Run(() => _store.RemoveAsync(session.Key, SessionEnd.Terminated, Cancel).AsTask(), Cancel)));
            Assert.Single(results, won => won);
            Assert.Single(_ended);
            Assert.Equal(0, _store.Count);
            Assert.Null(await _store.EnterAsync(token, Cancel));
        }
    }

    [Fact]
    public async Task Calls_and_ends_at_once_leave_nothing_behind()
    {
        for (var round = 0; round < 20; round++)
        {
            var (session, token) = await AddAsync();
            await Task.WhenAll(Enumerable.Range(0, 32).Select(i => Task.Run(
                async () =>
                {
                    if (i == 16)
                        await _store.RemoveAsync(session.Key, SessionEnd.LoggedOut, Cancel);
                    else if (await _store.EnterAsync(token, Cancel) is { } entered)
                        await _store.LeaveAsync(entered);
                },
                Cancel)));
            Assert.Equal(0, _store.Count);
        }

        Assert.Equal(20, _ended.Count);
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(20, _ended.Count);
    }

    [Fact]
    public async Task An_ended_session_tells_those_who_wait_on_it_and_stays_readable()
    {
        var (session, token) = await AddAsync();
        var waiting = session.Ended;
        Assert.False(waiting.IsCancellationRequested);
        await _store.EnterAsync(token, Cancel);
        await _store.RemoveAsync(session.Key, SessionEnd.Terminated, Cancel);
        Assert.True(waiting.IsCancellationRequested);
        Assert.True(session.Ended.IsCancellationRequested);
        await _store.LeaveAsync(session);
        Assert.Equal("root", session.Data.User.UserName);
        Assert.Equal(1, session.CallCount);
    }

    [Fact]
    public async Task Ended_is_cancelled_for_one_who_asks_only_afterwards()
    {
        var (session, _) = await AddAsync();
        _time.Advance(_settings.IdleTimeout);
        Assert.True(session.Ended.IsCancellationRequested);
    }

    [Fact]
    public async Task A_session_may_have_two_tokens_and_both_die_with_it()
    {
        var old = _tokens.Create(World.Client.Address);
        var fresh = _tokens.Create(World.Client.Address);
        var session = await _store.AddAsync(Data(), [fresh, old], Cancel);
        Assert.Same(session, await _store.EnterAsync(old, Cancel));
        Assert.Same(session, await _store.EnterAsync(fresh, Cancel));
        await _store.RemoveAsync(session!.Key, SessionEnd.LoggedOut, Cancel);
        Assert.Null(await _store.EnterAsync(old, Cancel));
        Assert.Null(await _store.EnterAsync(fresh, Cancel));
    }

    [Fact]
    public async Task A_token_of_a_live_session_is_not_taken_from_it()
    {
        var (owner, token) = await AddAsync();
        var other = await _store.AddAsync(Data(), [_tokens.Create(World.Client.Address), token], Cancel);
        Assert.Same(owner, await _store.EnterAsync(token, Cancel));
        await _store.RemoveAsync(other!.Key, SessionEnd.LoggedOut, Cancel);
        Assert.Same(owner, await _store.EnterAsync(token, Cancel));
    }

    [Fact]
    public async Task The_list_is_in_the_order_of_the_logins()
    {
        var keys = new List<string>();
        for (var i = 0; i < 50; i++)
            keys.Add((await AddAsync()).Session.Key);
        Assert.Equal(keys, (await _store.ListAsync(Cancel)).Select(session => session.Key));
    }

    [Fact]
    public async Task An_update_shows_in_the_session_and_concurrent_ones_all_count()
    {
        var (session, _) = await AddAsync();
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(
            () => _store.UpdateAsync(session.Key, data => data with { UserAgent = data.UserAgent + "x" }, Cancel).AsTask(), Cancel)));
        Assert.Equal(64, session.Data.UserAgent.Length);
        await _store.RemoveAsync(session.Key, SessionEnd.LoggedOut, Cancel);
        Assert.False(await _store.UpdateAsync(session.Key, data => data, Cancel));
    }

    [Fact]
    public async Task Attachments_are_made_once_and_belong_to_one_session()
    {
        var (session, _) = await AddAsync();
        var (other, _) = await AddAsync();
        var list = session.Attachments.GetOrAdd(() => new List<int>());
        Assert.Same(list, session.Attachments.GetOrAdd(() => new List<int>()));
        Assert.NotSame(list, other.Attachments.GetOrAdd(() => new List<int>()));
    }

    [Fact]
    public async Task Sessions_of_very_different_activity_expire_each_at_its_own_time()
    {
        var tokens = new List<SessionToken>();
        for (var i = 0; i < 200; i++)
            tokens.Add((await AddAsync()).Token);
        for (var minute = 1; minute <= 20; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            for (var i = minute * 10; i < 200; i++)
                await CallAsync(tokens[i]);
        }

        for (var minute = 1; minute <= 10; minute++)
            _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(10, _ended.Count);
        for (var minute = 1; minute < 20; minute++)
        {
            _time.Advance(TimeSpan.FromMinutes(1));
            Assert.Equal(10 + (minute * 10), _ended.Count);
        }
    }

    private async Task<(ISession Session, SessionToken Token)> AddAsync()
    {
        var token = _tokens.Create(World.Client.Address);
        return ((await _store.AddAsync(Data(), [token], Cancel))!, token);
    }

    [Fact]
    public async Task A_handler_that_throws_hinders_neither_the_expiry_nor_the_other_handlers()
    {
        var told = 0;
        _store.Ended += (_, _) => throw new InvalidOperationException("broken");
        _store.Ended += (_, _) => told++;
        Assert.NotNull(await TryAddAsync());
        Assert.NotNull(await TryAddAsync());
        _time.Advance(TimeSpan.FromMinutes(31)); // on the timer
        Assert.Equal((2, 0), (told, _store.Count));
    }

    private async Task<ISession?> TryAddAsync() => await _store.AddAsync(Data(), [_tokens.Create(World.Client.Address)], Cancel);

    private async Task CallAsync(SessionToken token) => await _store.LeaveAsync((await _store.EnterAsync(token, Cancel))!);

    private static SessionData Data() => new()
    {
        User = new UserIdentity("root", "root", []),
        Locale = "en",
        MessageLocale = "en",
        IpAddress = "10.0.0.7",
        UserAgent = "",
    };

    /// <summary>A wall clock that can be corrected while the monotonic one goes on.</summary>
    private sealed class ShiftedClock : TimeProvider, IDisposable
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;

        public void Dispose() => Shift = TimeSpan.Zero;
    }

    /// <summary>A clock whose timers never fire.</summary>
    private sealed class StoppedTimers(FakeTimeProvider time) : TimeProvider, IDisposable
    {
        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(static _ => { }, state: null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public void Dispose()
        {
        }
    }
}
