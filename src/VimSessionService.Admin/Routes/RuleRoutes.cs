using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using VimSessionService.Admin.Http;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Rules;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Tables;
using VimSessionService.Lab.Rules;

namespace VimSessionService.Admin.Routes;

/// <summary>The fault rules.</summary>
internal static class RuleRoutes
{
    /// <summary>A thousand rules with all their values.</summary>
    private const int LargestBody = 8 * 1024 * 1024;

    /// <summary>Maps them.</summary>
    public static void MapRules(this RouteGroupBuilder routes)
    {
        routes.MapGet("/rules", static (RuleBook rules, HttpContext context) => AnswerAsync(rules, context))
            .WithName("listRules").WithSummary("The rules, in the order in which they are asked, and what came of them.").Produces<RuleList>();
        routes.MapPost("/rules", AddAsync)
            .WithName("addRule").WithSummary("Adds a rule after the others, or before the one that the query names.")
            .TakesQuery("before").TakesBody<RuleSpec>().Produces<RuleInfo>(StatusCodes.Status201Created);
        routes.MapPut("/rules", ReplaceAsync)
            .WithName("replaceRules").WithSummary("Replaces all rules, or none when one of them cannot be used.").TakesBody<RuleSpecs>().Produces<RuleList>();
        routes.MapDelete("/rules", static async Task<NoContent> (RuleBook rules, ITableChanges tables, HttpContext context) =>
            {
                await tables.RunAsync(rules.Clear, context.RequestAborted);
                return TypedResults.NoContent();
            })
            .WithName("clearRules").WithSummary("Removes all rules.").Produces(StatusCodes.Status204NoContent);
        routes.MapGet("/rules/{id}", static async Task<JsonHttpResult<RuleInfo>> (RuleBook rules, HttpContext context, string id) =>
                Answer(await rules.FindAsync(id, context.RequestAborted) ?? throw ProblemException.NotFound("rule", id)))
            .WithName("getRule").WithSummary("A rule, and what came of it.").Produces<RuleInfo>();
        routes.MapPut("/rules/{id}", PutAsync)
            .WithName("putRule").WithSummary("Puts a rule in the place of the one of its name, with new counters, or adds it after the others.")
            .TakesBody<RuleSpec>().Produces<RuleInfo>();
        routes.MapDelete("/rules/{id}", static async Task<NoContent> (RuleBook rules, ITableChanges tables, HttpContext context, string id) =>
                await tables.RunAsync(() => rules.Remove(id), context.RequestAborted) ? TypedResults.NoContent() : throw ProblemException.NotFound("rule", id))
            .WithName("removeRule").WithSummary("Removes a rule.").Produces(StatusCodes.Status204NoContent);
    }

    private static async Task<JsonHttpResult<RuleInfo>> AddAsync(RuleBook rules, ITableChanges tables, AllSessions sessions, HttpContext context, string? before)
    {
        var spec = await AdminBody.ReadAsync(context, AdminJson.Default.RuleSpec);
        await RequireSessionsAsync(sessions, spec, "", context.RequestAborted);
        var added = await Refusals.AnsweringAsync(() => tables.RunAsync(() => rules.Add(spec, before), context.RequestAborted));
        context.Response.Headers.Location = $"{context.Request.PathBase}{context.Request.Path}/{added.Rule.Id}";
        return TypedResults.Json(added, AdminJson.Default.RuleInfo, statusCode: StatusCodes.Status201Created);
    }

    private static async Task<JsonHttpResult<RuleInfo>> PutAsync(RuleBook rules, ITableChanges tables, AllSessions sessions, HttpContext context, string id)
    {
        var spec = await AdminBody.ReadAsync(context, AdminJson.Default.RuleSpec);
        await RequireSessionsAsync(sessions, spec, "", context.RequestAborted);
        return Answer(await Refusals.AnsweringAsync(() => tables.RunAsync(() => rules.Put(id, spec), context.RequestAborted)));
    }

    private static async Task<JsonHttpResult<RuleList>> ReplaceAsync(RuleBook rules, ITableChanges tables, AllSessions sessions, HttpContext context)
    {
        var specs = (await AdminBody.ReadAsync(context, AdminJson.Default.RuleSpecs, LargestBody)).Rules;
        for (var i = 0; i < specs.Count; i++)
            await RequireSessionsAsync(sessions, specs[i], $"/rules/{i}", context.RequestAborted);
        await Refusals.AnsweringAsync(() => tables.RunAsync(
            () =>
            {
                rules.Replace(specs);
                return true;
            },
            context.RequestAborted));
        return await AnswerAsync(rules, context);
    }

    /// <summary>No session ever has the key of one that has ended: a rule for it could not be applied.</summary>
    private static async Task RequireSessionsAsync(AllSessions sessions, RuleSpec spec, string place, CancellationToken cancelled)
    {
        var keys = spec.When?.Sessions ?? [];
        for (var i = 0; i < Math.Min(keys.Count, RuleCompiler.MostValues); i++)
        {
            if (Guid.TryParseExact(keys[i], "D", out _) && await sessions.FindAsync(keys[i], cancelled) is null)
                throw ProblemException.Invalid($"#{place}/when/sessions/{i}", "is the key of no live session, so the rule would never be applied");
        }
    }

    private static JsonHttpResult<RuleInfo> Answer(RuleInfo rule) => TypedResults.Json(rule, AdminJson.Default.RuleInfo);

    private static async Task<JsonHttpResult<RuleList>> AnswerAsync(RuleBook rules, HttpContext context) =>
        TypedResults.Json(new RuleList(await rules.ListAsync(context.RequestAborted)), AdminJson.Default.RuleList);
}
