using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Expiry;
using VimSessionService.Core.Sessions.Logins;

namespace VimSessionService.Core.Tests.Sessions.Logins;

/// <summary>The set of negotiations that wait, which LoginBySSPI and the security token service have one of each.</summary>
public sealed class PendingNegotiationsTests : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(5);

    private readonly FakeTimeProvider _time = new();
    private readonly PendingNegotiations<string, Kept> _pending;

    public PendingNegotiationsTests() => _pending = new(_time, Lifetime, new NegotiationLimits(OfAddress: 3) { All = 6 }, new SizeLimits(All: 100, OfOwner: 50));

    public void Dispose() => _pending.Dispose();

    [Fact]
    public void What_was_taken_is_the_callers_and_ends_nowhere_else()
    {
        var kept = Add("a", "one");
        Assert.Same(kept, _pending.Take("a", static _ => true));
        Assert.Null(_pending.Take("a", static _ => true));
        Assert.Equal(0, _pending.Count);
        _time.Advance(Lifetime);
        _pending.Dispose();
        Assert.Equal(0, kept.Disposals);
    }

    [Fact]
    public void What_was_taken_and_added_again_has_its_time_anew()
    {
        var kept = Add("a", "one");
        _time.Advance(Lifetime - TimeSpan.FromTicks(1));
        _pending.Add("a", "one", _pending.Take("a", static _ => true)!);
        _time.Advance(Lifetime - TimeSpan.FromTicks(1));
        Assert.Equal((1, 0), (_pending.Count, kept.Disposals));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal((0, 1), (_pending.Count, kept.Disposals));
    }

    [Fact]
    public void One_whose_time_is_over_ends_without_being_asked_for()
    {
        var first = Add("a", "one");
        _time.Advance(TimeSpan.FromMinutes(1));
        var second = Add("b", "two");
        _time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal((1, 0), (first.Disposals, second.Disposals));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal((1, 1), (first.Disposals, second.Disposals));
    }

    [Fact]
    public void Several_have_one_name_and_the_last_that_is_meant_is_taken()
    {
        Kept[] kept = [Add("a", "one", replaces: static _ => false), Add("a", "one", replaces: static _ => false), Add("a", "one", replaces: static _ => false)];
        Assert.Same(kept[1], _pending.Take("a", one => one != kept[2]));
        Assert.Same(kept[2], _pending.Find("a"));
        Assert.Same(kept[2], _pending.Take("a", static _ => true));
        Assert.Same(kept[0], _pending.Take("a", static _ => true));
        Assert.Null(_pending.Find("a"));
    }

    [Fact]
    public void Another_of_the_same_name_ends_the_one_that_it_replaces()
    {
        var (first, second) = (Add("a", "one"), Add("b", "one"));
        Add("a", "one", replaces: _ => false);
        Assert.Equal(0, first.Disposals);
        Add("a", "two", replaces: one => one == first);
        Assert.Equal((1, 0, 3), (first.Disposals, second.Disposals, _pending.Count));
        Add("b", "two");
        Assert.Equal((1, 3), (second.Disposals, _pending.Count));
    }

    [Fact]
    public void What_is_reserved_is_neither_taken_nor_reserved_again()
    {
        Add("a", "one");
        Assert.True(_pending.TryReserve("a", "one", out var reserved));
        Assert.False(_pending.TryReserve("a", "one", out _));
        Assert.Null(_pending.Take("a", static _ => true));
        Assert.True(_pending.TryRelease(reserved!));
        Assert.True(_pending.TryReserve("a", "one", out reserved));
        Assert.NotNull(reserved);
    }

    [Fact]
    public void It_is_not_reserved_from_another_network()
    {
        Add("a", "one");
        Assert.True(_pending.TryReserve("a", "two", out var reserved));
        Assert.Null(reserved);
    }

    [Fact]
    public void What_is_displaced_while_it_is_reserved_ends_with_its_call()
    {
        var kept = Add("a", "one");
        _pending.TryReserve("a", "one", out var reserved);
        foreach (var name in (string[])["b", "c", "d"])
            Add(name, "one");
        Assert.Equal((3, 0), (_pending.Count, kept.Disposals));
        Assert.False(_pending.TryRelease(reserved!));
        _pending.End(reserved!);
        Assert.Equal(1, kept.Disposals);
        _pending.Dispose();
        Assert.Equal(1, kept.Disposals);
    }

    [Fact]
    public void Large_ones_displace_as_many_of_their_network_as_they_need_the_room_of()
    {
        Kept[] kept = [Add("a", "one", 20), Add("b", "one", 20), Add("c", "two", 20)];
        Add("d", "one", 50);
        Assert.Equal([1, 1, 0], kept.Select(static one => one.Disposals));
    }

    [Fact]
    public void When_their_sizes_fill_the_set_the_network_with_the_most_gives_way()
    {
        var (small, first, second) = (Add("a", "one", 5), Add("b", "two", 20), Add("c", "two", 25));
        var third = Add("d", "three", 40);
        Assert.Equal(0, small.Disposals + first.Disposals + second.Disposals + third.Disposals);
        Add("e", "four", 20); // "two" has 45 in two, "three" has 40 in one
        Assert.Equal((0, 1, 0, 0), (small.Disposals, first.Disposals, second.Disposals, third.Disposals));
    }

    [Fact]
    public void Of_equal_sizes_the_network_with_more_of_them_gives_way()
    {
        Kept[] kept = [Add("a", "one", 40), Add("b", "two", 20), Add("c", "two", 20)];
        Add("d", "three", 30);
        Assert.Equal([0, 1, 0], kept.Select(static one => one.Disposals));
    }

    private Kept Add(string name, string network, long size = 0, Predicate<Kept>? replaces = null)
    {
        var kept = new Kept();
        _pending.Add(name, network, kept, size, replaces);
        return kept;
    }

    private sealed class Kept : IDisposable
    {
        public int Disposals { get; private set; }

        public void Dispose() => Disposals++;
    }
}
