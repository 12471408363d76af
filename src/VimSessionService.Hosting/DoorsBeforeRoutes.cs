using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Hosting.Http;

namespace VimSessionService.Hosting;

/// <summary>
/// Has the doors answer before the routes of ASP.NET Core are looked at, for a host whose paths are all the service's own: it has no conventions for them that routing would
/// apply, and routing takes part of each call, and of the start the time to make its tables.
/// </summary>
internal static class DoorsBeforeRoutes
{
    /// <summary>Adds the doors. What no door answers goes on.</summary>
    public static void UseVimSessionDoors(this IApplicationBuilder app)
    {
        var doors = app.ApplicationServices.GetRequiredService<DoorRouter>();
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger<DoorRouter>();
        app.Use(following => BrokenOffRequests.Guard(
            context =>
            {
                var exchange = new HttpContextExchange(context);
                return doors.Find(exchange) is { } answer ? answer(exchange).AsTask() : following(context);
            },
            logger));
    }
}
