using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using VimSessionService.Admin.Http;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Limits;
using VimSessionService.Core.Tables;
using VimSessionService.Lab.Limits;

namespace VimSessionService.Admin.Routes;

/// <summary>The limits of sessions.</summary>
internal static class LimitRoutes
{
    /// <summary>Maps them.</summary>
    public static void MapLimits(this RouteGroupBuilder routes)
    {
        routes.MapGet("/limits", static (LimitBook limits) => Answer(limits.Current))
            .WithName("getLimits").WithSummary("The limits of sessions.").Produces<LimitValues>();
        routes.MapPatch("/limits", ChangeAsync)
            .WithName("changeLimits").WithSummary("Changes limits of sessions, for those that live too. A lower number ends no session; logins beyond it are answered with 503.")
            .TakesBody<LimitChange>().Produces<LimitValues>().ProducesProblems(StatusCodes.Status400BadRequest);
    }

    private static async Task<JsonHttpResult<LimitValues>> ChangeAsync(LimitBook limits, ITableChanges tables, HttpContext context)
    {
        var change = await AdminBody.ReadAsync(context, AdminJson.Default.LimitChange);
        Refusals.Answering(() =>
        {
            LimitChanges.Check(change);
            return true;
        });
        await tables.RunAsync(() => limits.Apply(change), context.RequestAborted);
        return Answer(limits.Current);
    }

    private static JsonHttpResult<LimitValues> Answer(LimitValues limits) => TypedResults.Json(limits, AdminJson.Default.LimitValues);
}
