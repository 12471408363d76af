using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Compact;
using VimSessionService.Options;

namespace VimSessionService.Logging;

/// <summary>Makes the service's logger. It is set up in code, as reading it from configuration takes reflection.</summary>
public static class ServiceLogger
{
    /// <summary>A logger that writes to a stream, which is left open.</summary>
    public static Logger Create(LogOptions options, Stream stream)
    {
        ITextFormatter formatter = options.LogFormat == LogFormat.Json ? new CompactJsonFormatter() : new TextLineFormatter();
        var level = Level(options.LogLevel);
        return new LoggerConfiguration()
            .MinimumLevel.Is(level)
            .MinimumLevel.Override("Microsoft", level > LogEventLevel.Warning || level < LogEventLevel.Information ? level : LogEventLevel.Warning)

            // While it is on, ASP.NET makes an activity and a scope for each request; the call log says it all.
            .MinimumLevel.Override("Microsoft.AspNetCore.Hosting.Diagnostics", LevelAlias.Off)
            .WriteTo.Sink(new StandardErrorSink(formatter, stream))
            .CreateLogger();
    }

    private static LogEventLevel Level(LogLevel level) => level switch
    {
        LogLevel.Trace => LogEventLevel.Verbose,
        LogLevel.Debug => LogEventLevel.Debug,
        LogLevel.Information => LogEventLevel.Information,
        LogLevel.Warning => LogEventLevel.Warning,
        LogLevel.Error => LogEventLevel.Error,
        LogLevel.Critical => LogEventLevel.Fatal,
        _ => LevelAlias.Off,
    };
}
