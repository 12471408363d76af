namespace VimSessionService.Web;

/// <summary><c>GET /users-file.schema.json</c>: the JSON schema of users files, which editors use to check and complete them.</summary>
internal static class UsersFileSchema
{
    /// <summary>Where it is, and the name of the resource.</summary>
    public const string Path = "/users-file.schema.json";

    /// <summary>Adds it to the service's routes.</summary>
    public static void MapUsersFileSchema(this IEndpointRouteBuilder app)
    {
        var own = new ServiceEndpoints();
        own.Add(Path, AnswerAsync, methods: HttpMethods.Get);
        app.DataSources.Add(own);
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        using var schema = Open();
        context.Response.ContentType = "application/schema+json";
        context.Response.ContentLength = schema.Length;
        await schema.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    /// <summary>The schema's text.</summary>
    public static Stream Open() => typeof(UsersFileSchema).Assembly.GetManifestResourceStream(Path[1..])!;
}
