using VimSessionService.Lab.Answers;

namespace VimSessionService.Lab.Rules;

/// <summary>What rules do to a call.</summary>
/// <param name="By">The names of the rules that were applied.</param>
/// <param name="Latency">How long the answer takes longer.</param>
/// <param name="Answer">What the client gets; null for the answer as it is.</param>
/// <param name="Stub">What the method answers; null for another answer.</param>
internal sealed record RuleDecision(string By, TimeSpan Latency, RuleEffect? Answer, StubAnswer? Stub)
{
    /// <summary>The same with one more rule.</summary>
    public static RuleDecision Add(RuleDecision? before, ActiveRule rule, RuleTurn turn) => new(
        before is null ? rule.Id : $"{before.By}, {rule.Id}",
        turn.Latency + (before?.Latency ?? default),
        rule.Effect.IsAnswer ? rule.Effect : null,
        rule.Effect.StubAt(turn.Applied));
}
