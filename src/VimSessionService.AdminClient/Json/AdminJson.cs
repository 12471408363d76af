using System.Text.Json;
using System.Text.Json.Serialization;
using VimSessionService.AdminClient.Access;
using VimSessionService.AdminClient.Clock;
using VimSessionService.AdminClient.Files;
using VimSessionService.AdminClient.Journal;
using VimSessionService.AdminClient.Leaks;
using VimSessionService.AdminClient.Limits;
using VimSessionService.AdminClient.Outages;
using VimSessionService.AdminClient.Problems;
using VimSessionService.AdminClient.Rules;
using VimSessionService.AdminClient.Scenarios;
using VimSessionService.AdminClient.Sessions;
using VimSessionService.AdminClient.Snapshots;
using VimSessionService.AdminClient.Tickets;
using VimSessionService.AdminClient.Users;

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
[JsonSerializable(typeof(ScenarioInfo))]
[JsonSerializable(typeof(ScenarioSpec))]
[JsonSerializable(typeof(RoleInfo))]
[JsonSerializable(typeof(RoleList))]
[JsonSerializable(typeof(RoleSetting))]
[JsonSerializable(typeof(PermissionInfo))]
[JsonSerializable(typeof(PermissionList))]
[JsonSerializable(typeof(ExtensionInfo))]
[JsonSerializable(typeof(ExtensionList))]
[JsonSerializable(typeof(LimitChange))]
[JsonSerializable(typeof(LimitValues))]
[JsonSerializable(typeof(SessionUpdate))]
[JsonSerializable(typeof(SessionsEnded))]
[JsonSerializable(typeof(Snapshot))]
[JsonSerializable(typeof(TicketList))]
[JsonSerializable(typeof(GroupChange))]
[JsonSerializable(typeof(GroupInfo))]
[JsonSerializable(typeof(GroupList))]
[JsonSerializable(typeof(GroupSetting))]
[JsonSerializable(typeof(LockoutSetting))]
[JsonSerializable(typeof(UserChange))]
[JsonSerializable(typeof(UserCreation))]
[JsonSerializable(typeof(UserInfo))]
[JsonSerializable(typeof(UserList))]
[JsonSerializable(typeof(UserLock))]
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
[JsonSerializable(typeof(ReloadResult))]
[JsonSerializable(typeof(RestartSpec))]
[JsonSerializable(typeof(RestartInfo))]
[JsonSerializable(typeof(RuleSpec))]
[JsonSerializable(typeof(RuleSpecs))]
[JsonSerializable(typeof(RuleInfo))]
[JsonSerializable(typeof(RuleList))]
[JsonSerializable(typeof(StubSpec))]
internal sealed partial class AdminJson : JsonSerializerContext;
