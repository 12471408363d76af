using System.Text.Json.Serialization;

namespace VimSessionService.ManagedObjects.Inventory.Edits;

/// <summary>An object that came to an inventory, as replicas share it.</summary>
/// <param name="Type">Its type.</param>
/// <param name="Name">Its name; null for an object that is not part of the tree.</param>
/// <param name="ParentType">The type of what it is in.</param>
/// <param name="Parent">What it is in.</param>
/// <param name="Values">Its values, in VI-JSON.</param>
internal sealed record AddedDocument(string Type, string? Name, string? ParentType, string? Parent, Dictionary<string, string> Values);

/// <summary>Reads and writes it.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(AddedDocument))]
internal sealed partial class EditJson : JsonSerializerContext;
