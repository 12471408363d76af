using System.CommandLine;
using System.Globalization;
using System.Net;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Leaks;
using VimSessionService.AdminClient.Problems;

namespace VimSessionService.Commands;

/// <summary><c>leaks</c>.</summary>
internal static class LeakCommands
{
    /// <summary>Makes the command.</summary>
    public static AdminCommand Create(CommandRunner runner)
    {
        var assert = Given.Flag("--assert", "End with exit code 1 while one is open.");
        var expired = Given.Flag("--expired", "With --assert: also when one has expired.");
        var user = Given.Text("--user", "NAME", "Only those of this user.");
        var userAgent = Given.Text("--user-agent", "PATTERN", "Only those with this User-Agent; * is any text.");
        var minAge = Given.Time("--min-age", "Only those that are or were open as long.");
        var since = Given.Moment("--since", "Only those that were opened at this time or later.");
        var command = new AdminCommand("leaks", "List the sessions that were never logged out, by client and user.")
        {
            Examples = [("leaks", "All leaks"), ("leaks --assert --user svc@vsphere.local", "Fail while a user has a session that was not logged out")],
        };
        foreach (var option in (Option[])[assert, expired, user, userAgent, minAge, since])
            command.Options.Add(option);
        runner.Bind(command, async (call, cancellationToken) =>
        {
            var query = new LeakQuery { User = call.Of(user), UserAgent = call.Of(userAgent), MinAge = call.Of(minAge), Since = call.Of(since) };
            if (call.Of(expired) && !call.Of(assert))
                throw CommandException.Wrong("leaks: --expired goes with --assert; without it the list has the expired ones anyway.");
            if (!call.Of(assert))
            {
                call.Output.Write(await call.Client.GetLeaksAsync(query, cancellationToken), AdminJson.Default.LeakReport, report => Write(call.Output, report));
                return ExitCode.Success;
            }

            try
            {
                await call.Client.AssertNoLeaksAsync(query, call.Of(expired), cancellationToken);
                call.Output.Done("none", 0, "There are no leaks.");
                return ExitCode.Success;
            }
            catch (AdminApiException refused) when (refused.Problem.Status == (int)HttpStatusCode.Conflict)
            {
                call.Output.Refuse(refused.Problem);
                return ExitCode.Failed;
            }
        });
        return command;
    }

    private static void Write(CommandOutput output, LeakReport report) => output.Table(
        new Table(
            ["USER-AGENT", "USER", "OPEN", "EXPIRED", "CALLS", "OLDEST"],
            [.. report.Groups.Select(static group => (string[])[group.UserAgent, group.User, Text(group.Open), Text(group.Expired), Text(group.Calls), Times.Short(group.OldestAge)])]),
        "There are no leaks.");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
