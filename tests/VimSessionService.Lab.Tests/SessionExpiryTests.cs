using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;
using VimSessionService.Lab.Clock;

namespace VimSessionService.Lab.Tests;

/// <summary>Many sessions that expire in one advance of the clock.</summary>
public sealed class SessionExpiryTests
{
    /// <summary>How often the clock is read stands for the work: each timer and each look at a session reads it.</summary>
    [Fact]
    public async Task Advancing_three_hours_takes_the_work_of_the_expiries()
    {
        var few = await ReadingsOfExpiryAsync(25_000);
        var many = await ReadingsOfExpiryAsync(100_000);

        Assert.True(many < few * 4.4, $"25,000 sessions took {few} readings of the clock, 100,000 took {many}");
        Assert.True(many < 100_000 * 20, $"100,000 sessions took {many} readings of the clock");
    }

    private static async Task<long> ReadingsOfExpiryAsync(int sessions)
    {
        var real = new CountedTime();
        using var clock = new LabClock(real);
        using var store = new InMemorySessionStore(clock, new SessionLimits { MaxSessions = 0, MaxUserSessions = 0 });
        var data = new SessionData { User = new UserIdentity("alice", "Alice", []), Locale = "en", MessageLocale = "en", IpAddress = "127.0.0.1", UserAgent = "" };
        for (var i = 0; i < sessions; i++)
        {
            await store.AddAsync(data, [new SessionToken($"{i}")], TestContext.Current.CancellationToken);
            clock.Advance(TimeSpan.FromMinutes(25) / sessions);
        }

        real.Readings = 0;
        clock.Advance(TimeSpan.FromHours(3));

        Assert.Equal(0, store.Count);
        return real.Readings;
    }

    private sealed class CountedTime : FakeTimeProvider
    {
        public long Readings { get; set; }

        public override long GetTimestamp()
        {
            Readings++;
            return base.GetTimestamp();
        }
    }
}
