using System.Text.Json;
using VimSessionService.Vapi.Errors;
using VimSessionService.Vim25;

namespace VimSessionService.Vapi.Rest;

/// <summary>How answers are written below <c>/api</c>, where values and errors are bare, and below <c>/rest</c>, where they are wrapped (docs/facts/automation-api.md).</summary>
/// <param name="isWrapped">Whether they are wrapped.</param>
/// <param name="version">The version of the server: older ones say less in an error.</param>
internal sealed class RestEncoding(bool isWrapped, ApiVersion version)
{
    /// <summary>Servers from this version on name the type of an error in it, and how to authenticate.</summary>
    private const ApiVersion NamesErrorType = ApiVersion.V7_0_0_0;

    /// <summary>Servers before this version have another message for a request without a session.</summary>
    private const ApiVersion PresentMessage = ApiVersion.V6_7;

    private static readonly VapiError OldUnauthenticated =
        new(VapiErrorKind.Unauthenticated, "vapi.method.authentication.required", "This method requires authentication.");

    /// <summary>Whether answers are wrapped.</summary>
    public bool IsWrapped => isWrapped;

    /// <summary>Begins a value.</summary>
    public void BeginValue(Utf8JsonWriter json)
    {
        if (!isWrapped)
            return;
        json.WriteStartObject();
        json.WritePropertyName("value");
    }

    /// <summary>Ends a value.</summary>
    public void EndValue(Utf8JsonWriter json)
    {
        if (isWrapped)
            json.WriteEndObject();
    }

    /// <summary>Writes an error.</summary>
    /// <param name="json">Where it is written.</param>
    /// <param name="error">The error.</param>
    /// <param name="challenge">How to authenticate; null for an error of another kind.</param>
    public void WriteError(Utf8JsonWriter json, VapiError error, string? challenge)
    {
        if (version < PresentMessage && error.Kind == VapiErrorKind.Unauthenticated)
            error = OldUnauthenticated;
        if (isWrapped)
        {
            json.WriteStartObject();
            json.WriteString("type", error.Kind.FullName);
            json.WritePropertyName("value");
        }

        json.WriteStartObject();
        if (version >= NamesErrorType)
        {
            if (challenge is not null)
                json.WriteString("challenge", challenge);
            json.WriteString("error_type", error.Kind.Name);
        }

        json.WriteStartArray("messages");
        json.WriteStartObject();
        json.WriteStartArray("args");
        foreach (var argument in error.Arguments)
            json.WriteStringValue(argument);
        json.WriteEndArray();
        json.WriteString("default_message", error.Text);
        json.WriteString("id", error.Id);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        if (isWrapped)
            json.WriteEndObject();
    }
}
