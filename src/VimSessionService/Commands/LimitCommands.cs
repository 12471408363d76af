using System.CommandLine;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Limits;

namespace VimSessionService.Commands;

/// <summary><c>limits</c>.</summary>
internal static class LimitCommands
{
    /// <summary>Makes the commands.</summary>
    public static AdminCommand Create(CommandRunner runner) => new("limits", "Show and change the limits of sessions.") { Show(runner), Set(runner) };

    private static AdminCommand Show(CommandRunner runner)
    {
        var command = new AdminCommand("show", "Show the limits.") { Examples = [("limits show", "The limits")] };
        runner.Bind(command, async (call, cancellationToken) => Write(call.Output, await call.Client.GetLimitsAsync(cancellationToken)));
        return command;
    }

    private static AdminCommand Set(CommandRunner runner)
    {
        var maxSessions = Given.Number("--max-sessions", "How many sessions may live; 0 for no limit.");
        var maxUserSessions = Given.Number("--max-user-sessions", "How many of them may be of one user who may not end those of others; 0 for no limit.");
        var idleTimeout = Given.Time("--idle-timeout", "How long a session lives after its last call.");
        var maxLifetime = Given.Time("--max-lifetime", "How long a session lives after its login; 0s for no limit.");
        var command = new AdminCommand("set", "Change limits. Those that are not given stay. A lower number ends no session.")
        {
            Examples = [("limits set --max-sessions 10", "A full house: the eleventh login is answered with 503"), ("limits set --idle-timeout 5m --max-lifetime 1h", "Sessions that end early")],
        };
        foreach (var option in (Option[])[maxSessions, maxUserSessions, idleTimeout, maxLifetime])
            command.Options.Add(option);
        runner.Bind(command, async (call, cancellationToken) =>
        {
            var change = new LimitChange
            {
                MaxSessions = (int?)call.Of(maxSessions),
                MaxUserSessions = (int?)call.Of(maxUserSessions),
                IdleTimeout = call.Of(idleTimeout),
                MaxLifetime = call.Of(maxLifetime),
            };
            if (change == new LimitChange())
                throw CommandException.Wrong("limits set: say which limit: --max-sessions, --max-user-sessions, --idle-timeout or --max-lifetime.");
            Write(call.Output, await call.Client.ChangeLimitsAsync(change, cancellationToken));
        });
        return command;
    }

    private static void Write(CommandOutput output, LimitValues limits) => output.Write(limits, AdminJson.Default.LimitValues, shown => output.Fields(
        ("Sessions", Times.Limit(shown.MaxSessions)),
        ("Sessions of a user", Times.Limit(shown.MaxUserSessions)),
        ("Idle timeout", Times.Short(shown.IdleTimeout)),
        ("Lifetime", shown.MaxLifetime == TimeSpan.Zero ? "none" : Times.Short(shown.MaxLifetime))));
}
