using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace VimSessionService.Admin.Routes;

/// <summary>The OpenAPI document of the API, as it is in the repository.</summary>
internal static class DocumentRoutes
{
    /// <summary>The name of the file and of the path.</summary>
    public const string Name = "openapi.json";

    /// <summary>Maps it.</summary>
    public static void MapOpenApiDocument(this RouteGroupBuilder routes) => routes
        .MapGet("/" + Name, static FileStreamHttpResult () => TypedResults.Stream(typeof(DocumentRoutes).Assembly.GetManifestResourceStream(Name)!, "application/json"))
        .ExcludeFromDescription();
}
