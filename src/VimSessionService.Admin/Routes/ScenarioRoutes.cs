using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using VimSessionService.Admin.Http;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Problems;
using VimSessionService.AdminClient.Scenarios;
using VimSessionService.Lab.Scenarios;
using VimSessionService.Lab.Scenarios.Reading;

namespace VimSessionService.Admin.Routes;

/// <summary>The scenario.</summary>
internal static class ScenarioRoutes
{
    /// <summary>Maps it.</summary>
    public static void MapScenario(this RouteGroupBuilder routes)
    {
        routes.MapGet("/scenario", static (ScenarioRunner scenario) => TypedResults.Json(scenario.Info ?? throw None(), AdminJson.Default.ScenarioInfo))
            .WithName("getScenario").WithSummary("The scenario that was applied last, with its steps to come.").Produces<ScenarioInfo>().ProducesProblems(StatusCodes.Status404NotFound);
        routes.MapPut("/scenario", ApplyAsync)
            .WithName("applyScenario").WithSummary("Applies a scenario, all of it or nothing. It is JSON or YAML (application/yaml). Steps to come of the one before are dropped.")
            .Accepts<ScenarioSpec>("application/json", "application/yaml").Produces<ScenarioInfo>().ProducesProblems(StatusCodes.Status400BadRequest);
        routes.MapDelete("/scenario", static (ScenarioRunner scenario) => scenario.End() ? TypedResults.NoContent() : throw None())
            .WithName("endScenario").WithSummary("Drops the steps to come. What the scenario has changed stays.").Produces(StatusCodes.Status204NoContent).ProducesProblems(StatusCodes.Status404NotFound);
    }

    private static async Task<JsonHttpResult<ScenarioInfo>> ApplyAsync(ScenarioRunner scenario, HttpContext context)
    {
        var text = Encoding.UTF8.GetString(await AdminBody.ReadDocumentAsync(context, "yaml"));
        try
        {
            var info = await scenario.ApplyAsync(ScenarioDocument.Read(text), context.RequestAborted);
            await scenario.Running.WaitAsync(context.RequestAborted);
            return TypedResults.Json(info, AdminJson.Default.ScenarioInfo);
        }
        catch (ScenarioException refused)
        {
            var place = new ProblemPlace(refused.Pointer, refused.Detail) { Allowed = refused.Allowed, Line = refused.Line, Column = refused.Column };
            throw ProblemException.Of("invalid-request", StatusCodes.Status400BadRequest, "The scenario cannot be used", refused.Message, place);
        }
    }

    private static ProblemException None() => ProblemException.Of("not-found", StatusCodes.Status404NotFound, "Not found", "There is no scenario. PUT one to this path, or start the service with --scenario FILE.");
}
