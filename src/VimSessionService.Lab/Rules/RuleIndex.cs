using System.Collections.Concurrent;
using System.Collections.Frozen;
using VimSessionService.Core.Directory.Users;

namespace VimSessionService.Lab.Rules;

/// <summary>
/// The rules in their order, found by what a call has: each rule is at the most special of its conditions, so that a call meets few rules that it does not
/// fulfil.
/// </summary>
internal sealed class RuleIndex
{
    /// <summary>For how many User-Agents and operations the rules are remembered that are for both; clients may send new ones without end.</summary>
    private const int MostUserAgents = 1_000;

    private static readonly ActiveRule[] None = [];

    private readonly FrozenDictionary<string, ActiveRule[]>? _bySession;
    private readonly FrozenDictionary<string, ActiveRule[]>? _byObject;
    private readonly FrozenDictionary<AccountName, ActiveRule[]>? _byUser;
    private readonly FrozenDictionary<string, ActiveRule[]>? _byUserAlone;
    private readonly FrozenDictionary<string, ActiveRule[]>? _byOperation;
    private readonly FrozenDictionary<string, ActiveRule[]>? _byType;
    private readonly FrozenDictionary<string, ActiveRule[]>? _byDoor;
    private readonly ActiveRule[] _withUserAgent;
    private readonly ActiveRule[] _others;
    private readonly ConcurrentDictionary<(string UserAgent, string Operation), ActiveRule[]> _byUserAgent = new();

    /// <summary>Indexes rules.</summary>
    /// <param name="rules">The rules, in their order.</param>
    public RuleIndex(IReadOnlyList<ActiveRule> rules)
    {
        Rules = [.. rules];
        for (var i = 0; i < Rules.Length; i++)
            Rules[i].Order = i;
        var places = Rules.ToLookup(PlaceOf);
        _bySession = Index(places[RuleCondition.Session], static rule => rule.Conditions.Given.Sessions!, StringComparer.Ordinal);
        _byObject = Index(places[RuleCondition.Object], static rule => rule.Conditions.Given.Objects!, StringComparer.Ordinal);
        _byUser = Index(places[RuleCondition.User], static rule => rule.Conditions.Users!.Full, EqualityComparer<AccountName>.Default);
        _byUserAlone = Index(places[RuleCondition.User], static rule => rule.Conditions.Users!.Alone, StringComparer.OrdinalIgnoreCase);
        _byOperation = Index(places[RuleCondition.Operation], static rule => rule.Conditions.Given.Operations!, StringComparer.Ordinal);
        _byType = Index(places[RuleCondition.Type], static rule => rule.Conditions.Given.Types!, StringComparer.Ordinal);
        _byDoor = Index(places[RuleCondition.Door], static rule => rule.Conditions.Given.Doors!, StringComparer.Ordinal);
        HasUsers = Rules.Any(static rule => rule.Conditions.Users is not null);
        _withUserAgent = [.. places[RuleCondition.UserAgent]];
        _others = [.. places[RuleCondition.None]];
    }

    /// <summary>The rules, in their order.</summary>
    public ActiveRule[] Rules { get; }

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => Rules.Length == 0;

    /// <summary>Whether there are conditions on users.</summary>
    public bool HasUsers { get; }

    /// <summary>The rules that a call may fulfil, in their order.</summary>
    public RuleCandidates Candidates(CallFacts call)
    {
        var found = new RuleCandidates();
        if (call.Session is { } session)
            found.Add(_bySession?.GetValueOrDefault(session));
        if (call.ObjectName is { } name)
            found.Add(_byObject?.GetValueOrDefault(name));
        if (call.Names.Full is { } full)
        {
            found.Add(_byUser?.GetValueOrDefault(full));
            if (_byUserAlone?.GetValueOrDefault(full.Name) is { } alone && call.Names.IsMeantAlone)
                found.Add(alone);
        }

        found.Add(_byOperation?.GetValueOrDefault(call.Operation));
        if (_byType is not null)
        {
            for (var type = call.Type; type is not null; type = type.Base)
                found.Add(_byType.GetValueOrDefault(type.Name));
        }

        found.Add(_byDoor?.GetValueOrDefault(call.Door));
        if (_withUserAgent.Length > 0)
            found.Add(OfUserAgent(call.UserAgent, call.Operation));
        found.Add(_others);
        return found;
    }

    private static RuleCondition PlaceOf(ActiveRule rule) => rule.Conditions.Given switch
    {
        { Sessions: not null } => RuleCondition.Session,
        { Objects: not null } => RuleCondition.Object,
        { Users: not null } => RuleCondition.User,
        { UserAgents: not null } => RuleCondition.UserAgent,
        { Operations: not null } => RuleCondition.Operation,
        { Types: not null } => RuleCondition.Type,
        { Doors: not null } => RuleCondition.Door,
        _ => RuleCondition.None,
    };

    private static FrozenDictionary<TKey, ActiveRule[]>? Index<TKey>(
        IEnumerable<ActiveRule> rules, Func<ActiveRule, IEnumerable<TKey>> keys, IEqualityComparer<TKey> comparer)
        where TKey : notnull
    {
        var index = (from rule in rules from key in keys(rule).Distinct(comparer) group rule by key).ToFrozenDictionary(static group => group.Key, static group => group.ToArray(), comparer);
        return index.Count == 0 ? null : index;
    }

    private ActiveRule[] OfUserAgent(string userAgent, string operation) =>
        _byUserAgent.TryGetValue((userAgent, operation), out var known) ? known : Learn(userAgent, operation);

    private ActiveRule[] Learn(string userAgent, string operation)
    {
        ActiveRule[] found = [.. _withUserAgent.Where(rule => rule.Conditions.MatchesUserAgent(userAgent) && rule.Conditions.Given.Operations?.Contains(operation) != false)];
        if (_byUserAgent.Count >= MostUserAgents)
            _byUserAgent.Clear();
        _byUserAgent.TryAdd((userAgent, operation), found.Length == 0 ? None : found);
        return found;
    }
}
