using VimSessionService.AdminClient.Rules;
using VimSessionService.Lab.Rules;
using VimSessionService.Testing.Hosting;

namespace VimSessionService.Testing.Faults;

/// <summary>
/// Fault rules: calls that are answered as a test wants them to be. Rules are asked in the order in which they were added; the first that answers a call ends the
/// search. A rule is in force when the method that adds it returns.
/// </summary>
public sealed class VimFaults
{
    private readonly RuleBook _rules;

    internal VimFaults(RuleBook rules) => _rules = rules;

    /// <summary>Begins a rule for operations: <c>vcenter.Faults.On("Login").Throw(new InvalidLogin())</c>.</summary>
    /// <param name="operations">Methods of the API, such as <c>Login</c>, or <c>sts.Issue</c>, <c>lookup.List</c>, <c>ticketed.PUT</c> and their like.</param>
    /// <exception cref="ArgumentException">No operation is named. <see cref="OnAny"/> is for all of them.</exception>
    public FaultBuilder On(params string[] operations) => operations is []
        ? throw new ArgumentException("Name an operation, or call OnAny for all of them.", nameof(operations))
        : new FaultBuilder(this, new RuleConditions { Operations = operations });

    /// <summary>Begins a rule for all operations.</summary>
    public FaultBuilder OnAny() => new(this, new RuleConditions());

    /// <summary>Adds a rule that is described as the admin API does.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="before">The rule that it is to be asked before; null to be asked last.</param>
    /// <exception cref="ArgumentException">The rule cannot be used; the message names the place and what is allowed.</exception>
    public FaultRule Add(RuleSpec rule, FaultRule? before = null) => new(_rules, Refusal.Explain(() => _rules.Add(rule, before?.Id)).Rule.Id!);

    /// <summary>The rules in their order, and what came of them.</summary>
    public IReadOnlyList<RuleInfo> List() => _rules.List();

    /// <summary>Removes all rules.</summary>
    public void Clear() => _rules.Clear();
}
