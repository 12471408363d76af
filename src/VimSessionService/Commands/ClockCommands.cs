using System.Globalization;
using VimSessionService.AdminClient;
using VimSessionService.AdminClient.Clock;
using VimSessionService.AdminClient.Json;

namespace VimSessionService.Commands;

/// <summary><c>clock</c>.</summary>
internal static class ClockCommands
{
    /// <summary>Makes the commands.</summary>
    public static AdminCommand Create(CommandRunner runner) => new("clock", "Show and move the clock of the service.")
    {
        Plain(runner, "show", "Show the clock.", static (client, token) => client.GetClockAsync(token)),
        Advance(runner),
        Plain(runner, "freeze", "Stop the clock. Nothing expires until it is moved or runs again.", static (client, token) => client.FreezeClockAsync(token)),
        Plain(runner, "resume", "Let the clock run as the real one does, from the time that it shows.", static (client, token) => client.ResumeClockAsync(token)),
        Run(runner),
        Set(runner),
        Plain(runner, "real", "Show the real time of day again. What has expired stays so.", static (client, token) => client.ShowRealTimeAsync(token)),
    };

    private static AdminCommand Plain(CommandRunner runner, string name, string description, Func<AdminApiClient, CancellationToken, Task<ClockInfo>> act)
    {
        var command = new AdminCommand(name, description) { Examples = [($"clock {name}", description.TrimEnd('.'))] };
        runner.Bind(command, async (call, cancellationToken) => Write(call.Output, await act(call.Client, cancellationToken)));
        return command;
    }

    private static AdminCommand Advance(CommandRunner runner)
    {
        var by = Given.One("TIME", "By how much, such as 31m or 1h30m.");
        var command = new AdminCommand("advance", "Move the clock forward. What is due on the way has been done when the command ends.")
        {
            Examples = [("clock advance 31m", "Half an hour and a minute later: sessions that idled have expired")],
        };
        command.Arguments.Add(by);
        runner.Bind(command, async (call, cancellationToken) =>
            Write(call.Output, await call.Client.AdvanceClockAsync(Given.ToTime("clock advance", call.Of(by)!), cancellationToken)));
        return command;
    }

    private static AdminCommand Run(CommandRunner runner)
    {
        var rate = Given.One("RATE", "How many seconds pass on it in one real second: 0.001 to 100000.");
        var command = new AdminCommand("run", "Let the clock run at a rate.") { Examples = [("clock run 60", "A minute in a second")] };
        command.Arguments.Add(rate);
        runner.Bind(command, async (call, cancellationToken) =>
            Write(call.Output, await call.Client.RunClockAsync(Given.ToReal("clock run", call.Of(rate)!), cancellationToken)));
        return command;
    }

    private static AdminCommand Set(CommandRunner runner)
    {
        var time = Given.One("MOMENT", "The time, such as 2030-01-01T00:00:00Z.");
        var command = new AdminCommand("set", "Set the clock. To a later time is an advance; to an earlier one only the time of day changes.")
        {
            Examples = [("clock set 2030-01-01T00:00:00Z", "The year 2030")],
        };
        command.Arguments.Add(time);
        runner.Bind(command, async (call, cancellationToken) =>
            Write(call.Output, await call.Client.SetClockAsync(Given.ToMoment("clock set", call.Of(time)!), cancellationToken)));
        return command;
    }

    private static void Write(CommandOutput output, ClockInfo clock) => output.Write(clock, AdminJson.Default.ClockInfo, shown => output.Line(
        $"{Times.Moment(shown.Now)}, {shown.Rate switch
        {
            0 => "frozen",
            1 => shown.IsReal ? "the real time" : "running",
            var rate => string.Create(CultureInfo.InvariantCulture, $"running {rate} times as fast"),
        }}"));
}
