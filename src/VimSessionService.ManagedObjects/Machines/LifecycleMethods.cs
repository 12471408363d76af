using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using VimSessionService.Core.Calls;
using VimSessionService.ManagedObjects.Inventory;
using VimSessionService.ManagedObjects.Inventory.Edits;
using VimSessionService.ManagedObjects.Tasks;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Machines;

/// <summary>Clones virtual machines and destroys them. A clone has the hardware of its source, with UUIDs of its own and no address.</summary>
internal sealed class LifecycleMethods(MachineContext context, PowerMethods power, SettingMethods settings)
{
    private readonly ClonePlace _place = new(context);

    /// <summary>Checks what a clone takes beside its own privilege.</summary>
    public async ValueTask DemandCloneAsync(VimRequest request, CallContext call) =>
        await context.Access.DemandAsync(call, FolderOf(request), "VirtualMachine.Inventory.CreateFromExisting");

    public TaskSteps Clone(ManagedObjectReference machine, VimRequest request, string userName)
    {
        var folder = FolderOf(request);
        var name = InventoryNames.Escape(DynamicMembers.Argument(request, "name") as string ?? "");
        var spec = DynamicMembers.Argument(request, "spec");
        var location = DynamicMembers.Field(spec, "location");
        var config = DynamicMembers.Field(spec, "config");
        var isTemplate = DynamicMembers.Field(spec, "template") is true;
        return new TaskSteps(Check, () =>
        {
            var clone = Add(machine, folder, name, location, isTemplate);
            if (config is not null)
                settings.Apply(clone, config, userName);
            context.Events.Post("VmClonedEvent", clone, userName, at => $"{name} cloned to {at.Host} in {at.Datacenter}", ("sourceVm", SourceOf(machine)));
            if (DynamicMembers.Field(spec, "powerOn") is true && !isTemplate)
                power.SetOn(clone);
            return clone;
        });

        void Check()
        {
            settings.RequireFree(folder, name);
            SettingMethods.RequireKnown(config);
            _place.Check(location);
            if (DynamicMembers.Field(spec, "customization") is not null)
                throw new VimFaultException(new NotSupported(), "customization of clones is not emulated");
        }
    }

    public TaskSteps Destroy(ManagedObjectReference machine, string userName) => new(
        () => context.RequireState(machine, "poweredOff", context.PowerState(machine) != "poweredOn"),
        () =>
        {
            context.Events.Post("VmRemovedEvent", machine, userName, static at => $"Removed {at.Machine} on {at.Host} from {at.Datacenter}");
            context.Edits.Remove(machine);
            return null;
        });

    /// <summary>A folder for virtual machines; one whose inventory does not say what it may hold is taken for one.</summary>
    private ManagedObjectReference FolderOf(VimRequest request) =>
        context.Inventory.Find((DynamicMembers.Argument(request, "folder") as ManagedObjectReference)?.Value ?? "") is { Reference: { Type: "Folder" } found }
        && (context.Edits.Read(found, "childType") is not string[] types || types.Contains("VirtualMachine", StringComparer.Ordinal))
            ? found
            : throw new VimFaultException(new InvalidArgument { InvalidProperty = "folder" }, "the folder is not there, or is not for virtual machines", "A specified parameter was not correct: folder");

    /// <summary>Adds a clone to all that names virtual machines.</summary>
    private ManagedObjectReference Add(ManagedObjectReference source, ManagedObjectReference folder, string name, object? location, bool isTemplate)
    {
        var number = context.Edits.NextNumber("clone");
        var clone = new ManagedObjectReference("VirtualMachine", string.Create(CultureInfo.InvariantCulture, $"{source.Value}-clone-{number}"));
        var edits = context.Edits;
        var sourceObject = edits.SourceOf(source) ?? throw new VimFaultException(new ManagedObjectNotFound { Obj = source }, $"{source.Value} is gone");
        var values = sourceObject.Type.PropertiesByName.ToDictionary(static property => property.Name, property => edits.Read(source, property.Name), StringComparer.Ordinal);
        values["guest"] = edits.ReadFirst(source, "guest");
        values["snapshot"] = null;
        values["rootSnapshot"] = Array.Empty<ManagedObjectReference>();
        values["recentTask"] = Array.Empty<ManagedObjectReference>();
        values["name"] = name;
        values["parent"] = folder;
        edits.Add(new DerivedObject(clone, sourceObject.Type, values), (name, folder));

        var (host, pool) = _place.Of(values, location);
        if (isTemplate)
            pool = null; // a template is in no pool
        edits.Set(clone, "resourcePool", pool);
        edits.Set(clone, "runtime.host", host);
        edits.Set(clone, "config.name", name);
        edits.Set(clone, "config.template", isTemplate);
        edits.Set(clone, "config.uuid", UuidOf($"{name} {number}"));
        edits.Set(clone, "config.instanceUuid", UuidOf($"{name} {number} instance"));
        ClonedFiles.Rename(edits, clone, name);
        edits.Set(clone, "summary.vm", clone);
        foreach (var field in (string[])["name", "template", "uuid", "instanceUuid"])
            edits.Set(clone, $"summary.config.{field}", DynamicMembers.Field(edits.Read(clone, "config"), field));
        edits.Set(clone, "summary.config.vmPathName", DynamicMembers.Field(DynamicMembers.Field(edits.Read(clone, "config"), "files"), "vmPathName"));
        power.SetOff(clone);

        edits.Append(folder, "childEntity", clone);
        if (host is not null)
            edits.Append(host, "vm", clone);
        if (pool is not null)
            edits.Append(pool, "vm", clone);
        foreach (var property in (string[])["datastore", "network"])
        {
            foreach (var holder in values.GetValueOrDefault(property) as ManagedObjectReference[] ?? [])
                edits.Append(holder, "vm", clone);
        }

        return clone;
    }

    private DynamicObject SourceOf(ManagedObjectReference machine) => context.Values.Object("VmEventArgument", ("name", context.Inventory.Find(machine.Value)?.Name ?? ""), ("vm", machine));

    private static string UuidOf(string text)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        hash[7] = (byte)((hash[7] & 0x0F) | 0x40);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16)).ToString();
    }
}
