using VimSessionService.AdminClient.Rules;
using VimSessionService.Lab.Rules;
using VimSessionService.Testing.Assertions;

namespace VimSessionService.Testing.Faults;

/// <summary>A rule that was added. It is removed when this is disposed of.</summary>
public sealed class FaultRule : IDisposable
{
    private readonly RuleBook _rules;

    internal FaultRule(RuleBook rules, string id) => (_rules, Id) = (rules, id);

    /// <summary>Its name.</summary>
    public string Id { get; }

    /// <summary>The rule and what came of it.</summary>
    /// <exception cref="InvalidOperationException">The rule was removed.</exception>
    public RuleInfo Info => _rules.Find(Id) ?? throw new InvalidOperationException($"The rule '{Id}' was removed.");

    /// <summary>How often it was applied.</summary>
    /// <exception cref="InvalidOperationException">The rule was removed.</exception>
    public long Applied => Info.Applied;

    /// <summary>Asserts that it was applied.</summary>
    /// <param name="times">How often; null for at least once.</param>
    /// <exception cref="VimAssertionException">It was not. The message says which of its conditions failed last, on which call.</exception>
    public void ShouldHaveBeenApplied(long? times = null)
    {
        var info = Info;
        if (times is { } wanted ? info.Applied == wanted : info.Applied > 0)
            return;
        var expected = times is null ? "at least once" : $"{times} times";
        var text = $"The rule '{Id}' should have been applied {expected}, and was applied {info.Applied} times.";
        if (info.NearMiss is { } miss)
        {
            var call = miss.Call;
            text += $"{Environment.NewLine}The call that came nearest was {call.Operation} at {call.Door}{(call.User is null ? "" : $" by {call.User}")}: "
                + $"{miss.Condition} is {miss.Expected}, and the call had {miss.Actual}.";
        }
        else if (info.Matched == 0)
        {
            text += $"{Environment.NewLine}There was no call since it was added.";
        }

        throw new VimAssertionException(text);
    }

    /// <summary>Removes it.</summary>
    public void Dispose() => _rules.Remove(Id);
}
