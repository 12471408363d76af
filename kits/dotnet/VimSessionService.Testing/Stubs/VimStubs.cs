using VimSessionService.AdminClient.Rules;
using VimSessionService.Testing.Faults;

namespace VimSessionService.Testing.Stubs;

/// <summary>
/// Answers of methods that the vCenter does not implement, or in the place of its own: <c>vcenter.Stubs.On("QueryUnownedFiles").Answers(Stub.Result(files))</c>. They are rules as faults are:
/// <see cref="VimFaults.List"/> has them too, and <see cref="VimFaults.Clear"/> removes them.
/// </summary>
public sealed class VimStubs
{
    private readonly VimFaults _rules;

    internal VimStubs(VimFaults rules) => _rules = rules;

    /// <summary>Begins a stub of methods.</summary>
    /// <param name="methods">Methods of the API, such as <c>QueryUnownedFiles</c> or <c>CloneVM_Task</c>.</param>
    /// <exception cref="ArgumentException">No method is named.</exception>
    public StubBuilder On(params string[] methods) => methods is []
        ? throw new ArgumentException("Name a method.", nameof(methods))
        : new StubBuilder(_rules, new RuleSpec { When = new RuleConditions { Operations = methods }, Answer = new RuleAnswer() });
}
