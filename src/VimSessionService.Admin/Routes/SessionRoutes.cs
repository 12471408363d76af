using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using VimSessionService.Admin.Http;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Sessions;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;

namespace VimSessionService.Admin.Routes;

/// <summary>The live sessions.</summary>
internal static class SessionRoutes
{
    /// <summary>Maps them.</summary>
    public static void MapSessions(this RouteGroupBuilder routes)
    {
        routes.MapGet("/sessions", ListAsync)
            .WithName("listSessions")
            .WithSummary("The live sessions, oldest login first.")
            .TakesQuery("user", "userAgent", "door", "minAge", "minIdle")
            .Produces<SessionList>();
    }

    private static async Task<JsonHttpResult<SessionList>> ListAsync(
        ISessionStore store, AccountDirectory accounts, TimeProvider time, HttpContext context, string? user, string? userAgent, string? door, string? minAge, string? minIdle)
    {
        var (leastAge, leastIdle) = (QueryNames.Duration("minAge", minAge), QueryNames.Duration("minIdle", minIdle));
        var now = time.GetUtcNow();
        var all = await store.ListAsync(context.RequestAborted);
        var name = user is null ? null : accounts.Find(user)?.Identity.UserName ?? AccountName.Of(user).Canonical.Display;
        var found = all.Select(session => ToInfo(session, now)).Where(session =>
            (name is null || session.UserName.Equals(name, StringComparison.OrdinalIgnoreCase))
            && (userAgent is null || session.UserAgent.Contains(userAgent, StringComparison.OrdinalIgnoreCase))
            && (door is null || session.Door.Equals(door, StringComparison.OrdinalIgnoreCase))
            && (leastAge is null || session.Age >= leastAge)
            && (leastIdle is null || session.Idle >= leastIdle));
        return TypedResults.Json(new SessionList([.. found], all.Count), AdminJson.Default.SessionList);
    }

    private static SessionInfo ToInfo(Session session, DateTimeOffset now)
    {
        var data = session.Data;
        return new SessionInfo
        {
            Key = session.Key,
            UserName = data.User.UserName,
            FullName = data.User.FullName,
            Door = data.Door,
            UserAgent = data.UserAgent,
            IpAddress = data.IpAddress,
            LoginTime = session.LoginTime,
            LastActiveTime = session.LastActiveTime,
            Idle = Since(session.LastActiveTime, now),
            Age = Since(session.LoginTime, now),
            CallCount = session.CallCount,
            Locale = data.Locale,
            MessageLocale = data.MessageLocale,
            ExtensionSession = data.ExtensionSession,
        };
    }

    private static TimeSpan Since(DateTime then, DateTimeOffset now) => now.UtcDateTime > then ? now.UtcDateTime - then : TimeSpan.Zero;
}
