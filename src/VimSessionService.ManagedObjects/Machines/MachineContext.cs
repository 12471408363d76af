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
internal sealed record MachineContext(
    LabValues Values, InventoryTree Inventory, InventoryEdits Edits, TaskBook Tasks, EntityEvents Events, AccessCheck Access)
{
    /// <summary>How long a task runs.</summary>
    private static readonly TimeSpan Duration = TimeSpan.FromMilliseconds(500);

    /// <summary>The time.</summary>
    public DateTime Now => Tasks.Now;

    /// <summary>Begins a task about a virtual machine.</summary>
    /// <param name="machine">The virtual machine.</param>
    /// <param name="method">The method.</param>
    /// <param name="steps">What the task does.</param>
    /// <param name="describe">Says what it does for other replicas.</param>
    /// <param name="call">Who calls.</param>
    /// <param name="isCancelable">Whether clients may cancel it.</param>
    public async ValueTask<MethodResult> BeginAsync(ManagedObjectReference machine, string method, TaskSteps steps, Func<TaskWork> describe, CallContext call, bool isCancelable)
    {
        var plan = new TaskPlan
        {
            Method = method,
            Target = machine,
            Duration = Duration,
            IsExclusive = true,
            IsCancelable = isCancelable,
            Check = steps.Check,
            Finish = steps.Finish,
            Describe = describe,
        };
        return new MethodResult(await Tasks.BeginAsync(plan, UserOf(call), call.Cancelled));
    }

    /// <summary>Who calls.</summary>
    public static string UserOf(CallContext call) => call.Session?.Data.User.UserName ?? "";

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
