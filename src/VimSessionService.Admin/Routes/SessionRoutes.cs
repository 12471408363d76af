using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using VimSessionService.Admin.Http;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Sessions;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Messages;
using VimSessionService.Core.Sessions;
using VimSessionService.Lab.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Admin.Routes;

/// <summary>The live sessions.</summary>
internal static class SessionRoutes
{
    private static readonly string[] QueryParameters = ["user", "userAgent", "door", "minAge", "minIdle"];

    /// <summary>Maps them.</summary>
    public static void MapSessions(this RouteGroupBuilder routes)
    {
        routes.MapGet("/sessions", ListAsync)
            .WithName("listSessions").WithSummary("The live sessions that match the whole query, oldest login first.")
            .TakesQuery(QueryParameters).Produces<SessionList>().ProducesProblems(StatusCodes.Status400BadRequest);
        routes.MapPost("/sessions/expire", (AllSessions store, AccountDirectory accounts, TimeProvider time, HttpContext context, string? user, string? userAgent, string? door, string? minAge, string? minIdle) =>
                EndAsync(store, new SessionSearch(accounts, time, Query(user, userAgent, door, minAge, minIdle)), SessionEnd.Expired, context))
            .WithName("expireSessions").WithSummary("Ends the sessions that match the whole query, as if they had been idle for too long.")
            .TakesQuery(QueryParameters).Produces<SessionsEnded>().ProducesProblems(StatusCodes.Status400BadRequest);
        routes.MapPost("/sessions/terminate", (AllSessions store, AccountDirectory accounts, TimeProvider time, HttpContext context, string? user, string? userAgent, string? door, string? minAge, string? minIdle) =>
                EndAsync(store, new SessionSearch(accounts, time, Query(user, userAgent, door, minAge, minIdle)), SessionEnd.Terminated, context))
            .WithName("terminateSessions").WithSummary("Ends the sessions that match the whole query, as an administrator does.")
            .TakesQuery(QueryParameters).Produces<SessionsEnded>().ProducesProblems(StatusCodes.Status400BadRequest);
        routes.MapGet("/sessions/{key}", static async (AllSessions store, TimeProvider time, HttpContext context, string key) => Answer(await FindAsync(store, key, context), time))
            .WithName("getSession").WithSummary("A session by its key.").Produces<SessionInfo>().ProducesProblems(StatusCodes.Status404NotFound);
        routes.MapPatch("/sessions/{key}", ChangeAsync)
            .WithName("changeSession").WithSummary("Changes the locale of a session, or how long it has been idle.")
            .TakesBody<SessionUpdate>().Produces<SessionInfo>().ProducesProblems(StatusCodes.Status400BadRequest, StatusCodes.Status404NotFound, StatusCodes.Status501NotImplemented);
        routes.MapPost("/sessions/{key}/expire", static (AllSessions store, HttpContext context, string key) => EndAsync(store, key, SessionEnd.Expired, context))
            .WithName("expireSession").WithSummary("Ends a session as if it had been idle for too long.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblems(StatusCodes.Status404NotFound);
        routes.MapPost("/sessions/{key}/terminate", static (AllSessions store, HttpContext context, string key) => EndAsync(store, key, SessionEnd.Terminated, context))
            .WithName("terminateSession").WithSummary("Ends a session as an administrator does.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblems(StatusCodes.Status404NotFound);
    }

    private static SessionQuery Query(string? user, string? userAgent, string? door, string? minAge, string? minIdle) => new()
    {
        User = user,
        UserAgent = userAgent,
        Door = door,
        MinAge = QueryNames.Duration("minAge", minAge),
        MinIdle = QueryNames.Duration("minIdle", minIdle),
    };

    private static async Task<JsonHttpResult<SessionList>> ListAsync(
        AllSessions store, AccountDirectory accounts, TimeProvider time, HttpContext context, string? user, string? userAgent, string? door, string? minAge, string? minIdle)
    {
        var search = new SessionSearch(accounts, time, Query(user, userAgent, door, minAge, minIdle));
        var all = await store.ListAsync(context.RequestAborted);
        return TypedResults.Json(new SessionList([.. search.Find(all)], all.Count), AdminJson.Default.SessionList);
    }

    private static async Task<JsonHttpResult<SessionsEnded>> EndAsync(AllSessions store, SessionSearch search, SessionEnd reason, HttpContext context)
    {
        var ended = 0;
        foreach (var session in search.Find(await store.ListAsync(context.RequestAborted)).ToArray())
            ended += await store.RemoveAsync(session.Key, reason, context.RequestAborted) ? 1 : 0;
        return TypedResults.Json(new SessionsEnded(ended), AdminJson.Default.SessionsEnded);
    }

    private static async Task<NoContent> EndAsync(AllSessions store, string key, SessionEnd reason, HttpContext context) =>
        await store.RemoveAsync(key, reason, context.RequestAborted) ? TypedResults.NoContent() : throw ProblemException.NotFound("live session", key);

    private static async Task<JsonHttpResult<SessionInfo>> ChangeAsync(AllSessions store, LocaleCatalog locales, TimeProvider time, HttpContext context, string key)
    {
        var change = await AdminBody.ReadAsync(context, AdminJson.Default.SessionUpdate);
        LocaleChoice? chosen = change.Locale is { } locale ? Resolve(locales, locale) : null;
        var session = await FindAsync(store, key, context);
        var states = change.Idle is null
            ? null
            : await store.StatesOfAsync(key, context.RequestAborted) ?? throw ProblemException.NotSupported("The session store of this service is not the built-in one.");
        if (chosen is { } choice)
            session = await store.UpdateAsync(key, data => data with { Locale = choice.Locale, MessageLocale = choice.MessageLocale }, context.RequestAborted) ?? throw ProblemException.NotFound("live session", key);
        if (change.Idle is not { } idle)
            return Answer(session, time);
        var changed = await states!.SetIdleAsync(key, idle, context.RequestAborted);
        return Answer(await store.FindAsync(key, context.RequestAborted) ?? (changed ? session : throw ProblemException.NotFound("live session", key)), time);
    }

    private static LocaleChoice Resolve(LocaleCatalog locales, string locale)
    {
        try
        {
            return locales.Resolve(locale);
        }
        catch (VimFaultException)
        {
            throw ProblemException.Invalid("#/locale", "is no locale of the service", locales.SupportedLocales);
        }
    }

    private static async Task<Session> FindAsync(AllSessions store, string key, HttpContext context) =>
        await store.FindAsync(key, context.RequestAborted) ?? throw ProblemException.NotFound("live session", key);

    private static JsonHttpResult<SessionInfo> Answer(Session session, TimeProvider time) =>
        TypedResults.Json(SessionSearch.ToInfo(session, time.GetUtcNow()), AdminJson.Default.SessionInfo);
}
