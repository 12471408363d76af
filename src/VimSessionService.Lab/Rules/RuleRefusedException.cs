namespace VimSessionService.Lab.Rules;

/// <summary>A rule cannot be used.</summary>
/// <param name="place">The place in the rule, as <c>when/operations/0</c>; empty for the rule itself.</param>
/// <param name="detail">What is wrong there, to follow the place: <c>is not known</c>.</param>
/// <param name="allowed">The allowed values; null where they cannot be listed.</param>
public sealed class RuleRefusedException(string place, string detail, IReadOnlyList<string>? allowed = null) : Exception($"{place}: {detail}")
{
    /// <summary>The place in the rule, as <c>when/operations/0</c>; empty for the rule itself.</summary>
    public string Place { get; } = place;

    /// <summary>What is wrong there.</summary>
    public string Detail { get; } = detail;

    /// <summary>The allowed values; null where they cannot be listed.</summary>
    public IReadOnlyList<string>? Allowed { get; } = allowed;
}
