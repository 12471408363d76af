using System.Globalization;
using System.Security.Cryptography;
using VimSessionService.AdminClient.Rules;
using VimSessionService.Core;
using VimSessionService.Lab.Answers;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Lab.Rules;

/// <summary>
/// The fault rules. They are asked in their order: each one that fulfils its conditions and whose turn it is adds its latency; the first of them that
/// has an answer ends the search.
/// </summary>
/// <param name="product">The version of the API that calls can be made in.</param>
/// <param name="time">The clock.</param>
/// <param name="catalog">The types and methods that the service knows; null for the declared ones.</param>
internal sealed class RuleBook(ServedProduct product, TimeProvider time, VimCatalog? catalog = null)
{
    /// <summary>How many rules there may be.</summary>
    public const int MostRules = 1_000;

    private readonly RuleCompiler _compiler = new(product, catalog ?? VimCatalog.Declared);
    private readonly Lock _lock = new();
    private RuleIndex _index = new([]);
    private CallFacts? _last;
    private long _calls;
    private long _names;

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => Volatile.Read(ref _index).IsEmpty;

    /// <summary>The rules, in their order, and what came of them.</summary>
    public IReadOnlyList<RuleInfo> List()
    {
        var (last, now) = (Volatile.Read(ref _last), time.GetUtcNow());
        return [.. Volatile.Read(ref _index).Rules.Select(rule => rule.ToInfo(last, now))];
    }

    /// <summary>A rule and what came of it; null when there is none of the name.</summary>
    public RuleInfo? Find(string id) =>
        Volatile.Read(ref _index).Rules.FirstOrDefault(rule => rule.Id == id)?.ToInfo(Volatile.Read(ref _last), time.GetUtcNow());

    /// <summary>Adds a rule after the others, or before the one that is named.</summary>
    /// <exception cref="RefusedException">It cannot be used; nothing is changed.</exception>
    public RuleInfo Add(RuleSpec spec, string? before = null)
    {
        lock (_lock)
        {
            var rules = _index.Rules.ToList();
            var at = before is null ? rules.Count : rules.FindIndex(rule => rule.Id == before);
            if (at < 0)
                throw new RefusedException("before", $"there is no rule '{before}'", [.. rules.Select(static rule => rule.Id)]);
            if (rules.Any(rule => rule.Id == spec.Id))
                throw new RefusedException("id", "is the name of another rule");
            if (rules.Count >= MostRules)
                throw new RefusedException("", $"there are {MostRules} rules already, the most that there may be");
            var added = Make(spec, rules);
            rules.Insert(at, added);
            Use(rules);
            return added.ToInfo(null, time.GetUtcNow());
        }
    }

    /// <summary>Puts a rule in the place of the one of its name, with new counters, or adds it after the others.</summary>
    /// <exception cref="RefusedException">It cannot be used; nothing is changed.</exception>
    public RuleInfo Put(string id, RuleSpec spec)
    {
        if (spec.Id is not null && spec.Id != id)
            throw new RefusedException("id", $"is not '{id}', as the path has it");
        lock (_lock)
        {
            var rules = _index.Rules.ToList();
            var at = rules.FindIndex(rule => rule.Id == id);
            if (at < 0)
                return Add(spec with { Id = id });
            rules[at] = Make(spec with { Id = id }, rules);
            Use(rules);
            return rules[at].ToInfo(null, time.GetUtcNow());
        }
    }

    /// <summary>Replaces all rules.</summary>
    /// <exception cref="RefusedException">One of them cannot be used; nothing is changed. The place begins with <c>rules/</c>.</exception>
    public void Replace(IReadOnlyList<RuleSpec> specs)
    {
        if (specs.Count > MostRules)
            throw new RefusedException("rules", $"has more than {MostRules} rules");
        lock (_lock)
        {
            List<ActiveRule> rules = [];
            for (var i = 0; i < specs.Count; i++)
            {
                try
                {
                    if (rules.Any(rule => rule.Id == specs[i].Id))
                        throw new RefusedException("id", "is the name of another rule");
                    rules.Add(Make(specs[i], rules));
                }
                catch (RefusedException refused)
                {
                    throw new RefusedException($"rules/{i}{(refused.Place.Length == 0 ? "" : "/")}{refused.Place}", refused.Detail, refused.Allowed);
                }
            }

            Use(rules);
        }
    }

    /// <summary>Removes a rule; false when there is none of the name.</summary>
    public bool Remove(string id)
    {
        lock (_lock)
        {
            if (Array.TrueForAll(_index.Rules, rule => rule.Id != id))
                return false;
            Use([.. _index.Rules.Where(rule => rule.Id != id)]);
            return true;
        }
    }

    /// <summary>Removes all rules.</summary>
    public void Clear()
    {
        lock (_lock)
            Use([]);
    }

    /// <summary>The rules with their counters, for <see cref="Return"/>.</summary>
    public IReadOnlyList<ActiveRule> Save() => Volatile.Read(ref _index).Rules;

    /// <summary>Has the rules be those of before, with the counters that they have by now.</summary>
    public void Return(IReadOnlyList<ActiveRule> rules)
    {
        lock (_lock)
            Use([.. rules]);
    }

    /// <summary>Refuses rules that cannot be used together.</summary>
    /// <exception cref="RefusedException">One of them cannot be used. The place begins with <c>rules/</c>.</exception>
    public void Check(IReadOnlyList<SavedRule> saved) => Make(saved);

    /// <summary>Has these rules and no others. One that is in force with the same counters stays, with its sequence of random numbers.</summary>
    /// <exception cref="RefusedException">One of them cannot be used; nothing is changed. The place begins with <c>rules/</c>.</exception>
    public void Restore(IReadOnlyList<SavedRule> saved)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            var there = _index.Rules.ToDictionary(static rule => rule.Id, StringComparer.Ordinal);
            Use([.. Make(saved).Select(made => there.TryGetValue(made.Id, out var known) && known.IsAs(made, now) ? known : made)]);
        }
    }

    /// <summary>What the rules do to a call; null for nothing.</summary>
    internal RuleDecision? Decide(CallFacts call)
    {
        var index = Volatile.Read(ref _index);
        call = call with { Number = Interlocked.Increment(ref _calls), Time = time.GetUtcNow() };
        Volatile.Write(ref _last, call);
        RuleDecision? decision = null;
        var candidates = index.Candidates(call);
        while (candidates.Next() is { } rule)
        {
            if (rule.TryApply(call, decision?.Answer is not null, out var turn))
                decision = RuleDecision.Add(decision, rule, turn);
        }

        call.Arguments = null; // rules remember the call
        return decision;
    }

    private List<ActiveRule> Make(IReadOnlyList<SavedRule> saved)
    {
        if (saved.Count > MostRules)
            throw new RefusedException("rules", $"has more than {MostRules} rules");
        List<ActiveRule> rules = [];
        for (var i = 0; i < saved.Count; i++)
        {
            try
            {
                if (rules.Exists(rule => rule.Id == saved[i].Rule.Id))
                    throw new RefusedException("rule/id", "is the name of another rule");
                if (saved[i].Matched < 0 || saved[i].Applied < 0 || saved[i].Applied > saved[i].Matched)
                    throw new RefusedException("applied", "is negative, or more than matched");
                rules.Add(Make(saved[i].Rule with { ExpiresAfter = saved[i].ExpiresIn }, rules));
                rules[i].Count(saved[i].Matched, saved[i].Applied, saved[i].Rule);
            }
            catch (RefusedException refused)
            {
                throw new RefusedException($"rules/{i}{(refused.Place.Length == 0 ? "" : "/")}{refused.Place}", refused.Detail, refused.Allowed);
            }
        }

        return rules;
    }

    private ActiveRule Make(RuleSpec spec, List<ActiveRule> others)
    {
        var effect = _compiler.Compile(spec);
        var id = spec.Id ?? NewId(others);
        var count = spec.Calls ?? new RuleCount();
        return new ActiveRule(
            spec with { Id = id, Calls = count with { Seed = count.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue) } }, effect, time.GetUtcNow());
    }

    private string NewId(List<ActiveRule> others)
    {
        string id;
        do
        {
            id = string.Create(CultureInfo.InvariantCulture, $"rule-{++_names}");
        }
        while (others.Exists(rule => rule.Id == id));
        return id;
    }

    private void Use(List<ActiveRule> rules) => Volatile.Write(ref _index, new RuleIndex(rules));
}

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
