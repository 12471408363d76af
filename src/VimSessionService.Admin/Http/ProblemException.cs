using Microsoft.AspNetCore.Http;
using VimSessionService.AdminClient.Problems;

namespace VimSessionService.Admin.Http;

/// <summary>A request that is refused; answered with its problem document.</summary>
internal sealed class ProblemException(Problem problem) : Exception(problem.Detail ?? problem.Title)
{
    /// <summary>What is answered.</summary>
    public Problem Problem { get; } = problem;

    /// <summary>Status 400: a place of the request is wrong.</summary>
    public static ProblemException Invalid(string pointer, string detail, IEnumerable<string>? allowed = null) =>
        Of("invalid-request", StatusCodes.Status400BadRequest, "The request cannot be used", null, new ProblemPlace(pointer, detail) { Allowed = allowed?.ToArray() });

    /// <summary>Status 404: there is no such thing.</summary>
    public static ProblemException NotFound(string what, string name) =>
        Of("not-found", StatusCodes.Status404NotFound, "Not found", $"There is no {what} '{name}'.");

    /// <summary>Status 409: the state of the service does not allow it.</summary>
    public static ProblemException Conflict(string detail, string kind = "conflict") =>
        Of(kind, StatusCodes.Status409Conflict, "The state of the service does not allow this", detail);

    /// <summary>Status 501: the service is built of parts that cannot do this.</summary>
    public static ProblemException NotSupported(string detail) => Of("not-supported", StatusCodes.Status501NotImplemented, "This service cannot do this", detail);

    /// <summary>Any other problem.</summary>
    public static ProblemException Of(string kind, int status, string title, string? detail, params ProblemPlace[] places) => new(new Problem
    {
        Type = Problem.TypePrefix + kind,
        Title = title,
        Status = status,
        Detail = detail,
        Errors = places.Length == 0 ? null : places,
    });
}
