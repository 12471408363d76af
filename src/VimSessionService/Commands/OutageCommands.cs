using System.CommandLine;
using System.Globalization;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Outages;

namespace VimSessionService.Commands;

/// <summary><c>outage</c> and <c>restart</c>.</summary>
internal static class OutageCommands
{
    /// <summary>Makes <c>outage</c>.</summary>
    public static AdminCommand Create(CommandRunner runner) => new("outage", "Begin, end and list outages.") { Start(runner), Stop(runner), List(runner) };

    /// <summary>Makes <c>restart</c>.</summary>
    public static AdminCommand CreateRestart(CommandRunner runner)
    {
        var keep = Given.Flag("--keep-sessions", "Keep the sessions; those of a vCenter are lost.");
        var downFor = Given.Time("--down-for", "How long connections are refused.");
        var command = new AdminCommand("restart", "Do to clients what a restart of the service does: connections are reset and sessions lost.")
        {
            Examples = [("restart", "Connections are reset, sessions are lost"), ("restart --down-for 30s", "The same, and no connection for half a minute")],
        };
        command.Options.Add(keep);
        command.Options.Add(downFor);
        runner.Bind(command, async (call, cancellationToken) => call.Output.Write(
            await call.Client.RestartAsync(new RestartSpec { KeepSessions = call.Of(keep), DownFor = call.Of(downFor) }, cancellationToken),
            AdminJson.Default.RestartInfo,
            done => call.Output.Line($"Restarted; {Times.Count(done.SessionsLost, "session")} lost{(done.Outage?.Ends is { } ends ? $"; back at {Times.Moment(ends)}" : "")}.")));
        return command;
    }

    private static AdminCommand Start(CommandRunner runner)
    {
        var mode = Given.Choice("--mode", "What clients get: connections are reset, the answer is 503, or there is none until the outage is over.", "refuse", "unavailable", "hang");
        mode.Required = true;
        var doors = Given.Texts("--door", "DOOR", $"What is out: {string.Join(", ", ServiceDoors.Table.Names)}. Without it all of them.");
        var time = Given.Time("--for", "How long, on the clock of the service. Without it until it is ended.");
        var id = Given.Text("--id", "NAME", "The name of the outage. Without it the service gives one.");
        var command = new AdminCommand("start", "Begin an outage.")
        {
            Examples = [("outage start --mode unavailable --door sts --for 2m", "Single sign-on answers 503 for two minutes"), ("outage start --mode refuse", "No connection to anything, until outage stop")],
        };
        foreach (var option in (Option[])[mode, doors, time, id])
            command.Options.Add(option);
        runner.Bind(command, async (call, cancellationToken) =>
        {
            var outage = new OutageSpec { Id = call.Of(id), Mode = Enum.Parse<OutageMode>(call.Of(mode)!, ignoreCase: true), Doors = call.Some(doors), For = call.Of(time) };
            call.Output.Write(
                await call.Client.StartOutageAsync(outage, cancellationToken),
                AdminJson.Default.OutageInfo,
                started => call.Output.Line($"{started.Id} has begun{(started.Ends is { } ends ? $" and ends at {Times.Moment(ends)}" : "")}."));
        });
        return command;
    }

    private static AdminCommand Stop(CommandRunner runner)
    {
        var ids = Given.Many("ID", "The names of the outages. Without one all are ended.");
        var command = new AdminCommand("stop", "End outages.") { Examples = [("outage stop", "End all outages"), ("outage stop outage-1", "End one")] };
        command.Arguments.Add(ids);
        runner.Bind(command, async (call, cancellationToken) =>
        {
            var named = call.Of(ids)!;
            var count = named.Length;
            if (count == 0)
            {
                count = (await call.Client.ListOutagesAsync(cancellationToken)).Outages.Count;
                await call.Client.StopOutagesAsync(cancellationToken);
            }

            foreach (var id in named)
                await call.Client.StopOutageAsync(id, cancellationToken);
            call.Output.Done("stopped", count, $"{Times.Count(count, "outage")} ended.");
        });
        return command;
    }

    private static AdminCommand List(CommandRunner runner)
    {
        var command = new AdminCommand("ls", "List the outages that are going on.") { Examples = [("outage ls", "The outages, and how many requests they met")] };
        runner.Bind(command, async (call, cancellationToken) => call.Output.Write(
            await call.Client.ListOutagesAsync(cancellationToken),
            AdminJson.Default.OutageList,
            list => call.Output.Table(
                new Table(
                    ["ID", "MODE", "DOORS", "BEGAN", "ENDS", "MET"],
                    [.. list.Outages.Select(static outage => (string[])[outage.Id, outage.Mode.ToString().ToLowerInvariant(), string.Join(", ", outage.Doors), Times.Moment(outage.Began), Times.Moment(outage.Ends), outage.Met.ToString(CultureInfo.InvariantCulture)])]),
                "There are no outages.")));
        return command;
    }
}
