using Microsoft.Extensions.Time.Testing;
using VimSessionService.Lab.Clock;

namespace VimSessionService.Lab.Tests;

/// <summary>The clock that tests move. The real clock is a fake one here.</summary>
public sealed class LabClockTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _real = new(Start);
    private readonly LabClock _clock;
    private readonly List<(string Name, TimeSpan At)> _called = [];
    private readonly long _began;

    public LabClockTests()
    {
        _clock = new LabClock(_real);
        _began = _clock.GetTimestamp();
    }

    private TimeSpan Elapsed => _clock.GetElapsedTime(_began);

    [Fact]
    public void It_is_the_real_clock_until_it_is_moved()
    {
        _real.Advance(TimeSpan.FromMinutes(3));

        Assert.Equal(_real.GetUtcNow(), _clock.GetUtcNow());
        Assert.Equal(_real.GetTimestamp(), _clock.GetTimestamp());
        Assert.Equal(new ClockState(_real.GetUtcNow(), 1, IsReal: true), _clock.State);
    }

    [Fact]
    public void A_frozen_clock_stands_and_calls_no_timer()
    {
        Timer("one", TimeSpan.FromMinutes(1));
        _clock.Freeze();

        _real.Advance(TimeSpan.FromHours(1));

        Assert.Equal(Start, _clock.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, Elapsed);
        Assert.Empty(_called);
    }

    [Fact]
    public void A_resumed_clock_goes_on_where_it_stood()
    {
        Timer("one", TimeSpan.FromMinutes(1));
        _clock.Freeze();
        _real.Advance(TimeSpan.FromHours(1));

        _clock.Resume();
        _real.Advance(TimeSpan.FromSeconds(59));
        Assert.Empty(_called);
        _real.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([("one", TimeSpan.FromMinutes(1))], _called);
        Assert.Equal(Start + TimeSpan.FromMinutes(1), _clock.GetUtcNow());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Advancing_calls_the_timers_in_the_order_of_their_times_each_at_its_own(bool isFrozen)
    {
        Timer("late", TimeSpan.FromMinutes(40));
        Timer("never", TimeSpan.FromMinutes(61));
        Timer("first", TimeSpan.FromMinutes(10));
        Timer("second", TimeSpan.FromMinutes(10));
        if (isFrozen)
            _clock.Freeze();

        _clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal([("first", TimeSpan.FromMinutes(10)), ("second", TimeSpan.FromMinutes(10)), ("late", TimeSpan.FromMinutes(40))], _called);
        Assert.Equal(Start + TimeSpan.FromHours(1), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromHours(1), Elapsed);
    }

    [Fact]
    public void A_timer_that_is_set_by_another_is_called_in_the_same_advance()
    {
        using var first = _clock.CreateTimer(_ => Timer("set later", TimeSpan.FromMinutes(5)), null, TimeSpan.FromMinutes(10), Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromMinutes(20));

        Assert.Equal([("set later", TimeSpan.FromMinutes(15))], _called);
    }

    [Fact]
    public void A_periodic_timer_is_called_at_each_of_its_times_until_it_is_disposed()
    {
        var timer = _clock.CreateTimer(_ => _called.Add(("tick", Elapsed)), null, TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(2));

        _clock.Advance(TimeSpan.FromMinutes(4));
        timer.Dispose();
        _clock.Advance(TimeSpan.FromMinutes(4));

        Assert.Equal([("tick", TimeSpan.FromMinutes(1)), ("tick", TimeSpan.FromMinutes(3))], _called);
        Assert.False(timer.Change(TimeSpan.Zero, Timeout.InfiniteTimeSpan));
    }

    [Fact]
    public void A_clock_at_a_rate_calls_timers_after_less_real_time()
    {
        Timer("one", TimeSpan.FromMinutes(10));
        _clock.Run(60);

        _real.Advance(TimeSpan.FromSeconds(9));
        Assert.Empty(_called);
        _real.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal([("one", TimeSpan.FromMinutes(10))], _called);
        Assert.Equal(Start + TimeSpan.FromMinutes(10), _clock.GetUtcNow());
        Assert.Equal(60, _clock.State.Rate);
    }

    [Fact]
    public void Setting_it_to_a_later_time_advances_it()
    {
        Timer("one", TimeSpan.FromDays(1));

        _clock.Set(Start + TimeSpan.FromDays(2));

        Assert.Equal([("one", TimeSpan.FromDays(1))], _called);
        Assert.Equal(Start + TimeSpan.FromDays(2), _clock.GetUtcNow());
    }

    [Fact]
    public void A_frozen_clock_of_the_system_shows_exactly_the_time_that_it_was_set_to()
    {
        using var clock = new LabClock();
        var time = new DateTimeOffset(DateTimeOffset.UtcNow.Year + 1, 1, 1, 0, 0, 0, TimeSpan.Zero);
        clock.Freeze();

        clock.Set(time);

        Assert.Equal(time, clock.GetUtcNow());
    }

    [Fact]
    public void Setting_it_to_an_earlier_time_changes_the_time_of_day_alone()
    {
        Timer("one", TimeSpan.FromMinutes(1));

        _clock.Set(Start - TimeSpan.FromDays(365));
        Assert.Equal(Start - TimeSpan.FromDays(365), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.Zero, Elapsed);
        _real.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal([("one", TimeSpan.FromMinutes(1))], _called);
    }

    [Fact]
    public void Showing_the_real_time_again_takes_nothing_back_that_timers_have_seen()
    {
        _clock.Advance(TimeSpan.FromHours(3));

        _clock.ShowRealTime();

        Assert.Equal(_real.GetUtcNow(), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromHours(3), Elapsed);
        Assert.True(_clock.State.IsReal);
    }

    [Fact]
    public async Task Delays_and_timeouts_follow_it()
    {
        var delay = Task.Delay(TimeSpan.FromHours(1), _clock, TestContext.Current.CancellationToken);
        using var timeout = new CancellationTokenSource(TimeSpan.FromHours(1), _clock);

        _clock.Advance(TimeSpan.FromMinutes(59));
        Assert.False(delay.IsCompleted || timeout.IsCancellationRequested);
        _clock.Advance(TimeSpan.FromMinutes(1));

        await delay;
        Assert.True(timeout.IsCancellationRequested);
    }

    [Fact]
    public void The_bounds_of_what_can_be_asked_for()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(LabClock.MaxAdvance + TimeSpan.FromTicks(1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Run(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Run(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Run(LabClock.MaxRate * 2));
    }

    public void Dispose() => _clock.Dispose();

    private void Timer(string name, TimeSpan due) => _clock.CreateTimer(_ => _called.Add((name, Elapsed)), null, due, Timeout.InfiniteTimeSpan);
}
