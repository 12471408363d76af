using System.Globalization;
using VimSessionService.Core.Messages;

namespace VimSessionService.Hosting;

/// <summary>The message catalogues that LocalizationManager names, by GET.</summary>
public sealed class CatalogDocuments(CatalogFiles files)
{
    /// <summary>Answers a request for a catalogue; false when there is none at the path.</summary>
    public async ValueTask<bool> TryAnswerAsync(HttpContext context)
    {
        var request = context.Request;
        if (!request.Path.StartsWithSegments(CatalogFiles.Prefix, StringComparison.Ordinal, out var rest)
            || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            || files.Find(rest.Value ?? "") is not { } file)
        {
            return false;
        }

        context.Response.ContentType = "text/plain; charset=utf-8";
        context.Response.ContentLength = file.Content.Length;
        context.Response.Headers.LastModified = files.LastModified.ToString("R", CultureInfo.InvariantCulture);
        if (HttpMethods.IsGet(request.Method))
            await context.Response.Body.WriteAsync(file.Content, context.RequestAborted);
        return true;
    }

    /// <summary>Adds the catalogues to the service's routes.</summary>
    public void Map(IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        if (!await TryAnswerAsync(context))
            await next(context);
    });
}
