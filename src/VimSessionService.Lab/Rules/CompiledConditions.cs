using System.Collections.Frozen;
using System.Text.Json;
using VimSessionService.AdminClient.Rules;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Lab.Answers;

namespace VimSessionService.Lab.Rules;

/// <summary>The condition of a rule that a call did not fulfil.</summary>
internal enum RuleCondition
{
    None = -1,
    Door,
    Operation,
    Object,
    Type,
    User,
    Session,
    UserAgent,
    Argument,
    After,
    Times,
    Probability,
    Expiry,
    Order,
}

/// <summary>The conditions of a rule, made ready to be compared with many calls.</summary>
internal sealed class CompiledConditions
{
    private readonly bool _needsCall;
    private readonly FrozenSet<string>? _doors;
    private readonly FrozenSet<string>? _operations;
    private readonly FrozenSet<string>? _objects;
    private readonly string[]? _types;
    private readonly FrozenSet<string>? _sessions;
    private readonly string[]? _userAgents;
    private readonly ArgumentCondition[] _arguments;

    /// <summary>Compiles conditions, which have been checked.</summary>
    /// <param name="given">The conditions.</param>
    /// <param name="doors">The doors.</param>
    /// <param name="answer">The answer: a fault and the answer of a method are for calls of the API alone.</param>
    public CompiledConditions(RuleConditions? given, DoorTable doors, RuleAnswer answer)
    {
        Given = given ?? new RuleConditions();
        _arguments = [.. (Given.Arguments ?? new Dictionary<string, JsonElement>()).Select(static wanted => new ArgumentCondition(wanted.Key, wanted.Value))];
        _needsCall = answer.Fault is not null || answer.Stub is not null || answer.Stubs is not null || _arguments.Length > 0;
        Doors = Given.Doors ?? (_needsCall ? doors.WithFaults : null);
        _doors = Set(Doors);
        _operations = Set(Given.Operations);
        _objects = Set(Given.Objects);
        _types = Given.Types is { } types ? [.. types] : null;
        Users = Given.Users is { } users ? new UserConditions(users) : null;
        _sessions = Set(Given.Sessions);
        _userAgents = Given.UserAgents is { } agents ? [.. agents] : null;
    }

    /// <summary>The conditions as they were given.</summary>
    public RuleConditions Given { get; }

    /// <summary>The names of the doors; null for any.</summary>
    public IReadOnlyList<string>? Doors { get; }

    /// <summary>The users; null without such a condition.</summary>
    public UserConditions? Users { get; }

    /// <summary>The first condition that a call does not fulfil; <see cref="RuleCondition.None"/> when it fulfils all.</summary>
    public RuleCondition FirstFailed(CallFacts call)
    {
        if (_doors?.Contains(call.Door) == false || (_needsCall && call.Object is null))
            return RuleCondition.Door;
        if (_operations?.Contains(call.Operation) == false)
            return RuleCondition.Operation;
        if (_objects is not null && (call.ObjectName is not { } name || !_objects.Contains(name)))
            return RuleCondition.Object;
        if (_types is not null && !IsOfType(call, _types))
            return RuleCondition.Type;
        if (Users is not null && !call.Names.AreIn(Users))
            return RuleCondition.User;
        if (_sessions is not null && (call.Session is not { } session || !_sessions.Contains(session)))
            return RuleCondition.Session;
        if (_userAgents is not null && !MatchesUserAgent(call.UserAgent))
            return RuleCondition.UserAgent;
        return _arguments.Length > 0 && !HasArguments(call) ? RuleCondition.Argument : RuleCondition.None;
    }

    /// <summary>Whether a User-Agent fulfils the condition on it.</summary>
    public bool MatchesUserAgent(string userAgent)
    {
        foreach (var pattern in _userAgents ?? [])
        {
            if (WildcardText.Matches(userAgent, pattern))
                return true;
        }

        return _userAgents is null;
    }

    private bool HasArguments(CallFacts call)
    {
        foreach (var condition in _arguments)
        {
            if (call.Arguments is not { } arguments || !condition.Holds(arguments))
                return false;
        }

        return true;
    }

    private static bool IsOfType(CallFacts call, string[] types)
    {
        foreach (var type in types)
        {
            if (call.Type?.Is(type) == true)
                return true;
        }

        return false;
    }

    private static FrozenSet<string>? Set(IReadOnlyList<string>? values) => values?.ToFrozenSet(StringComparer.Ordinal);
}
