using VimSessionService.Endpoint.Calls;

namespace VimSessionService.Hosting.SignOn;

/// <summary>The answer to a request, and what observers are told of it.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Content">The answer.</param>
/// <param name="Operation">What was asked for.</param>
/// <param name="UserName">Who asked; null where it is not known.</param>
/// <param name="Fault">The fault's type; null for none.</param>
/// <param name="Reason">The true reason of the fault; null for none.</param>
internal sealed record SignOnAnswer(int Status, string Content, string Operation, string? UserName, string? Fault, string? Reason)
{
    /// <summary>The name that the request presented; null for none.</summary>
    public string? LoginName { get; init; }

    /// <summary>What a step did to the request; null for nothing.</summary>
    public CallIntervention? Intervention { get; init; }
}
