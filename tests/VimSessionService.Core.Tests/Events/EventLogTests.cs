using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Events;
using VimSessionService.Core.Messages;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Events;

public class EventLogTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly EventRetention _retention = new() { Capacity = 10 };
    private readonly EventLog _log;

    public EventLogTests() => _log = new EventLog(_time, MessageCatalog.Embedded(), retention: _retention);

    [Fact]
    public void A_new_log_is_empty()
    {
        Assert.Null(_log.Latest);
        Assert.Empty(_log.Snapshot());
    }

    [Fact]
    public void An_event_has_a_key_that_begins_its_chain_a_time_and_a_text()
    {
        Post("joe");
        var posted = Assert.IsType<BadUsernameSessionEvent>(_log.Latest);
        Assert.Equal(1, posted.Key);
        Assert.Equal(posted.Key, posted.ChainId);
        Assert.Equal(_time.GetUtcNow().UtcDateTime, posted.CreatedTime);
        Assert.Equal("Cannot login joe@10.0.0.7", posted.FullFormattedMessage);
        Assert.Equal(posted, Assert.Single(_log.Snapshot()));
    }

    [Fact]
    public void Old_events_give_way_and_the_rest_stays_in_order()
    {
        for (var i = 1; i <= 25; i++)
            Post("joe");
        Assert.Equal(Enumerable.Range(16, 10), _log.Snapshot().Select(posted => posted.Key));
        Assert.Equal(25, _log.Latest!.Key);
    }

    [Fact]
    public async Task Keys_increase_in_the_order_of_the_log_whoever_posts()
    {
        var log = new EventLog(_time, MessageCatalog.Embedded());
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () =>
            {
                for (var i = 0; i < 100; i++)
                    log.Post(Make("joe"));
            },
            TestContext.Current.CancellationToken)));
        Assert.Equal(Enumerable.Range(1, 800), log.Snapshot().Select(posted => posted.Key));
    }

    [Fact]
    public void A_reader_sees_the_text_in_his_language_and_the_server_in_its_own()
    {
        Post("joe");
        Assert.Equal("joe@10.0.0.7 kann nicht angemeldet werden.", _log.ReadLatest(new LocaleChoice("de_AT", "de"))!.FullFormattedMessage);
        Assert.Equal("Cannot login joe@10.0.0.7", _log.Latest!.FullFormattedMessage);
    }

    [Fact]
    public void A_fault_without_a_text_has_the_readers()
    {
        _log.Post(stamp => new EventEx
        {
            Key = stamp.Key,
            ChainId = stamp.Key,
            CreatedTime = stamp.CreatedTime,
            UserName = "joe",
            EventTypeId = "com.acme.Boom",
            Fault = new LocalizedMethodFault { Fault = new NotFound() },
        });
        var posted = Assert.IsType<EventEx>(_log.ReadLatest(new LocaleChoice("de", "de")));
        Assert.Equal("Das Objekt oder Element, auf das verwiesen wird, wurde nicht gefunden.", posted.Fault!.LocalizedMessage);
    }

    [Fact]
    public void Who_waits_is_told_once()
    {
        var told = 0;
        Action tell = () => told++;
        Post("joe");
        _log.NotifyOnce(tell);
        _log.NotifyOnce(tell);
        Assert.Equal(0, told);
        Post("joe");
        Post("joe");
        Assert.Equal(1, told);
        _log.NotifyOnce(tell);
        _log.CancelNotify(tell);
        Post("joe");
        Assert.Equal(1, told);
    }

    [Fact]
    public void Who_is_told_may_read_and_wait_again()
    {
        var seen = new List<int>();
        _log.NotifyOnce(Look);
        for (var i = 0; i < 3; i++)
            Post("joe");
        Assert.Equal([1, 2, 3], seen);

        void Look()
        {
            _log.NotifyOnce(Look);
            seen.Add(_log.Latest!.Key);
        }
    }

    [Fact]
    public void A_post_costs_no_more_memory_than_its_event()
    {
        Func<EventStamp, Event> make = Make("joe");
        Event? posted = null;
        _log.Post(make);
        var before = GC.GetAllocatedBytesForCurrentThread();
        posted = make(new EventStamp(1, default));
        var ofEvent = GC.GetAllocatedBytesForCurrentThread() - before;
        before = GC.GetAllocatedBytesForCurrentThread();
        _log.Post(make);
        Assert.Equal(ofEvent, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.NotNull(posted);
    }

    private void Post(string userName) => _log.Post(Make(userName));

    private static Func<EventStamp, Event> Make(string userName) => stamp => new BadUsernameSessionEvent
    {
        Key = stamp.Key,
        ChainId = stamp.Key,
        CreatedTime = stamp.CreatedTime,
        UserName = userName,
        IpAddress = "10.0.0.7",
    };
}
