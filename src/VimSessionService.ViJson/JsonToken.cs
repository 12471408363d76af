using System.Text.Json;

namespace VimSessionService.ViJson;

/// <summary>A name or the beginning of a value in a document.</summary>
/// <param name="Start">Where it begins; a text after its quotation mark.</param>
/// <param name="Length">How many bytes it has; a text without its quotation marks.</param>
/// <param name="Type">What it is.</param>
/// <param name="IsEscaped">Whether it is a text that has escapes.</param>
internal readonly record struct JsonToken(int Start, int Length, JsonTokenType Type, bool IsEscaped)
{
    /// <summary>The index of the token after the value: of an object or array, after all that is in it.</summary>
    public int Next { get; init; }
}
