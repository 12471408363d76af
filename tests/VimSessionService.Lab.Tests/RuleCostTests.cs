using Microsoft.Extensions.Time.Testing;
using VimSessionService.AdminClient.Rules;
using VimSessionService.Core;
using VimSessionService.Lab.Rules;
using VimSessionService.Vim25;

namespace VimSessionService.Lab.Tests;

/// <summary>Rules that a call does not fulfil cost it next to nothing, whatever they name.</summary>
public sealed class RuleCostTests
{
    private static readonly CallFacts Call = new("soap", "Fetch", "govc/0.39.0")
    {
        Object = new ManagedObjectReference("SessionManager", "SessionManager"),
        Type = VimManagedTypes.Find("SessionManager"),
        User = @"VSPHERE.LOCAL\alice",
        Session = "52a5a2c5-5a5b-7b7c-9d9e-0f1f2f3f4f5f",
    };

    /// <summary>What the name of the user takes in the form that it is compared in.</summary>
    private const int OneName = 128;

    public static TheoryData<string> Kinds => ["operation", "agent and operation", "user", "object", "session", "agent", "type", "door"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_call_is_compared_with_no_rule_that_names_another(string kind)
    {
        var rules = new RuleBook(new ServedProduct { RootFolder = new ManagedObjectReference("Folder", "group-d1") }, new FakeTimeProvider(), TestDoors.Table);
        rules.Replace([.. Enumerable.Range(0, RuleMaker.MostRules).Select(i => new RuleSpec { When = Other(kind, i), Answer = new RuleAnswer { Status = 503 } })]);

        Assert.Null(rules.Decide(Call));
        var none = Allocated(static () => new RuleBook(new ServedProduct { RootFolder = new ManagedObjectReference("Folder", "group-d1") }, new FakeTimeProvider(), TestDoors.Table), rules => rules.Decide(Call));
        Assert.InRange(Allocated(() => rules, rules => rules.Decide(Call)), none, none + OneName);
        Assert.All(rules.List(), static rule => Assert.Equal(0, rule.Matched));
    }

    private static RuleConditions Other(string kind, int i) => kind switch
    {
        "operation" => new RuleConditions { Operations = ["Login"], Users = null, UserAgents = [$"client-{i}"] },
        "agent and operation" => new RuleConditions { Operations = ["Fetch"], UserAgents = [$"client-{i}"] },
        "user" => new RuleConditions { Users = [$"user-{i}"], Operations = ["Fetch"] },
        "object" => new RuleConditions { Objects = [$"group-v{i}"] },
        "session" => new RuleConditions { Sessions = [Guid.NewGuid().ToString("D")] },
        "agent" => new RuleConditions { UserAgents = [$"client-{i}*"] },
        "type" => new RuleConditions { Types = ["Folder"] },
        _ => new RuleConditions { Doors = ["ticketed"] },
    };

    private static long Allocated(Func<RuleBook> make, Action<RuleBook> decide)
    {
        var rules = make();
        decide(rules);
        decide(rules);
        var before = GC.GetAllocatedBytesForCurrentThread();
        decide(rules);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
