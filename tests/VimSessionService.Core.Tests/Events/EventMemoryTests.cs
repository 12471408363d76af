using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Events;
using VimSessionService.Core.Messages;
using VimSessionService.Testing;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Events;

/// <summary>The log takes memory as events come, and no more than it may.</summary>
public sealed class EventMemoryTests
{
    [Fact]
    public void A_large_capacity_takes_no_memory_by_itself()
    {
        var retention = new EventRetention();
        var log = NewLog(retention);
        Post(log, "first");
        Assert.InRange(Growth.Allocated(() => retention.Capacity = retention.Capacity == 10_000 ? EventRetention.MaxCapacity : 10_000), 0, 10_000);
        Assert.Single(log.Snapshot());
    }

    [Fact]
    public void Beyond_its_memory_the_oldest_give_way()
    {
        var log = NewLog(new EventRetention { Capacity = EventRetention.MaxCapacity, MaxBytes = 1_000_000 });
        var large = new string('x', 4_000);
        for (var i = 0; i < 1_000; i++)
            Post(log, large);
        Assert.InRange(log.Snapshot().Length, 50, 125); // of 8 kB and more each
        Post(log, "last");
        Assert.Equal("last", Assert.IsType<GeneralUserEvent>(log.Latest).Message);
        for (var i = 0; i < 10_000; i++)
            Post(log, "small");
        Assert.InRange(log.Snapshot().Length, 2_000, 6_000);
    }

    [Fact]
    public void An_event_that_is_larger_than_all_of_it_stands_alone()
    {
        var log = NewLog(new EventRetention { MaxBytes = 1_000 });
        Post(log, "small");
        Post(log, new string('x', 10_000));
        Assert.Equal(10_000, Assert.IsType<GeneralUserEvent>(Assert.Single(log.Snapshot())).Message.Length);
    }

    private static EventLog NewLog(EventRetention retention) => new(new FakeTimeProvider(), MessageCatalog.Embedded(), retention: retention);

    private static void Post(EventLog log, string message) => log.Post(stamp => new GeneralUserEvent
    {
        Key = stamp.Key,
        ChainId = stamp.Key,
        CreatedTime = stamp.CreatedTime,
        UserName = "joe",
        Message = message,
    });
}
