using VimSessionService.AdminClient.Json;

namespace VimSessionService.Commands;

/// <summary><c>tickets</c>.</summary>
internal static class TicketCommands
{
    /// <summary>Makes the commands.</summary>
    public static AdminCommand Create(CommandRunner runner) => new("tickets", "List tickets, and end them.") { List(runner), Expire(runner) };

    private static AdminCommand List(CommandRunner runner)
    {
        var command = new AdminCommand("ls", "List the tickets that are good, the one that expires first at the beginning.") { Examples = [("tickets ls", "All tickets")] };
        runner.Bind(command, async (call, cancellationToken) => call.Output.Write(
            await call.Client.ListTicketsAsync(cancellationToken),
            AdminJson.Default.TicketList,
            list => call.Output.Table(
                new Table(["ID", "PURPOSE", "USER", "SESSION", "EXPIRES IN"], [.. list.Tickets.Select(static ticket => (string[])[ticket.Id, ticket.Purpose, ticket.UserName, ticket.SessionKey ?? "-", Times.Short(ticket.ExpiresIn)])]),
                "There are no tickets.")));
        return command;
    }

    private static AdminCommand Expire(CommandRunner runner)
    {
        var ids = Given.Many("ID", "The ids of the tickets, as tickets ls shows them.");
        var all = Given.Flag("--all", "All tickets.");
        var command = new AdminCommand("expire", "End tickets as if their time were over.") { Examples = [("tickets expire --all", "All tickets")] };
        command.Arguments.Add(ids);
        command.Options.Add(all);
        runner.Bind(command, async (call, cancellationToken) =>
        {
            var named = call.Of(ids)!;
            if (call.Of(all) == named.Length > 0)
                throw CommandException.Wrong("tickets expire: say which tickets: their ids, or --all.");
            if (call.Of(all))
                named = [.. (await call.Client.ListTicketsAsync(cancellationToken)).Tickets.Select(static ticket => ticket.Id)];
            foreach (var id in named)
                await call.Client.ExpireTicketAsync(id, cancellationToken);
            call.Output.Done("expired", named.Length, $"{Times.Count(named.Length, "ticket")} expired.");
        });
        return command;
    }
}
