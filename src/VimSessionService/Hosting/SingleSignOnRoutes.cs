namespace VimSessionService.Hosting;

/// <summary>Where single sign-on is served: the paths of a vCenter.</summary>
public static class SingleSignOnRoutes
{
    private const string Sts = "/sts/STSService";
    private const string Metadata = "/websso/SAML2/Metadata";
    private const string Lookup = "/lookupservice/sdk";

    /// <summary>Maps the paths.</summary>
    public static void MapSingleSignOn(this IApplicationBuilder app, SingleSignOn sso) => app.Use((context, next) =>
    {
        var request = context.Request;
        if (request.Path.StartsWithSegments(Sts, StringComparison.Ordinal, out var rest))
            return IsTenant(rest, sso.Tenant) || rest.Value is null or "" or "/" ? AnswerStsAsync(context, sso) : NotFound(context);
        if (request.Path.StartsWithSegments(Metadata, StringComparison.Ordinal, out rest))
        {
            if (!IsTenant(rest, sso.Tenant))
                return NotFound(context);
            return IsRead(request) ? sso.AnswerMetadataAsync(context) : NotAllowed(context, "GET, HEAD");
        }

        if (request.Path.StartsWithSegments(Lookup, StringComparison.Ordinal, out rest) && rest.Value is null or "" or "/")
            return HttpMethods.IsPost(request.Method) || IsRead(request) ? sso.AnswerLookupAsync(context) : NotAllowed(context, "GET, HEAD, POST");
        return next(context);
    });

    private static Task AnswerStsAsync(HttpContext context, SingleSignOn sso)
    {
        if (HttpMethods.IsPost(context.Request.Method))
            return sso.AnswerStsAsync(context);
        var asksForWsdl = context.Request.QueryString.Value is ['?', .. var query] && query.StartsWith("wsdl", StringComparison.OrdinalIgnoreCase);
        return IsRead(context.Request) && asksForWsdl ? SingleSignOn.AnswerWsdlAsync(context) : NotAllowed(context, "POST");
    }

    private static bool IsTenant(PathString rest, string tenant) => rest.Value?.Trim('/').Equals(tenant, StringComparison.OrdinalIgnoreCase) is true;

    private static bool IsRead(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    private static Task NotFound(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static Task NotAllowed(HttpContext context, string allowed)
    {
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = allowed;
        return Task.CompletedTask;
    }
}
