using System.Collections.Immutable;
using VimSessionService.AdminClient.Rules;

namespace VimSessionService.Lab.Rules;

/// <summary>A rule as replicas share it.</summary>
/// <param name="spec">The specification, with its name and its seed.</param>
/// <param name="generation">Tells the rule, and its counts, from others that had or will have its name.</param>
internal sealed class RuleItem(RuleSpec spec, string generation)
{
    /// <summary>The specification, with its name and its seed.</summary>
    public RuleSpec Spec => spec;

    /// <summary>The name.</summary>
    public string Id => spec.Id!;

    /// <summary>Tells the rule, and its counts, from others of the same name.</summary>
    public string Generation => generation;

    /// <summary>Its place: rules are asked in the order of these numbers.</summary>
    public long Position { get; private init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset Added { get; init; }

    /// <summary>When it stops to be in force; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>How many calls had fulfilled its conditions when it was added: those of a rule that was saved.</summary>
    public long Matched { get; init; }

    /// <summary>How often it had been applied when it was added.</summary>
    public long Applied { get; init; }

    /// <summary>The rule in force here, once it was made.</summary>
    internal ActiveRule? Active { get; set; }

    /// <summary>The same rule at a place.</summary>
    public RuleItem At(long position) => position == Position
        ? this
        : new RuleItem(spec, generation) { Position = position, Added = Added, Expires = Expires, Matched = Matched, Applied = Applied, Active = Active };
}

/// <summary>The rules in their order.</summary>
internal sealed record RuleState(ImmutableArray<RuleItem> Rules)
{
    private const long Gap = 1 << 20;

    /// <summary>No rules.</summary>
    public static RuleState None { get; } = new([]);

    /// <summary>Rules in the order in which they are given. Those that are in this order already keep their places, so that few items change.</summary>
    public static RuleState Of(IReadOnlyList<RuleItem> rules)
    {
        var placed = ImmutableArray.CreateBuilder<RuleItem>(rules.Count);
        long last = 0;
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i].Position <= last)
            {
                var next = last + (2 * Gap);
                if (i + 1 < rules.Count && rules[i + 1].Position > last)
                    next = rules[i + 1].Position;
                last += (next - last) / 2;
                if (last == (i == 0 ? 0 : placed[i - 1].Position))
                    return new RuleState([.. rules.Select(static (rule, i) => rule.At((i + 1) * Gap))]); // there is no room between two
                placed.Add(rules[i].At(last));
            }
            else
            {
                last = rules[i].Position;
                placed.Add(rules[i]);
            }
        }

        return new RuleState(placed.ToImmutable());
    }
}
