using System.Text.Json;
using System.Text.Json.Serialization;
using VimSessionService.AdminClient.Clock;
using VimSessionService.AdminClient.Journal;
using VimSessionService.AdminClient.Leaks;
using VimSessionService.AdminClient.Outages;
using VimSessionService.AdminClient.Problems;
using VimSessionService.AdminClient.Rules;
using VimSessionService.AdminClient.Sessions;

namespace VimSessionService.AdminClient.Json;

/// <summary>
/// How requests and responses are written: names in camel case, times as <see cref="DurationText"/>, moments as ISO 8601 in UTC, values without content left
/// out. A name that a request does not have is an error.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.Strict,
    PropertyNameCaseInsensitive = false,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    UseStringEnumConverter = true,
    AllowDuplicateProperties = false,
    Converters = [typeof(DurationConverter)])]
[JsonSerializable(typeof(ClockAdvance))]
[JsonSerializable(typeof(ClockInfo))]
[JsonSerializable(typeof(ClockRate))]
[JsonSerializable(typeof(ClockSetting))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(SessionInfo))]
[JsonSerializable(typeof(SessionList))]
[JsonSerializable(typeof(JournalCall))]
[JsonSerializable(typeof(JournalPage))]
[JsonSerializable(typeof(JournalCount))]
[JsonSerializable(typeof(LeakReport))]
[JsonSerializable(typeof(OutageSpec))]
[JsonSerializable(typeof(OutageInfo))]
[JsonSerializable(typeof(OutageList))]
[JsonSerializable(typeof(RestartSpec))]
[JsonSerializable(typeof(RestartInfo))]
[JsonSerializable(typeof(RuleSpec))]
[JsonSerializable(typeof(RuleSpecs))]
[JsonSerializable(typeof(RuleInfo))]
[JsonSerializable(typeof(RuleList))]
public sealed partial class AdminJson : JsonSerializerContext;
