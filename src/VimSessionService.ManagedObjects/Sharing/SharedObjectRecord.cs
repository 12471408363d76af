using System.Text.Json;
using System.Text.Json.Serialization;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Sharing;

/// <summary>
/// What an object of a session was made of, and what has become of it: enough to make it again elsewhere. Versions side by side read it: members may be added,
/// never changed. As a document it is the members as JSON, a line break, and the specification.
/// </summary>
internal sealed record SharedObjectRecord
{
    /// <summary>The version that this program writes.</summary>
    public const int CurrentVersion = 1;

    [JsonPropertyName("v")]
    public int Version { get; init; } = CurrentVersion;

    /// <summary>The managed type of the object.</summary>
    [JsonPropertyName("k")]
    public required string Kind { get; init; }

    /// <summary>The value of the collector of a filter, or of the container of a view.</summary>
    [JsonPropertyName("of")]
    public string? Of { get; init; }

    /// <summary>Whether a filter has partial updates, or a view goes below the container.</summary>
    [JsonPropertyName("deep")]
    public bool Deep { get; init; }

    /// <summary>Names of types, or values of what an inventory view has open.</summary>
    [JsonPropertyName("n")]
    public string[]? Names { get; init; }

    /// <summary>Values of what an inventory view has closed.</summary>
    [JsonPropertyName("x")]
    public string[]? Closed { get; init; }

    /// <summary>The types and values of what a list shows, one after the other.</summary>
    [JsonPropertyName("r")]
    public string[]? References { get; init; }

    /// <summary>How many events a page has.</summary>
    [JsonPropertyName("p")]
    public int PageSize { get; init; }

    /// <summary>Where in the events a collector stands.</summary>
    [JsonPropertyName("at")]
    public long Place { get; init; }

    /// <summary>The specification of a filter, as VI-JSON.</summary>
    [JsonIgnore]
    public byte[] Spec { get; init; } = [];

    /// <summary>Reads a document; null for one that cannot be read, as of a later version.</summary>
    public static SharedObjectRecord? Parse(byte[] document)
    {
        var line = document.AsSpan().IndexOf((byte)'\n');
        if (line < 0)
            return null;
        try
        {
            return JsonSerializer.Deserialize(document.AsSpan(0, line), SharedObjectJson.Default.SharedObjectRecord) is { } record ? record with { Spec = document[(line + 1)..] } : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The references of a list.</summary>
    public static string[] Flatten(ManagedObjectReference[] references) => [.. references.SelectMany(static reference => new[] { reference.Type, reference.Value })];

    /// <summary>The references of a list.</summary>
    public ManagedObjectReference[] ToReferences() =>
        [.. (References ?? []).Chunk(2).Where(static pair => pair.Length == 2).Select(static pair => new ManagedObjectReference(pair[0], pair[1]))];

    /// <summary>The document.</summary>
    public byte[] ToDocument() => [.. JsonSerializer.SerializeToUtf8Bytes(this, SharedObjectJson.Default.SharedObjectRecord), (byte)'\n', .. Spec];
}

/// <summary>Reads and writes records without reflection.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(SharedObjectRecord))]
internal sealed partial class SharedObjectJson : JsonSerializerContext;
