using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;

namespace VimSessionService.Logging;

/// <summary>Writes events with the text of their exception cut to <see cref="MostCharacters"/>, so that no single event fills a log.</summary>
/// <param name="inner">Writes the event.</param>
internal sealed class ShortExceptions(ITextFormatter inner) : ITextFormatter
{
    /// <summary>The most characters of an exception's text: the stack traces of an exception and of several inner ones.</summary>
    public const int MostCharacters = 16 * 1024;

    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output) => inner.Format(Shortened(logEvent), output);

    private static LogEvent Shortened(LogEvent logEvent)
    {
        if (logEvent.Exception?.ToString() is not { Length: > MostCharacters } text)
            return logEvent;
        var left = text.Length - MostCharacters;
        var shortened = new ShortException(string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, MostCharacters)}… ({left} more characters)"));
        var properties = logEvent.Properties.Select(static property => new LogEventProperty(property.Key, property.Value));
        return new LogEvent(logEvent.Timestamp, logEvent.Level, shortened, logEvent.MessageTemplate, properties, logEvent.TraceId ?? default, logEvent.SpanId ?? default);
    }

    private sealed class ShortException(string text) : Exception
    {
        public override string ToString() => text;
    }
}
