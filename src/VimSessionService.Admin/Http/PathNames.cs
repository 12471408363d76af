using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing.Patterns;

namespace VimSessionService.Admin.Http;

/// <summary>
/// The names in paths. A server decodes a path but for <c>%2F</c>, which would divide it otherwise; here it is a slash in a name. The name is read from the path as it came, since a
/// decoded <c>%252F</c> looks the same.
/// </summary>
internal static class PathNames
{
    private const string Slash = "%2F";

    /// <summary>Decodes what is left to decode in the names of a path.</summary>
    /// <param name="context">The request.</param>
    /// <param name="pattern">The pattern of its route.</param>
    public static void Decode(HttpContext context, RoutePattern pattern)
    {
        for (var i = 0; i < pattern.PathSegments.Count; i++)
        {
            if (pattern.PathSegments[i].Parts is not [RoutePatternParameterPart { Name: var parameter }]
                || context.Request.RouteValues[parameter] is not string value
                || !value.Contains(Slash, StringComparison.OrdinalIgnoreCase))
            {
                continue;
            }

            context.Request.RouteValues[parameter] = Sent(context, pattern.PathSegments.Count - i) ?? value.Replace(Slash, "/", StringComparison.OrdinalIgnoreCase);
        }
    }

    /// <summary>A segment as it came, decoded; null where the server does not tell the path as it came.</summary>
    private static string? Sent(HttpContext context, int fromEnd)
    {
        if (context.Features.Get<IHttpRequestFeature>()?.RawTarget is not { } target)
            return null;
        var segments = target.Split('?', 2)[0].TrimEnd('/').Split('/');
        return fromEnd < segments.Length ? Uri.UnescapeDataString(segments[^fromEnd]) : null;
    }
}
