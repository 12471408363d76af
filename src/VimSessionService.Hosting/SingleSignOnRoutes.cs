using Microsoft.AspNetCore.Http;

namespace VimSessionService.Hosting;

/// <summary>Where single sign-on is served: the paths of a vCenter.</summary>
internal static class SingleSignOnRoutes
{
    private const string Sts = "/sts/STSService";
    private const string Metadata = "/websso/SAML2/Metadata";
    private const string Lookup = "/lookupservice/sdk";

    /// <summary>Maps the paths.</summary>
    public static void MapSingleSignOn(this Routes routes, SingleSignOn sso)
    {
        routes.MapBelow(Sts, (context, rest) =>
            IsTenant(rest, sso.Tenant) || rest.Value is null or "" or "/" ? AnswerStsAsync(context, sso) : NotFound(context));
        routes.MapBelow(Metadata, (context, rest) =>
        {
            if (!IsTenant(rest, sso.Tenant))
                return NotFound(context);
            return IsRead(context.Request) ? sso.AnswerMetadataAsync(context) : NotAllowed(context, "GET, HEAD");
        });
        routes.MapBelow(Lookup, (context, rest) =>
        {
            if (rest.Value is not (null or "" or "/"))
                return Routes.NotFound(context);
            return HttpMethods.IsPost(context.Request.Method) || IsRead(context.Request)
                ? sso.AnswerLookupAsync(context)
                : NotAllowed(context, "GET, HEAD, POST");
        });
    }

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
