using VimSessionService.Core.Calls;
using VimSessionService.Inventory.Lab;
using VimSessionService.ManagedObjects.Inventory.Edits;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory.Answers;

/// <summary>The ports of a distributed switch: those that its port groups name, with the settings of the group. Nothing but the cards of hosts is known to be connected.</summary>
/// <param name="values">Makes values.</param>
/// <param name="edits">Reads the inventory.</param>
internal sealed class SwitchPorts(LabValues values, InventoryEdits edits)
{
    /// <summary>The ports that a request asks for, of the port groups that the caller may see.</summary>
    public async ValueTask<DataObject[]> FetchAsync(ManagedObject<CallContext> target, VimRequest request, CallContext call)
    {
        var criteria = new Criteria(DynamicMembers.Argument(request, "criteria") as DataObject);
        var cards = CardsOf(edits.Read(target.Reference, "config"), call);
        var uuid = edits.Read(target.Reference, "uuid") as string ?? "";
        var ports = new List<DataObject>();
        foreach (var group in await target.ReadPropertyAsync("portgroup", call) as ManagedObjectReference[] ?? [])
        {
            var config = edits.Read(group, "config");
            if (!criteria.TakesGroup(DynamicMembers.Field(config, "key") as string ?? group.Value, DynamicMembers.Field(config, "uplink") is true))
                continue;
            foreach (var key in edits.Read(group, "portKeys") as string[] ?? [])
            {
                call.Budget.Spend();
                var card = cards.GetValueOrDefault(key);
                if (criteria.TakesPort(key, card?.Host))
                    ports.Add(Port(key, uuid, group.Value, config, card));
            }
        }

        return [.. ports];
    }

    private DynamicObject Port(string key, string uuid, string group, object? config, Card? card) => values.Object(
        "DistributedVirtualPort",
        ("key", key),
        ("config", values.Object("DVPortConfigInfo", ("setting", DynamicMembers.Field(config, "defaultPortConfig")), ("configVersion", "0"))),
        ("dvsUuid", uuid),
        ("portgroupKey", DynamicMembers.Field(config, "key") as string ?? group),
        ("proxyHost", card?.Host),
        ("connectee", card is null ? null : values.Object("DistributedVirtualSwitchPortConnectee", ("connectedEntity", card.Host), ("nicKey", card.Device), ("type", "pnic"))),
        ("conflict", false),
        ("state", values.Object("DVPortState", ("runtimeInfo", values.Object("DVPortStatus", ("linkUp", card is not null), ("blocked", false))))));

    /// <summary>The cards of hosts, by the ports that they are connected to.</summary>
    private static Dictionary<string, Card> CardsOf(object? config, CallContext call)
    {
        var cards = new Dictionary<string, Card>(StringComparer.Ordinal);
        foreach (var member in DynamicMembers.Field(config, "host") as DataObject[] ?? [])
        {
            call.Budget.Spend();
            var of = DynamicMembers.Field(member, "config");
            foreach (var spec in DynamicMembers.Field(DynamicMembers.Field(of, "backing"), "pnicSpec") as DataObject[] ?? [])
            {
                if (DynamicMembers.Field(of, "host") is ManagedObjectReference host && DynamicMembers.Field(spec, "uplinkPortKey") is string key)
                    cards[key] = new Card(host, DynamicMembers.Field(spec, "pnicDevice") as string ?? "");
            }
        }

        return cards;
    }

    /// <summary>A card of a host.</summary>
    private sealed record Card(ManagedObjectReference Host, string Device);

    /// <summary>What a DistributedVirtualSwitchPortCriteria asks for; null for all ports.</summary>
    private sealed class Criteria(DataObject? criteria)
    {
        private readonly HashSet<string>? _groups = SetOf(DynamicMembers.Field(criteria, "portgroupKey"));
        private readonly HashSet<string>? _ports = SetOf(DynamicMembers.Field(criteria, "portKey"));
        private readonly HashSet<string>? _hosts = (DynamicMembers.Field(criteria, "host") as ManagedObjectReference[]) is { Length: > 0 } hosts ? [.. hosts.Select(static host => host.Value)] : null;
        private readonly bool _isInside = DynamicMembers.Field(criteria, "inside") is not false;
        private readonly bool? _uplink = DynamicMembers.Field(criteria, "uplinkPort") as bool?;
        private readonly bool? _connected = DynamicMembers.Field(criteria, "connected") as bool?;
        private readonly bool? _active = DynamicMembers.Field(criteria, "active") as bool?;

        /// <summary>Whether ports of a group may be among them. <c>inside</c> says whether the groups that are named are meant, or the others.</summary>
        public bool TakesGroup(string key, bool isUplink) => (_groups is null || _groups.Contains(key) == _isInside) && (_uplink is null || _uplink == isUplink);

        /// <summary>Whether a port is among them.</summary>
        public bool TakesPort(string key, ManagedObjectReference? host)
        {
            var isConnected = host is not null;
            return (_ports is null || _ports.Contains(key))
                && (_hosts is null || (host is not null && _hosts.Contains(host.Value)))
                && (_connected ?? isConnected) == isConnected
                && (_active ?? isConnected) == isConnected;
        }

        private static HashSet<string>? SetOf(object? value) => value is string[] { Length: > 0 } texts ? new(texts, StringComparer.Ordinal) : null;
    }
}
