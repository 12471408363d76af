using Serilog;
using Serilog.Configuration;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting;
using Serilog.Formatting.Compact;
using VimSessionService.Options;
using VimSessionService.Transport;

namespace VimSessionService.Logging;

/// <summary>Makes the service's logger. It is set up in code, as reading it from configuration takes reflection.</summary>
internal static class ServiceLogger
{
    /// <summary>How many events wait to be written before further ones are dropped.</summary>
    private const int MostWaiting = 4096;

    /// <summary>What the web server and the host log of a start that failed, with a stack trace.</summary>
    private const string KestrelStartFailure = "Unable to start Kestrel.";

    private const string HostStartFailure = "Hosting failed to start";

    /// <summary>Makes a logger.</summary>
    /// <param name="options">The form of the log, and its level to begin with.</param>
    /// <param name="writeTo">Adds the sink that lines of the given form go to.</param>
    /// <param name="control">What changes its level later; null where nothing does.</param>
    public static Logger Create(LogOptions options, Action<LoggerSinkConfiguration, ITextFormatter> writeTo, LogLevelControl? control = null)
    {
        control ??= new LogLevelControl(options.LogLevel);
        var configuration = new LoggerConfiguration()
            .MinimumLevel.ControlledBy(control.Service)
            .MinimumLevel.Override("Microsoft", control.Framework)

            // While it is on, ASP.NET makes an activity and a scope for each request; the call log says it all.
            .MinimumLevel.Override("Microsoft.AspNetCore.Hosting.Diagnostics", LevelAlias.Off)

            // Not being ready is no error of the service; who asks at /readyz is told.
            .MinimumLevel.Override("Microsoft.Extensions.Diagnostics.HealthChecks", LevelAlias.Off)

            // The command line tells of an address that cannot be listened at in one line. Other failures of sockets are logged.
            .Filter.ByExcluding(static e => e.MessageTemplate.Text is KestrelStartFailure or HostStartFailure && BindFailure.Is(e.Exception));
        configuration.Enrich.With<CallEvents>();
        writeTo(configuration.WriteTo, new ShortExceptions(options.LogFormat == LogFormat.Json ? new CompactJsonFormatter() : new TextLineFormatter()));
        return configuration.CreateLogger();
    }

    /// <summary>
    /// Writes to standard error on a separate thread. Calls never wait for it: while standard error is not read, as can happen with
    /// a child process, events beyond a limit are dropped.
    /// </summary>
    public static void ToStandardError(LoggerSinkConfiguration writeTo, ITextFormatter formatter) =>
        writeTo.Async(inner => inner.Console(formatter, standardErrorFromLevel: LogEventLevel.Verbose), MostWaiting);

    /// <summary>The event of a call says by its properties what it is: the name of its category would be in each line for nothing.</summary>
    private sealed class CallEvents : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory)
        {
            if (logEvent.Properties.TryGetValue(Constants.SourceContextPropertyName, out var source) && source is ScalarValue { Value: CallLogger.Category })
                logEvent.RemovePropertyIfPresent(Constants.SourceContextPropertyName);
        }
    }
}
