using VimSessionService.Core.Calls;
using VimSessionService.ManagedObjects.Inventory.Served;
using VimSessionService.ManagedObjects.Tasks;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Machines;

/// <summary>The methods of virtual machines that are implemented: they change the inventory, as tasks that take their time.</summary>
internal sealed class MachineMethods : IServedMethods
{
    private readonly HashSet<string> _names;
    private readonly MachineContext _context;
    private readonly PowerMethods _power;
    private readonly SnapshotMethods _snapshots;
    private readonly LifecycleMethods _lifecycle;
    private readonly SettingMethods _settings;

    /// <summary>Makes them.</summary>
    /// <param name="implemented">Which are implemented.</param>
    /// <param name="context">What they work with.</param>
    public MachineMethods(ImplementedMethods implemented, MachineContext context)
    {
        (_names, _context) = (implemented.Names(), context);
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
        var (called, method) = (target.Reference, request.GetMethod().Name);
        if (method == "CloneVM_Task")
            await _lifecycle.DemandCloneAsync(request, call);
        else if (method == "ReconfigVM_Task")
            await _settings.DemandReconfigureAsync(called, request, call);
        var user = MachineContext.UserOf(call);
        var machine = called.Type == "VirtualMachineSnapshot" ? _snapshots.MachineOf(called) : called;
        return await _context.BeginAsync(machine, method, StepsOf(called, request, user), () => MachineWork.Write(called, request, user), call, isCancelable: method == "CloneVM_Task");
    }

    /// <summary>What a call does.</summary>
    /// <param name="called">The object that is called.</param>
    /// <param name="request">The call.</param>
    /// <param name="userName">Who calls.</param>
    public TaskSteps StepsOf(ManagedObjectReference called, VimRequest request, string userName) => request.GetMethod().Name switch
    {
        "PowerOnVM_Task" => _power.PowerOn(called, userName),
        "PowerOffVM_Task" => _power.PowerOff(called, userName),
        "ResetVM_Task" => _power.Reset(called, userName),
        "CreateSnapshot_Task" => _snapshots.Create(called, request),
        "RemoveSnapshot_Task" => _snapshots.Remove(called, request),
        "RemoveAllSnapshots_Task" => _snapshots.RemoveAll(called),
        "RevertToSnapshot_Task" => _snapshots.Revert(called),
        "RevertToCurrentSnapshot_Task" => _snapshots.RevertToCurrent(called),
        "CloneVM_Task" => _lifecycle.Clone(called, request, userName),
        "Destroy_Task" => _lifecycle.Destroy(called, userName),
        "Rename_Task" => _settings.Rename(called, request, userName),
        "ReconfigVM_Task" => _settings.Reconfigure(called, request, userName),
        var method => throw new VimFaultException(new NotSupported(), $"{called.Type}.{method} is not emulated"),
    };
}
