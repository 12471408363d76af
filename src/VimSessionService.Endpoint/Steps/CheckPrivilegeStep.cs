using VimSessionService.Core.Inventory;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.ManagedObjects;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Endpoint.Steps;

/// <summary>
/// Checks the privileges that the method declares: its own on the object that is called, then those of its parameters on each
/// object that an argument names. A method that declares none checks for itself.
/// </summary>
public sealed class CheckPrivilegeStep(AccessCheck access, ManagedObjectRegistry registry, InventoryTree inventory) : ICallStep
{
    /// <summary>What calling a method takes of which nothing is known but that a real server has it.</summary>
    private const string UnknownMethod = "System.View";

    /// <inheritdoc/>
    public ValueTask RunAsync(SdkCall call)
    {
        var privilege = call.Method is { } method ? method.Privilege ?? PrivilegesByType.Of(method, call.Target!.Type) : UnknownMethod;
        if (privilege is not null)
            access.Demand(call.Context!, call.Target!, privilege);
        if (call.Method is { PrivilegedParameters: { Count: > 0 } parameters })
        {
            foreach (var parameter in parameters)
                CheckArgument(call, parameter);
        }

        return default;
    }

    /// <summary>A caller without a session does not learn which objects exist. The method answers for an object that does not exist.</summary>
    private void CheckArgument(SdkCall call, VimField parameter)
    {
        var privilege = parameter.Privilege!;
        access.DemandSession(call.Context!, privilege);
        switch (parameter.Get(call.Request!))
        {
            case ManagedObjectReference reference:
                Check(reference);
                break;
            case ManagedObjectReference[] references:
                Array.ForEach(references, Check);
                break;
        }

        void Check(ManagedObjectReference reference)
        {
            if (inventory.Find(reference.Value) is { } entity)
                access.Demand(call.Context!, entity.Reference, privilege);
            else if (registry.Find(reference, call.Context!) is { } named)
                access.Demand(call.Context!, named, privilege);
        }
    }
}
