using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Admin.Http;
using VimSessionService.AdminClient.Journal;
using VimSessionService.AdminClient.Json;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Lab.Journal;

namespace VimSessionService.Admin.Routes;

/// <summary>The journal of calls.</summary>
internal static class JournalRoutes
{
    private const int UsualLimit = 100;
    private const int MostLimit = 1_000;

    private static readonly TimeSpan UsualWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(10);
    private static readonly string[] Names = ["after", "door", "operation", "object", "user", "session", "userAgent", "operationId", "status", "fault", "rule"];
    private static readonly string[] Formats = ["jsonl", "har"];

    /// <summary>Maps it.</summary>
    public static void MapJournal(this RouteGroupBuilder routes)
    {
        routes.MapGet("/journal", static (CallJournal journal, HttpContext context) =>
                TypedResults.Json(journal.Find(QueryOf(context), (int)(Number(context, "limit", 1, MostLimit) ?? UsualLimit)), AdminJson.Default.JournalPage))
            .WithName("queryJournal").WithSummary("The calls that fulfil all of the query, the oldest first.").TakesQuery([.. Names, "limit"]).Produces<JournalPage>();
        routes.MapGet("/journal/{number}", static (CallJournal journal, string number) => TypedResults.Json(Find(journal, number), AdminJson.Default.JournalCall))
            .WithName("getJournalCall").WithSummary("One call.").Produces<JournalCall>();
        routes.MapGet("/journal/count", static (CallJournal journal, HttpContext context) => TypedResults.Json(journal.CountOf(QueryOf(context)), AdminJson.Default.JournalCount))
            .WithName("countJournal").WithSummary("How many calls fulfil all of the query.").TakesQuery(Names).Produces<JournalCount>();
        routes.MapGet("/journal/wait", WaitAsync)
            .WithName("waitForCalls").WithSummary("Answers as soon as so many calls fulfil all of the query, or when the time is over.")
            .TakesQuery([.. Names, "count", "timeout"]).Produces<JournalCount>();
        routes.MapGet("/journal/export", ExportAsync)
            .WithName("exportJournal").WithSummary("The calls that fulfil all of the query, as JSON lines or as an HTTP archive (HAR).").TakesQuery([.. Names, "format"]);
        routes.MapDelete("/journal", static (CallJournal journal) =>
            {
                journal.Clear();
                return TypedResults.NoContent();
            })
            .WithName("clearJournal").WithSummary("Forgets all calls.").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<JsonHttpResult<JournalCount>> WaitAsync(CallJournal journal, HttpContext context)
    {
        var query = QueryOf(context);
        var count = Number(context, "count", 1, long.MaxValue) ?? throw ProblemException.Invalid("?count", "is missing: how many calls to wait for");
        var patience = QueryNames.Duration("timeout", context.Request.Query["timeout"]) ?? UsualWait;
        if (patience > LongestWait)
            throw ProblemException.Invalid("?timeout", $"is longer than {DurationText.Format(LongestWait)}");
        var owner = context.Connection.RemoteIpAddress?.ToString() ?? "";
        return TypedResults.Json(await journal.WaitAsync(query, count, patience, owner, context.RequestAborted), AdminJson.Default.JournalCount);
    }

    private static async Task ExportAsync(CallJournal journal, HttpContext context)
    {
        var query = QueryOf(context);
        var format = context.Request.Query["format"].ToString();
        if (!Formats.Contains(format))
            throw ProblemException.Invalid("?format", format.Length == 0 ? "is missing" : "is not one of the allowed values", Formats);
        var calls = journal.Find(query, int.MaxValue).Calls;
        if (format == "har")
        {
            context.Response.ContentType = "application/json";
            await context.Response.Body.WriteAsync(HarDocument.Write(calls), context.RequestAborted);
            return;
        }

        context.Response.ContentType = "application/jsonl; charset=utf-8";
        foreach (var call in calls)
        {
            byte[] line = [.. JsonSerializer.SerializeToUtf8Bytes(call, AdminJson.Default.JournalCall), (byte)'\n'];
            await context.Response.BodyWriter.WriteAsync(line, context.RequestAborted);
        }
    }

    private static JournalCall Find(CallJournal journal, string number) =>
        long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var wanted)
        && journal.Find(new JournalQuery { After = wanted - 1 }, 1).Calls is [var call]
        && call.Number == wanted
            ? call
            : throw ProblemException.NotFound("call", number);

    private static JournalQuery QueryOf(HttpContext context)
    {
        var query = new JournalQuery
        {
            After = Number(context, "after", 0, long.MaxValue),
            Door = Text("door"),
            Operation = Text("operation"),
            Object = Text("object"),
            User = Text("user"),
            Session = Text("session"),
            UserAgent = Text("userAgent"),
            OperationId = Text("operationId"),
            Status = (int?)Number(context, "status", 0, 599),
            Fault = Text("fault"),
            Rule = Text("rule"),
        };
        var doors = context.RequestServices.GetRequiredService<DoorTable>();
        if (query.Door is { } door && doors.Find(door) is null)
            throw ProblemException.Invalid("?door", "is no door", doors.Names);
        return query;

        string? Text(string name) => context.Request.Query[name] is [var value, ..] ? value : null;
    }

    private static long? Number(HttpContext context, string name, long least, long most)
    {
        if (context.Request.Query[name] is not [var text, ..])
            return null;
        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw ProblemException.Invalid($"?{name}", most == long.MaxValue ? $"is no number from {least} on" : $"is no number from {least} to {most}");
    }
}
