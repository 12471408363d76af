using VimSessionService.Core.Sessions;

namespace VimSessionService.Core.Tests.Sessions;

public class SessionLimitsTests
{
    [Fact]
    public void The_defaults_are_30_minutes_and_3000_sessions()
    {
        var settings = new SessionLimits();
        Assert.Equal(TimeSpan.FromMinutes(30), settings.IdleTimeout);
        Assert.Equal(3000, settings.MaxSessions);
    }

    [Fact]
    public void A_change_is_announced_and_a_repetition_is_not()
    {
        var settings = new SessionLimits();
        var changes = 0;
        settings.Changed += () => changes++;
        settings.IdleTimeout = TimeSpan.FromMinutes(5);
        settings.IdleTimeout = TimeSpan.FromMinutes(5);
        settings.MaxSessions = 1;
        Assert.Equal(2, changes);
    }

    [Fact]
    public void Nonsense_is_refused()
    {
        var settings = new SessionLimits();
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.IdleTimeout = TimeSpan.Zero);
        Assert.Throws<ArgumentOutOfRangeException>(() => settings.MaxSessions = -1);
    }
}
