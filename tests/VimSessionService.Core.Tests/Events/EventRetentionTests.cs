using VimSessionService.Core.Events;

namespace VimSessionService.Core.Tests.Events;

/// <summary>How many events are kept and for how long, which both can change while the log is in use.</summary>
public class EventRetentionTests
{
    private readonly EventWorld _world = new(capacity: 10);

    private int[] Kept => EventWorld.Keys(_world.Log.Snapshot());

    [Fact]
    public void An_event_is_kept_for_thirty_days_and_no_longer()
    {
        _world.Fail();
        _world.Time.Advance(TimeSpan.FromDays(1));
        _world.Fail();
        _world.Time.Advance(TimeSpan.FromDays(29));
        Assert.Equal([1, 2], Kept);
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([2], Kept);
        Assert.Equal((2, 2), _world.Log.Bounds);
        _world.Time.Advance(TimeSpan.FromDays(1));
        Assert.Empty(Kept);
        Assert.Null(_world.Log.Latest);
        Assert.Equal((3, 2), _world.Log.Bounds);
        _world.Fail();
        Assert.Equal([3], Kept);
    }

    [Fact]
    public void Another_age_holds_at_once_for_events_that_are_there()
    {
        _world.Fail();
        _world.Time.Advance(TimeSpan.FromDays(2));
        _world.Fail();
        _world.Retention.MaxAgeDays = 1;
        Assert.Equal([2], Kept);
        _world.Retention.IsAgeLimited = false;
        _world.Time.Advance(TimeSpan.FromDays(1000));
        Assert.Equal([2], Kept);
        _world.Retention.IsAgeLimited = true;
        Assert.Empty(Kept);
    }

    [Fact]
    public void A_smaller_log_keeps_the_newest_and_a_larger_one_all_that_there_are()
    {
        for (var i = 0; i < 25; i++)
            _world.Fail();
        _world.Retention.Capacity = 3;
        Assert.Equal([23, 24, 25], Kept);
        _world.Retention.Capacity = 5;
        Assert.Equal([23, 24, 25], Kept);
        for (var i = 0; i < 4; i++)
            _world.Fail();
        Assert.Equal([25, 26, 27, 28, 29], Kept);
        Assert.Equal((25, 29), _world.Log.Bounds);
    }

    [Fact]
    public void A_reader_goes_on_at_its_place_when_events_before_and_after_it_have_gone()
    {
        for (var i = 0; i < 6; i++)
            _world.Fail();
        var collected = _world.Collect();
        Assert.Equal([1, 2], EventWorld.Keys(collected.ReadNext(2, scope: null)));
        Assert.Equal([6, 5, 4, 3, 2, 1], EventWorld.Keys(collected.LatestPage(scope: null)));
        _world.Retention.Capacity = 2;
        Assert.Equal([6, 5], EventWorld.Keys(collected.LatestPage(scope: null)));
        Assert.Empty(collected.ReadPrevious(10, scope: null));
        Assert.Equal([5, 6], EventWorld.Keys(collected.ReadNext(10, scope: null)));
        _world.Time.Advance(TimeSpan.FromDays(31));
        Assert.Empty(collected.LatestPage(scope: null));
        Assert.Empty(collected.ReadPrevious(10, scope: null));
    }

    [Fact]
    public async Task Whoever_posts_while_the_size_changes_loses_nothing_that_is_kept()
    {
        var cancellation = TestContext.Current.CancellationToken;
        var posting = Task.Run(
            () =>
            {
                for (var i = 0; i < 20_000; i++)
                    _world.Fail();
            },
            cancellation);
        for (var i = 0; !posting.IsCompleted; i++)
            _world.Retention.Capacity = 1 + (i % 50);
        await posting;
        _world.Retention.Capacity = 50;
        for (var i = 0; i < 50; i++)
            _world.Fail();
        Assert.Equal(Enumerable.Range(20_001, 50), Kept);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(EventRetention.MaxCapacity + 1)]
    public void A_size_out_of_bounds_is_refused(int capacity) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => _world.Retention.Capacity = capacity);

    [Fact]
    public void Only_a_change_is_told()
    {
        var told = 0;
        _world.Retention.Changed += () => told++;
        _world.Retention.Capacity = 10;
        _world.Retention.MaxAgeDays = 30;
        _world.Retention.IsAgeLimited = true;
        Assert.Equal(0, told);
        _world.Retention.Capacity = 11;
        _world.Retention.MaxAgeDays = 31;
        _world.Retention.IsAgeLimited = false;
        Assert.Equal(3, told);
    }
}
