using VimSessionService.Core.Calls;
using VimSessionService.ManagedObjects.Inventory;
using VimSessionService.ManagedObjects.Tasks;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Machines;

/// <summary>Rename, and the common fields of a reconfiguration: name, annotation, processors and memory.</summary>
internal sealed class SettingMethods(MachineContext context)
{
    public TaskSteps Rename(ManagedObjectReference machine, VimRequest request, string userName)
    {
        var name = DynamicMembers.Argument(request, "newName") as string ?? "";
        return new TaskSteps(() => RequireName(machine, name), () =>
        {
            SetName(machine, name, userName);
            return null;
        });
    }

    /// <summary>Checks what a reconfiguration takes beside its own privilege.</summary>
    public async ValueTask DemandReconfigureAsync(ManagedObjectReference machine, VimRequest request, CallContext call)
    {
        context.Access.DemandSession(call, "System.View");
        var spec = DynamicMembers.Argument(request, "spec");
        foreach (var (field, privilege) in Privileges)
        {
            if (DynamicMembers.Field(spec, field) is not null)
                await context.Access.DemandAsync(call, machine, privilege);
        }
    }

    public TaskSteps Reconfigure(ManagedObjectReference machine, VimRequest request, string userName)
    {
        var spec = DynamicMembers.Argument(request, "spec");
        return new TaskSteps(() => Check(machine, spec), () =>
        {
            Apply(machine, spec, userName);
            context.Events.Post("VmReconfiguredEvent", machine, userName, static at => $"Reconfigured {at.Machine} on {at.Host} in {at.Datacenter}", ("configSpec", spec));
            return null;
        });
    }

    /// <summary>What setting a field takes.</summary>
    private static readonly (string Field, string Privilege)[] Privileges =
    [
        ("name", "VirtualMachine.Config.Rename"), ("annotation", "VirtualMachine.Config.Annotation"), ("numCPUs", "VirtualMachine.Config.CPUCount"), ("memoryMB", "VirtualMachine.Config.Memory"),
    ];

    /// <summary>Sets the fields of a specification that are known.</summary>
    public void Apply(ManagedObjectReference machine, object? spec, string userName)
    {
        if (DynamicMembers.Field(spec, "name") is string { Length: > 0 } name)
            SetName(machine, InventoryNames.Escape(name), userName);
        Set("annotation", "config.annotation", "summary.config.annotation");
        Set("numCPUs", "config.hardware.numCPU", "summary.config.numCpu");
        if (DynamicMembers.Field(spec, "memoryMB") is long memory)
        {
            context.Edits.Set(machine, "config.hardware.memoryMB", (int)memory);
            context.Edits.Set(machine, "summary.config.memorySizeMB", (int)memory);
        }

        context.Edits.Set(machine, "config.modified", context.Now);
        context.Edits.Set(machine, "config.changeVersion", context.Now.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ", System.Globalization.CultureInfo.InvariantCulture));

        void Set(string field, params string[] paths)
        {
            if (DynamicMembers.Field(spec, field) is not { } value)
                return;
            foreach (var path in paths)
                context.Edits.Set(machine, path, value);
        }
    }

    /// <summary>Refuses a name that another object beside it has.</summary>
    /// <exception cref="VimFaultException">InvalidName, DuplicateName.</exception>
    public void RequireFree(ManagedObjectReference folder, string name)
    {
        if (name.Length is 0 or > LongestName)
            throw new VimFaultException(new InvalidName { Name = name.Length == 0 ? "" : name[..LongestName], Entity = folder }, $"the name is empty or longer than {LongestName}");
        if (context.Inventory.ChildrenOf(folder).FirstOrDefault(child => child.Name == name) is { } other)
        {
            throw new VimFaultException(
                new DynamicFault(context.Values.Object("DuplicateName", ("name", name), ("object", other.Reference))), $"{other.Reference.Value} is called {name}", $"The name '{name}' already exists.");
        }
    }

    private const int LongestName = 80;
    private const long MostMemory = 25_165_824;
    private const int MostProcessors = 768;

    private void RequireName(ManagedObjectReference machine, string name)
    {
        if (context.Inventory.Find(machine.Value) is { Parent: { } parent } entity && entity.Name != name)
            RequireFree(parent.Reference, name);
    }

    private void Check(ManagedObjectReference machine, object? spec)
    {
        RequireKnown(spec);
        if (DynamicMembers.Field(spec, "name") is string { Length: > 0 } name)
            RequireName(machine, InventoryNames.Escape(name));
        if (DynamicMembers.Field(spec, "numCPUs") is int processors)
        {
            RequireWithin("numCPUs", processors, MostProcessors);
            RequireOff("cpuHotAddEnabled");
        }

        if (DynamicMembers.Field(spec, "memoryMB") is long memory)
        {
            RequireWithin("memoryMB", memory, MostMemory);
            RequireOff("memoryHotAddEnabled");
        }

        // What can be added to a machine that runs it says itself.
        void RequireOff(string hotAdd)
        {
            if (DynamicMembers.Field(context.Edits.Read(machine, "config"), hotAdd) is not true)
                context.RequireState(machine, "poweredOff", context.PowerState(machine) == "poweredOff");
        }
    }

    /// <summary>Refuses a specification with other fields, which would be ignored.</summary>
    /// <exception cref="VimFaultException">NotSupported.</exception>
    public static void RequireKnown(object? spec)
    {
        if (spec is not DataObject data)
            return;
        for (var type = data.GetSchema(); type is not null; type = type.Base)
        {
            if (type.Fields.FirstOrDefault(field => field.Get(data) is not null && !Known.Contains(field.Name)) is { } other)
                throw new VimFaultException(new NotSupported(), $"a reconfiguration of {other.Name} is not emulated; answer it by a stub");
        }
    }

    private static readonly string[] Known = ["name", "annotation", "numCPUs", "memoryMB", "changeVersion"];

    private static void RequireWithin(string field, long value, long most)
    {
        if (value < 1 || value > most)
            throw new VimFaultException(new InvalidArgument { InvalidProperty = $"configSpec.{field}" }, $"{field} is not from 1 to {most}", $"A specified parameter was not correct: configSpec.{field}");
    }

    private void SetName(ManagedObjectReference machine, string name, string userName)
    {
        var before = context.Inventory.Find(machine.Value)?.Name ?? "";
        context.Edits.Rename(machine, name);
        context.Edits.Set(machine, "config.name", name);
        context.Edits.Set(machine, "summary.config.name", name);
        context.Events.Post("VmRenamedEvent", machine, userName, at => $"Renamed {before} from {before} to {name} in {at.Datacenter}", ("oldName", before), ("newName", name));
    }
}
