using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using VimSessionService.AdminClient.Json;

namespace VimSessionService.Admin.Http;

/// <summary>The names that a route takes in its query. Others are refused.</summary>
/// <param name="Names">The names.</param>
internal sealed record QueryNames(params string[] Names)
{
    /// <summary>Refuses a query with another name.</summary>
    /// <exception cref="ProblemException">There is one.</exception>
    public static void Check(HttpContext context)
    {
        var allowed = context.GetEndpoint()?.Metadata.GetMetadata<QueryNames>()?.Names ?? [];
        foreach (var (name, values) in context.Request.Query)
        {
            if (!allowed.Contains(name, StringComparer.Ordinal))
                throw ProblemException.Invalid($"?{name}", allowed.Length == 0 ? "is not known: this path takes no query" : "is not known", allowed);
            if (values.Count > 1)
                throw ProblemException.Invalid($"?{name}", "is given more than once");
        }
    }

    /// <summary>A time in a query; null for none.</summary>
    public static TimeSpan? Duration(string name, string? value) => value is null
        ? null
        : DurationText.TryParse(value, out var duration)
            ? duration
            : throw ProblemException.Invalid($"?{name}", "is no time. Write numbers with units, such as 31m, 1h30m, 90s or 250ms.");
}

/// <summary>Says of routes what their query may have.</summary>
internal static class QueryNamesExtensions
{
    /// <summary>The names that the query may have.</summary>
    public static RouteHandlerBuilder TakesQuery(this RouteHandlerBuilder route, params string[] names) => route.WithMetadata(new QueryNames(names));
}
