using System.Collections;
using System.Globalization;
using System.Text;
using VimSessionService.Endpoint.Pipeline;

namespace VimSessionService.Hosting;

/// <summary>
/// The state of the log event of a call: the properties that there is something to say of, as every provider of Microsoft.Extensions.Logging reads them.
/// Texts that come from a client are made fit for a line.
/// </summary>
internal sealed class CallRecord : IReadOnlyList<KeyValuePair<string, object?>>
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

    private const string Template = $"{{{Operation}}} {{{HttpStatus}}} in {{{Milliseconds}}} ms from {{{ClientAddress}}}";

    /// <summary>The property by which providers know the template of the message.</summary>
    private const string OriginalFormat = "{OriginalFormat}";

    private readonly KeyValuePair<string, object?>[] _properties = new KeyValuePair<string, object?>[12];
    private int _count;

    /// <summary>Makes the record of a call.</summary>
    public CallRecord(in CallFinished call)
    {
        Add(Operation, LogText.Clean(call.Operation));
        Add(HttpStatus, call.HttpStatus);
        Add(Milliseconds, Math.Round(call.Duration.TotalMilliseconds, 3));
        Add(ClientAddress, call.ClientAddress.ToString());
        AddText(Door, call.Door);
        AddText(UserName, call.UserName);
        AddText(SessionKey, call.SessionKey);
        AddText(FaultType, call.FaultType);
        AddText(Reason, call.Reason);
        AddText(OperationId, call.OperationId);
        AddText(UserAgent, call.UserAgent);
        Add(OriginalFormat, Template);
    }

    /// <summary>The properties that an event has only when there is something to say, in the order of a text line.</summary>
    public static IReadOnlyList<string> FurtherProperties { get; } = [Door, UserName, SessionKey, FaultType, Reason, OperationId, UserAgent];

    /// <inheritdoc/>
    public int Count => _count;

    /// <inheritdoc/>
    public KeyValuePair<string, object?> this[int index] => _properties.AsSpan(0, _count)[index];

    /// <summary>The message, followed by the further properties.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{this[0].Value} {this[1].Value} in {this[2].Value} ms from {this[3].Value}");
        for (var i = 4; i < _count - 1; i++)
            text.Append(CultureInfo.InvariantCulture, $" {_properties[i].Key}=\"{_properties[i].Value}\"");
        return text.ToString();
    }

    /// <inheritdoc/>
    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() => new ArraySegment<KeyValuePair<string, object?>>(_properties, 0, _count).AsEnumerable().GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void AddText(string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
            Add(name, LogText.Clean(text));
    }

    private void Add(string name, object value) => _properties[_count++] = new(name, value);
}
