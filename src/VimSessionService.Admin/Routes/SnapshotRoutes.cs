using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using VimSessionService.Admin.Http;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Snapshots;
using VimSessionService.Lab.Snapshots;

namespace VimSessionService.Admin.Routes;

/// <summary>The state of the service as a whole.</summary>
internal static class SnapshotRoutes
{
    /// <summary>The largest snapshot: some 50,000 sessions.</summary>
    private const int LargestBody = 64 * 1024 * 1024;

    /// <summary>Maps it.</summary>
    public static void MapSnapshots(this RouteGroupBuilder routes)
    {
        routes.MapGet("/snapshot", TakeAsync)
            .WithName("takeSnapshot").WithSummary("The state of the service as one document, with secrets as hashes.")
            .Produces<Snapshot>().ProducesProblems(StatusCodes.Status501NotImplemented);
        routes.MapPut("/snapshot", RestoreAsync)
            .WithName("restoreSnapshot").WithSummary("Brings the service into the state of a snapshot. What is so already is left alone; events, rules, the journal and the clock stay.")
            .TakesBody<Snapshot>().Produces(StatusCodes.Status204NoContent).ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status501NotImplemented);
        routes.MapPost("/reset", ResetAsync)
            .WithName("reset").WithSummary("Brings the service into the state of its start: users, roles, permissions, extensions and limits of then; no sessions, tickets, locks, rules, outages and remembered leaks; the real time. Events and the journal stay.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblems(StatusCodes.Status501NotImplemented);
    }

    private static async Task<NoContent> RestoreAsync(SnapshotBook snapshots, HttpContext context)
    {
        var snapshot = await AdminBody.ReadAsync(context, AdminJson.Default.Snapshot, LargestBody);
        try
        {
            await snapshots.RestoreAsync(snapshot, context.RequestAborted);
        }
        catch (SnapshotException refused)
        {
            throw ProblemException.Invalid(refused.Pointer, refused.Message, refused.Allowed);
        }
        catch (NotSupportedException refused)
        {
            throw ProblemException.NotSupported(refused.Message);
        }

        return TypedResults.NoContent();
    }

    private static async Task<NoContent> ResetAsync(SnapshotBook snapshots, HttpContext context)
    {
        try
        {
            await snapshots.ResetAsync(context.RequestAborted);
        }
        catch (NotSupportedException refused)
        {
            throw ProblemException.NotSupported(refused.Message);
        }

        return TypedResults.NoContent();
    }

    private static async Task<JsonHttpResult<Snapshot>> TakeAsync(SnapshotBook snapshots, HttpContext context)
    {
        try
        {
            return TypedResults.Json(await snapshots.TakeAsync(context.RequestAborted), AdminJson.Default.Snapshot);
        }
        catch (NotSupportedException refused)
        {
            throw ProblemException.NotSupported(refused.Message);
        }
    }
}
