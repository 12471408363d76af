using VimSessionService.Core.Events;

namespace VimSessionService.Core.Tests.Events;

/// <summary>Values are found by their positions while others are added and removed.</summary>
public sealed class ChunkedLogTests
{
    [Fact]
    public void Values_keep_their_positions_while_the_log_moves_on()
    {
        var log = new ChunkedLog<string>();
        Assert.Equal((1, 0, 0), (log.Oldest, log.Newest, log.Count));
        for (var i = 1; i <= 2000; i++)
        {
            log.Add($"value {i}");
            if (i % 3 == 0)
                Assert.Equal($"value {i / 3}", log.RemoveOldest());
        }

        Assert.Equal((667, 2000, 1334), (log.Oldest, log.Newest, log.Count));
        for (var position = log.Oldest; position <= log.Newest; position++)
            Assert.Equal($"value {position}", log[position]);
        while (log.Count > 0)
            log.RemoveOldest();
        log.Add("after all");
        Assert.Equal((2001, "after all"), (log.Oldest, log[2001]));
    }
}
