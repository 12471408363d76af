using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using VimSessionService.Admin.Http;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Outages;
using VimSessionService.Core.Tables;
using VimSessionService.Lab;
using VimSessionService.Lab.Outages;

namespace VimSessionService.Admin.Routes;

/// <summary>Outages and restarts.</summary>
internal static class OutageRoutes
{
    /// <summary>Maps them.</summary>
    public static void MapOutages(this RouteGroupBuilder routes)
    {
        routes.MapGet("/outages", static (OutageSwitch outages) => TypedResults.Json(new OutageList(outages.List()), AdminJson.Default.OutageList))
            .WithName("listOutages").WithSummary("The outages that are going on.").Produces<OutageList>();
        routes.MapPost("/outages", StartAsync)
            .WithName("startOutage").WithSummary("Begins an outage of some doors, or of all.").TakesBody<OutageSpec>().Produces<OutageInfo>(StatusCodes.Status201Created);
        routes.MapDelete("/outages", static async Task<NoContent> (OutageSwitch outages, ITableChanges tables, HttpContext context) =>
            {
                await tables.RunAsync(outages.StopAll, context.RequestAborted);
                return TypedResults.NoContent();
            })
            .WithName("stopOutages").WithSummary("Ends all outages.").Produces(StatusCodes.Status204NoContent);
        routes.MapDelete("/outages/{id}", static async Task<NoContent> (OutageSwitch outages, ITableChanges tables, HttpContext context, string id) =>
                await tables.RunAsync(() => outages.Stop(id), context.RequestAborted) ? TypedResults.NoContent() : throw ProblemException.NotFound("outage", id))
            .WithName("stopOutage").WithSummary("Ends an outage.").Produces(StatusCodes.Status204NoContent);
        routes.MapPost("/restart", RestartAsync)
            .WithName("restart").WithSummary("Does to clients what a restart does: connections are reset, and sessions are lost unless they are to be kept.")
            .TakesBody<RestartSpec>().Produces<RestartInfo>();
    }

    private static async Task<JsonHttpResult<OutageInfo>> StartAsync(OutageSwitch outages, ITableChanges tables, HttpContext context)
    {
        var spec = await AdminBody.ReadAsync(context, AdminJson.Default.OutageSpec);
        return TypedResults.Json(await Refusals.AnsweringAsync(() => tables.RunAsync(() => outages.Start(spec), context.RequestAborted)), AdminJson.Default.OutageInfo, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<JsonHttpResult<RestartInfo>> RestartAsync(ServiceRestart restart, HttpContext context)
    {
        var spec = await AdminBody.ReadAsync(context, AdminJson.Default.RestartSpec);
        try
        {
            return TypedResults.Json(await restart.RunAsync(spec, context.RequestAborted), AdminJson.Default.RestartInfo);
        }
        catch (RefusedException refused)
        {
            throw Refusals.ToProblem(refused);
        }
    }
}
