using Serilog.Events;
using Serilog.Parsing;
using VimSessionService.Endpoint.Pipeline;

namespace VimSessionService.Logging;

/// <summary>
/// Logs each call as one structured event, at level information. A call that failed by an error of the service itself is logged at level
/// error with its exception, also where calls are not logged.
/// </summary>
/// <param name="logger">Where the events go.</param>
/// <param name="enabled">Whether calls are logged at all.</param>
/// <param name="time">The clock.</param>
public sealed class CallLog(Serilog.ILogger logger, bool enabled, TimeProvider time)
{
    private const string Operation = nameof(CallFinished.Operation);
    private const string HttpStatus = nameof(CallFinished.HttpStatus);
    private const string Milliseconds = "Milliseconds";
    private const string ClientAddress = nameof(CallFinished.ClientAddress);
    private const string Door = nameof(CallFinished.Door);
    private const string UserName = nameof(CallFinished.UserName);
    private const string SessionKey = nameof(CallFinished.SessionKey);
    private const string FaultType = nameof(CallFinished.FaultType);
    private const string Reason = nameof(CallFinished.Reason);
    private const string OperationId = nameof(CallFinished.OperationId);
    private const string UserAgent = nameof(CallFinished.UserAgent);

    private static readonly MessageTemplate Template =
        new MessageTemplateParser().Parse($"{{{Operation}}} {{{HttpStatus}}} in {{{Milliseconds}}} ms from {{{ClientAddress}}}");

    /// <summary>The properties that an event has only when there is something to say, in the order of a text line.</summary>
    public static IReadOnlyList<string> FurtherProperties { get; } = [Door, UserName, SessionKey, FaultType, Reason, OperationId, UserAgent];

    /// <summary>Whether a call is logged now; asked before a record is made.</summary>
    public bool IsEnabled => enabled && logger.IsEnabled(LogEventLevel.Information);

    /// <summary>Logs a call.</summary>
    public void Write(in CallFinished call)
    {
        if (call.Error is null ? !IsEnabled : !logger.IsEnabled(LogEventLevel.Error))
            return;
        var properties = new Dictionary<string, LogEventPropertyValue>(11, StringComparer.Ordinal)
        {
            [Operation] = new ScalarValue(LogText.Clean(call.Operation)),
            [HttpStatus] = new ScalarValue(call.HttpStatus),
            [Milliseconds] = new ScalarValue(Math.Round(call.Duration.TotalMilliseconds, 3)),
            [ClientAddress] = new ScalarValue(call.ClientAddress.ToString()),
        };
        Add(properties, Door, call.Door);
        Add(properties, UserName, call.UserName);
        Add(properties, SessionKey, call.SessionKey);
        Add(properties, FaultType, call.FaultType);
        Add(properties, Reason, call.Reason);
        Add(properties, OperationId, call.OperationId);
        Add(properties, UserAgent, call.UserAgent);
        var level = call.Error is null ? LogEventLevel.Information : LogEventLevel.Error;
        logger.Write(LogEvent.UnstableAssembleFromParts(time.GetUtcNow(), level, call.Error, Template, properties, default, default));
    }

    private static void Add(Dictionary<string, LogEventPropertyValue> properties, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            properties[name] = new ScalarValue(LogText.Clean(text));
    }
}
