using VimSessionService.AdminClient.Rules;

namespace VimSessionService.Lab.Rules;

/// <summary>A rule as it can be made again.</summary>
/// <param name="Rule">The rule, with its name and its seed.</param>
/// <param name="ExpiresIn">After what time it stops to be in force; null for never.</param>
/// <param name="Matched">How many calls have fulfilled its conditions.</param>
/// <param name="Applied">How often it was applied.</param>
internal sealed record SavedRule(RuleSpec Rule, TimeSpan? ExpiresIn, long Matched, long Applied);
