using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using VimSessionService.Admin.Http;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Tickets;
using VimSessionService.Core.Sessions.Tickets;

namespace VimSessionService.Admin.Routes;

/// <summary>The tickets: clone tickets, service tickets, local tickets.</summary>
internal static class TicketRoutes
{
    /// <summary>Maps them.</summary>
    public static void MapTickets(this RouteGroupBuilder routes)
    {
        routes.MapGet("/tickets", static async Task<JsonHttpResult<TicketList>> (ITicketIssuer issuer, HttpContext context) =>
                TypedResults.Json(new TicketList([.. (await States(issuer).SaveAsync(context.RequestAborted)).Select(ToInfo)]), AdminJson.Default.TicketList))
            .WithName("listTickets").WithSummary("The tickets that are good, the one that expires first at the beginning.")
            .Produces<TicketList>().ProducesProblems(StatusCodes.Status501NotImplemented);
        routes.MapPost("/tickets/{id}/expire", static async Task<NoContent> (ITicketIssuer issuer, HttpContext context, string id) =>
                await States(issuer).ExpireAsync(id, context.RequestAborted) ? TypedResults.NoContent() : throw ProblemException.NotFound("good ticket", id))
            .WithName("expireTicket").WithSummary("Ends a ticket as if its time were over.")
            .Produces(StatusCodes.Status204NoContent).ProducesProblems(StatusCodes.Status404NotFound, StatusCodes.Status501NotImplemented);
    }

    private static ITicketStateStore States(ITicketIssuer issuer) =>
        issuer as ITicketStateStore ?? throw ProblemException.NotSupported("The ticket issuer of this service is not the built-in one.");

    private static TicketInfo ToInfo(SavedTicket ticket) => new()
    {
        Id = ticket.Hash,
        Purpose = ticket.Grant.Purpose,
        UserName = ticket.Grant.UserName,
        SessionKey = ticket.Grant.SessionKey,
        ExpiresIn = ticket.Rest,
    };
}
