using VimSessionService.Endpoint.Pipeline;
using VimSessionService.ManagedObjects;

namespace VimSessionService.Endpoint.Steps;

/// <summary>Checks the privilege that the method declares; one that declares none checks for itself.</summary>
public sealed class CheckPrivilegeStep(AccessCheck access) : ICallStep
{
    /// <summary>What calling a method takes of which nothing is known but that a real server has it.</summary>
    private const string UnknownMethod = "System.View";

    /// <inheritdoc/>
    public ValueTask RunAsync(SdkCall call)
    {
        var privilege = call.Method is { } method ? method.Privilege : UnknownMethod;
        if (privilege is not null)
            access.Demand(call.Call!, call.Target!, privilege);
        return default;
    }
}
