using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Template;

namespace VimSessionService.Admin.Http;

/// <summary>Requests below the path of the API that no route takes: their path, method or media type is not known.</summary>
/// <param name="sources">Where the routes of the host are.</param>
internal sealed class UnknownRequests(ICollection<EndpointDataSource> sources)
{
    /// <summary>Refuses a request.</summary>
    /// <exception cref="ProblemException">Always.</exception>
    public Task RefuseAsync(HttpContext context)
    {
        var request = context.Request;
        var here = sources.SelectMany(static source => source.Endpoints).OfType<RouteEndpoint>().Where(endpoint => endpoint.Order != int.MaxValue && IsAt(endpoint, request.Path)).ToArray();
        if (here.Length == 0)
            throw ProblemException.NotFound("path", request.Path);
        var methods = here.SelectMany(static endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (methods.Contains(request.Method, StringComparer.OrdinalIgnoreCase))
            throw ProblemException.Of("unsupported-media-type", StatusCodes.Status415UnsupportedMediaType, "The body is no JSON", "Send a JSON body with 'Content-Type: application/json'.");
        context.Response.Headers.Allow = string.Join(", ", methods);
        throw ProblemException.Of("method-not-allowed", StatusCodes.Status405MethodNotAllowed, "This path does not take this method", $"{request.Path} takes {string.Join(", ", methods)}.");
    }

    private static bool IsAt(RouteEndpoint endpoint, PathString path) =>
        endpoint.RoutePattern.RawText is { } pattern
        && pattern.StartsWith("/admin/", StringComparison.Ordinal)
        && new TemplateMatcher(TemplateParser.Parse(pattern), []).TryMatch(path, []);
}
