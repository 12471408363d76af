namespace VimSessionService.AdminClient.Rules;

/// <summary>A rule, and what came of it.</summary>
public sealed record RuleInfo
{
    /// <summary>The rule as it was given, with the name and the seed that the service chose.</summary>
    public required RuleSpec Rule { get; init; }

    /// <summary>When it was added, on the clock of the service.</summary>
    public required DateTimeOffset Added { get; init; }

    /// <summary>When it stops to be in force; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>Whether it can still be applied: it has not expired, and not been applied as often as it may.</summary>
    public required bool IsInForce { get; init; }

    /// <summary>How many calls have fulfilled its conditions.</summary>
    public required long Matched { get; init; }

    /// <summary>How often it was applied.</summary>
    public required long Applied { get; init; }

    /// <summary>When it was applied last; null for never.</summary>
    public DateTimeOffset? LastApplied { get; init; }

    /// <summary>Why it was not applied to the last call that came near; null when each call was applied to, or there was none.</summary>
    public RuleMiss? NearMiss { get; init; }
}

/// <summary>Why a rule was not applied to a call.</summary>
public sealed record RuleMiss
{
    /// <summary>The first condition that failed: its name in the rule, such as <c>when.users</c> or <c>calls.after</c>, or <c>order</c> when a rule before it answered.</summary>
    public required string Condition { get; init; }

    /// <summary>What the rule asks for.</summary>
    public required string Expected { get; init; }

    /// <summary>What the call had.</summary>
    public required string Actual { get; init; }

    /// <summary>The call.</summary>
    public required RuleMissCall Call { get; init; }
}

/// <summary>A call that a rule was not applied to.</summary>
public sealed record RuleMissCall
{
    /// <summary>Its number among the calls since the first rule was added.</summary>
    public required long Number { get; init; }

    /// <summary>When it came, on the clock of the service.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>The door that it came to.</summary>
    public required string Door { get; init; }

    /// <summary>The operation.</summary>
    public required string Operation { get; init; }

    /// <summary>The object as <c>type:value</c>, or the path; null for none.</summary>
    public string? Object { get; init; }

    /// <summary>The user; null for none.</summary>
    public string? User { get; init; }

    /// <summary>The key of the session; null for none.</summary>
    public string? Session { get; init; }

    /// <summary>The User-Agent; empty when there was none.</summary>
    public required string UserAgent { get; init; }

    /// <summary>The client's own id of the call; null for none.</summary>
    public string? OperationId { get; init; }
}

/// <summary>The rules, in the order in which they are asked.</summary>
/// <param name="Rules">The rules.</param>
public sealed record RuleList(IReadOnlyList<RuleInfo> Rules);

/// <summary>Rules that replace all that there are.</summary>
/// <param name="Rules">The rules, in the order in which they are asked.</param>
public sealed record RuleSpecs(IReadOnlyList<RuleSpec> Rules);
