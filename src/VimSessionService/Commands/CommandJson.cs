using System.Text.Json;
using System.Text.Json.Serialization;

namespace VimSessionService.Commands;

/// <summary>What a command did for which the service has no answer of its own.</summary>
/// <param name="Done">What: <c>expired</c>, <c>removed</c>, …</param>
/// <param name="Count">To how many things.</param>
internal sealed record CommandResult(string Done, int Count);

/// <summary>How commands write what they say besides answers of the service.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(CommandResult))]
internal sealed partial class CommandJson : JsonSerializerContext;
