using System.Text.Json;
using System.Text.Json.Serialization;
using VimSessionService.ManagedObjects.Events;
using VimSessionService.ManagedObjects.Sharing;
using VimSessionService.Schema;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tasks;

/// <summary>What a stub does as text that another replica reads, also one that has no rules. Values are in VI-JSON.</summary>
internal sealed record StubbedDocument
{
    /// <summary>The kind of such texts.</summary>
    public const string Kind = "stub";

    public required string TargetType { get; init; }

    public required string Target { get; init; }

    public required string User { get; init; }

    public required IReadOnlyList<StubbedText> Changes { get; init; }

    public required IReadOnlyList<string> Events { get; init; }

    public string? Result { get; init; }

    public string? Fault { get; init; }

    public string? Reason { get; init; }

    public string? FaultText { get; init; }

    /// <summary>Writes what a stub does.</summary>
    public static TaskWork Write(StubbedOutcome outcome) => new(Kind, JsonSerializer.Serialize(
        new StubbedDocument
        {
            TargetType = outcome.Target.Type,
            Target = outcome.Target.Value,
            User = outcome.UserName,
            Changes = [.. outcome.Changes.Select(static change => new StubbedText(change.Object.Type, change.Object.Value, change.Path, ValueText.Write(change.Value)))],
            Events = [.. outcome.Events.Select(static posted => ValueText.Write(posted))],
            Result = outcome.Result is { } result ? ValueText.Write(result) : null,
            Fault = outcome.Failure is { } failure ? ValueText.Write(failure.Fault) : null,
            Reason = outcome.Failure?.Message,
            FaultText = outcome.Failure?.Text,
        },
        StubbedJson.Default.StubbedDocument));

    /// <summary>Reads what a stub does.</summary>
    /// <exception cref="FormatException">It is none that this version of the service reads.</exception>
    public static StubbedOutcome Read(string text, WholeApi api)
    {
        var values = new ValueText(api);
        var document = JsonSerializer.Deserialize(text, StubbedJson.Default.StubbedDocument) ?? throw new FormatException("The text is no stub.");
        return new StubbedOutcome
        {
            Target = new ManagedObjectReference(document.TargetType, document.Target),
            UserName = document.User,
            Changes = [.. document.Changes.Select(change => new StubbedChange(new ManagedObjectReference(change.Type, change.Object), change.Path, values.Read(change.Value)))],
            Events = [.. document.Events.Select(posted => EventOf(values.Read(posted)))],
            Result = document.Result is { } result ? values.Read(result) : null,
            Failure = document.Fault is { } fault ? new VimFaultException(values.ReadFault(fault), document.Reason ?? "", document.FaultText) : null,
        };
    }

    private static Event EventOf(object? value) => value switch
    {
        Event posted => posted,
        DynamicObject data => DeclaredEvents.Of(data),
        _ => throw new FormatException("The text is no event."),
    };
}

/// <summary>A property that gets another value.</summary>
internal sealed record StubbedText(string Type, string Object, string Path, string Value);

/// <summary>Reads and writes them.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(StubbedDocument))]
internal sealed partial class StubbedJson : JsonSerializerContext;
