using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using VimSessionService.AdminClient.Outages;
using VimSessionService.Endpoint.Calls;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Hosting.Http;
using VimSessionService.Lab.Outages;

namespace VimSessionService.Admin.Outages;

/// <summary>
/// Stands before the routes of the service: a request to a door that is out is not processed. Paths of no door, such as those of the health checks and of the
/// admin API, are never out.
/// </summary>
/// <param name="outages">The outages.</param>
/// <param name="observers">Are told of the requests that are not processed.</param>
/// <param name="doors">The doors.</param>
/// <param name="time">Measures how long requests hang.</param>
internal sealed class OutageGate(OutageSwitch outages, CallObservers observers, DoorTable doors, TimeProvider time) : IStartupFilter
{
    /// <inheritdoc/>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(following => context => outages.IsNone ? following(context) : PassAsync(context, following));
        next(app);
    };

    private async Task PassAsync(HttpContext context, RequestDelegate following)
    {
        var started = time.GetTimestamp();
        while (doors.OfPath(context.Request.Path.Value) is { } door && outages.Find(door.Name) is { } outage)
        {
            outage.Meet();
            if (outage.Mode == OutageMode.Hang)
            {
                await outage.Over.WaitAsync(context.RequestAborted);
                continue; // the next outage may have begun
            }

            Refuse(context, outage);
            Tell(context, door, outage, time.GetElapsedTime(started));
            return;
        }

        await following(context);
    }

    private static void Refuse(HttpContext context, ActiveOutage outage)
    {
        if (outage.Mode == OutageMode.Refuse)
        {
            new HttpContextExchange(context).Close(withReset: true);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentLength = 0;
    }

    private void Tell(HttpContext context, Door door, ActiveOutage outage, TimeSpan duration)
    {
        var exchange = new HttpContextExchange(context);
        observers.Tell(new CallFinished
        {
            Door = door.Name,
            Operation = "(none)",
            Method = exchange.Method,
            Target = exchange.RequestTarget,
            ClientAddress = exchange.RemoteAddress,
            UserAgent = exchange.FirstHeader("User-Agent") ?? "",
            Path = door.NamesPaths ? context.Request.Path.Value : null,
            Reason = $"{outage.Id} is going on",
            Intervention = new CallIntervention(outage.Id),
            Duration = duration,
            HttpStatus = outage.Mode == OutageMode.Refuse ? 0 : StatusCodes.Status503ServiceUnavailable,
        });
    }
}
