using VimSessionService.Core.Sessions;

namespace VimSessionService.Core.Tests;

/// <summary>A handler of an event that throws keeps no other from being told, and who raises the event learns of it.</summary>
public sealed class EventHandlersTests
{
    [Fact]
    public void Handlers_after_one_that_throws_are_called()
    {
        List<string> told = [];
        Action<string, int> handlers = (text, number) => told.Add($"{text} {number}");
        handlers += static (_, _) => throw new InvalidOperationException("broken");
        handlers += (text, number) => told.Add($"{number} {text}");

        var failure = Assert.Throws<AggregateException>(() => handlers.CallAll("a", 7));

        Assert.Equal(["a 7", "7 a"], told);
        Assert.Equal("broken", Assert.Single(failure.InnerExceptions).Message);
        ((Action?)null).CallAll();
    }

    [Fact]
    public void A_setting_that_changed_is_told_to_every_handler()
    {
        var settings = new SessionLimits();
        var told = 0;
        settings.Changed += static () => throw new InvalidOperationException("broken");
        settings.Changed += () => told++;

        Assert.Throws<AggregateException>(() => settings.IdleTimeout = TimeSpan.FromMinutes(1));

        Assert.Equal((1, TimeSpan.FromMinutes(1)), (told, settings.IdleTimeout));
    }
}
