using System.Text;
using Microsoft.AspNetCore.Http;
using VimSessionService.Core.Calls;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Hosting.Http;

namespace VimSessionService.Hosting.SignOn;

/// <summary>What the doors of single sign-on have in common: they answer with what ASP.NET Core has of a request.</summary>
internal static class SignOnAnswers
{
    /// <summary>Maps a path and everything below it.</summary>
    /// <param name="routes">The routes of the door.</param>
    /// <param name="path">The path.</param>
    /// <param name="answer">Answers a request; is given what comes after the path.</param>
    public static void MapBelow(this DoorRoutes routes, string path, Func<HttpContext, PathString, Task> answer) => routes.MapBelow(path, exchange =>
    {
        var context = ((HttpContextExchange)exchange).Context;
        context.Request.Path.StartsWithSegments(path, StringComparison.Ordinal, out var rest);
        return new ValueTask(answer(context, rest));
    });

    /// <summary>Whether a request only reads.</summary>
    public static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    /// <summary>The address that a request was sent to.</summary>
    public static ServiceAddress AddressOf(HttpContext context) =>
        ServiceAddress.Of(context.Request.Host.Value, context.Request.IsHttps) ?? ServiceAddress.Unknown;

    /// <summary>Answers with XML; with nothing but the status where there is no content.</summary>
    public static async Task SendAsync(HttpContext context, int status, string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        context.Response.StatusCode = status;
        context.Response.ContentLength = bytes.Length;
        if (bytes.Length == 0)
            return;
        context.Response.ContentType = "text/xml; charset=utf-8";
        if (!HttpMethods.IsHead(context.Request.Method))
            await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
    }

    /// <summary>There is nothing at the path.</summary>
    public static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    /// <summary>The path does not know the method.</summary>
    /// <param name="context">The request.</param>
    /// <param name="allowed">The methods that it knows.</param>
    public static Task NotAllowed(HttpContext context, string allowed)
    {
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = allowed;
        return Task.CompletedTask;
    }
}
