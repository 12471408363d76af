using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using VimSessionService.Admin.Http;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Leaks;
using VimSessionService.Core.Sessions;
using VimSessionService.Lab.Leaks;
using VimSessionService.Xml;

namespace VimSessionService.Admin.Routes;

/// <summary>Sessions that were never logged out.</summary>
internal static class LeakRoutes
{
    private const int MostNamed = 5;
    private static readonly string[] Names = ["user", "userAgent", "minAge", "since"];

    /// <summary>Maps them.</summary>
    public static void MapLeaks(this RouteGroupBuilder routes)
    {
        routes.MapGet("/leaks", static async (SessionLedger ledger, AllSessions store, HttpContext context) =>
                TypedResults.Json(await ReportAsync(ledger, store, context), AdminJson.Default.LeakReport))
            .WithName("getLeaks").WithSummary("The sessions that were never logged out: those that are open, and those that have expired.").TakesQuery(Names).Produces<LeakReport>();
        routes.MapPost("/leaks/assert", AssertAsync)
            .WithName("assertNoLeaks").WithSummary("Answers 409 while a session is open, or has expired when the query asks for these too.")
            .TakesQuery([.. Names, "expired"]).Produces(StatusCodes.Status204NoContent);
        routes.MapDelete("/leaks", static (SessionLedger ledger) =>
            {
                ledger.ForgetExpired();
                return TypedResults.NoContent();
            })
            .WithName("forgetExpiredLeaks").WithSummary("Forgets the sessions that have expired.").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<NoContent> AssertAsync(SessionLedger ledger, AllSessions store, HttpContext context)
    {
        var includesExpired = context.Request.Query["expired"] switch
        {
            [] or ["false"] => false,
            ["true"] => true,
            _ => throw ProblemException.Invalid("?expired", "is neither true nor false", ["true", "false"]),
        };
        var report = await ReportAsync(ledger, store, context);
        var count = report.Open + (includesExpired ? report.Expired : 0);
        if (count == 0)
            return TypedResults.NoContent();
        var groups = report.Groups.Where(group => group.Open > 0 || includesExpired).ToList();
        var named = string.Join("; ", groups.Take(MostNamed).Select(static group =>
            $"{(group.UserAgent.Length == 0 ? "no User-Agent" : group.UserAgent)} as {group.User}: {group.Open} open, {group.Expired} expired, {group.Calls} calls"));
        throw ProblemException.Conflict(
            $"{count} {(count == 1 ? "session was" : "sessions were")} never logged out. {named}{(groups.Count > MostNamed ? "; and others" : "")}.", "leaked-sessions");
    }

    private static async Task<LeakReport> ReportAsync(SessionLedger ledger, AllSessions store, HttpContext context)
    {
        var values = context.Request.Query;
        DateTimeOffset? since = null;
        if (values["since"] is [var text, ..])
        {
            since = text is not null && XsdDateTime.TryParse(text, out var time)
                ? new DateTimeOffset(time)
                : throw ProblemException.Invalid("?since", "is no time such as 2030-01-01T00:00:00Z");
        }

        var query = new LeakQuery
        {
            User = values["user"] is [var user, ..] ? user : null,
            UserAgent = values["userAgent"] is [var agent, ..] ? agent : null,
            MinAge = QueryNames.Duration("minAge", values["minAge"] is [var age, ..] ? age : null),
            Since = since,
        };
        return ledger.Report(await store.ListAsync(context.RequestAborted), query);
    }
}
