using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Inventory.Lab;
using VimSessionService.ManagedObjects.Events;
using VimSessionService.ManagedObjects.Inventory.Edits;
using VimSessionService.ManagedObjects.Tasks;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Machines;

/// <summary>What the methods of virtual machines work with.</summary>
/// <param name="Values">Makes values.</param>
/// <param name="Inventory">The tree.</param>
/// <param name="Edits">Changes the inventory.</param>
/// <param name="Tasks">Runs tasks.</param>
/// <param name="Events">Posts events.</param>
/// <param name="Access">Checks privileges that the declaration does not name.</param>
/// <param name="Time">The clock.</param>
internal sealed record MachineContext(
    LabValues Values, InventoryTree Inventory, InventoryEdits Edits, TaskBook Tasks, EntityEvents Events, AccessCheck Access, TimeProvider Time)
{
    /// <summary>How long a task runs.</summary>
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(500);

    /// <summary>The time.</summary>
    public DateTime Now => Time.GetUtcNow().UtcDateTime;

    /// <summary>Begins a task about a virtual machine.</summary>
    /// <param name="machine">The virtual machine.</param>
    /// <param name="request">The call.</param>
    /// <param name="call">Who calls.</param>
    /// <param name="check">Throws the fault that the task ends with at once; null where nothing can be wrong.</param>
    /// <param name="finish">Does it.</param>
    /// <param name="isCancelable">Whether clients may cancel it.</param>
    public MethodResult Begin(ManagedObjectReference machine, VimRequest request, CallContext call, Action? check, Func<object?> finish, bool isCancelable = false) => new(Tasks.Begin(
        new TaskPlan { Method = request.GetMethod().Name, Target = machine, Duration = Duration, IsExclusive = true, IsCancelable = isCancelable, Check = check, Finish = finish }, call.Session?.Data.User.UserName ?? ""));

    /// <summary>The name of the power state of a virtual machine.</summary>
    public string PowerState(ManagedObjectReference machine) => (DynamicMembers.Field(Edits.Read(machine, "runtime"), "powerState") as EnumValue)?.Value ?? "poweredOff";

    /// <summary>Refuses a virtual machine that is in the wrong state.</summary>
    /// <exception cref="VimFaultException">InvalidPowerState.</exception>
    public void RequireState(ManagedObjectReference machine, string requested, bool isRight)
    {
        if (isRight)
            return;
        var state = PowerState(machine);
        var said = state switch
        {
            "poweredOn" => "Powered on",
            "suspended" => "Suspended",
            _ => "Powered off",
        };
        throw new VimFaultException(
            new DynamicFault(Values.Object("InvalidPowerState", ("requestedState", State(requested)), ("existingState", State(state)))),
            $"{machine.Value} is {state}",
            $"The attempted operation cannot be performed in the current state ({said}).");
    }

    /// <summary>A power state.</summary>
    public EnumValue State(string name) => Values.Enum("VirtualMachinePowerState", name);
}
