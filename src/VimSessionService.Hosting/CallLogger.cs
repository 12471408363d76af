using Microsoft.Extensions.Logging;
using VimSessionService.Endpoint.Pipeline;

namespace VimSessionService.Hosting;

/// <summary>
/// Logs each call as one structured event at level information. A call that failed by an error of the service itself is logged at level error with its
/// exception, also where calls are not logged.
/// </summary>
/// <param name="loggers">Makes the logger of the category.</param>
/// <param name="logsCalls">Whether calls are logged at all.</param>
internal sealed class CallLogger(ILoggerFactory loggers, bool logsCalls) : ICallObserver
{
    /// <summary>The category of the log.</summary>
    public const string Category = "VimSessionService.Calls";

    private readonly ILogger _logger = loggers.CreateLogger(Category);

    /// <summary>Whether a call that did not fail by an error of the service is logged now; asked before a record of it is made.</summary>
    public bool IsEnabled => logsCalls && _logger.IsEnabled(LogLevel.Information);

    /// <inheritdoc/>
    public void Finished(in CallFinished call)
    {
        var level = call.Error is null ? LogLevel.Information : LogLevel.Error;
        if (level == LogLevel.Information ? !IsEnabled : !_logger.IsEnabled(level))
            return;
        _logger.Log(level, default, new CallRecord(call), call.Error, static (record, _) => record.ToString());
    }
}
