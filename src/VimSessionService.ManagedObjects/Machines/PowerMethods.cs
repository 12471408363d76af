using VimSessionService.ManagedObjects.Tasks;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Machines;

/// <summary>Power on, off and reset. What the guest shows goes with it.</summary>
internal sealed class PowerMethods(MachineContext context)
{
    private const string On = "poweredOn";
    private const string Off = "poweredOff";

    public TaskSteps PowerOn(ManagedObjectReference machine, string userName) => new(
        () =>
        {
            if (DynamicMembers.Field(context.Edits.Read(machine, "config"), "template") is true)
                throw new VimFaultException(new NotSupported(), $"{machine.Value} is a template");
            context.RequireState(machine, On, context.PowerState(machine) != On);
        },
        () =>
        {
            SetOn(machine);
            context.Events.Post("VmPoweredOnEvent", machine, userName, static at => $"{at.Machine} on {at.Host} in {at.Datacenter} is powered on");
            return null;
        });

    public TaskSteps PowerOff(ManagedObjectReference machine, string userName) => new(
        () => context.RequireState(machine, Off, context.PowerState(machine) != Off),
        () =>
        {
            SetOff(machine);
            context.Events.Post("VmPoweredOffEvent", machine, userName, static at => $"{at.Machine} on {at.Host} in {at.Datacenter} is powered off");
            return null;
        });

    public TaskSteps Reset(ManagedObjectReference machine, string userName) => new(
        () => context.RequireState(machine, On, context.PowerState(machine) == On),
        () =>
        {
            SetRuntime(machine, On, context.Now);
            context.Events.Post("VmResettingEvent", machine, userName, static at => $"{at.Machine} on {at.Host} in {at.Datacenter} is reset");
            return null;
        });

    /// <summary>Has a machine be on: its guest is as the inventory has it.</summary>
    public void SetOn(ManagedObjectReference machine)
    {
        SetRuntime(machine, On, context.Now);
        context.Edits.Set(machine, "guest", context.Edits.ReadFirst(machine, "guest"));
        context.Edits.Set(machine, "summary.guest", DynamicMembers.Field(context.Edits.ReadFirst(machine, "summary"), "guest"));
        context.Edits.Set(machine, "guestHeartbeatStatus", context.Values.Enum("ManagedEntityStatus", "green"));
    }

    /// <summary>Has a machine be off: its guest has no addresses and no tools that run.</summary>
    public void SetOff(ManagedObjectReference machine)
    {
        SetRuntime(machine, Off, null);
        SetGuest("guest");
        SetGuest("summary.guest");
        foreach (var unset in (string[])["guest.net", "guest.disk"])
            context.Edits.Set(machine, unset, null);
        context.Edits.Set(machine, "guest.guestState", "notRunning");
        context.Edits.Set(machine, "guest.guestOperationsReady", false);
        context.Edits.Set(machine, "guestHeartbeatStatus", context.Values.Enum("ManagedEntityStatus", "gray"));

        void SetGuest(string path)
        {
            context.Edits.Set(machine, $"{path}.toolsStatus", context.Values.Enum("VirtualMachineToolsStatus", "toolsNotRunning"));
            context.Edits.Set(machine, $"{path}.toolsRunningStatus", "guestToolsNotRunning");
            context.Edits.Set(machine, $"{path}.hostName", null);
            context.Edits.Set(machine, $"{path}.ipAddress", null);
        }
    }

    /// <summary>Both places of what runs show the same.</summary>
    private void SetRuntime(ManagedObjectReference machine, string state, DateTime? booted)
    {
        context.Edits.Set(machine, "runtime.powerState", context.State(state));
        context.Edits.Set(machine, "runtime.bootTime", booted);
        context.Edits.Set(machine, "summary.runtime", context.Edits.Read(machine, "runtime"));
    }
}
