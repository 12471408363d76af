using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using VimSessionService.AdminClient.Rules;
using VimSessionService.Core;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Tables;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Lab.Rules;

/// <summary>
/// The fault rules. They are asked in their order: each one that fulfils its conditions and whose turn it is adds its latency; the first of them that
/// has an answer ends the search.
/// </summary>
internal sealed partial class RuleBook
{
    private readonly TimeProvider _time;
    private readonly RuleMaker _maker;
    private readonly ISharedTurns? _turns;
    private readonly AccountDirectory _accounts;
    private readonly ILogger _logger;
    private readonly Lock _lock = new();
    private RuleIndex _index = new([]);
    private CallFacts? _last;
    private long _calls;

    /// <summary>Makes it without rules.</summary>
    /// <param name="product">The version of the API that calls can be made in.</param>
    /// <param name="time">The clock.</param>
    /// <param name="doors">The doors.</param>
    /// <param name="catalog">The types and methods that the service knows; null for the declared ones.</param>
    /// <param name="turns">The counts of all replicas; null for a process of its own.</param>
    /// <param name="accounts">The accounts, by which spellings of a name are one; null for none.</param>
    /// <param name="logger">Where it is logged that a rule of another replica cannot be used; null for nowhere.</param>
    public RuleBook(ServedProduct product, TimeProvider time, DoorTable doors, VimCatalog? catalog = null, ISharedTurns? turns = null, AccountDirectory? accounts = null, ILogger<RuleBook>? logger = null)
    {
        (_time, _turns, _accounts, _logger) = (time, turns, accounts ?? new AccountDirectory([]), logger ?? NullLogger<RuleBook>.Instance);
        _maker = new RuleMaker(new RuleCompiler(product, catalog ?? VimCatalog.Declared, doors), doors, time);
        Cell.Changed += (_, _) => Follow();
    }

    /// <summary>Where the rules are; they are in force here once all see them.</summary>
    public TableCell<RuleState> Cell { get; } = new(RuleState.None);

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => Volatile.Read(ref _index).IsEmpty;

    /// <summary>Whether replicas count together.</summary>
    public bool AreShared => _turns is not null;

    /// <summary>The rules, in their order, and what came of them in this process.</summary>
    public IReadOnlyList<RuleInfo> List()
    {
        var (last, now) = (Volatile.Read(ref _last), _time.GetUtcNow());
        return [.. Volatile.Read(ref _index).Rules.Select(rule => rule.ToInfo(rule.Counts, last, now))];
    }

    /// <summary>The rules, in their order, and what came of them at all replicas.</summary>
    public async ValueTask<IReadOnlyList<RuleInfo>> ListAsync(CancellationToken cancellationToken)
    {
        var rules = Volatile.Read(ref _index).Rules;
        var counts = await CountsAsync(rules, cancellationToken);
        var (last, now) = (Volatile.Read(ref _last), _time.GetUtcNow());
        return [.. rules.Select(rule => rule.ToInfo(counts(rule), last, now))];
    }

    /// <summary>A rule and what came of it in this process; null when there is none of the name.</summary>
    public RuleInfo? Find(string id) =>
        Volatile.Read(ref _index).Rules.FirstOrDefault(rule => rule.Id == id) is { } found ? found.ToInfo(found.Counts, Volatile.Read(ref _last), _time.GetUtcNow()) : null;

    /// <summary>A rule and what came of it at all replicas; null when there is none of the name.</summary>
    public async ValueTask<RuleInfo?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (Volatile.Read(ref _index).Rules.FirstOrDefault(rule => rule.Id == id) is not { } found)
            return null;
        var counts = await CountsAsync([found], cancellationToken);
        return found.ToInfo(counts(found), Volatile.Read(ref _last), _time.GetUtcNow());
    }

    /// <summary>Adds a rule after the others, or before the one that is named.</summary>
    /// <exception cref="RefusedException">It cannot be used; nothing is changed.</exception>
    public RuleInfo Add(RuleSpec spec, string? before = null)
    {
        RuleItem? added = null;
        Cell.Change(state =>
        {
            var rules = state.Rules.ToList();
            var at = before is null ? rules.Count : rules.FindIndex(rule => rule.Id == before);
            if (at < 0)
                throw new RefusedException("before", $"there is no rule '{before}'", [.. rules.Select(static rule => rule.Id)]);
            if (rules.Exists(rule => rule.Id == spec.Id))
                throw new RefusedException("id", "is the name of another rule");
            if (rules.Count >= RuleMaker.MostRules)
                throw new RefusedException("", $"there are {RuleMaker.MostRules} rules already, the most that there may be");
            rules.Insert(at, added = _maker.Make(spec, rules));
            return RuleState.Of(rules);
        });
        return Fresh(added!);
    }

    /// <summary>Puts a rule in the place of the one of its name, with new counters, or adds it after the others.</summary>
    /// <exception cref="RefusedException">It cannot be used; nothing is changed.</exception>
    public RuleInfo Put(string id, RuleSpec spec)
    {
        if (spec.Id is not null && spec.Id != id)
            throw new RefusedException("id", $"is not '{id}', as the path has it");
        RuleItem? put = null;
        Cell.Change(state =>
        {
            var rules = state.Rules.ToList();
            var at = rules.FindIndex(rule => rule.Id == id);
            if (at < 0)
                return state;
            put = rules[at] = _maker.Make(spec with { Id = id }, rules).At(rules[at].Position);
            return RuleState.Of(rules);
        });
        return put is null ? Add(spec with { Id = id }) : Fresh(put);
    }

    /// <summary>Replaces all rules.</summary>
    /// <exception cref="RefusedException">One of them cannot be used; nothing is changed. The place begins with <c>rules/</c>.</exception>
    public void Replace(IReadOnlyList<RuleSpec> specs) => Cell.Change(_ => RuleState.Of(_maker.Make(specs)));

    /// <summary>Removes a rule; false when there is none of the name.</summary>
    public bool Remove(string id)
    {
        var isFound = false;
        Cell.Change(state =>
        {
            var left = state.Rules.RemoveAll(rule => rule.Id == id);
            isFound = left.Length < state.Rules.Length;
            return isFound ? new RuleState(left) : state;
        });
        return isFound;
    }

    /// <summary>Removes all rules.</summary>
    public void Clear() => Cell.Change(static state => state.Rules.IsEmpty ? state : RuleState.None);

    /// <summary>Has the rules be those of before, with the counters that they have by now.</summary>
    public void Return(RuleState state) => Cell.Change(_ => state);

    /// <summary>The rules with their counts of all replicas.</summary>
    public async ValueTask<IReadOnlyList<SavedRule>> SaveAsync(CancellationToken cancellationToken)
    {
        var rules = Volatile.Read(ref _index).Rules;
        var counts = await CountsAsync(rules, cancellationToken);
        var now = _time.GetUtcNow();
        return [.. rules.Select(rule => rule.ToSaved(counts(rule), now))];
    }

    /// <summary>Refuses rules that cannot be used together.</summary>
    /// <exception cref="RefusedException">One of them cannot be used. The place begins with <c>rules/</c>.</exception>
    public void Check(IReadOnlyList<SavedRule> saved) => _maker.Make(saved, static _ => null);

    /// <summary>Has these rules and no others. One that is in force with the same counters stays. The random numbers of the others go on from their counters.</summary>
    /// <exception cref="RefusedException">One of them cannot be used; nothing is changed. The place begins with <c>rules/</c>.</exception>
    public async ValueTask RestoreAsync(IReadOnlyList<SavedRule> saved, CancellationToken cancellationToken)
    {
        var counts = await CountsAsync(Volatile.Read(ref _index).Rules, cancellationToken);
        Cell.Change(state =>
        {
            var now = _time.GetUtcNow();
            var there = state.Rules.ToDictionary(static rule => rule.Id, StringComparer.Ordinal);
            return RuleState.Of(_maker.Make(saved, wanted => there.TryGetValue(wanted.Rule.Id ?? "", out var known) && known.Active is { } active && active.IsAs(wanted, counts(active), now) ? known : null));
        });
    }

    /// <summary>What the rules do to a call; null for nothing. Only where replicas do not count together.</summary>
    internal RuleDecision? Decide(CallFacts call)
    {
        var index = Volatile.Read(ref _index);
        call = Note(call, index);
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

    /// <summary>What the rules do to a call, where replicas count together; null for nothing. It waits for the counts of each rule whose conditions the call fulfils.</summary>
    /// <exception cref="ServiceBusyException">It cannot be counted now.</exception>
    internal async ValueTask<RuleDecision?> DecideAsync(CallFacts call, CancellationToken cancellationToken)
    {
        var index = Volatile.Read(ref _index);
        call = Note(call, index);
        RuleDecision? decision = null;
        var candidates = index.Candidates(call);
        try
        {
            while (candidates.Next() is { } rule)
            {
                if (await rule.TryApplyAsync(call, decision?.Answer is not null, _turns!, cancellationToken) is { } turn)
                    decision = RuleDecision.Add(decision, rule, turn);
            }
        }
        finally
        {
            call.Arguments = null; // rules remember the call
        }

        return decision;
    }

    private CallFacts Note(CallFacts call, RuleIndex index)
    {
        call = call with { Number = Interlocked.Increment(ref _calls), Time = _time.GetUtcNow(), Names = index.HasUsers ? UserNames.Of(call.User, _accounts) : default };
        Volatile.Write(ref _last, call);
        return call;
    }

    private RuleInfo Fresh(RuleItem added) => added.Active!.ToInfo(added.Active.Counts, null, _time.GetUtcNow());

    /// <summary>The counts of rules by rule.</summary>
    private async ValueTask<Func<ActiveRule, TurnCounts>> CountsAsync(IReadOnlyCollection<ActiveRule> rules, CancellationToken cancellationToken)
    {
        if (_turns is null)
            return static rule => rule.Counts;
        var counts = await _turns.ReadAsync([.. rules.Select(static rule => rule.Generation)], cancellationToken);
        return rule => counts.TryGetValue(rule.Generation, out var found) ? found : rule.Counts; // those that it began with
    }

    /// <summary>Has the rules be in force that the cell has.</summary>
    private void Follow()
    {
        List<string> gone;
        lock (_lock)
        {
            var known = _index.Rules.ToDictionary(static rule => rule.Generation, StringComparer.Ordinal);
            var rules = new List<ActiveRule>();
            foreach (var item in Cell.Current.Rules)
            {
                if (known.Remove(item.Generation, out var active))
                    item.Active = active;
                else if (Activate(item) is { } compiled)
                    active = compiled;
                else
                    continue;
                rules.Add(active);
            }

            Volatile.Write(ref _index, new RuleIndex(rules));
            gone = [.. known.Keys];
        }

        if (_turns is not null && gone.Count > 0)
            _ = BackgroundWork.RunAsync(_logger, "the forgetting of the counts of rules", async () => await _turns.ForgetAsync(gone, CancellationToken.None));
    }

    /// <summary>Makes a rule of another replica ready; null where it cannot be used here.</summary>
    private ActiveRule? Activate(RuleItem item)
    {
        try
        {
            return _maker.Activate(item);
        }
        catch (RefusedException refused)
        {
            Unusable(_logger, item.Id, refused.Place, refused.Detail);
            return null;
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The rule {Id} of another replica cannot be used by this one, which serves something else: {Place} {Detail}")]
    private static partial void Unusable(ILogger logger, string id, string place, string detail);
}
