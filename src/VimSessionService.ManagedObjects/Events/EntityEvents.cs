using VimSessionService.Core.Directory;
using VimSessionService.Core.Events;
using VimSessionService.Core.Work;
using VimSessionService.ManagedObjects.Inventory.Edits;
using VimSessionService.Schema;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Events;

/// <summary>The names of where something has happened, for the text of an event.</summary>
/// <param name="Machine">The virtual machine, or another object.</param>
/// <param name="Host">Its host; empty for none.</param>
/// <param name="Datacenter">Its datacenter; empty for none.</param>
internal readonly record struct EventPlace(string Machine, string Host, string Datacenter);

/// <summary>Posts events about objects of an inventory: with what the service knows of them, such as the host and the datacenter of a virtual machine.</summary>
/// <param name="api">The types of events.</param>
/// <param name="log">The events.</param>
/// <param name="inventory">Names objects.</param>
/// <param name="edits">Has their properties.</param>
/// <param name="trial">The thread that tries a change: its events are posted with the change, once it is shared.</param>
internal sealed class EntityEvents(WholeApi api, IEventLog log, InventoryTree inventory, InventoryEdits edits, WorkTrial trial)
{
    private const int LongestText = 4096;

    /// <summary>Posts an event about a virtual machine.</summary>
    /// <param name="type">The type, which extends VmEvent.</param>
    /// <param name="machine">The virtual machine.</param>
    /// <param name="userName">Who did it.</param>
    /// <param name="text">Makes the text of the names.</param>
    /// <param name="members">The members that the type adds.</param>
    public void Post(string type, ManagedObjectReference machine, string userName, Func<EventPlace, string> text, params (string Name, object? Value)[] members)
    {
        var source = api.FindDynamicType(type)!.Create([("template", MachineFlag(machine)), .. members]);
        Post(new DynamicEvent(source) { Key = 0, ChainId = 0, CreatedTime = default, UserName = "", FullFormattedMessage = text(PlaceOf(machine)) }, machine, userName);
    }

    /// <summary>Posts an event. Key, time and user are the service's to say; the objects that it is about are those of its target where it names none.</summary>
    /// <param name="posted">The event.</param>
    /// <param name="target">What it is about.</param>
    /// <param name="userName">Who did it.</param>
    public void Post(Event posted, ManagedObjectReference target, string userName)
    {
        var host = target.Type == "HostSystem" ? target : HostOf(target);
        var datacenter = Above(target, "Datacenter");
        var whole = posted with
        {
            Vm = posted.Vm ?? (target.Type == "VirtualMachine" ? new VmEventArgument { Name = NameOf(target), Vm = target } : null),
            Host = posted.Host ?? (host is null ? null : new HostEventArgument { Name = NameOf(host), Host = host }),
            ComputeResource = posted.ComputeResource ?? (host is null ? null : ComputeResourceOf(host)),
            Datacenter = posted.Datacenter ?? (datacenter is null ? null : new DatacenterEventArgument { Name = NameOf(datacenter), Datacenter = datacenter }),
            FullFormattedMessage = posted.FullFormattedMessage is { Length: > LongestText } text ? text[..LongestText] : posted.FullFormattedMessage,
        };
        if (trial.IsMine)
            trial.Then.Post(log, Stamped);
        else
            log.Post(Stamped);

        Event Stamped(EventStamp stamp) => whole with { Key = stamp.Key, ChainId = stamp.Key, CreatedTime = stamp.CreatedTime, UserName = userName };
    }

    /// <summary>The names of where an object is.</summary>
    public EventPlace PlaceOf(ManagedObjectReference target) =>
        new(NameOf(target), HostOf(target) is { } host ? NameOf(host) : "", Above(target, "Datacenter") is { } datacenter ? NameOf(datacenter) : "");

    private bool MachineFlag(ManagedObjectReference machine) => (edits.Read(machine, "config") as DynamicObject)?.GetSchema().FindField("template")?.Get(edits.Read(machine, "config")!) is true;

    private string NameOf(ManagedObjectReference reference) => inventory.Find(reference.Value)?.Name ?? "";

    private ManagedObjectReference? HostOf(ManagedObjectReference target) =>
        target.Type == "VirtualMachine" && edits.Read(target, "runtime") is DynamicObject runtime ? runtime.GetSchema().FindField("host")?.Get(runtime) as ManagedObjectReference : null;

    private ComputeResourceEventArgument? ComputeResourceOf(ManagedObjectReference host) => inventory.Find(host.Value)?.Parent is { } parent
        ? new ComputeResourceEventArgument { Name = parent.Name, ComputeResource = parent.Reference }
        : null;

    private ManagedObjectReference? Above(ManagedObjectReference target, string type)
    {
        for (var at = inventory.Find(target.Value); at is not null; at = at.Parent)
        {
            if (at.Reference.Type == type)
                return at.Reference;
        }

        return null;
    }
}
