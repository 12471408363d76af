namespace VimSessionService.Options;

/// <summary>What stands at a place of a JSON file.</summary>
internal enum JsonValueKind
{
    Object,
    Array,
    Text,
    Number,
    Flag,
    Null,
}

/// <summary>A value of a JSON file with its place.</summary>
/// <param name="Key">Its configuration key, such as <c>Users:0:Name</c>.</param>
/// <param name="Kind">What stands there.</param>
/// <param name="Value">The text of a single value; null for a list, an object and <c>null</c>.</param>
/// <param name="Offset">Where it begins, in bytes.</param>
internal readonly record struct JsonSetting(string Key, JsonValueKind Kind, string? Value, int Offset);
