namespace VimSessionService.Core.Authorization;

/// <summary>Lets one caller at a time change roles and permissions, so that a check and the change that it permits belong together.</summary>
public sealed class AuthorizationGate
{
    /// <summary>Held during a change.</summary>
    internal Lock Lock { get; } = new();
}
