using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using VimSessionService.Admin.Http;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Limits;
using VimSessionService.Core.Sessions;

namespace VimSessionService.Admin.Routes;

/// <summary>The limits of sessions.</summary>
internal static class LimitRoutes
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(3660);

    /// <summary>Maps them.</summary>
    public static void MapLimits(this RouteGroupBuilder routes)
    {
        routes.MapGet("/limits", static (SessionSettings settings) => Answer(settings))
            .WithName("getLimits").WithSummary("The limits of sessions.").Produces<LimitSettings>();
        routes.MapPatch("/limits", ChangeAsync)
            .WithName("changeLimits").WithSummary("Changes limits of sessions, for those that live too. A lower number ends no session; logins beyond it are answered with 503.")
            .TakesBody<LimitChange>().Produces<LimitSettings>().ProducesProblems(StatusCodes.Status400BadRequest);
    }

    private static async Task<JsonHttpResult<LimitSettings>> ChangeAsync(SessionSettings settings, HttpContext context)
    {
        var change = await AdminBody.ReadAsync(context, AdminJson.Default.LimitChange);
        if (change.MaxSessions < 0)
            throw ProblemException.Invalid("#/maxSessions", "is negative. 0 is no limit");
        if (change.MaxUserSessions < 0)
            throw ProblemException.Invalid("#/maxUserSessions", "is negative. 0 is no limit");
        if (change.IdleTimeout == TimeSpan.Zero || change.IdleTimeout > Longest)
            throw ProblemException.Invalid("#/idleTimeout", "is zero, or longer than ten years");
        if (change.MaxLifetime > Longest)
            throw ProblemException.Invalid("#/maxLifetime", "is longer than ten years. 0s is no limit");
        settings.MaxSessions = change.MaxSessions ?? settings.MaxSessions;
        settings.MaxUserSessions = change.MaxUserSessions ?? settings.MaxUserSessions;
        settings.IdleTimeout = change.IdleTimeout ?? settings.IdleTimeout;
        settings.MaxLifetime = change.MaxLifetime ?? settings.MaxLifetime;
        return Answer(settings);
    }

    private static JsonHttpResult<LimitSettings> Answer(SessionSettings settings) =>
        TypedResults.Json(new LimitSettings(settings.MaxSessions, settings.MaxUserSessions, settings.IdleTimeout, settings.MaxLifetime), AdminJson.Default.LimitSettings);
}
