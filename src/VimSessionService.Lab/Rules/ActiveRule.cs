using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using VimSessionService.AdminClient.Json;
using VimSessionService.AdminClient.Rules;
using VimSessionService.Core;
using VimSessionService.Core.Tables;
using VimSessionService.Endpoint.Doors;

namespace VimSessionService.Lab.Rules;

/// <summary>A rule in force, with its counters. Thread-safe.</summary>
internal sealed class ActiveRule
{
    private const int LongestShown = 512;

    private readonly Lock _lock = new();
    private readonly long _after;
    private readonly long _times;
    private readonly double _probability;

    // The last call that failed at each condition; one reference each, so that a call is never told with another's condition.
    private readonly CallFacts?[] _failed = new CallFacts?[(int)RuleCondition.Order + 1];

    private readonly TurnCounts _start;
    private TurnSequence _random;
    private long _matched;
    private long _applied;
    private DateTimeOffset? _lastApplied;

    /// <summary>Makes a rule of a specification that was checked.</summary>
    /// <param name="item">The rule.</param>
    /// <param name="effect">What the client gets.</param>
    /// <param name="doors">The doors.</param>
    public ActiveRule(RuleItem item, RuleEffect effect, DoorTable doors)
    {
        Spec = item.Spec;
        Generation = item.Generation;
        Effect = effect;
        Added = item.Added;
        Expires = item.Expires;
        (_matched, _applied) = (item.Matched, item.Applied);
        Conditions = new CompiledConditions(Spec.When, doors, Spec.Answer);
        _after = Spec.Calls?.After ?? 0;
        _times = Spec.Calls?.Times ?? long.MaxValue;
        _probability = Spec.Calls?.Probability ?? 1;
        _random = TurnSequence.After(Spec.Calls!.Seed!.Value, item.Matched);
        _start = new TurnCounts(item.Matched, item.Applied);
    }

    /// <summary>The specification, with the name and the seed that were chosen.</summary>
    public RuleSpec Spec { get; }

    /// <summary>The name.</summary>
    public string Id => Spec.Id!;

    /// <summary>Tells it, and its counts over all replicas, from others of its name.</summary>
    public string Generation { get; }

    /// <summary>What the client gets.</summary>
    public RuleEffect Effect { get; }

    /// <summary>The conditions.</summary>
    public CompiledConditions Conditions { get; }

    private DateTimeOffset Added { get; }

    private DateTimeOffset? Expires { get; }

    /// <summary>Its place among the rules; set when they are put in order.</summary>
    public int Order { get; set; }

    /// <summary>The counts of this process.</summary>
    public TurnCounts Counts
    {
        get
        {
            lock (_lock)
                return new TurnCounts(_matched, _applied, _lastApplied);
        }
    }

    /// <summary>Whether a rule that was saved is as this one, with the same counts.</summary>
    public bool IsAs(SavedRule saved, TurnCounts counts, DateTimeOffset now) =>
        counts.Asked == saved.Matched && counts.Granted == saved.Applied && Rest(now) == saved.ExpiresIn
        && JsonSerializer.Serialize(Spec, AdminJson.Default.RuleSpec) == JsonSerializer.Serialize(saved.Rule, AdminJson.Default.RuleSpec);

    /// <summary>The rule as it can be made again.</summary>
    public SavedRule ToSaved(TurnCounts counts, DateTimeOffset now) =>
        new(Spec, Rest(now), counts.Asked, counts.Granted);

    /// <summary>How long the rule is in force still; zero when it is no more, null when it has no end.</summary>
    private TimeSpan? Rest(DateTimeOffset now) => Expires is { } end ? (end > now ? end - now : TimeSpan.Zero) : null;

    /// <summary>Applies the rule to a call that reached it; false when a condition failed, or its turn is not now.</summary>
    /// <param name="call">The call.</param>
    /// <param name="isAnswered">Whether a rule before it has answered the call already.</param>
    /// <param name="turn">How often the rule has been applied now, and how long the answer takes longer.</param>
    public bool TryApply(CallFacts call, bool isAnswered, out RuleTurn turn)
    {
        turn = default;
        var failed = Conditions.FirstFailed(call);
        if (failed == RuleCondition.None)
        {
            failed = isAnswered ? RuleCondition.Order : Count(call, out turn);
            if (failed == RuleCondition.None)
                return true;
        }

        Volatile.Write(ref _failed[(int)failed], call);
        return false;
    }

    /// <summary>Applies the rule to a call that reached it, where replicas count together; null when a condition failed, or its turn is not now.</summary>
    /// <param name="call">The call.</param>
    /// <param name="isAnswered">Whether a rule before it has answered the call already.</param>
    /// <param name="turns">The counts.</param>
    /// <param name="cancellationToken">Cancelled when the client has gone.</param>
    public async ValueTask<RuleTurn?> TryApplyAsync(CallFacts call, bool isAnswered, ISharedTurns turns, CancellationToken cancellationToken)
    {
        var failed = Conditions.FirstFailed(call);
        if (failed == RuleCondition.None)
        {
            if (isAnswered)
            {
                failed = RuleCondition.Order;
            }
            else
            {
                var terms = new TurnTerms(Generation, _start)
                {
                    After = _after,
                    Times = _times,
                    Probability = _probability,
                    Seed = Spec.Calls!.Seed!.Value,
                    IsOver = Expires <= call.Time,
                    Now = call.Time,
                };
                var turn = await turns.TakeAsync(terms, cancellationToken);
                if (turn.Verdict == TurnVerdict.Granted)
                    return new RuleTurn(turn.Granted, Effect.Latency(turn.Random));
                failed = turn.Verdict switch
                {
                    TurnVerdict.Over => RuleCondition.Expiry,
                    TurnVerdict.After => RuleCondition.After,
                    TurnVerdict.Times => RuleCondition.Times,
                    _ => RuleCondition.Probability,
                };
            }
        }

        Volatile.Write(ref _failed[(int)failed], call);
        return null;
    }

    /// <summary>The rule and what came of it.</summary>
    /// <param name="counts">Its counts.</param>
    /// <param name="last">The last call that rules were asked about; null for none.</param>
    /// <param name="now">The time.</param>
    public RuleInfo ToInfo(TurnCounts counts, CallFacts? last, DateTimeOffset now) => new()
    {
        Rule = Spec,
        Added = Added,
        Expires = Expires,
        IsInForce = !(Expires <= now) && counts.Granted < _times,
        Matched = counts.Asked,
        Applied = counts.Granted,
        LastApplied = counts.Last,
        NearMiss = NearestMiss(counts, last),
    };

    private RuleCondition Count(CallFacts call, out RuleTurn turn)
    {
        turn = default;
        lock (_lock)
        {
            _matched++;
            var numbers = _random.Next();
            if (Expires <= call.Time)
                return RuleCondition.Expiry;
            if (_matched <= _after)
                return RuleCondition.After;
            if (_applied >= _times)
                return RuleCondition.Times;
            if (_probability < 1 && numbers.Chance >= _probability)
                return RuleCondition.Probability;
            _applied++;
            _lastApplied = call.Time;
            turn = new RuleTurn(_applied, Effect.Latency(numbers.Given));
            return RuleCondition.None;
        }
    }

    /// <summary>
    /// The last call that failed at a condition after those by which the rule is looked up; where no call came so far, the last call of all with the
    /// first condition that it fails.
    /// </summary>
    private RuleMiss? NearestMiss(TurnCounts counts, CallFacts? last)
    {
        CallFacts? nearest = null;
        var condition = RuleCondition.None;
        for (var i = 0; i < _failed.Length; i++)
        {
            if (Volatile.Read(ref _failed[i]) is { } call && !(call.Number < nearest?.Number))
                (nearest, condition) = (call, (RuleCondition)i);
        }

        if (nearest is null && last is not null && last.Time >= Added)
            (nearest, condition) = (last, Conditions.FirstFailed(last));
        return nearest is null || condition == RuleCondition.None ? null : ToMiss(nearest, condition, counts);
    }

    private RuleMiss ToMiss(CallFacts call, RuleCondition condition, TurnCounts counts)
    {
        var when = Conditions.Given;
        var (name, expected, actual) = condition switch
        {
            RuleCondition.Door => ("when.doors", Any(Conditions.Doors), call.Door),
            RuleCondition.Operation => ("when.operations", Any(when.Operations), call.Operation),
            RuleCondition.Object => ("when.objects", Any(when.Objects), call.ObjectName ?? "none"),
            RuleCondition.Type => ("when.types", Any(when.Types), call.Type?.Name ?? "none"),
            RuleCondition.User => ("when.users", Any(when.Users), call.User ?? "none"),
            RuleCondition.Session => ("when.sessions", Any(when.Sessions), call.Session ?? "none"),
            RuleCondition.UserAgent => ("when.userAgents", Any(when.UserAgents), call.UserAgent.Length == 0 ? "none" : call.UserAgent),
            RuleCondition.Argument => ("when.arguments", string.Join(", ", when.Arguments!.Select(static wanted => $"{wanted.Key} = {wanted.Value.GetRawText()}")).Truncate(LongestShown), "others"),
            RuleCondition.After => ("calls.after", Say($"a call after the first {_after}"), "one of these"),
            RuleCondition.Times => ("calls.times", Say($"applied fewer than {_times} times"), Say($"applied {counts.Granted} times")),
            RuleCondition.Probability => ("calls.probability", Say($"a random number below {_probability}"), "one that is not"),
            RuleCondition.Expiry => ("expiresAfter", Say($"a call before {Expires:O}"), Say($"{call.Time:O}")),
            _ => ("order", "no rule before this one answers the call", "one did"),
        };
        return new RuleMiss { Condition = name, Expected = expected, Actual = actual, Call = ToMissCall(call) };
    }

    private static RuleMissCall ToMissCall(CallFacts call) => new()
    {
        Number = call.Number,
        Time = call.Time,
        Door = call.Door,
        Operation = call.Operation,
        Object = call.Object is { } reference ? SecretTexts.Clean($"{reference.Type}:{reference.Value}") : call.Path,
        User = call.User,
        Session = call.Session,
        UserAgent = call.UserAgent,
        OperationId = call.OperationId,
    };

    private static string Any(IReadOnlyList<string>? values) => values is [var one] ? one : $"one of {string.Join(", ", values ?? [])}";

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

/// <summary>That a rule is applied to a call.</summary>
/// <param name="Applied">How often it has been applied, with this time.</param>
/// <param name="Latency">How long the answer takes longer.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RuleTurn(long Applied, TimeSpan Latency);
