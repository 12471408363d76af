using System.CommandLine;
using System.Globalization;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Problems;
using VimSessionService.AdminClient.Scenarios;
using VimSessionService.Lab.Scenarios;
using VimSessionService.Lab.Scenarios.Reading;

namespace VimSessionService.Commands;

/// <summary><c>scenario</c>.</summary>
internal static class ScenarioCommands
{
    /// <summary>Makes the commands.</summary>
    public static AdminCommand Create(CommandRunner runner, CommandSurroundings surroundings) => new("scenario", "Check, apply, show and end scenarios.")
    {
        Apply(runner), Check(runner, surroundings), Show(runner), End(runner),
    };

    private static AdminCommand Apply(CommandRunner runner)
    {
        var file = Given.One("FILE", "The scenario, as YAML or JSON; - for standard input.");
        var command = new AdminCommand("apply", "Apply a scenario to the running service, all of it or nothing.") { Examples = [("scenario apply scenarios/full-house.yaml", "Fill the house")] };
        command.Arguments.Add(file);
        runner.Bind(command, async (call, cancellationToken) =>
        {
            var path = call.Of(file)!;
            var text = await InputFile.ReadAsync(path, call.Surroundings, cancellationToken);
            Read(path, text);
            try
            {
                call.Output.Write(await call.Client.ApplyScenarioTextAsync(text, cancellationToken), AdminJson.Default.ScenarioInfo, info => Write(call.Output, info));
                return ExitCode.Success;
            }
            catch (AdminApiException refused) when (!call.Output.IsJson && refused.Problem.Errors is [{ Line: { } line, Column: { } column } place])
            {
                call.Output.Refuse(new ScenarioException(path, line, column, place.Pointer, place.Detail, place.Allowed).Message);
                return ExitCode.Failed;
            }
        });
        return command;
    }

    private static AdminCommand Check(CommandRunner runner, CommandSurroundings surroundings)
    {
        var files = Given.Many("FILE", "The scenarios, as YAML or JSON; - for standard input.");
        files.Arity = ArgumentArity.OneOrMore;
        var command = new AdminCommand("check", "Check scenarios without a service. What they need of a service, such as users, is said.")
        {
            Examples = [("scenario check scenarios/full-house.yaml", "Check a file")],
        };
        command.Arguments.Add(files);
        runner.BindLocal(command, async (parsed, output, cancellationToken) =>
        {
            var paths = parsed.GetValue(files)!;
            foreach (var path in paths)
            {
                var needs = Read(path, await InputFile.ReadAsync(path, surroundings, cancellationToken));
                if (!output.IsJson)
                    output.Line(needs.Count == 0 ? $"{path} is right." : $"{path} is right for a service with {string.Join(", ", needs)}.");
            }

            if (output.IsJson)
                output.Done("checked", paths.Length, "");
            return ExitCode.Success;
        });
        return command;
    }

    private static AdminCommand Show(CommandRunner runner)
    {
        var command = new AdminCommand("show", "Show the scenario that was applied last, with its steps to come.") { Examples = [("scenario show", "The steps to come")] };
        runner.Bind(command, async (call, cancellationToken) =>
            call.Output.Write(await call.Client.GetScenarioAsync(cancellationToken), AdminJson.Default.ScenarioInfo, info => Write(call.Output, info)));
        return command;
    }

    private static AdminCommand End(CommandRunner runner)
    {
        var command = new AdminCommand("end", "Drop the steps to come. What the scenario has changed stays; reset takes it back.") { Examples = [("scenario end", "No further steps")] };
        runner.Bind(command, async (call, cancellationToken) =>
        {
            await call.Client.EndScenarioAsync(cancellationToken);
            call.Output.Done("ended", 1, "The scenario has ended.");
        });
        return command;
    }

    private static IReadOnlyCollection<string> Read(string path, string text)
    {
        try
        {
            return ScenarioCheck.Offline(ScenarioDocument.Read(text, path), ServiceDoors.Table);
        }
        catch (ScenarioException refused)
        {
            throw CommandException.Wrong(refused.Message);
        }
    }

    private static void Write(CommandOutput output, ScenarioInfo info)
    {
        output.Fields(
            ("Scenario", info.Description?.Trim()),
            ("Applied", Times.Moment(info.Applied)),
            ("Steps taken", info.Done.ToString(CultureInfo.InvariantCulture)),
            ("Steps to come", info.ToCome.Count.ToString(CultureInfo.InvariantCulture)));
        foreach (var failure in info.Failures)
            output.Line($"At +{Times.Short(failure.At)}: {failure.Action} could not be done: {failure.Detail}");
        if (info.ToCome.Count > 0)
        {
            output.Table(
                new Table(["AT", "DUE", "IN", "ACTIONS"], [.. info.ToCome.Select(static next => (string[])["+" + Times.Short(next.Step.At.Time), Times.Moment(next.Due), Times.Short(next.In), string.Join(", ", Lab.Scenarios.ScenarioActions.NamesOf(next.Step))])]),
                "");
        }
    }
}
