using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using VimSessionService.Admin.Files;
using VimSessionService.Admin.Http;
using VimSessionService.AdminClient.Files;
using VimSessionService.AdminClient.Json;

namespace VimSessionService.Admin.Routes;

/// <summary>The files that the service was started with.</summary>
internal static class ReloadRoutes
{
    /// <summary>Maps them.</summary>
    public static void MapReload(this RouteGroupBuilder routes) => routes.MapPost("/reload", ReloadAsync)
        .WithName("reloadFiles").WithSummary("Reads the users file, and the other files that are watched for changes, now. They come into force together; when one cannot be used, nothing is changed.")
        .Produces<ReloadResult>().ProducesProblems(StatusCodes.Status409Conflict);

    private static async Task<JsonHttpResult<ReloadResult>> ReloadAsync([FromServices] IReloadableFiles? files, CancellationToken cancellationToken)
    {
        if (files is null)
            throw ProblemException.Conflict("The service was started without a file that it can read again. The options --users-file, --trusted-sts and --openid-jwks name such files.", "no-file");
        try
        {
            return TypedResults.Json(await files.ReloadAsync(cancellationToken), AdminJson.Default.ReloadResult);
        }
        catch (FileRefusedException refused)
        {
            throw ProblemException.Conflict(refused.Message, "file-refused");
        }
    }
}
