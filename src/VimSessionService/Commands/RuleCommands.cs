using System.Globalization;
using System.Text.Json;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Rules;

namespace VimSessionService.Commands;

/// <summary><c>rules</c>.</summary>
internal static class RuleCommands
{
    /// <summary>Makes the commands.</summary>
    public static AdminCommand Create(CommandRunner runner) => new("rules", "List, add and remove fault rules.") { List(runner), Add(runner), Remove(runner) };

    private static AdminCommand List(CommandRunner runner)
    {
        var command = new AdminCommand("ls", "List the rules in the order in which they are asked, with what came of them.") { Examples = [("rules ls", "All rules")] };
        runner.Bind(command, async (call, cancellationToken) => call.Output.Write(
            await call.Client.ListRulesAsync(cancellationToken),
            AdminJson.Default.RuleList,
            list => call.Output.Table(
                new Table(["ID", "WHEN", "ANSWER", "IN FORCE", "MATCHED", "APPLIED", "NEAR MISS"], [.. list.Rules.Select(RuleText.Row)]),
                "There are no rules.")));
        return command;
    }

    private static AdminCommand Add(CommandRunner runner)
    {
        var file = Given.Optional("FILE", "A rule as JSON, as docs/lab.md describes it; - for standard input. Without it the options describe the rule.");
        var before = Given.Text("--before", "ID", "The rule that it is to be asked before. Without it the rule is asked last.");
        var options = new RuleOptions();
        var command = new AdminCommand("add", "Add a fault rule.")
        {
            Examples =
            [
                ("rules add --operation Login --fault InvalidLogin --times 2", "The next two logins are refused"),
                ("rules add --operation RetrievePropertiesEx --status 503 --probability 0.1 --seed 7", "One in ten answers of an operation is 503"),
                ("rules add --user-agent '*govc*' --latency 200ms --jitter 50ms", "A slow service for one client"),
                ("rules add rule.json", "A rule of a file"),
            ],
        };
        command.Arguments.Add(file);
        command.Options.Add(before);
        foreach (var option in options.All)
            command.Options.Add(option);
        runner.Bind(command, async (call, cancellationToken) =>
        {
            var path = call.Of(file);
            if (path is not null && options.All.Any(option => call.Parsed.GetResult(option) is not null))
                throw CommandException.Wrong("rules add: a file describes the whole rule. Leave out the file, or all options but --before.");
            var rule = path is null ? options.Of(call) : Read(path, await InputFile.ReadAsync(path, call.Surroundings, cancellationToken));
            call.Output.Write(await call.Client.AddRuleAsync(rule, call.Of(before), cancellationToken), AdminJson.Default.RuleInfo, added => call.Output.Line($"{added.Rule.Id} added."));
        });
        return command;
    }

    private static AdminCommand Remove(CommandRunner runner)
    {
        var ids = Given.Many("ID", "The names of the rules.");
        var all = Given.Flag("--all", "All rules.");
        var command = new AdminCommand("rm", "Remove rules.") { Examples = [("rules rm rule-1", "Remove one"), ("rules rm --all", "Remove all")] };
        command.Arguments.Add(ids);
        command.Options.Add(all);
        runner.Bind(command, async (call, cancellationToken) =>
        {
            var named = call.Of(ids)!;
            if (call.Of(all) == named.Length > 0)
                throw CommandException.Wrong("rules rm: say which rules: their names, or --all.");
            var count = named.Length;
            if (call.Of(all))
            {
                count = (await call.Client.ListRulesAsync(cancellationToken)).Rules.Count;
                await call.Client.ClearRulesAsync(cancellationToken);
            }

            foreach (var id in named)
                await call.Client.RemoveRuleAsync(id, cancellationToken);
            call.Output.Done("removed", count, $"{Times.Count(count, "rule")} removed.");
        });
        return command;
    }

    private static RuleSpec Read(string path, string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, AdminJson.Default.RuleSpec) ?? throw CommandException.Wrong($"{path}: this is no rule.");
        }
        catch (JsonException failure)
        {
            var (pointer, detail, allowed) = JsonPlaces.Describe(failure, AdminJson.Default.RuleSpec);
            throw CommandException.Wrong(string.Create(
                CultureInfo.InvariantCulture, $"{path}, line {failure.LineNumber + 1}: {pointer} {detail}.{(allowed is { Count: > 0 } ? $" Allowed: {string.Join(", ", allowed)}." : "")}"));
        }
    }
}
