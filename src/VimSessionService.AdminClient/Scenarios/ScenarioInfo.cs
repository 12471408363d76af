namespace VimSessionService.AdminClient.Scenarios;

/// <summary>The scenario that was applied, and its steps.</summary>
public sealed record ScenarioInfo
{
    /// <summary>What the scenario says of itself; null for nothing.</summary>
    public string? Description { get; init; }

    /// <summary>When it was applied, on the clock of the service.</summary>
    public required DateTimeOffset Applied { get; init; }

    /// <summary>How many steps were taken.</summary>
    public required int Done { get; init; }

    /// <summary>The steps to come, the next one first, with passwords as <c>***</c>.</summary>
    public required IReadOnlyList<ScenarioStepInfo> ToCome { get; init; }

    /// <summary>What could not be done in a step that was taken, such as a lock of an account that is gone.</summary>
    public required IReadOnlyList<ScenarioFailure> Failures { get; init; }
}

/// <summary>A step to come.</summary>
/// <param name="Due">When it is due, on the clock of the service.</param>
/// <param name="In">In what time.</param>
/// <param name="Step">The step.</param>
public sealed record ScenarioStepInfo(DateTimeOffset Due, TimeSpan In, ScenarioStep Step);

/// <summary>What could not be done.</summary>
/// <param name="At">The time of the step after the beginning.</param>
/// <param name="Action">The action, such as <c>lock</c>.</param>
/// <param name="Detail">Why.</param>
public sealed record ScenarioFailure(TimeSpan At, string Action, string Detail);
