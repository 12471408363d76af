using VimSessionService.Core.Events;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Events;

/// <summary>The latest page of a collector and its place.</summary>
public class EventCollectionTests
{
    private readonly EventWorld _world = new(capacity: 600);

    [Fact]
    public void The_latest_page_is_the_ten_newest_newest_first()
    {
        Post(25);
        Assert.Equal([25, 24, 23, 22, 21, 20, 19, 18, 17, 16], Page(_world.Collect()));
    }

    [Fact]
    public void A_filter_says_how_large_the_page_is()
    {
        Post(25);
        Assert.Equal([25, 24, 23], Page(_world.Collect(new EventFilterSpec { MaxCount = 3 })));
    }

    [Fact]
    public void The_page_of_an_empty_log_is_empty_and_fills()
    {
        var events = _world.Collect();
        Assert.Empty(Page(events));
        Post(2);
        Assert.Equal([2, 1], Page(events));
    }

    [Fact]
    public void New_events_push_old_ones_off_the_page()
    {
        var events = _world.Collect();
        events.SetPageSize(3);
        Post(2);
        Assert.Equal([2, 1], Page(events));
        Post(2);
        Assert.Equal([4, 3, 2], Page(events));
        Post(300);
        Assert.Equal([304, 303, 302], Page(events));
    }

    [Fact]
    public void Only_what_passes_the_filter_is_on_the_page()
    {
        _world.Start();
        Post(1000);
        Assert.Empty(Page(_world.Collect(new EventFilterSpec { Type = ["ServerStartedSessionEvent"] }))); // gave way
        var events = _world.Collect(new EventFilterSpec { Type = ["ServerStartedSessionEvent"] });
        _world.Start();
        Post(400);
        Assert.Equal([1002], Page(events));
        Assert.Equal([1002], Page(_world.Collect(new EventFilterSpec { Type = ["ServerStartedSessionEvent"] })));
        Post(599);
        Assert.Empty(Page(events)); // gave way meanwhile
    }

    [Fact]
    public void A_larger_page_has_older_events_and_a_smaller_one_has_fewer()
    {
        Post(30);
        var events = _world.Collect();
        Page(events);
        events.SetPageSize(12);
        Assert.Equal(Enumerable.Range(19, 12).Reverse(), Page(events));
        events.SetPageSize(2);
        Assert.Equal([30, 29], Page(events));
        events.SetPageSize(1000);
        Assert.Equal(Enumerable.Range(1, 30).Reverse(), Page(events));
    }

    [Fact]
    public void A_reader_that_was_long_away_sees_the_newest()
    {
        var events = _world.Collect();
        Post(1);
        Page(events);
        Post(5000);
        Assert.Equal(Enumerable.Range(4992, 10).Reverse(), Page(events));
    }

    [Fact]
    public void Reading_begins_at_the_oldest_and_ends_at_the_newest()
    {
        Post(5);
        var events = _world.Collect();
        Assert.Empty(events.ReadPrevious(10, null));
        Assert.Equal([1, 2, 3], Next(events, 3));
        Assert.Equal([4, 5], Next(events, 3));
        Assert.Empty(Next(events, 3));
        Post(1);
        Assert.Equal([6], Next(events, 3));
    }

    [Fact]
    public void Reading_back_is_in_pages_that_are_oldest_first()
    {
        Post(7);
        var events = _world.Collect();
        Next(events, 1000);
        Assert.Equal([5, 6, 7], Previous(events, 3));
        Assert.Equal([2, 3, 4], Previous(events, 3));
        Assert.Equal([1], Previous(events, 3));
        Assert.Empty(Previous(events, 3));
        Assert.Equal([1, 2], Next(events, 2));
    }

    [Fact]
    public void Long_ways_are_read_whole()
    {
        Post(600);
        var events = _world.Collect();
        Assert.Equal(Enumerable.Range(1, 600), Next(events, 1000));
        Assert.Equal(Enumerable.Range(1, 600), Previous(events, 1000));
    }

    [Fact]
    public void Rewind_goes_to_the_oldest()
    {
        Post(5);
        var events = _world.Collect();
        Next(events, 4);
        events.Rewind();
        Assert.Equal([1, 2], Next(events, 2));
    }

    [Fact]
    public void Reset_goes_before_the_latest_page()
    {
        Post(8);
        var events = _world.Collect();
        events.SetPageSize(3);
        events.Reset(null);
        Assert.Equal([4, 5], Previous(events, 2));
        events.Reset(null);
        Assert.Equal([6, 7, 8], Next(events, 10));
    }

    [Fact]
    public void The_place_stays_while_events_arrive()
    {
        Post(4);
        var events = _world.Collect();
        Assert.Equal([1, 2], Next(events, 2));
        Post(3);
        Assert.Equal([3, 4], Next(events, 2));
        Assert.Equal([3, 4], Previous(events, 2));
    }

    [Fact]
    public void Where_events_gave_way_reading_goes_on_with_the_oldest_that_is_left()
    {
        Post(4);
        var events = _world.Collect();
        Next(events, 2);
        Post(1000);
        Assert.Empty(Previous(events, 2));
        Assert.Equal([405, 406], Next(events, 2));
    }

    [Fact]
    public void Two_readers_do_not_disturb_each_other()
    {
        Post(4);
        var (one, two) = (_world.Collect(), _world.Collect());
        Next(one, 3);
        Assert.Equal([1, 2], Next(two, 2));
        Assert.Equal([4], Next(one, 3));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(1001)]
    public void A_count_is_from_1_to_1000(int count)
    {
        var events = _world.Collect();
        foreach (var call in new Action[] { () => events.SetPageSize(count), () => events.ReadNext(count, null), () => events.ReadPrevious(count, null) })
            Assert.Equal("maxCount", Assert.IsType<InvalidArgument>(Assert.Throws<VimFaultException>(call).Fault).InvalidProperty);
    }

    private static int[] Page(EventCollection events) => EventWorld.Keys(events.LatestPage(null));

    private static int[] Next(EventCollection events, int count) => EventWorld.Keys(events.ReadNext(count, null));

    private static int[] Previous(EventCollection events, int count) => EventWorld.Keys(events.ReadPrevious(count, null));

    private void Post(int count)
    {
        for (var i = 0; i < count; i++)
            _world.Fail();
    }
}
