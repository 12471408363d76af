using VimSessionService.AdminClient;
using VimSessionService.AdminClient.Journal;
using VimSessionService.AdminClient.Json;

namespace VimSessionService.Commands;

/// <summary><c>journal</c>.</summary>
internal static class JournalCommands
{
    private const int PageCalls = 1_000;
    private static readonly TimeSpan LongestPoll = TimeSpan.FromMinutes(5);

    /// <summary>Makes the commands.</summary>
    public static AdminCommand Create(CommandRunner runner) => new("journal", "Follow, query and export the record of calls.") { Tail(runner), Query(runner), Export(runner) };

    private static AdminCommand Tail(CommandRunner runner)
    {
        var filter = new JournalFilterOptions();
        var lines = Given.Number("--lines", "How many calls of the past are shown first. Without it 10.");
        var count = Given.Number("--count", "End after so many new calls. Without it the command runs until it is interrupted.", least: 1);
        var command = new AdminCommand("tail", "Show the latest calls, and each further one as it comes.")
        {
            Examples = [("journal tail", "Follow all calls"), ("journal tail --user svc@vsphere.local --json", "Those of a user, one JSON document a line"), ("journal tail --operation Login --lines 0 --count 1", "Wait for the next login")],
        };
        filter.AddTo(command);
        command.Options.Add(lines);
        command.Options.Add(count);
        runner.Bind(command, (call, cancellationToken) => FollowAsync(call, filter.Of(call), call.Of(lines) ?? 10, call.Of(count) ?? long.MaxValue, cancellationToken));
        return command;
    }

    private static AdminCommand Query(CommandRunner runner)
    {
        var filter = new JournalFilterOptions();
        var limit = Given.Number("--limit", "How many calls at most. Without it 100.", least: 1, most: PageCalls);
        var command = new AdminCommand("query", "Show the calls that match, the oldest first.")
        {
            Examples = [("journal query --operation Login --fault '*'", "The logins that failed, each with the true reason"), ("journal query --after 120 --limit 50", "The next page")],
        };
        filter.AddTo(command);
        command.Options.Add(limit);
        runner.Bind(command, async (call, cancellationToken) =>
        {
            var page = await call.Client.QueryJournalAsync(filter.Of(call), (int?)call.Of(limit), cancellationToken);
            call.Output.Write(page, AdminJson.Default.JournalPage, shown =>
            {
                foreach (var recorded in shown.Calls)
                    call.Output.Line(JournalText.Line(recorded));
                if (shown.Calls.Count == 0)
                    call.Output.Line("No call in the journal is one of these.");
                else if (shown.Next is { } next)
                    call.Output.Line(FormattableString.Invariant($"There are more: journal query --after {next} shows the next page."));
            });
        });
        return command;
    }

    private static AdminCommand Export(CommandRunner runner)
    {
        var filter = new JournalFilterOptions();
        var format = Given.Choice("--format", "JSON lines, or an HTTP archive for tools of browsers. Without it jsonl.", "jsonl", "har");
        var file = Given.Text("--out", "FILE", "The file. Without it standard output.");
        var command = new AdminCommand("export", "Write the calls that match into a file.")
        {
            Examples = [("journal export --format har --out calls.har", "All calls for the network view of a browser"), ("journal export --user svc@vsphere.local > calls.jsonl", "Those of a user as JSON lines")],
        };
        filter.AddTo(command);
        command.Options.Add(format);
        command.Options.Add(file);
        runner.Bind(command, async (call, cancellationToken) =>
        {
            var text = await call.Client.ExportJournalAsync(call.Of(format) ?? "jsonl", filter.Of(call), cancellationToken);
            await InputFile.WriteAsync(call.Of(file) ?? "-", text, call.Output, cancellationToken);
        });
        return command;
    }

    private static async Task FollowAsync(CommandCall call, JournalQuery query, long lines, long count, CancellationToken cancellationToken)
    {
        var after = (await call.Client.CountJournalAsync(query, cancellationToken)).Last;
        foreach (var recorded in await LatestAsync(call.Client, query, lines, after, cancellationToken))
            Show(call.Output, recorded);
        while (count > 0)
        {
            var further = query with { After = Math.Max(after, query.After ?? 0) };
            if ((await call.Client.WaitForCallsAsync(1, further, LongestPoll, cancellationToken)).IsReached is not true)
                continue;
            foreach (var recorded in (await call.Client.QueryJournalAsync(further, PageCalls, cancellationToken)).Calls)
            {
                after = recorded.Number;
                if (count-- > 0)
                    Show(call.Output, recorded);
            }
        }
    }

    /// <summary>The latest calls up to a number.</summary>
    private static async Task<IEnumerable<JournalCall>> LatestAsync(AdminApiClient client, JournalQuery query, long count, long last, CancellationToken cancellationToken)
    {
        var latest = new Queue<JournalCall>();
        long? after = query.After;
        do
        {
            var page = await client.QueryJournalAsync(query with { After = after }, PageCalls, cancellationToken);
            foreach (var recorded in page.Calls.Where(recorded => recorded.Number <= last))
            {
                latest.Enqueue(recorded);
                if (latest.Count > count)
                    latest.Dequeue();
            }

            after = page.Next;
        }
        while (after < last);
        return latest;
    }

    private static void Show(CommandOutput output, JournalCall recorded) => output.Write(recorded, AdminJson.Default.JournalCall, shown => output.Line(JournalText.Line(shown)));
}
