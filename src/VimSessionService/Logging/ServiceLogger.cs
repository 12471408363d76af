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
    /// <param name="options">The form of the log, and its level to begin with.</param>
    /// <param name="stream">Where it goes.</param>
    /// <param name="control">What changes its level later; null where nothing does.</param>
    public static Logger Create(LogOptions options, Stream stream, LogLevelControl? control = null)
    {
        control ??= new LogLevelControl(options.LogLevel);
        ITextFormatter formatter = options.LogFormat == LogFormat.Json ? new CompactJsonFormatter() : new TextLineFormatter();
        return new LoggerConfiguration()
            .MinimumLevel.ControlledBy(control.Service)
            .MinimumLevel.Override("Microsoft", control.Framework)

            // While it is on, ASP.NET makes an activity and a scope for each request; the call log says it all.
            .MinimumLevel.Override("Microsoft.AspNetCore.Hosting.Diagnostics", LevelAlias.Off)
            .WriteTo.Sink(new StandardErrorSink(formatter, stream))
            .CreateLogger();
    }
}
