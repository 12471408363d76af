namespace VimSessionService.Vapi.Sessions;

/// <summary>How many and how long sessions of the vSphere Automation API live that are apart from those of SOAP, as on servers before 8.0.3.0 (docs/facts/automation-api.md).</summary>
internal sealed record VapiSessionLimits
{
    /// <summary>How many a user may have, whoever it is.</summary>
    public int MaxUserSessions { get; init; } = 550;

    /// <summary>How long one lives at most, however much it is used.</summary>
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromSeconds(86_400);
}
