namespace VimSessionService.Core.Tests;

public class RandomReserveTests
{
    private readonly RandomReserve _random = new();

    [Fact]
    public void No_bytes_are_given_out_twice_whoever_takes_them()
    {
        var taken = new System.Collections.Concurrent.ConcurrentDictionary<Guid, bool>();

        Parallel.For(0, 20 * RandomReserve.Size, _ => Assert.True(taken.TryAdd(Take(), true)));

        Guid Take()
        {
            Span<byte> bytes = stackalloc byte[15];
            _random.Fill(bytes);
            return new Guid([.. bytes, 0]);
        }
    }

    [Fact]
    public void As_much_as_it_holds_can_be_taken_at_once_and_no_more()
    {
        var bytes = new byte[RandomReserve.Size];
        _random.Fill(bytes.AsSpan(0, 100));

        _random.Fill(bytes);

        Assert.InRange(bytes.Count(b => b == 0), 0, 40); // 4 are expected of 1,024; 40 come in no lifetime
        Assert.Throws<ArgumentOutOfRangeException>(() => _random.Fill(new byte[RandomReserve.Size + 1]));
    }
}
