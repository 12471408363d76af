using VimSessionService.ManagedObjects.Properties;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tests.Properties;

/// <summary>Who is told of which change.</summary>
public sealed class PropertyChangesTests
{
    private static readonly ManagedObjectReference Manager = new("SessionManager", "SessionManager");
    private static readonly ManagedObjectReference Other = new("SessionManager", "other");

    private readonly PropertyChanges _changes = new();

    [Fact]
    public void A_change_is_told_to_those_who_watch_that_property_of_that_object()
    {
        var message = Watch(Manager, "message");
        var again = Watch(Manager, "message");
        var list = Watch(Manager, "sessionList");
        var other = Watch(Other, "message");

        _changes.Notify(Manager, "message");

        Assert.Equal([1, 1, 0, 0], [message.Raised, again.Raised, list.Raised, other.Raised]);
    }

    [Fact]
    public void The_type_of_a_reference_does_not_matter()
    {
        var watch = Watch(Manager, "message");
        _changes.Notify(new ManagedObjectReference("", "SessionManager"), "message");
        Assert.Equal(1, watch.Raised);
    }

    [Fact]
    public void What_concerns_a_session_or_everything_is_told_to_those_alone_who_asked_for_it()
    {
        var message = Watch(Manager, "message");
        Counting one = new(), two = new(), all = new();
        _changes.WatchSession("52-one", one);
        _changes.WatchSession("52-two", two);
        _changes.WatchEverything(all);

        _changes.NotifySession("52-one");
        Assert.Equal([0, 1, 0, 0], [message.Raised, one.Raised, two.Raised, all.Raised]);
        _changes.NotifyAll();
        Assert.Equal([0, 1, 0, 1], [message.Raised, one.Raised, two.Raised, all.Raised]);
    }

    [Fact]
    public void An_ended_watch_is_told_nothing_and_leaves_nothing_behind()
    {
        Counting[] watches = [Watch(Manager, "message"), Watch(Manager, "message"), Watch(Manager, "message")];
        var all = new Counting();
        _changes.WatchEverything(all);
        Assert.Equal((4, 1), (_changes.Count, _changes.WatchedCount));

        foreach (var i in new[] { 1, 0, 2 })
        {
            _changes.End(watches[i]);
            _changes.End(watches[i]);
        }

        _changes.End(all);
        _changes.Notify(Manager, "message");
        _changes.NotifyAll();
        Assert.All(watches, watch => Assert.Equal(0, watch.Raised));
        Assert.Equal((0, 0), (_changes.Count, _changes.WatchedCount));

        var later = Watch(Manager, "message");
        _changes.Notify(Manager, "message");
        Assert.Equal(1, later.Raised);
    }

    [Fact]
    public void A_login_tells_none_of_ten_thousand_who_watch_the_message()
    {
        var watches = Enumerable.Range(0, 10_000).Select(_ => Watch(Manager, "message")).ToList();
        for (var i = 0; i < 1_000; i++)
        {
            _changes.Notify(Manager, "sessionList");
            _changes.NotifySession("52-new");
        }

        Assert.All(watches, watch => Assert.Equal(0, watch.Raised));
    }

    [Fact]
    public async Task Watches_may_come_and_go_while_changes_are_told()
    {
        var steady = Watch(Manager, "message");
        await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Task.Run(() =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                var watch = Watch(n == 0 ? Manager : Other, "message");
                _changes.Notify(Manager, "message");
                _changes.End(watch);
            }
        })));
        Assert.Equal(8_000, steady.Raised);
        Assert.Equal((1, 1), (_changes.Count, _changes.WatchedCount));
    }

    private Counting Watch(ManagedObjectReference reference, string property)
    {
        var watch = new Counting();
        _changes.Watch(reference, property, watch);
        return watch;
    }

    private sealed class Counting : PropertyWatch
    {
        private int _raised;

        public int Raised => _raised;

        internal override void Raise() => Interlocked.Increment(ref _raised);
    }
}
