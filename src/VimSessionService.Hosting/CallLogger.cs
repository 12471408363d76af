using Microsoft.Extensions.Logging;
using VimSessionService.Endpoint.Pipeline;

namespace VimSessionService.Hosting;

/// <summary>Logs each call once it is answered, at level information.</summary>
/// <param name="loggers">Makes the logger of the category.</param>
internal sealed partial class CallLogger(ILoggerFactory loggers) : ICallObserver
{
    /// <summary>The category.</summary>
    public const string Category = "VimSessionService.Calls";

    /// <summary>The most characters of a client's text in a log.</summary>
    private const int MostCharacters = 200;

    private readonly ILogger _logger = loggers.CreateLogger(Category);

    /// <inheritdoc/>
    public void Finished(in CallFinished call)
    {
        if (!_logger.IsEnabled(LogLevel.Information))
            return;
        Finished(
            _logger,
            Clean(call.Operation),
            call.HttpStatus,
            call.Duration.TotalMilliseconds,
            call.ClientAddress.ToString(),
            call.Door,
            Clean(call.UserName),
            call.SessionKey,
            call.FaultType,
            Clean(call.Reason),
            Clean(call.OperationId),
            Clean(call.UserAgent));
    }

    /// <summary>A client's text without characters that could look like another line, cut to a length.</summary>
    private static string? Clean(string? text)
    {
        if (text is null)
            return null;
        var cut = text.Length > MostCharacters ? text[..MostCharacters] : text;
        return cut.Any(IsUnfit) ? string.Concat(cut.Where(static c => !IsUnfit(c))) : cut;
    }

    private static bool IsUnfit(char c) => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029';

    [LoggerMessage(
        1,
        LogLevel.Information,
        "{Operation} {HttpStatus} in {Milliseconds} ms from {ClientAddress} Door={Door} UserName={UserName} SessionKey={SessionKey} FaultType={FaultType} Reason={Reason} OperationId={OperationId} UserAgent={UserAgent}",
        SkipEnabledCheck = true)]
    private static partial void Finished(
        ILogger logger,
        string? operation,
        int httpStatus,
        double milliseconds,
        string clientAddress,
        string door,
        string? userName,
        string? sessionKey,
        string? faultType,
        string? reason,
        string? operationId,
        string? userAgent);
}
