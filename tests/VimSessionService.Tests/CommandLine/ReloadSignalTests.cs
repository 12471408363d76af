using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using VimSessionService.CommandLine;

namespace VimSessionService.Tests.CommandLine;

public sealed class ReloadSignalTests
{
    /// <summary>An exception in the handler of a signal would end the process.</summary>
    [Fact]
    public void A_reading_that_throws_at_a_signal_is_logged_and_the_others_are_done()
    {
        var read = new List<string>();
        var log = new Failures();
        var signal = new ReloadSignal(log, [() => read.Add("first"), static () => throw new InvalidOperationException("no thread"), () => read.Add("last")]);
        var context = new PosixSignalContext(PosixSignal.SIGHUP);

        signal.Take(context);

        Assert.True(context.Cancel);
        Assert.Equal(["first", "last"], read);
        Assert.Equal("no thread", Assert.Single(log.Seen).Message);
    }

    private sealed class Failures : ILogger
    {
        public List<Exception> Seen { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => Seen.Add(exception!);
    }
}
