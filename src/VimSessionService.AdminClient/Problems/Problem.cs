namespace VimSessionService.AdminClient.Problems;

/// <summary>Why a request was refused (RFC 9457, <c>application/problem+json</c>).</summary>
public sealed record Problem
{
    /// <summary>What every <see cref="Type"/> begins with.</summary>
    public const string TypePrefix = "urn:vimsession:problem:";

    /// <summary>The kind of problem, such as <c>urn:vimsession:problem:unknown-field</c>. Programs compare this.</summary>
    public required string Type { get; init; }

    /// <summary>The kind in words.</summary>
    public required string Title { get; init; }

    /// <summary>The HTTP status.</summary>
    public required int Status { get; init; }

    /// <summary>What is wrong with this request, and what to do.</summary>
    public string? Detail { get; init; }

    /// <summary>The places of the request that are wrong.</summary>
    public IReadOnlyList<ProblemPlace>? Errors { get; init; }
}

/// <summary>One place of a request that is wrong.</summary>
/// <param name="Pointer">The place: <c>#/users/0/name</c> in the body (RFC 6901), <c>?limit</c> in the query, or the name of a part of the path.</param>
/// <param name="Detail">What is wrong there.</param>
public sealed record ProblemPlace(string Pointer, string Detail)
{
    /// <summary>The allowed values or names; null where they cannot be listed.</summary>
    public IReadOnlyList<string>? Allowed { get; init; }

    /// <summary>The line of a document such as a scenario, from 1 on; null where there is none.</summary>
    public long? Line { get; init; }

    /// <summary>The column, from 1 on; null where there is none.</summary>
    public long? Column { get; init; }
}
