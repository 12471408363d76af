using System.Text.Json;
using VimSessionService.AdminClient.Rules;
using VimSessionService.Testing.Faults;

namespace VimSessionService.Testing.Stubs;

/// <summary>A stub that is being described. Each method gives another description; <see cref="Answers"/> adds it.</summary>
public sealed class StubBuilder
{
    private readonly VimFaults _rules;
    private readonly RuleSpec _rule;

    internal StubBuilder(VimFaults rules, RuleSpec rule) => (_rules, _rule) = (rules, rule);

    private RuleConditions When => _rule.When!;

    /// <summary>Only calls with this value of an argument. Of several all must hold.</summary>
    /// <param name="path">The path of the argument, such as <c>spec.name</c> or <c>spec.deviceChange[*].operation</c>.</param>
    /// <param name="value">A text, a number, true or false; null for an argument that is not set.</param>
    public StubBuilder WithArgument(string path, object? value)
    {
        var arguments = new Dictionary<string, JsonElement>(When.Arguments ?? new Dictionary<string, JsonElement>(), StringComparer.Ordinal) { [path] = JsonSerializer.SerializeToElement(value) };
        return With(When with { Arguments = arguments });
    }

    /// <summary>Only calls of these users. Names in any spelling.</summary>
    public StubBuilder ForUser(params string[] users) => With(When with { Users = users });

    /// <summary>Only calls of these objects, by the values of their references.</summary>
    public StubBuilder ForObject(params string[] values) => With(When with { Objects = values });

    /// <summary>Only calls of objects of these types, or of types that extend them.</summary>
    public StubBuilder ForType(params string[] types) => With(When with { Types = types });

    /// <summary>Answers so many times; then the vCenter answers itself.</summary>
    public StubBuilder Times(long times) => new(_rules, _rule with { Calls = (_rule.Calls ?? new RuleCount()) with { Times = times } });

    /// <summary>Gives the rule of the stub a name, by which the journal tells the calls that it has answered.</summary>
    public StubBuilder Named(string id) => new(_rules, _rule with { Id = id });

    /// <summary>Adds the stub.</summary>
    /// <param name="answers">The answers, one after the other, each for a call; the last one stays.</param>
    /// <exception cref="ArgumentException">It cannot be used; the message names the place and what is allowed.</exception>
    public FaultRule Answers(params Stub[] answers) => answers is []
        ? throw new ArgumentException("Give an answer. Stub.Nothing is that of a method which returns nothing.", nameof(answers))
        : _rules.Add(_rule with { Answer = answers is [var only] ? new RuleAnswer { Stub = only.Spec } : new RuleAnswer { Stubs = [.. answers.Select(static answer => answer.Spec)] } });

    private StubBuilder With(RuleConditions when) => new(_rules, _rule with { When = when });
}
