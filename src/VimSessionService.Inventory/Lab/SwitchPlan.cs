using System.Globalization;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Lab;

/// <summary>The distributed switch of the lab and its port groups, with the names that users of govmomi's simulator know. Each host has four uplink ports, of which the first has a card.</summary>
internal sealed record SwitchPlan
{
    /// <summary>The switch.</summary>
    public static ManagedObjectReference Reference { get; } = new("VmwareDistributedVirtualSwitch", "dvs-9");

    /// <summary>The ports of the port group for virtual machines.</summary>
    public const int GroupPorts = 8;

    /// <summary>The names of the uplinks, as a vCenter gives them.</summary>
    public static readonly string[] UplinkNames = ["Uplink 1", "Uplink 2", "Uplink 3", "Uplink 4"];

    /// <summary>The port group of the uplinks.</summary>
    public ManagedObjectReference Uplinks { get; } = new("DistributedVirtualPortgroup", "dvportgroup-8");

    /// <summary>The port group for virtual machines.</summary>
    public ManagedObjectReference Group { get; } = new("DistributedVirtualPortgroup", "dvportgroup-10");

    /// <summary>The name of the switch.</summary>
    public string Name => "DVS0";

    /// <summary>The name of the port group of the uplinks.</summary>
    public string UplinksName => "DVS0-DVUplinks-9";

    /// <summary>The name of the port group for virtual machines.</summary>
    public string GroupName => "DC0_DVPG0";

    /// <summary>The UUID in the form that switches have.</summary>
    public required string Uuid { get; init; }

    /// <summary>The keys of the ports for virtual machines.</summary>
    public string[] GroupPortKeys { get; } = [.. Enumerable.Range(0, GroupPorts).Select(KeyOf)];

    /// <summary>The keys of the uplink ports of a host.</summary>
    /// <param name="host">Its place among the hosts.</param>
    public string[] UplinkPortsOf(int host) => [.. Enumerable.Range(GroupPorts + (host * UplinkNames.Length), UplinkNames.Length).Select(KeyOf)];

    private static string KeyOf(int port) => port.ToString(CultureInfo.InvariantCulture);
}
