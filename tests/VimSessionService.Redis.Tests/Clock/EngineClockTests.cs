using Microsoft.Extensions.Time.Testing;
using VimSessionService.Redis.Clock;

namespace VimSessionService.Redis.Tests.Clock;

public sealed class EngineClockTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Replicas_whose_clocks_differ_by_minutes_agree_on_the_engine_s_time()
    {
        var (early, late) = (new FakeTimeProvider(Start.AddMinutes(-7)), new FakeTimeProvider(Start.AddMinutes(9)));
        var (one, two) = (new EngineClock(early), new EngineClock(late));
        Answer(one, early, Start, TimeSpan.Zero);
        Answer(two, late, Start, TimeSpan.Zero);
        early.Advance(TimeSpan.FromHours(1));
        late.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Start.AddHours(1), one.GetUtcNow());
        Assert.Equal(Start.AddHours(1), two.GetUtcNow());
        Assert.Equal(one.GetTimestamp(), two.GetTimestamp());
    }

    [Fact]
    public void The_first_answer_counts_as_it_is_and_after_it_the_clock_never_goes_back_and_stands_until_the_engine_has_come_up()
    {
        var machine = new FakeTimeProvider(Start.AddMinutes(-7));
        var clock = new EngineClock(machine);
        Answer(clock, machine, Start.AddMinutes(-30), TimeSpan.Zero);
        Assert.Equal(Start.AddMinutes(-30), clock.GetUtcNow());
        Answer(clock, machine, Start.AddMinutes(9), TimeSpan.Zero);
        var before = clock.GetTimestamp();
        Answer(clock, machine, Start, TimeSpan.Zero);
        Assert.Equal(before, clock.GetTimestamp());
        machine.Advance(TimeSpan.FromMinutes(9));
        Assert.Equal(Start.AddMinutes(9), clock.GetUtcNow());
        machine.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(Start.AddMinutes(10), clock.GetUtcNow());
    }

    [Fact]
    public void The_quickest_answer_counts()
    {
        var machine = new FakeTimeProvider(Start);
        var clock = new EngineClock(machine);
        Answer(clock, machine, Start.AddSeconds(100), TimeSpan.FromMilliseconds(2));
        var right = clock.GetTimestamp();
        Answer(clock, machine, Start.AddSeconds(100.03), TimeSpan.FromMilliseconds(90));
        Assert.InRange(clock.GetTimestamp() - right, TimeSpan.FromMilliseconds(90).Ticks, TimeSpan.FromMilliseconds(91).Ticks);
    }

    /// <summary>The engine answers a question that takes some time, and shows a time half-way.</summary>
    private static void Answer(EngineClock clock, FakeTimeProvider machine, DateTimeOffset engine, TimeSpan took)
    {
        var asked = clock.Now;
        machine.Advance(took);
        clock.Correct(asked, clock.Now, engine);
    }
}
