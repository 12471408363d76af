using Microsoft.Extensions.Time.Testing;
using VimSessionService.Identity.WsSecurity;

namespace VimSessionService.Identity.Tests.WsSecurity;

public sealed class ReplayMemoryTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void What_was_seen_is_known_until_it_is_too_old_to_be_used()
    {
        var memory = new ReplayMemory(_time);
        var until = _time.GetUtcNow().AddMinutes(1);

        Assert.Equal(Remembered.New, memory.Remember("a"u8, until));
        Assert.Equal(Remembered.New, memory.Remember("b"u8, until.AddMinutes(1)));
        _time.SetUtcNow(until);
        Assert.Equal(Remembered.Again, memory.Remember("a"u8, until));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(Remembered.New, memory.Remember("a"u8, until.AddMinutes(1)));
        Assert.Equal(Remembered.Again, memory.Remember("b"u8, until));
    }

    [Fact]
    public void When_it_is_full_nothing_new_is_let_in_until_something_is_too_old()
    {
        var memory = new ReplayMemory(_time, capacity: 2);
        var until = _time.GetUtcNow().AddMinutes(1);
        memory.Remember("a"u8, until);
        memory.Remember("b"u8, until.AddMinutes(1));

        Assert.Equal(Remembered.Full, memory.Remember("c"u8, until));
        Assert.Equal(Remembered.Again, memory.Remember("a"u8, until));
        _time.Advance(TimeSpan.FromMinutes(1) + TimeSpan.FromTicks(1));
        Assert.Equal(Remembered.New, memory.Remember("c"u8, until.AddMinutes(5)));
    }

    [Fact]
    public void Of_many_at_once_one_is_the_first()
    {
        var memory = new ReplayMemory(_time);
        var until = _time.GetUtcNow().AddMinutes(1);
        var first = 0;
        Parallel.For(0, 1000, _ =>
        {
            if (memory.Remember("a"u8, until) == Remembered.New)
                Interlocked.Increment(ref first);
        });

        Assert.Equal(1, first);
    }
}
