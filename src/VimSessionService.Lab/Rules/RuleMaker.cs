using System.Globalization;
using System.Security.Cryptography;
using VimSessionService.AdminClient.Rules;
using VimSessionService.Endpoint.Doors;

namespace VimSessionService.Lab.Rules;

/// <summary>Makes rules of what is asked for, or refuses it.</summary>
/// <param name="compiler">Makes what a rule does.</param>
/// <param name="doors">The doors.</param>
/// <param name="time">The clock.</param>
internal sealed class RuleMaker(RuleCompiler compiler, DoorTable doors, TimeProvider time)
{
    /// <summary>How many rules there may be.</summary>
    public const int MostRules = 1_000;

    private long _names;

    /// <summary>Makes rules as they were saved.</summary>
    /// <param name="saved">The rules.</param>
    /// <param name="known">The rule that stays as it is; null for one to be made.</param>
    /// <exception cref="RefusedException">One of them cannot be used. The place begins with <c>rules/</c>.</exception>
    public List<RuleItem> Make(IReadOnlyList<SavedRule> saved, Func<SavedRule, RuleItem?> known) => MakeAll(saved.Count, (i, rules) =>
    {
        if (rules.Exists(rule => rule.Id == saved[i].Rule.Id))
            throw new RefusedException("rule/id", "is the name of another rule");
        if (saved[i].Matched < 0 || saved[i].Applied < 0 || saved[i].Applied > saved[i].Matched)
            throw new RefusedException("applied", "is negative, or more than matched");
        return known(saved[i]) ?? Make(saved[i], rules);
    });

    /// <summary>Makes rules.</summary>
    /// <exception cref="RefusedException">One of them cannot be used. The place begins with <c>rules/</c>.</exception>
    public List<RuleItem> Make(IReadOnlyList<RuleSpec> specs) => MakeAll(specs.Count, (i, rules) => rules.Exists(rule => rule.Id == specs[i].Id)
        ? throw new RefusedException("id", "is the name of another rule")
        : Make(specs[i], rules));

    /// <summary>Makes a rule, which is given a name where it has none.</summary>
    /// <param name="spec">What it is to be.</param>
    /// <param name="others">The rules that there are besides.</param>
    /// <param name="saved">Its counters; null for new ones.</param>
    /// <exception cref="RefusedException">It cannot be used.</exception>
    public RuleItem Make(RuleSpec spec, List<RuleItem> others, SavedRule? saved = null)
    {
        var effect = compiler.Compile(spec);
        var id = spec.Id ?? NewId(others);
        var count = spec.Calls ?? new RuleCount();
        var now = time.GetUtcNow();
        var made = new RuleItem(
            spec with { Id = id, Calls = count with { Seed = count.Seed ?? RandomNumberGenerator.GetInt32(int.MaxValue) } }, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)))
        {
            Added = now,
            Expires = now + (saved is null ? spec.ExpiresAfter : saved.ExpiresIn),
            Matched = saved?.Matched ?? 0,
            Applied = saved?.Applied ?? 0,
        };
        made.Active = new ActiveRule(made, effect, doors);
        return made;
    }

    /// <summary>Makes a rule ready that was made by another replica.</summary>
    /// <exception cref="RefusedException">It cannot be used here.</exception>
    public ActiveRule Activate(RuleItem item) => item.Active ??= new ActiveRule(item, compiler.Compile(item.Spec), doors);

    private static List<RuleItem> MakeAll(int count, Func<int, List<RuleItem>, RuleItem> make)
    {
        if (count > MostRules)
            throw new RefusedException("rules", $"has more than {MostRules} rules");
        List<RuleItem> rules = [];
        for (var i = 0; i < count; i++)
        {
            try
            {
                rules.Add(make(i, rules));
            }
            catch (RefusedException refused)
            {
                throw new RefusedException($"rules/{i}{(refused.Place.Length == 0 ? "" : "/")}{refused.Place}", refused.Detail, refused.Allowed);
            }
        }

        return rules;
    }

    private RuleItem Make(SavedRule saved, List<RuleItem> others)
    {
        compiler.Compile(saved.Rule with { ExpiresAfter = saved.ExpiresIn == TimeSpan.Zero ? null : saved.ExpiresIn }); // of the time that the rule is in force, some is over
        return Make(saved.Rule, others, saved);
    }

    private string NewId(List<RuleItem> others)
    {
        string id;
        do
        {
            id = string.Create(CultureInfo.InvariantCulture, $"rule-{++_names}");
        }
        while (others.Exists(rule => rule.Id == id));
        return id;
    }
}
