using Microsoft.Extensions.Time.Testing;
using VimSessionService.Identity.WsSecurity;

namespace VimSessionService.Tests.Shared;

/// <summary>What every memory of what may be used once does.</summary>
public abstract class ReplayMemoryContract
{
    private const string Alice = @"CORP\alice";
    private const string Bob = @"CORP\bob";

    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    /// <summary>How many random uses a test makes.</summary>
    private protected virtual int Rounds => 20_000;

    /// <summary>Makes an empty memory.</summary>
    /// <param name="time">Its clock.</param>
    /// <param name="capacity">How much it remembers at most.</param>
    private protected abstract IReplayMemory Create(TimeProvider time, int capacity = 100_000);

    [Fact]
    public async Task What_was_seen_is_known_until_it_is_too_old_to_be_used()
    {
        var memory = Create(_time);
        var until = _time.GetUtcNow().AddMinutes(1);

        Assert.Equal(Remembered.New, await RememberAsync(memory, "a", until, Alice));
        Assert.Equal(Remembered.New, await RememberAsync(memory, "b", until.AddMinutes(1), Alice));
        _time.SetUtcNow(until);
        Assert.Equal(Remembered.Again, await RememberAsync(memory, "a", until, Alice));
        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal(Remembered.New, await RememberAsync(memory, "a", until.AddMinutes(1), Alice));
        Assert.Equal(Remembered.Again, await RememberAsync(memory, "b", until, Alice));
    }

    [Fact]
    public async Task One_principal_may_fill_half_of_it_and_is_refused_until_something_is_too_old()
    {
        var memory = Create(_time, capacity: 4);
        var until = _time.GetUtcNow().AddMinutes(1);
        await RememberAsync(memory, "a", until, Alice);
        await RememberAsync(memory, "b", until.AddMinutes(1), Alice);

        Assert.Equal(Remembered.Full, await RememberAsync(memory, "c", until, Alice));
        Assert.Equal(Remembered.Full, await RememberAsync(memory, "c", until, Alice.ToLowerInvariant()));
        Assert.Equal(Remembered.Again, await RememberAsync(memory, "a", until, Alice));
        _time.Advance(TimeSpan.FromMinutes(1) + TimeSpan.FromMilliseconds(1));
        Assert.Equal(Remembered.New, await RememberAsync(memory, "c", until.AddMinutes(5), Alice));
    }

    [Fact]
    public async Task However_many_fill_their_shares_there_is_room_for_another()
    {
        var memory = Create(_time, capacity: 1000);
        var until = _time.GetUtcNow().AddMinutes(1);
        var number = 0;
        for (var principal = 0; principal < 8; principal++)
        {
            while (await RememberAsync(memory, $"{number++}", until, $"hog{principal}") == Remembered.New)
            {
            }
        }

        Assert.Equal(Remembered.New, await RememberAsync(memory, "mine", until, Bob));
    }

    [Fact]
    public async Task Who_uses_more_than_the_share_goes_on_and_what_was_forgotten_is_refused()
    {
        var memory = Create(_time, capacity: 4);
        var now = _time.GetUtcNow();
        Assert.Equal(Remembered.New, await RememberAsync(memory, "a", now.AddMinutes(1), Alice));
        Assert.Equal(Remembered.New, await RememberAsync(memory, "b", now.AddMinutes(2), Alice));
        Assert.Equal(Remembered.New, await RememberAsync(memory, "c", now.AddMinutes(3), Alice));
        Assert.Equal(Remembered.Full, await RememberAsync(memory, "a", now.AddMinutes(1), Alice));
        Assert.Equal(Remembered.Again, await RememberAsync(memory, "b", now.AddMinutes(2), Alice));
        Assert.Equal(Remembered.New, await RememberAsync(memory, "d", now.AddMinutes(1), Bob));
    }

    /// <summary>Also of more accounts than there is room for: what was new once is not new again while it can be used.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(50)]
    [InlineData(20_000)]
    public async Task Many_principals_lock_nobody_out_and_nothing_is_accepted_twice(int principals)
    {
        var memory = Create(_time, capacity: 100);
        var random = new Random(7);
        List<(int What, DateTimeOffset Until, string Principal)> accepted = [];
        for (var i = 0; i < Rounds; i++)
        {
            if (i % 100 == 0)
                _time.Advance(TimeSpan.FromSeconds(1));
            var used = (i, _time.GetUtcNow().AddSeconds(random.Next(30, 90)), $"user{random.Next(principals)}");
            if (await RememberAsync(memory, $"{used.Item1}", used.Item2, used.Item3) == Remembered.New)
                accepted.Add(used);
            var (what, until, principal) = accepted[^random.Next(1, Math.Min(1_000, accepted.Count) + 1)];
            if (until >= _time.GetUtcNow())
                Assert.NotEqual(Remembered.New, await RememberAsync(memory, $"{what}", until, principal));
        }

        Assert.Equal(Remembered.New, await RememberAsync(memory, "mine", _time.GetUtcNow().AddSeconds(91), Bob));
    }

    [Fact]
    public async Task What_one_has_used_nobody_uses_again()
    {
        var memory = Create(_time);
        var until = _time.GetUtcNow().AddMinutes(1);
        await RememberAsync(memory, "a", until, Alice);
        Assert.Equal(Remembered.Again, await RememberAsync(memory, "a", until, Bob));
    }

    [Fact]
    public async Task Of_many_at_once_one_is_the_first()
    {
        var memory = Create(_time);
        var until = _time.GetUtcNow().AddMinutes(1);
        var first = 0;
        await Task.WhenAll(Enumerable.Range(0, 1000).Select(_ => Task.Run(async () =>
        {
            if (await RememberAsync(memory, "a", until, Alice) == Remembered.New)
                Interlocked.Increment(ref first);
        })));

        Assert.Equal(1, first);
    }

    private static ValueTask<Remembered> RememberAsync(IReplayMemory memory, string what, DateTimeOffset until, string principal) =>
        memory.RememberAsync(System.Text.Encoding.UTF8.GetBytes(what), until, principal, TestContext.Current.CancellationToken);
}
