using System.Globalization;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Parsing;

namespace VimSessionService.Logging;

/// <summary>
/// One line for people: UTC time, level, message, and what else a call's event carries. An exception follows in lines that begin with blanks.
/// </summary>
internal sealed class TextLineFormatter : ITextFormatter
{
    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output)
    {
        Span<char> time = stackalloc char[32];
        logEvent.Timestamp.UtcDateTime.TryFormat(time, out var length, "yyyy-MM-dd'T'HH:mm:ss.fff'Z '", CultureInfo.InvariantCulture);
        output.Write(time[..length]);
        output.Write(Name(logEvent.Level));
        output.Write(' ');
        using var line = new EscapingWriter(output);
        foreach (var token in logEvent.MessageTemplate.Tokens)
            Write(token, logEvent, line);
        foreach (var name in CallRecord.FurtherProperties)
        {
            if (!logEvent.Properties.TryGetValue(name, out var value))
                continue;
            line.Write($" {name}=");
            value.Render(line, null, CultureInfo.InvariantCulture);
        }

        output.WriteLine();
        foreach (var part in logEvent.Exception?.ToString().Split('\n') ?? [])
        {
            line.Write($"    {part.TrimEnd('\r')}");
            output.WriteLine();
        }
    }

    /// <summary>As the template has it, but texts without quotation marks.</summary>
    private static void Write(MessageTemplateToken token, LogEvent logEvent, TextWriter output)
    {
        if (token is PropertyToken property
            && logEvent.Properties.TryGetValue(property.PropertyName, out var value)
            && value is ScalarValue { Value: string text })
        {
            output.Write(text);
        }
        else
        {
            token.Render(logEvent.Properties, output, CultureInfo.InvariantCulture);
        }
    }

    private static string Name(LogEventLevel level) => level switch
    {
        LogEventLevel.Verbose => "TRC",
        LogEventLevel.Debug => "DBG",
        LogEventLevel.Information => "INF",
        LogEventLevel.Warning => "WRN",
        LogEventLevel.Error => "ERR",
        _ => "CRT",
    };
}
