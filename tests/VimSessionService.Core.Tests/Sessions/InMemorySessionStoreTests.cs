using Microsoft.Extensions.Time.Testing;
using VimSessionService.Contracts.Sessions;
using VimSessionService.Core.Sessions;

namespace VimSessionService.Core.Tests.Sessions;

/// <summary>The store of one process: the contract, and what it does besides.</summary>
public sealed class InMemorySessionStoreTests : SessionStoreContract
{
    protected override ISessionStore CreateStore(TimeProvider time, SessionLimits settings, SessionNotifications notifications) =>
        new InMemorySessionStore(time, settings, notifications);

    [Fact]
    public async Task The_end_of_an_idle_session_is_told_without_being_asked_for()
    {
        var (session, _) = await AddAsync();
        Time.Advance(Settings.IdleTimeout - Tick);
        Assert.Empty(Told.Ended);
        Time.Advance(Tick);
        Assert.Equal((session.Key, SessionEnd.Expired), (Assert.Single(Told.Ended).Session.Key, Told.Ended[0].Reason));
        var (second, _) = await AddAsync();
        Settings.IdleTimeout = Tick;
        Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(second.Key, Told.Ended[1].Session.Key);
    }

    [Fact]
    public async Task An_idle_time_of_months_is_kept()
    {
        Settings.IdleTimeout = TimeSpan.FromDays(90);
        await AddAsync();
        for (var i = 0; i < 89; i++)
            Time.Advance(TimeSpan.FromDays(1));
        Assert.Empty(Told.Ended);
        Time.Advance(TimeSpan.FromDays(1));
        Assert.Single(Told.Ended);
    }

    [Fact]
    public async Task A_correction_of_the_wall_clock_ends_no_session()
    {
        using var time = new ShiftedClock();
        using var store = new InMemorySessionStore(time, Settings);
        var session = await store.AddAsync(Data(), [NewToken()], Cancel);
        time.Shift = TimeSpan.FromDays(1);
        Assert.NotNull(await store.FindAsync(session!.Key, Cancel));
    }

    [Fact]
    public async Task At_the_cap_what_is_due_makes_room_before_the_timer_notices()
    {
        using var stopped = new StoppedTimers(Time);
        using var store = new InMemorySessionStore(stopped, Settings);
        Settings.MaxSessions = 1;
        Assert.NotNull(await store.AddAsync(Data(), [NewToken()], Cancel));
        Time.Advance(Settings.IdleTimeout);
        Assert.Equal(1, store.Count);
        Assert.NotNull(await store.AddAsync(Data(), [NewToken()], Cancel));
        Assert.Equal(1, store.Count);
    }

    [Fact]
    public async Task A_late_call_notices_the_expiry_before_the_timer_does()
    {
        using var stopped = new StoppedTimers(Time);
        using var store = new InMemorySessionStore(stopped, Settings, Notifications);
        var token = NewToken();
        await store.AddAsync(Data(), [token], Cancel);
        Time.Advance(Settings.IdleTimeout);
        Assert.Null(await store.EnterAsync(token, Cancel));
        Assert.Null(await store.EnterAsync(token, Cancel));
        Assert.Equal(SessionEnd.Expired, Assert.Single(Told.Ended).Reason);
        Assert.Equal(0, store.Count);
    }

    [Fact]
    public async Task Of_many_that_notice_one_expiry_before_the_timer_exactly_one_raises_it()
    {
        using var stopped = new StoppedTimers(Time);
        using var store = new InMemorySessionStore(stopped, Settings, Notifications);
        var token = NewToken();
        var session = await store.AddAsync(Data(), [token], Cancel);
        Time.Advance(Settings.IdleTimeout);
        await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(
            async () =>
            {
                if (i % 2 == 0)
                    Assert.Null(await store.EnterAsync(token, Cancel));
                else
                    Assert.False(await store.RemoveAsync(session!.Key, SessionEnd.Terminated, Cancel));
            },
            Cancel)));
        Assert.Single(Told.Ended);
        Assert.Equal(0, store.Count);
    }

    [Fact]
    public async Task A_call_allocates_one_snapshot()
    {
        var (_, token) = await AddAsync();
        await CallAsync(token);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
        {
            var entered = await Store.EnterAsync(token, Cancel); // completes at once, on this thread
            Assert.True(await Store.LeaveAsync(entered!.Key));
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1000, 1, 64);
    }

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
