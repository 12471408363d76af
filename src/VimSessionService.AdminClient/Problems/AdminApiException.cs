namespace VimSessionService.AdminClient.Problems;

/// <summary>The admin API refused a request.</summary>
/// <param name="problem">Why.</param>
public sealed class AdminApiException(Problem problem) : Exception(Describe(problem))
{
    /// <summary>Why.</summary>
    public Problem Problem { get; } = problem;

    private static string Describe(Problem problem)
    {
        var text = problem.Detail ?? problem.Title;
        foreach (var place in problem.Errors ?? [])
            text += $" {place.Pointer}: {place.Detail}{(place.Allowed is { Count: > 0 } allowed ? $" Allowed: {string.Join(", ", allowed)}." : "")}";
        return text;
    }
}
