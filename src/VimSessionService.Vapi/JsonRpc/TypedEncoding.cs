using System.Text.Json;
using VimSessionService.Vapi.Errors;
using VimSessionService.Vim25;

namespace VimSessionService.Vapi.JsonRpc;

/// <summary>
/// Values of the vSphere Automation API as JSON-RPC has them: structures and errors under their kind and name, optional values under <c>OPTIONAL</c>, lists and texts as they are
/// (docs/facts/automation-api.md).
/// </summary>
internal static class TypedEncoding
{
    /// <summary>Servers from this version on name the type of an error in it, and how to authenticate.</summary>
    private const ApiVersion NamesErrorType = ApiVersion.V7_0_0_0;

    private const string Structure = "STRUCTURE";

    /// <summary>Whether a value is the input of an operation that takes no arguments.</summary>
    public static bool IsEmptyInput(JsonElement input) =>
        input.ValueKind == JsonValueKind.Object
        && input.GetPropertyCount() == 1
        && JsonRpcMessage.Member(JsonRpcMessage.Member(input, Structure), "operation-input") is { ValueKind: JsonValueKind.Object } members
        && members.GetPropertyCount() == 0;

    /// <summary>Begins a structure or an error.</summary>
    public static void BeginStructure(Utf8JsonWriter json, string kind, string name)
    {
        json.WriteStartObject();
        json.WriteStartObject(kind);
        json.WriteStartObject(name);
    }

    /// <summary>Ends a structure or an error.</summary>
    public static void EndStructure(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    /// <summary>Writes an error.</summary>
    /// <param name="json">Where it is written.</param>
    /// <param name="error">The error.</param>
    /// <param name="version">The version of the server: older ones say less.</param>
    /// <param name="challenge">How to authenticate; null for an error of another kind.</param>
    public static void WriteError(Utf8JsonWriter json, VapiError error, ApiVersion version, string? challenge)
    {
        BeginStructure(json, "ERROR", error.Kind.FullName);
        if (version >= NamesErrorType && error.Kind == VapiErrorKind.Unauthenticated)
            WriteOptional(json, "challenge", challenge);
        WriteOptional(json, "data", null);
        if (version >= NamesErrorType)
            WriteOptional(json, "error_type", error.Kind.Name);
        json.WriteStartArray("messages");
        BeginStructure(json, Structure, "com.vmware.vapi.std.localizable_message");
        json.WriteStartArray("args");
        foreach (var argument in error.Arguments)
            json.WriteStringValue(argument);
        json.WriteEndArray();
        json.WriteString("default_message", error.Text);
        json.WriteString("id", error.Id);
        WriteOptional(json, "localized", null);
        WriteOptional(json, "params", null);
        EndStructure(json);
        json.WriteEndArray();
        EndStructure(json);
    }

    private static void WriteOptional(Utf8JsonWriter json, string name, string? value)
    {
        json.WriteStartObject(name);
        json.WriteString("OPTIONAL", value);
        json.WriteEndObject();
    }
}
