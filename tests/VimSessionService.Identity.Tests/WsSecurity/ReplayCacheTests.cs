using Microsoft.Extensions.Time.Testing;
using VimSessionService.Identity.WsSecurity;

namespace VimSessionService.Identity.Tests.WsSecurity;

public sealed class ReplayCacheTests
{
    private const string Alice = @"CORP\alice";
    private const string Bob = @"CORP\bob";

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void What_was_seen_is_known_until_it_is_too_old_to_be_used()
    {
        var memory = new ReplayCache(_time);
        var until = _time.GetUtcNow().AddMinutes(1);

        Assert.Equal(Remembered.New, memory.Remember("a"u8, until, Alice));
        Assert.Equal(Remembered.New, memory.Remember("b"u8, until.AddMinutes(1), Alice));
        _time.SetUtcNow(until);
        Assert.Equal(Remembered.Again, memory.Remember("a"u8, until, Alice));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(Remembered.New, memory.Remember("a"u8, until.AddMinutes(1), Alice));
        Assert.Equal(Remembered.Again, memory.Remember("b"u8, until, Alice));
    }

    [Fact]
    public void One_principal_may_fill_half_of_it_and_is_refused_until_something_is_too_old()
    {
        var memory = new ReplayCache(_time, capacity: 4);
        var until = _time.GetUtcNow().AddMinutes(1);
        memory.Remember("a"u8, until, Alice);
        memory.Remember("b"u8, until.AddMinutes(1), Alice);

        Assert.Equal(Remembered.Full, memory.Remember("c"u8, until, Alice));
        Assert.Equal(Remembered.Full, memory.Remember("c"u8, until, Alice.ToLowerInvariant()));
        Assert.Equal(Remembered.Again, memory.Remember("a"u8, until, Alice));
        _time.Advance(TimeSpan.FromMinutes(1) + TimeSpan.FromTicks(1));
        Assert.Equal(Remembered.New, memory.Remember("c"u8, until.AddMinutes(5), Alice));
    }

    [Fact]
    public void However_many_fill_their_shares_there_is_room_for_another()
    {
        var memory = new ReplayCache(_time, capacity: 1000);
        var until = _time.GetUtcNow().AddMinutes(1);
        var number = 0;
        for (var principal = 0; principal < 8; principal++)
        {
            while (memory.Remember(BitConverter.GetBytes(number++), until, $"hog{principal}") == Remembered.New)
            {
            }
        }

        Assert.Equal(Remembered.New, memory.Remember("mine"u8, until, Bob));
    }

    [Fact]
    public void Who_uses_more_than_the_share_goes_on_and_what_was_forgotten_is_refused()
    {
        var memory = new ReplayCache(_time, capacity: 4);
        var now = _time.GetUtcNow();
        Assert.Equal(Remembered.New, memory.Remember("a"u8, now.AddMinutes(1), Alice));
        Assert.Equal(Remembered.New, memory.Remember("b"u8, now.AddMinutes(2), Alice));
        Assert.Equal(Remembered.New, memory.Remember("c"u8, now.AddMinutes(3), Alice));
        Assert.Equal(Remembered.Full, memory.Remember("a"u8, now.AddMinutes(1), Alice));
        Assert.Equal(Remembered.Again, memory.Remember("b"u8, now.AddMinutes(2), Alice));
        Assert.Equal(Remembered.New, memory.Remember("d"u8, now.AddMinutes(1), Bob));
    }

    /// <summary>Also of more accounts than there is room for: what was new once is not new again while it can be used.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(50)]
    [InlineData(20_000)]
    public void Many_principals_lock_nobody_out_and_nothing_is_accepted_twice(int principals)
    {
        var memory = new ReplayCache(_time, capacity: 100);
        var random = new Random(7);
        List<(int What, DateTimeOffset Until, string Principal)> accepted = [];
        for (var i = 0; i < 20_000; i++)
        {
            if (i % 100 == 0)
                _time.Advance(TimeSpan.FromSeconds(1));
            var used = (i, _time.GetUtcNow().AddSeconds(random.Next(30, 90)), $"user{random.Next(principals)}");
            if (memory.Remember(BitConverter.GetBytes(used.Item1), used.Item2, used.Item3) == Remembered.New)
                accepted.Add(used);
            var (what, until, principal) = accepted[^random.Next(1, Math.Min(1_000, accepted.Count) + 1)];
            if (until >= _time.GetUtcNow())
                Assert.NotEqual(Remembered.New, memory.Remember(BitConverter.GetBytes(what), until, principal));
        }

        Assert.Equal(Remembered.New, memory.Remember("mine"u8, _time.GetUtcNow().AddSeconds(91), Bob));
    }

    [Fact]
    public void What_one_has_used_nobody_uses_again()
    {
        var memory = new ReplayCache(_time);
        var until = _time.GetUtcNow().AddMinutes(1);
        memory.Remember("a"u8, until, Alice);
        Assert.Equal(Remembered.Again, memory.Remember("a"u8, until, Bob));
    }

    [Fact]
    public void Of_many_at_once_one_is_the_first()
    {
        var memory = new ReplayCache(_time);
        var until = _time.GetUtcNow().AddMinutes(1);
        var first = 0;
        Parallel.For(0, 1000, _ =>
        {
            if (memory.Remember("a"u8, until, Alice) == Remembered.New)
                Interlocked.Increment(ref first);
        });

        Assert.Equal(1, first);
    }
}
