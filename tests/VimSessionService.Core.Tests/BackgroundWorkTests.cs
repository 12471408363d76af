using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace VimSessionService.Core.Tests;

/// <summary>An exception in background work is logged, and neither ends the process nor hinders other work.</summary>
public sealed class BackgroundWorkTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private readonly ErrorLog _log = new();

    [Fact]
    public void A_timer_goes_on_after_an_exception()
    {
        var time = new FakeTimeProvider();
        var runs = 0;
        using var timer = BackgroundWork.CreateTimer(time, _log, "a count", () => throw new InvalidOperationException($"run {++runs}"));

        timer.Change(Tick, Tick);
        time.Advance(3 * Tick);

        Assert.Equal(["run 1", "run 2", "run 3"], _log.Failures.Select(static failure => failure.Message));
        Assert.All(_log.Texts, static text => Assert.Equal("A failure in a count, which continues", text));
    }

    [Fact]
    public async Task Work_that_waits_ends_with_its_exception_in_the_log()
    {
        await BackgroundWork.RunAsync(_log, "a wait", static async () =>
        {
            await Task.Yield();
            throw new InvalidOperationException("late");
        });

        Assert.Equal("late", Assert.Single(_log.Failures).Message);
    }

    private sealed class ErrorLog : ILogger
    {
        public List<Exception> Failures { get; } = [];

        public List<string> Texts { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Assert.Equal(LogLevel.Error, logLevel);
            Failures.Add(exception!);
            Texts.Add(formatter(state, exception));
        }
    }
}
