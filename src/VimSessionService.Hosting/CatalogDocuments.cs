using System.Globalization;
using Microsoft.AspNetCore.Http;
using VimSessionService.Core.Messages;

namespace VimSessionService.Hosting;

/// <summary>The message catalogues that LocalizationManager names, by GET.</summary>
internal sealed class CatalogDocuments(CatalogFiles files)
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

    /// <summary>Adds the catalogues to the routes.</summary>
    public void Map(Routes routes) => routes.MapBelow(CatalogFiles.Prefix, async (context, _) =>
    {
        if (!await TryAnswerAsync(context))
            await Routes.NotFound(context);
    });
}
