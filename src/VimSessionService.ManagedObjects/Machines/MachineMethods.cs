using VimSessionService.Core.Calls;
using VimSessionService.ManagedObjects.Inventory.Served;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Machines;

/// <summary>The methods of virtual machines that are implemented: they change the inventory, as tasks that take their time.</summary>
internal sealed class MachineMethods : IServedMethods
{
    private readonly HashSet<string> _names;
    private readonly PowerMethods _power;
    private readonly SnapshotMethods _snapshots;
    private readonly LifecycleMethods _lifecycle;
    private readonly SettingMethods _settings;

    /// <summary>Makes them.</summary>
    /// <param name="implemented">Which are implemented.</param>
    /// <param name="context">What they work with.</param>
    public MachineMethods(ImplementedMethods implemented, MachineContext context)
    {
        _names = implemented.Names();
        _power = new PowerMethods(context);
        _snapshots = new SnapshotMethods(context, _power);
        _settings = new SettingMethods(context);
        _lifecycle = new LifecycleMethods(context, _power, _settings);
    }

    /// <inheritdoc/>
    public bool Handles(string method, VimManagedType type) => type.Name is "VirtualMachine" or "VirtualMachineSnapshot" && _names.Contains(method);

    /// <inheritdoc/>
    public async ValueTask<MethodResult> RunAsync(ManagedObject<CallContext> target, VimRequest request, CallContext call)
    {
        var reference = target.Reference;
        return request.GetMethod().Name switch
        {
            "PowerOnVM_Task" => _power.PowerOn(reference, request, call),
            "PowerOffVM_Task" => _power.PowerOff(reference, request, call),
            "ResetVM_Task" => _power.Reset(reference, request, call),
            "CreateSnapshot_Task" => _snapshots.Create(reference, request, call),
            "RemoveSnapshot_Task" => _snapshots.Remove(reference, request, call),
            "RemoveAllSnapshots_Task" => _snapshots.RemoveAll(reference, request, call),
            "RevertToSnapshot_Task" => _snapshots.Revert(reference, request, call),
            "RevertToCurrentSnapshot_Task" => _snapshots.RevertToCurrent(reference, request, call),
            "CloneVM_Task" => await _lifecycle.CloneAsync(reference, request, call),
            "Destroy_Task" => _lifecycle.Destroy(reference, request, call),
            "Rename_Task" => _settings.Rename(reference, request, call),
            "ReconfigVM_Task" => await _settings.ReconfigureAsync(reference, request, call),
            var method => throw new VimFaultException(new NotSupported(), $"{reference.Type}.{method} is not emulated"),
        };
    }
}
