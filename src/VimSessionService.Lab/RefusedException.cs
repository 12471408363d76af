namespace VimSessionService.Lab;

/// <summary>What was given to the lab, such as a rule, cannot be used. Nothing was changed.</summary>
/// <param name="place">The place in what was given, as <c>when/operations/0</c>; empty for the whole.</param>
/// <param name="detail">What is wrong there, to follow the place: <c>is not known</c>.</param>
/// <param name="allowed">The allowed values; null where they cannot be listed.</param>
internal sealed class RefusedException(string place, string detail, IReadOnlyList<string>? allowed = null) : Exception($"{place}: {detail}")
{
    /// <summary>The place in what was given, as <c>when/operations/0</c>; empty for the whole.</summary>
    public string Place { get; } = place;

    /// <summary>What is wrong there.</summary>
    public string Detail { get; } = detail;

    /// <summary>The allowed values; null where they cannot be listed.</summary>
    public IReadOnlyList<string>? Allowed { get; } = allowed;
}
