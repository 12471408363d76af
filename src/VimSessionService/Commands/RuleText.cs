using System.Globalization;
using System.Text.Json;
using VimSessionService.AdminClient.Rules;

namespace VimSessionService.Commands;

/// <summary>Rules as people read them.</summary>
internal static class RuleText
{
    /// <summary>The row of a rule in the table.</summary>
    public static IReadOnlyList<string> Row(RuleInfo info) =>
    [
        info.Rule.Id ?? "", When(info.Rule.When), Answer(info.Rule.Answer), Times.YesNo(info.IsInForce), info.Matched.ToString(CultureInfo.InvariantCulture), info.Applied.ToString(CultureInfo.InvariantCulture),
        info.NearMiss is { } miss ? $"{miss.Condition}: expects {miss.Expected}, had {miss.Actual}" : "-",
    ];

    private static string When(RuleConditions? when)
    {
        IReadOnlyList<string>?[] all = [when?.Doors, when?.Operations, when?.Objects, when?.Types, when?.Users, when?.Sessions, when?.UserAgents];
        var given = all.Where(static values => values is not null).Select(static values => string.Join('|', values!))
            .Concat((when?.Arguments ?? new Dictionary<string, JsonElement>()).Select(static wanted => $"{wanted.Key}={wanted.Value.GetRawText()}")).ToArray();
        return given.Length == 0 ? "every call" : string.Join(" & ", given);
    }

    private static string Answer(RuleAnswer answer)
    {
        var what = answer switch
        {
            { Fault: { } fault } => fault.Type,
            { Status: { } status } => status.ToString(CultureInfo.InvariantCulture),
            { Stub: not null } => "a stub",
            { Stubs: { } stubs } => string.Create(CultureInfo.InvariantCulture, $"{stubs.Count} stubs"),
            { Connection: { } connection } => connection.ToString().ToLowerInvariant(),
            _ => "",
        };
        var latency = answer.Latency is { } given ? $"after {Times.Short(given)}" : "";
        return $"{what} {latency}".Trim();
    }
}
