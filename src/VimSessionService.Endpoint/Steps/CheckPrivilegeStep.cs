using VimSessionService.Core.Directory;
using VimSessionService.Endpoint.Calls;
using VimSessionService.ManagedObjects;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Steps;

/// <summary>
/// Checks the privileges that the method declares: its own on the object that is called, then those of its parameters on each
/// object that an argument names. A method that declares none checks for itself.
/// </summary>
internal sealed class CheckPrivilegeStep(AccessCheck access, ManagedObjectRegistry registry, InventoryTree inventory)
{
    /// <summary>What calling a method takes of which nothing is known but that a real server has it.</summary>
    private const string UnknownMethod = "System.View";

    /// <summary>Checks a call.</summary>
    /// <exception cref="VimFaultException">A privilege is missing.</exception>
    public async ValueTask RunAsync(DecodedCall call)
    {
        var privilege = call.Method is { } method ? method.Privilege ?? PrivilegesByType.Of(method, call.Target.Type) : UnknownMethod;
        if (privilege is not null)
            await access.DemandAsync(call.Context, call.Target, privilege);
        if (call.Method is { PrivilegedParameters: { Count: > 0 } parameters })
        {
            foreach (var parameter in parameters)
                await CheckArgumentAsync(call, parameter);
        }
    }

    /// <summary>A caller without a session does not learn which objects exist. The method answers for an object that does not exist.</summary>
    private async ValueTask CheckArgumentAsync(DecodedCall call, VimField parameter)
    {
        var privilege = parameter.Privilege!;
        access.DemandSession(call.Context, privilege);
        switch (parameter.Get(call.Arguments!))
        {
            case ManagedObjectReference reference:
                await CheckAsync(reference);
                break;
            case ManagedObjectReference[] references:
                foreach (var reference in references)
                    await CheckAsync(reference);
                break;
        }

        async ValueTask CheckAsync(ManagedObjectReference reference)
        {
            if (inventory.Find(reference.Value) is { } entity)
                await access.DemandAsync(call.Context, entity.Reference, privilege);
            else if (registry.Find(reference, call.Context) is { } named)
                await access.DemandAsync(call.Context, named, privilege);
        }
    }
}
