using System.Net;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;

namespace VimSessionService.Contracts.Sessions;

/// <summary>What every <see cref="ISessionStore"/> does.</summary>
public abstract class SessionStoreContract : IAsyncLifetime
{
    /// <summary>The shortest time.</summary>
    protected static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly SessionTokenIssuer _tokens = new();

    /// <summary>Makes the clock, the settings and the notifications of the test; the store is made before each test.</summary>
    protected SessionStoreContract()
    {
        Notifications = new SessionNotifications(Time);
        Notifications.Register(Told);
    }

    /// <summary>The clock.</summary>
    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>How long and how many sessions live; nothing is reserved.</summary>
    protected SessionLimits Settings { get; private set; } = new() { ReservedSessions = 0 };

    /// <summary>What the store tells.</summary>
    protected SessionNotifications Notifications { get; }

    /// <summary>What observers were told.</summary>
    protected RecordedSessions Told { get; } = new();

    /// <summary>The store.</summary>
    protected ISessionStore Store { get; private set; } = null!;

    /// <summary>Cancelled when the test is.</summary>
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Whether the last places and any number of sessions are for users who may end sessions, as <see cref="ISessionStore"/> says; false for a store that treats all alike.</summary>
    protected virtual bool ExemptsAdministrators => true;

    /// <summary>Makes an empty store; it is disposed of after the test if it can be.</summary>
    protected abstract ISessionStore CreateStore(TimeProvider time, SessionLimits settings, SessionNotifications notifications);

    /// <inheritdoc/>
    public ValueTask InitializeAsync()
    {
        Store = CreateStore(Time, Settings, Notifications);
        return default;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await DisposeStoreAsync();
        Notifications.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_session_begins_with_no_calls_and_its_login_as_its_last_activity()
    {
        var (session, _) = await AddAsync();
        Assert.Equal(0, session.CallCount);
        Assert.Equal(session.LoginTime, session.LastActiveTime);
        Assert.Equal(Time.GetUtcNow().UtcDateTime, session.LoginTime);
        Assert.Equal(DateTimeKind.Utc, session.LoginTime.Kind);
        Assert.Equal(DateTimeKind.Utc, session.LastActiveTime.Kind);
    }

    [Fact]
    public async Task A_session_keeps_what_its_login_gave_it()
    {
        var data = Data("joe") with
        {
            User = new UserIdentity("joe", "Joe Doe", ["staff", "admins"]) { OwnGroups = 1, RoleId = 7 },
            Locale = "de_AT",
            MessageLocale = "de",
            ExtensionSession = true,
            IsAdministrator = true,
            UserAgent = "govc/0.37",
        };
        var added = (await Store.AddAsync(data, [NewToken()], Cancel))!;
        var found = (await Store.FindAsync(added.Key, Cancel))!.Data;
        Assert.Equal(("joe", "Joe Doe", 1, 7), (found.User.UserName, found.User.FullName, found.User.OwnGroups, found.User.RoleId));
        Assert.Equal(["staff", "admins"], found.User.Groups);
        Assert.Equal(data with { IsAdministrator = ExemptsAdministrators }, found with { User = data.User });
    }

    [Fact]
    public async Task A_token_opens_its_session_and_each_entry_is_a_call()
    {
        var (session, token) = await AddAsync();
        Time.Advance(TimeSpan.FromMinutes(1));
        var entered = await Store.EnterAsync(token, Cancel);
        Assert.Equal((session.Key, 1L, session.LoginTime, session.LoginTime.AddMinutes(1)), (entered!.Key, entered.CallCount, entered.LoginTime, entered.LastActiveTime));
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await Store.LeaveAsync(session.Key));
        var left = (await Store.FindAsync(session.Key, Cancel))!;
        Assert.Equal((1L, session.LoginTime.AddMinutes(2)), (left.CallCount, left.LastActiveTime));
    }

    [Fact]
    public async Task A_snapshot_does_not_change()
    {
        var (session, token) = await AddAsync();
        var before = session with { };
        Time.Advance(TimeSpan.FromMinutes(1));
        await CallAsync(token);
        await Store.UpdateAsync(session.Key, data => data with { Locale = "de" }, Cancel);
        await Store.RemoveAsync(session.Key, SessionEnd.LoggedOut, Cancel);
        Assert.Equal(before, session);
    }

    [Fact]
    public async Task The_public_key_opens_nothing()
    {
        var (session, _) = await AddAsync();
        Assert.Null(await Store.EnterAsync(new SessionToken(session.Key), Cancel));
    }

    [Theory]
    [InlineData("")]
    [InlineData("7bea48466ca72276d54d979e86c48fb254b0f4ec")]
    public async Task An_unknown_token_opens_nothing(string text)
    {
        await AddAsync();
        Assert.Null(await Store.EnterAsync(new SessionToken(text), Cancel));
        Assert.Null(await Store.EnterAsync(new SessionToken(new string('a', 1_000_000)), Cancel));
    }

    [Fact]
    public async Task A_session_dies_at_the_end_of_its_idle_time_and_not_before()
    {
        var (session, token) = await AddAsync();
        Time.Advance(Settings.IdleTimeout - Tick);
        Assert.NotNull(await Store.FindAsync(session.Key, Cancel));
        Assert.Empty(Told.Ended);
        Time.Advance(Tick);
        Assert.Null(await Store.EnterAsync(token, Cancel));
        Assert.Null(await Store.FindAsync(session.Key, Cancel));
        Assert.Empty(await Store.ListAsync(Cancel));
        AssertEnded((session.Key, SessionEnd.Expired));
    }

    [Fact]
    public async Task Each_call_begins_the_idle_time_anew()
    {
        var (session, token) = await AddAsync();
        for (var i = 0; i < 5; i++)
        {
            Time.Advance(Settings.IdleTimeout - Tick);
            await CallAsync(token);
        }

        Assert.Empty(Told.Ended);
        Time.Advance(Settings.IdleTimeout);
        Assert.Empty(await Store.ListAsync(Cancel));
        AssertEnded((session.Key, SessionEnd.Expired));
    }

    [Fact]
    public async Task Looking_at_a_session_is_no_activity_of_it()
    {
        var (session, _) = await AddAsync();
        Time.Advance(Settings.IdleTimeout - Tick);
        await Store.FindAsync(session.Key, Cancel);
        await Store.ListAsync(Cancel);
        await Store.UpdateAsync(session.Key, data => data with { Locale = "de" }, Cancel);
        Time.Advance(Tick);
        Assert.Null(await Store.FindAsync(session.Key, Cancel));
        Assert.Single(Told.Ended);
    }

    [Fact]
    public async Task A_call_in_flight_keeps_its_session_and_the_idle_time_counts_from_its_end()
    {
        var (session, token) = await AddAsync();
        await Store.EnterAsync(token, Cancel);
        Time.Advance(TimeSpan.FromHours(5));
        Assert.NotNull(await Store.FindAsync(session.Key, Cancel));
        Assert.True(await Store.LeaveAsync(session.Key));
        Time.Advance(Settings.IdleTimeout - Tick);
        Assert.NotNull(await Store.FindAsync(session.Key, Cancel));
        Time.Advance(Tick);
        Assert.Null(await Store.FindAsync(session.Key, Cancel));
        Time.Advance(Settings.IdleTimeout);
        Assert.Empty(await Store.ListAsync(Cancel));
        Assert.Single(Told.Ended);
    }

    [Fact]
    public async Task The_last_of_several_calls_in_flight_counts()
    {
        var (session, token) = await AddAsync();
        await Store.EnterAsync(token, Cancel);
        await Store.EnterAsync(token, Cancel);
        await Store.LeaveAsync(session.Key);
        Time.Advance(TimeSpan.FromHours(5));
        Assert.NotNull(await Store.FindAsync(session.Key, Cancel));
        await Store.LeaveAsync(session.Key);
        Time.Advance(Settings.IdleTimeout);
        Assert.Null(await Store.FindAsync(session.Key, Cancel));
    }

    [Fact]
    public async Task A_shorter_idle_time_ends_existing_sessions_at_once()
    {
        var (session, token) = await AddAsync();
        Time.Advance(TimeSpan.FromMinutes(10));
        var (younger, _) = await AddAsync();
        Settings.IdleTimeout = TimeSpan.FromMinutes(5);
        Assert.Null(await Store.EnterAsync(token, Cancel));
        AssertEnded((session.Key, SessionEnd.Expired));
        Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Null(await Store.FindAsync(younger.Key, Cancel));
        AssertEnded((session.Key, SessionEnd.Expired), (younger.Key, SessionEnd.Expired));
    }

    [Fact]
    public async Task A_longer_idle_time_prolongs_existing_sessions()
    {
        var (session, _) = await AddAsync();
        Time.Advance(TimeSpan.FromMinutes(29));
        Settings.IdleTimeout = TimeSpan.FromHours(2);
        Time.Advance(TimeSpan.FromMinutes(90));
        Assert.NotNull(await Store.FindAsync(session.Key, Cancel));
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Null(await Store.FindAsync(session.Key, Cancel));
        Assert.Single(Told.Ended);
    }

    [Fact]
    public async Task At_the_cap_no_session_is_added_until_one_ends()
    {
        Settings.MaxSessions = 2;
        var (first, _) = await AddAsync();
        await AddAsync();
        Assert.Null(await TryAddAsync());
        await Store.RemoveAsync(first.Key, SessionEnd.LoggedOut, Cancel);
        Assert.NotNull(await TryAddAsync());
        Assert.Null(await TryAddAsync());
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task At_the_cap_what_is_due_makes_room()
    {
        Settings.MaxSessions = 1;
        await AddAsync();
        Time.Advance(Settings.IdleTimeout);
        Assert.NotNull(await TryAddAsync());
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task A_cap_of_zero_is_none_and_a_raised_cap_holds_at_once()
    {
        Settings.MaxSessions = 1;
        await AddAsync();
        Assert.Null(await TryAddAsync());
        Settings.MaxSessions = 2;
        Assert.NotNull(await TryAddAsync());
        Settings.MaxSessions = 0;
        Assert.NotNull(await TryAddAsync());
    }

    [Fact]
    public async Task The_cap_holds_against_many_at_once()
    {
        Settings.MaxSessions = 10;
        var added = await AtOnceAsync(64, _ => TryAddAsync());
        Assert.Equal(10, added.Count(session => session is not null));
        Assert.Equal(10, await CountAsync());
    }

    [Fact]
    public async Task The_last_places_are_for_users_who_may_end_sessions()
    {
        await UseAsync(new SessionLimits { MaxSessions = 20, ReservedSessions = 2 });
        var added = await AtOnceAsync(40, i => TryAddAsync(Data($"user {i}")));
        Assert.Equal(18, added.Count(session => session is not null));
        var administrators = await AtOnceAsync(40, _ => TryAddAsync(Data("admin") with { IsAdministrator = true }));
        Assert.Equal(ExemptsAdministrators ? 2 : 0, administrators.Count(session => session is not null));
        Assert.Equal(ExemptsAdministrators ? 20 : 18, await CountAsync());
    }

    [Fact]
    public async Task A_user_has_a_share_and_an_administrator_needs_none()
    {
        await UseAsync(new SessionLimits { MaxSessions = 0, MaxUserSessions = 3 });
        var added = await AtOnceAsync(32, i => TryAddAsync(Data(i % 2 == 0 ? "joe" : "JOE")));
        Assert.Equal(3, added.Count(session => session is not null));
        Assert.NotNull(await TryAddAsync(Data("jim")));
        for (var i = 0; i < 5; i++)
            Assert.Equal(ExemptsAdministrators || i < 3, await TryAddAsync(Data("admin") with { IsAdministrator = true }) is not null);
        var own = added.First(session => session is not null)!;
        await Store.UpdateAsync(own.Key, data => data with { User = new UserIdentity("jim", "jim", []) }, Cancel);
        Assert.Null(await TryAddAsync(Data("joe")));
        await Store.RemoveAsync(own.Key, SessionEnd.LoggedOut, Cancel);
        Assert.NotNull(await TryAddAsync(Data("joe")));
    }

    [Fact]
    public async Task Of_many_that_end_one_session_exactly_one_is_told_so()
    {
        for (var round = 1; round <= 20; round++)
        {
            var (session, token) = await AddAsync();
            var results = await AtOnceAsync(64, _ => Store.RemoveAsync(session.Key, SessionEnd.Terminated, Cancel).AsTask());
            Assert.Single(results, won => won);
            Assert.Equal(round, Told.Ended.Count);
            Assert.Equal((session.Key, SessionEnd.Terminated, true), (Told.Ended[^1].Session.Key, Told.Ended[^1].Reason, Told.Ended[^1].Here));
            Assert.Equal(0, await CountAsync());
            Assert.Null(await Store.EnterAsync(token, Cancel));
        }
    }

    [Fact]
    public async Task Of_many_that_notice_one_expiry_exactly_one_raises_it()
    {
        var (session, token) = await AddAsync();
        Time.Advance(Settings.IdleTimeout);
        await AtOnceAsync(64, async i =>
        {
            if (i % 2 == 0)
                Assert.Null(await Store.EnterAsync(token, Cancel));
            else
                Assert.False(await Store.RemoveAsync(session.Key, SessionEnd.Terminated, Cancel));
            return i;
        });
        AssertEnded((session.Key, SessionEnd.Expired));
    }

    [Fact]
    public async Task Calls_and_ends_at_once_leave_nothing_behind()
    {
        for (var round = 0; round < 20; round++)
        {
            var (session, token) = await AddAsync();
            await AtOnceAsync(32, async i =>
            {
                if (i == 16)
                    await Store.RemoveAsync(session.Key, SessionEnd.LoggedOut, Cancel);
                else if (await Store.EnterAsync(token, Cancel) is { } entered)
                    await Store.LeaveAsync(entered.Key);
                return i;
            });
            Assert.Equal(0, await CountAsync());
        }

        Time.Advance(TimeSpan.FromHours(1));
        Assert.Empty(await Store.ListAsync(Cancel));
        Assert.Equal(20, Told.Ended.Count);
    }

    [Fact]
    public async Task An_end_is_told_and_found_nowhere_before_the_call_that_ended_it_returns()
    {
        var (session, token) = await AddAsync();
        Time.Advance(TimeSpan.FromMinutes(1));
        await CallAsync(token);
        var seen = new List<string>();
        Notifications.Register(new Looking(async key =>
        {
            Assert.Null(await Store.FindAsync(key, Cancel));
            Assert.Null(await Store.EnterAsync(token, Cancel));
            Assert.Empty(await Store.ListAsync(Cancel));
            seen.Add(key);
        }));
        await Store.RemoveAsync(session.Key, SessionEnd.Terminated, Cancel);
        Assert.Equal([session.Key], seen);
        var (last, reason, here) = Assert.Single(Told.Ended);
        Assert.Equal((SessionEnd.Terminated, true, 1L, session.LoginTime.AddMinutes(1)), (reason, here, last.CallCount, last.LastActiveTime));
        Assert.Equal("root", last.Data.User.UserName);
    }

    [Fact]
    public async Task A_call_that_leaves_an_ended_session_learns_so_and_a_later_end_of_calls_does_no_harm()
    {
        var (session, token) = await AddAsync();
        await Store.EnterAsync(token, Cancel);
        await Store.RemoveAsync(session.Key, SessionEnd.LoggedOut, Cancel);
        Assert.False(await Store.LeaveAsync(session.Key));
        Assert.False(await Store.LeaveAsync(session.Key));
        Assert.Single(Told.Ended);
    }

    [Fact]
    public async Task An_end_does_not_fail_when_an_observer_does()
    {
        Notifications.Register(new Looking(static _ => throw new InvalidOperationException("broken")));
        var after = new RecordedSessions();
        Notifications.Register(after);
        var (session, _) = await AddAsync();
        Assert.True(await Store.RemoveAsync(session.Key, SessionEnd.LoggedOut, Cancel));
        Assert.Equal((1, 1), (after.Changed.Count, after.Ended.Count));
        await AddAsync();
        Time.Advance(Settings.IdleTimeout);
        Assert.Empty(await Store.ListAsync(Cancel));
        Assert.Equal(2, after.Ended.Count);
    }

    [Fact]
    public async Task A_session_may_have_two_tokens_and_both_die_with_it()
    {
        var (old, fresh) = (NewToken(), NewToken());
        var session = (await Store.AddAsync(Data(), [fresh, old], Cancel))!;
        Assert.Equal(session.Key, (await Store.EnterAsync(old, Cancel))?.Key);
        Assert.Equal(session.Key, (await Store.EnterAsync(fresh, Cancel))?.Key);
        await Store.RemoveAsync(session.Key, SessionEnd.LoggedOut, Cancel);
        Assert.Null(await Store.EnterAsync(old, Cancel));
        Assert.Null(await Store.EnterAsync(fresh, Cancel));
    }

    [Fact]
    public async Task A_token_of_a_live_session_is_not_taken_from_it()
    {
        var (owner, token) = await AddAsync();
        var other = await Store.AddAsync(Data(), [NewToken(), token], Cancel);
        Assert.Equal(owner.Key, (await Store.EnterAsync(token, Cancel))?.Key);
        await Store.RemoveAsync(other!.Key, SessionEnd.LoggedOut, Cancel);
        Assert.Equal(owner.Key, (await Store.EnterAsync(token, Cancel))?.Key);
    }

    [Fact]
    public async Task A_token_is_remembered_for_a_while_after_the_end_of_its_session()
    {
        var (session, token) = await AddAsync();
        Time.Advance(CookieAdoption.Lifetime);
        Assert.False(await Store.HasEndedLatelyAsync(token, Cancel));
        await Store.RemoveAsync(session.Key, SessionEnd.LoggedOut, Cancel);
        Time.Advance(CookieAdoption.Lifetime - TimeSpan.FromSeconds(1));
        Assert.True(await Store.HasEndedLatelyAsync(token, Cancel));
        Assert.False(await Store.HasEndedLatelyAsync(NewToken(), Cancel));
        Time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(await Store.HasEndedLatelyAsync(token, Cancel));
    }

    [Fact]
    public async Task The_list_is_in_the_order_of_the_logins()
    {
        var keys = new List<string>();
        for (var i = 0; i < 50; i++)
            keys.Add((await AddAsync()).Session.Key);
        Assert.Equal(keys, (await Store.ListAsync(Cancel)).Select(session => session.Key));
        Assert.Equal(50, keys.Distinct().Count());
    }

    [Fact]
    public async Task An_update_shows_in_the_session_and_concurrent_ones_all_count()
    {
        var (session, _) = await AddAsync();
        await AtOnceAsync(64, _ => Store.UpdateAsync(session.Key, data => data with { UserAgent = data.UserAgent + "x" }, Cancel).AsTask());
        Assert.Equal(64, (await Store.FindAsync(session.Key, Cancel))!.Data.UserAgent.Length);
        var changed = await Store.UpdateAsync(session.Key, data => data with { Locale = "de" }, Cancel);
        Assert.Equal(("de", 64), (changed!.Data.Locale, changed.Data.UserAgent.Length));
        Assert.Equal(66, Told.Changed.Count); // with the addition
        Assert.Equal("de", Told.Changed[^1].Data.Locale);
        await Store.RemoveAsync(session.Key, SessionEnd.LoggedOut, Cancel);
        Assert.Null(await Store.UpdateAsync(session.Key, data => data, Cancel));
    }

    [Fact]
    public async Task Sessions_of_very_different_activity_expire_each_at_its_own_time()
    {
        var tokens = new List<SessionToken>();
        for (var i = 0; i < 40; i++)
            tokens.Add((await AddAsync()).Token);
        for (var minute = 1; minute <= 20; minute++)
        {
            Time.Advance(TimeSpan.FromMinutes(1));
            for (var i = minute * 2; i < 40; i++)
                await CallAsync(tokens[i]);
        }

        Time.Advance(TimeSpan.FromMinutes(10));
        for (var minute = 0; minute < 20; minute++)
        {
            Assert.Equal(40 - 2 - (minute * 2), await CountAsync());
            Assert.Equal(2 + (minute * 2), Told.Ended.Count);
            Time.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public async Task What_is_cancelled_before_it_begins_is_not_done()
    {
        var (session, token) = await AddAsync();
        var cancelled = new CancellationToken(canceled: true);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.AddAsync(Data(), [NewToken()], cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.EnterAsync(token, cancelled));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Store.RemoveAsync(session.Key, SessionEnd.LoggedOut, cancelled));
        var live = Assert.Single(await Store.ListAsync(Cancel));
        Assert.Equal((session.Key, 0L), (live.Key, live.CallCount));
    }

    /// <summary>A session of root, with the token that owns it.</summary>
    protected async Task<(Session Session, SessionToken Token)> AddAsync()
    {
        var token = NewToken();
        return ((await Store.AddAsync(Data(), [token], Cancel))!, token);
    }

    /// <summary>A new session; null when there is no place.</summary>
    protected async Task<Session?> TryAddAsync(SessionData? data = null) => await Store.AddAsync(data ?? Data(), [NewToken()], Cancel);

    /// <summary>One call in a session.</summary>
    protected async Task CallAsync(SessionToken token) => await Store.LeaveAsync((await Store.EnterAsync(token, Cancel))!.Key);

    /// <summary>A token that owns nothing yet.</summary>
    protected SessionToken NewToken() => _tokens.Create(IPAddress.Parse("10.0.0.7"));

    /// <summary>What a login of a user gives.</summary>
    protected static SessionData Data(string userName = "root") => new()
    {
        User = new UserIdentity(userName, userName, []),
        Locale = "en",
        MessageLocale = "en",
        IpAddress = "10.0.0.7",
        UserAgent = "",
    };

    private static Task<T[]> AtOnceAsync<T>(int count, Func<int, Task<T>> work) =>
        Task.WhenAll(Enumerable.Range(0, count).Select(i => Task.Run(() => work(i), Cancel)));

    private async Task<int> CountAsync() => (await Store.ListAsync(Cancel)).Count;

    private void AssertEnded(params (string Key, SessionEnd Reason)[] expected) =>
        Assert.Equal(expected, Told.Ended.Select(static ended => (ended.Session.Key, ended.Reason)));

    private async ValueTask UseAsync(SessionLimits settings)
    {
        await DisposeStoreAsync();
        Settings = settings;
        Store = CreateStore(Time, settings, Notifications);
    }

    private async ValueTask DisposeStoreAsync()
    {
        if (Store is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync();
        else
            (Store as IDisposable)?.Dispose();
    }

    /// <summary>Looks at what there is while it is told of an end.</summary>
    private sealed class Looking(Func<string, ValueTask> look) : ISessionObserver
    {
        public ValueTask ChangedAsync(Session session, CancellationToken cancellationToken) => default;

        public ValueTask EndedAsync(Session session, SessionEnd reason, bool endedHere, CancellationToken cancellationToken) => look(session.Key);
    }
}
