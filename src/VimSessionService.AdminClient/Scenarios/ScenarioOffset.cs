using System.Text.Json.Serialization;
using VimSessionService.AdminClient.Json;

namespace VimSessionService.AdminClient.Scenarios;

/// <summary>A time after a scenario was applied, written <c>5m</c> or <c>+5m</c>.</summary>
/// <param name="Time">The time.</param>
[JsonConverter(typeof(ScenarioOffsetConverter))]
public readonly record struct ScenarioOffset(TimeSpan Time);
