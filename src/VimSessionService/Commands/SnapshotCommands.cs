using System.Text.Json;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Snapshots;

namespace VimSessionService.Commands;

/// <summary><c>snapshot</c> and <c>reset</c>.</summary>
internal static class SnapshotCommands
{
    /// <summary>Makes <c>snapshot</c>.</summary>
    public static AdminCommand Create(CommandRunner runner) => new("snapshot", "Keep the state of the service in a file, and bring it back.") { Save(runner), Load(runner) };

    /// <summary>Makes <c>reset</c>.</summary>
    public static AdminCommand CreateReset(CommandRunner runner)
    {
        var command = new AdminCommand("reset", "Bring the service into the state of its start: no sessions, tickets, locks, rules and outages; the real time. Events and the journal stay.")
        {
            Examples = [("reset", "Between two tests")],
        };
        runner.Bind(command, async (call, cancellationToken) =>
        {
            await call.Client.ResetAsync(cancellationToken);
            call.Output.Done("reset", 1, "The service is in the state of its start.");
        });
        return command;
    }

    private static AdminCommand Save(CommandRunner runner)
    {
        var file = Given.One("FILE", "The file, which its owner alone may read; - for standard output.");
        var command = new AdminCommand("save", "Write the state into a file. It has secrets as hashes: keep it as you keep password hashes.") { Examples = [("snapshot save state.json", "Keep the state")] };
        command.Arguments.Add(file);
        runner.Bind(command, async (call, cancellationToken) =>
        {
            var path = call.Of(file)!;
            var snapshot = await call.Client.TakeSnapshotAsync(cancellationToken);
            await InputFile.WriteAsync(path, JsonSerializer.Serialize(snapshot, AdminJson.Default.Snapshot) + "\n", call.Output, cancellationToken);
            if (path != "-")
                call.Output.Done("saved", snapshot.Sessions.Count, $"{path} has the state, with {Times.Count(snapshot.Sessions.Count, "session")}.");
        });
        return command;
    }

    private static AdminCommand Load(CommandRunner runner)
    {
        var file = Given.One("FILE", "The file; - for standard input.");
        var command = new AdminCommand("load", "Bring the service into the state that a file has.") { Examples = [("snapshot load state.json", "Bring the state back")] };
        command.Arguments.Add(file);
        runner.Bind(command, async (call, cancellationToken) =>
        {
            var path = call.Of(file)!;
            var snapshot = Read(path, await InputFile.ReadAsync(path, call.Surroundings, cancellationToken));
            await call.Client.RestoreSnapshotAsync(snapshot, cancellationToken);
            call.Output.Done("loaded", snapshot.Sessions.Count, $"The service has the state of {path}, with {Times.Count(snapshot.Sessions.Count, "session")}.");
        });
        return command;
    }

    private static Snapshot Read(string path, string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, AdminJson.Default.Snapshot) ?? throw CommandException.Wrong($"{path}: this is no snapshot.");
        }
        catch (JsonException failure)
        {
            throw CommandException.Wrong(FormattableString.Invariant($"{path}, line {failure.LineNumber + 1}: this is no snapshot that this version reads. Take one with snapshot save."));
        }
    }
}
