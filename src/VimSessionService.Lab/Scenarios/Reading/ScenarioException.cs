namespace VimSessionService.Lab.Scenarios.Reading;

/// <summary>A scenario that cannot be used. Nothing of it was applied.</summary>
/// <param name="file">The file; null for none.</param>
/// <param name="line">The line, from 1 on.</param>
/// <param name="column">The column, from 1 on.</param>
/// <param name="pointer">The place in the document, such as <c>#/users/0/name</c>.</param>
/// <param name="detail">What is wrong there, to follow the place.</param>
/// <param name="allowed">What may stand there; null where that cannot be listed.</param>
internal sealed class ScenarioException(string? file, long line, long column, string pointer, string detail, IReadOnlyList<string>? allowed = null)
    : Exception(Describe(file, line, column, pointer, detail, allowed))
{
    /// <summary>The line, from 1 on.</summary>
    public long Line { get; } = line;

    /// <summary>The column, from 1 on.</summary>
    public long Column { get; } = column;

    /// <summary>The place in the document.</summary>
    public string Pointer { get; } = pointer;

    /// <summary>What is wrong there.</summary>
    public string Detail { get; } = detail;

    /// <summary>What may stand there; null where that cannot be listed.</summary>
    public IReadOnlyList<string>? Allowed { get; } = allowed;

    private static string Describe(string? file, long line, long column, string pointer, string detail, IReadOnlyList<string>? allowed)
    {
        var text = FormattableString.Invariant($"{file ?? "scenario"}:{line}:{column}: {(pointer == "#" ? "the scenario" : pointer[2..])} {detail.TrimEnd('.')}.");
        return allowed is { Count: > 0 } ? $"{text} Allowed: {string.Join(", ", allowed)}." : text;
    }
}
