using System.Text.Json.Serialization;

namespace VimSessionService.ManagedObjects.Tasks;

/// <summary>A task as replicas share it. Times are ticks, values are in VI-JSON.</summary>
internal sealed record TaskDocument
{
    public required string Method { get; init; }

    public required string TargetType { get; init; }

    public required string Target { get; init; }

    /// <summary>What it is about and what that is in, from there up to the root folder; null for an object that is not part of the tree.</summary>
    public IReadOnlyList<TaskPlace>? Entity { get; init; }

    public required string User { get; init; }

    public required long Queued { get; init; }

    public required long Began { get; init; }

    public long Waits { get; init; }

    public long Runs { get; init; }

    public bool Cancelable { get; init; }

    public bool Exclusive { get; init; }

    public int Weight { get; init; }

    public string? WorkKind { get; init; }

    public string? Work { get; init; }

    public required string State { get; init; }

    public long? Started { get; init; }

    public long? Completed { get; init; }

    public string? Result { get; init; }

    public string? Fault { get; init; }

    public string? FaultText { get; init; }

    public bool Cancelled { get; init; }

    public bool Past { get; init; }
}

/// <summary>An object of the tree as it was when a task was begun.</summary>
internal sealed record TaskPlace(string Type, string Value, string Name);

/// <summary>Reads and writes them.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(TaskDocument))]
internal sealed partial class TaskJson : JsonSerializerContext;
