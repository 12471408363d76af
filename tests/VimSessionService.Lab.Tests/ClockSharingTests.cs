using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Lab.Clock;

namespace VimSessionService.Lab.Tests;

/// <summary>The clocks of several replicas run as one. The real clock is a fake one here, and the same for all.</summary>
public sealed class ClockSharingTests
{
    private readonly FakeTimeProvider _real = new(new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly List<Action<string>> _others = [];

    [Theory]
    [InlineData("freeze")]
    [InlineData("advance")]
    [InlineData("run")]
    [InlineData("set back")]
    [InlineData("set ahead")]
    [InlineData("real time")]
    public async Task Whoever_moves_one_moves_all(string move)
    {
        var (one, sharing) = await StartAsync();
        var (two, _) = await StartAsync();
        _real.Advance(TimeSpan.FromMinutes(1));
        Move(one, move);
        await sharing.Told;
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal((move, one.GetTimestamp(), one.State), (move, two.GetTimestamp(), two.State));
            _real.Advance(TimeSpan.FromMinutes(1));
        }
    }

    [Fact]
    public async Task What_is_due_at_the_others_has_been_done()
    {
        var (one, sharing) = await StartAsync();
        var (two, _) = await StartAsync();
        var called = 0;
        await using var timer = two.CreateTimer(_ => called++, null, TimeSpan.FromMinutes(5), Timeout.InfiniteTimeSpan);
        one.Advance(TimeSpan.FromMinutes(4));
        await sharing.Told;
        Assert.Equal(0, called);
        one.Advance(TimeSpan.FromMinutes(1));
        await sharing.Told;
        Assert.Equal(1, called);
    }

    [Theory]
    [InlineData("")]
    [InlineData("2 1 1 1 1 own")]
    [InlineData("1 1 1 1 -3 own")]
    [InlineData("1 x 1 1 1 own")]
    [InlineData("1 1 1 9223372036854775807 1 own")]
    public async Task What_is_not_understood_moves_nothing(string state)
    {
        var (clock, _) = await StartAsync();
        _others[0](state);
        Assert.True(clock.State.IsReal);
    }

    private static void Move(LabClock clock, string move)
    {
        switch (move)
        {
            case "freeze":
                clock.Freeze();
                break;
            case "advance":
                clock.Advance(TimeSpan.FromDays(2));
                break;
            case "run":
                clock.Run(60);
                break;
            case "set back":
                clock.Set(new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero));
                break;
            case "set ahead":
                clock.Set(new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero));
                break;
            default:
                clock.Advance(TimeSpan.FromHours(1));
                clock.ShowRealTime();
                break;
        }
    }

    private async Task<(LabClock Clock, ClockSharing Sharing)> StartAsync()
    {
        var clock = new LabClock(_real);
        var sharing = new ClockSharing(clock, new Shared(_others), NullLogger<ClockSharing>.Instance);
        await sharing.StartAsync();
        return (clock, sharing);
    }

    private sealed class Shared(List<Action<string>> others) : ISharedClock
    {
        private Action<string>? _own;

        public ValueTask FollowAsync(Action<string> take)
        {
            others.Add(_own = take);
            return default;
        }

        public ValueTask TellAsync(string state, CancellationToken cancellationToken)
        {
            foreach (var other in others.Where(other => other != _own))
                other(state);
            return default;
        }
    }
}
