using System.Text.Json;
using System.Text.Json.Serialization;

namespace VimSessionService.AdminClient.Json;

/// <summary>Writes the values of an enumeration by their names in camel case, and reads nothing else.</summary>
/// <typeparam name="T">The enumeration.</typeparam>
internal sealed class CamelCaseEnumConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
