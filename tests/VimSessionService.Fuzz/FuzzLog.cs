using System.Globalization;
using Serilog.Core;
using Serilog.Events;
using VimSessionService.Endpoint.Pipeline;

namespace VimSessionService.Fuzz;

/// <summary>Reads the service's log: an exception that a client is not told of is there as the reason of its call, or as an error.</summary>
internal sealed class FuzzLog : ILogEventSink
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _faults = new(StringComparer.Ordinal);
    private string? _problem;

    /// <summary>Faults by type.</summary>
    public IReadOnlyDictionary<string, int> Faults => _faults;

    /// <summary>The fault of the last call; null when it had none.</summary>
    public string? LastFault { get; set; }

    /// <inheritdoc/>
    public void Emit(LogEvent logEvent)
    {
        lock (_lock)
        {
            var fault = Text(logEvent, nameof(CallFinished.FaultType));
            if (logEvent.Properties.ContainsKey(nameof(CallFinished.Operation)))
                LastFault = fault;
            if (fault is not null)
                _faults[fault] = _faults.GetValueOrDefault(fault) + 1;
            var isException = Text(logEvent, nameof(CallFinished.Reason)) is { } reason && reason.StartsWith("System.", StringComparison.Ordinal) && reason.Contains("Exception: ", StringComparison.Ordinal);
            if (isException || logEvent.Exception is not null || logEvent.Level >= LogEventLevel.Error)
                _problem ??= $"the log tells of an error of the service's own: {logEvent.RenderMessage(CultureInfo.InvariantCulture)} {Text(logEvent, nameof(CallFinished.Reason))} {logEvent.Exception}";
        }
    }

    /// <summary>The first problem since the last call of this; null for none.</summary>
    public string? TakeProblem()
    {
        lock (_lock)
        {
            var problem = _problem;
            _problem = null;
            return problem;
        }
    }

    private static string? Text(LogEvent logEvent, string property) =>
        logEvent.Properties.TryGetValue(property, out var value) && value is ScalarValue { Value: string text } ? text : null;
}
