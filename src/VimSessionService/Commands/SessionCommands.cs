using System.CommandLine;
using System.Globalization;
using VimSessionService.AdminClient;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Sessions;

namespace VimSessionService.Commands;

/// <summary><c>sessions</c>.</summary>
internal static class SessionCommands
{
    /// <summary>Makes the commands.</summary>
    public static AdminCommand Create(CommandRunner runner) => new("sessions", "List sessions, and end them.")
    {
        List(runner),
        End(runner, "expire", "Expire sessions, as if they had been idle for too long.", "expired", static (client, query, token) => client.ExpireSessionsAsync(query, token), static (client, key, token) => client.ExpireSessionAsync(key, token)),
        End(runner, "terminate", "Terminate sessions, as an administrator does.", "terminated", static (client, query, token) => client.TerminateSessionsAsync(query, token), static (client, key, token) => client.TerminateSessionAsync(key, token)),
    };

    private static AdminCommand List(CommandRunner runner)
    {
        var filter = new SessionFilter();
        var command = new AdminCommand("ls", "List the live sessions, the oldest login first.")
        {
            Examples = [("sessions ls", "All sessions"), ("sessions ls --user svc@vsphere.local --min-idle 10m --json", "Those of a user without a call for ten minutes, as JSON")],
        };
        filter.AddTo(command);
        runner.Bind(command, async (call, cancellationToken) => call.Output.Write(
            await call.Client.ListSessionsAsync(filter.Of(call), cancellationToken),
            AdminJson.Default.SessionList,
            list => call.Output.Table(
                new Table(
                    ["KEY", "USER", "DOOR", "ADDRESS", "AGE", "IDLE", "CALLS", "USER-AGENT"],
                    [.. list.Sessions.Select(static session => (string[])[session.Key, session.UserName, session.Door, session.IpAddress, Times.Short(session.Age), Times.Short(session.Idle), session.CallCount.ToString(CultureInfo.InvariantCulture), session.UserAgent])]),
                list.Total == 0 ? "There are no sessions." : string.Create(CultureInfo.InvariantCulture, $"None of the {list.Total} sessions is one of these."))));
        return command;
    }

    private static AdminCommand End(
        CommandRunner runner, string name, string description, string done, Func<AdminApiClient, SessionQuery, CancellationToken, Task<int>> endMany, Func<AdminApiClient, string, CancellationToken, Task> endOne)
    {
        var filter = new SessionFilter();
        var keys = Given.Many("KEY", "The keys of the sessions, as sessions ls shows them.");
        var all = Given.Flag("--all", "All sessions.");
        var command = new AdminCommand(name, description)
        {
            Examples = [($"sessions {name} --user svc@vsphere.local", "Those of a user"), ($"sessions {name} --user-agent pyvmomi", "Those of clients with this in their User-Agent"), ($"sessions {name} --all", "All of them")],
        };
        command.Arguments.Add(keys);
        command.Options.Add(all);
        filter.AddTo(command);
        runner.Bind(command, async (call, cancellationToken) =>
        {
            var (named, query) = (call.Of(keys)!, filter.Of(call));
            var isQuery = query != new SessionQuery();
            if ((named.Length > 0 ? 1 : 0) + (isQuery ? 1 : 0) + (call.Of(all) ? 1 : 0) != 1)
                throw CommandException.Wrong($"sessions {name}: say which sessions: their keys, or options that they match, or --all; one of the three.");
            foreach (var key in named)
                await endOne(call.Client, key, cancellationToken);
            var count = named.Length > 0 ? named.Length : await endMany(call.Client, query, cancellationToken);
            call.Output.Done(done, count, $"{Times.Count(count, "session")} {done}.");
        });
        return command;
    }

    private sealed class SessionFilter
    {
        private readonly Option<string?> _user = Given.Text("--user", "NAME", "Only those of this user, in any spelling of the name.");
        private readonly Option<string?> _userAgent = Given.Text("--user-agent", "TEXT", "Only those with this text in the User-Agent.");
        private readonly Option<string?> _door = Given.Text("--door", "DOOR", "Only those that were opened there, such as soap or rest.");
        private readonly Option<TimeSpan?> _minAge = Given.Time("--min-age", "Only those that are as old.");
        private readonly Option<TimeSpan?> _minIdle = Given.Time("--min-idle", "Only those without a call for so long.");

        public void AddTo(Command command)
        {
            foreach (var option in (Option[])[_user, _userAgent, _door, _minAge, _minIdle])
                command.Options.Add(option);
        }

        public SessionQuery Of(CommandCall call) => new()
        {
            User = call.Of(_user),
            UserAgent = call.Of(_userAgent),
            Door = call.Of(_door),
            MinAge = call.Of(_minAge),
            MinIdle = call.Of(_minIdle),
        };
    }
}
