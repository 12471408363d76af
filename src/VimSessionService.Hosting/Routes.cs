using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Hosting.Http;

namespace VimSessionService.Hosting;

/// <summary>Adds paths of the service to the routes of a host.</summary>
/// <param name="endpoints">The routes.</param>
/// <param name="logger">Where requests are logged whose client closed the connection.</param>
internal sealed class Routes(ServiceEndpoints endpoints, ILogger logger)
{
    /// <summary>The order of paths that a host may have itself, such as <c>/</c>: the host's own endpoint at such a path is called.</summary>
    public const int Last = 1_000_000;

    /// <summary>Maps a path and everything below it.</summary>
    /// <param name="path">The path, whose case counts.</param>
    /// <param name="answer">Answers a request; is given what comes after the path.</param>
    public void MapBelow(string path, Func<HttpContext, PathString, Task> answer) => AddBelow(
        path, context => context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal, out var rest) ? answer(context, rest) : NotFound(context));

    /// <summary>Maps the paths of the doors. Their case counts, and a path ends as it is mapped, which the routes of ASP.NET Core do not mind.</summary>
    public void MapDoors(DoorRouter doors)
    {
        foreach (var path in doors.Paths)
        {
            RequestDelegate answer = context =>
            {
                var exchange = new HttpContextExchange(context);
                return (path.Find(exchange) ?? doors.Find(exchange))?.Invoke(exchange).AsTask() ?? NotFound(context);
            };
            if (path.HasBelow)
                AddBelow(path.Path, answer);
            else
                endpoints.Add(path.Path, BrokenOffRequests.Guard(answer, logger));
        }
    }

    /// <summary>Maps GET of one path that a host may have itself.</summary>
    public void MapGet(string path, RequestDelegate answer) => endpoints.Add(path, BrokenOffRequests.Guard(answer, logger), Last, HttpMethods.Get);

    /// <summary>Nothing is served at the path after all. The request is as one that no endpoint was found for.</summary>
    public static Task NotFound(HttpContext context)
    {
        context.SetEndpoint(null);
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private void AddBelow(string path, RequestDelegate answer)
    {
        // The path alone is a route of its own: one without a parameter costs no memory for each request.
        var handler = BrokenOffRequests.Guard(answer, logger);
        endpoints.Add(path, handler);
        endpoints.Add($"{path}/{{**rest}}", handler);
    }
}
