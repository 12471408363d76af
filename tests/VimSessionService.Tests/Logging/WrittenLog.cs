using System.Globalization;
using Serilog.Configuration;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;

namespace VimSessionService.Tests.Logging;

/// <summary>Keeps the lines of a log for a test.</summary>
/// <param name="at">The time of all its events; null for their own.</param>
public sealed class WrittenLog(DateTimeOffset? at = null) : IDisposable
{
    private readonly StringWriter _lines = new(CultureInfo.InvariantCulture);
    private readonly Lock _lock = new();

    /// <summary>Everything written so far.</summary>
    public string Text
    {
        get
        {
            lock (_lock)
                return _lines.ToString();
        }
    }

    /// <summary>Makes it the sink of a logger.</summary>
    public void Add(LoggerSinkConfiguration writeTo, ITextFormatter formatter) => writeTo.Sink(new Sink(this, formatter));

    public void Dispose() => _lines.Dispose();

    private LogEvent Stamped(LogEvent logEvent) => at is null
        ? logEvent
        : new LogEvent(at.Value, logEvent.Level, logEvent.Exception, logEvent.MessageTemplate, logEvent.Properties.Select(static property => new LogEventProperty(property.Key, property.Value)));

    private sealed class Sink(WrittenLog log, ITextFormatter formatter) : ILogEventSink
    {
        public void Emit(LogEvent logEvent)
        {
            lock (log._lock)
                formatter.Format(log.Stamped(logEvent), log._lines);
        }
    }
}
