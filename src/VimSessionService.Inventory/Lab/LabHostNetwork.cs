using System.Globalization;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Lab;

/// <summary>
/// The network of a generated host as after an installation: <c>vSwitch0</c> with the port groups <c>VM Network</c> and <c>Management Network</c> on <c>vmnic0</c>, <c>vmk0</c>, and
/// <c>vmnic1</c> in the distributed switch.
/// </summary>
/// <param name="values">Makes values.</param>
/// <param name="plan">What distinguishes the host.</param>
internal sealed class LabHostNetwork(LabValues values, HostPlan plan)
{
    /// <summary>The network card of the kernel.</summary>
    public const string KernelCard = "vmk0";

    private const string VirtualSwitch = "vSwitch0";
    private const string SwitchCard = "vmnic0";
    private const string DistributedCard = "vmnic1";
    private const string Management = "Management Network";
    private const string Gateway = "10.100.255.254";
    private const string Stack = "defaultTcpipStack";
    private const string KernelPort = "key-vim.host.PortGroup.Port-67108866";
    private const int Mtu = 1500;
    private static readonly string[] NameServers = ["192.0.2.53"];
    private static readonly string[] SearchDomains = ["lab.example"];
    private static readonly string[] SwitchCards = [SwitchCard];
    private static readonly string[] PortGroups = [LabInventory.NetworkName, Management];
    private static readonly string[] TeamingPolicies = ["loadbalance_ip", "loadbalance_srcmac", "loadbalance_srcid", "failover_explicit"];
    private static readonly (string Card, int Slot)[] Cards = [(SwitchCard, 0), (DistributedCard, 1)];

    /// <summary>Reads a property of the HostNetworkSystem.</summary>
    public object? Read(string property) => property switch
    {
        "capabilities" => Capabilities(),
        "networkInfo" => Info(),
        "offloadCapabilities" => Offload(),
        "networkConfig" => Config(),
        "dnsConfig" => Dns(),
        "ipRouteConfig" => Route(),
        _ => null,
    };

    /// <summary>What the host can do.</summary>
    public DynamicObject Capabilities() => values.Object(
        "HostNetCapabilities",
        ("canSetPhysicalNicLinkSpeed", true),
        ("supportsNicTeaming", true),
        ("nicTeamingPolicy", TeamingPolicies),
        ("supportsVlan", true),
        ("usesServiceConsoleNic", false),
        ("supportsNetworkHints", true),
        ("maxPortGroupsPerVswitch", 512),
        ("vswitchConfigSupported", true),
        ("vnicConfigSupported", true),
        ("ipRouteConfigSupported", true),
        ("dnsConfigSupported", true),
        ("dhcpOnVnicSupported", true),
        ("ipV6Supported", true),
        ("backupNfcNiocSupported", true));

    /// <summary>What the cards can do in the place of the processors.</summary>
    public DynamicObject Offload() => values.Object("HostNetOffloadCapabilities", ("csumOffload", true), ("tcpSegmentation", true), ("zeroCopyXmit", true));

    /// <summary>The network as it is.</summary>
    public DynamicObject Info() => values.Object(
        "HostNetworkInfo",
        ("vswitch", new DataObject[] { Switch() }),
        ("proxySwitch", new DataObject[] { ProxySwitch() }),
        ("portgroup", (DataObject[])[.. PortGroups.Select(PortGroup)]),
        ("pnic", (DataObject[])[.. Cards.Select(card => Card(card.Card, card.Slot))]),
        ("vnic", new DataObject[] { Kernel(KeyOfKernel) }),
        ("dnsConfig", Dns()),
        ("ipRouteConfig", Route()),
        ("routeTableInfo", values.Object("HostIpRouteTableInfo", ("ipRoute", new DataObject[] { Entry("0.0.0.0", 0, Gateway), Entry("10.100.0.0", 16, "0.0.0.0") }))),
        ("ipV6Enabled", true),
        ("atBootIpV6Enabled", true),
        ("netStackInstance", new DataObject[]
        {
            values.Object(
                "HostNetStackInstance",
                ("key", Stack),
                ("name", Stack),
                ("dnsConfig", Dns()),
                ("ipRouteConfig", Route()),
                ("requestedMaxNumberOfConnections", 11_000),
                ("congestionControlAlgorithm", "newreno"),
                ("ipV6Enabled", true)),
        }));

    /// <summary>The network as one would set it up.</summary>
    public DynamicObject Config() => values.Object(
        "HostNetworkConfig",
        ("vswitch", new DataObject[] { values.Object("HostVirtualSwitchConfig", ("name", VirtualSwitch), ("spec", SwitchSpec())) }),
        ("proxySwitch", new DataObject[] { values.Object("HostProxySwitchConfig", ("uuid", plan.Switch.Uuid), ("spec", ProxySpec())) }),
        ("portgroup", (DataObject[])[.. PortGroups.Select(name => values.Object("HostPortGroupConfig", ("spec", PortGroupSpec(name))))]),
        ("pnic", (DataObject[])[.. Cards.Select(card => values.Object("PhysicalNicConfig", ("device", card.Card), ("spec", values.Object("PhysicalNicSpec", ("linkSpeed", Speed())))))]),
        ("vnic", new DataObject[] { values.Object("HostVirtualNicConfig", ("device", KernelCard), ("portgroup", Management), ("spec", KernelSpec())) }),
        ("dnsConfig", Dns()),
        ("ipRouteConfig", Route()),
        ("ipV6Enabled", true));

    /// <summary>The resolver.</summary>
    public DynamicObject Dns() => values.Object("HostDnsConfig", ("dhcp", false), ("hostName", plan.HostName), ("domainName", SearchDomains[0]), ("address", NameServers), ("searchDomain", SearchDomains));

    /// <summary>The key of the network card of the kernel.</summary>
    public const string KeyOfKernel = "key-vim.host.VirtualNic-" + KernelCard;

    /// <summary>The network card of the kernel.</summary>
    /// <param name="key">What it is called.</param>
    public DynamicObject Kernel(string key) => values.Object("HostVirtualNic", ("device", KernelCard), ("key", key), ("portgroup", Management), ("spec", KernelSpec()), ("port", KernelPort));

    private DynamicObject KernelSpec() => values.Object(
        "HostVirtualNicSpec",
        ("ip", values.Object("HostIpConfig", ("dhcp", false), ("ipAddress", plan.IpAddress), ("subnetMask", "255.255.0.0"))),
        ("mac", plan.MacAddress),
        ("portgroup", Management),
        ("mtu", Mtu),
        ("tsoEnabled", true),
        ("netStackInstanceKey", Stack),
        ("systemOwned", false));

    private DynamicObject Route() => values.Object("HostIpRouteConfig", ("defaultGateway", Gateway), ("gatewayDevice", KernelCard));

    private DynamicObject Entry(string network, int length, string gateway) => values.Object("HostIpRouteEntry", ("network", network), ("prefixLength", length), ("gateway", gateway), ("deviceName", KernelCard));

    private DynamicObject Switch() => values.Object(
        "HostVirtualSwitch",
        ("name", VirtualSwitch),
        ("key", KeyOf("VirtualSwitch", VirtualSwitch)),
        ("numPorts", 2560),
        ("numPortsAvailable", 2540),
        ("mtu", Mtu),
        ("portgroup", Array.ConvertAll(PortGroups, static name => KeyOf("PortGroup", name))),
        ("pnic", new[] { KeyOf("PhysicalNic", SwitchCard) }),
        ("spec", SwitchSpec()));

    private DynamicObject SwitchSpec() => values.Object(
        "HostVirtualSwitchSpec",
        ("numPorts", 128),
        ("bridge", values.Object(
            "HostVirtualSwitchBondBridge",
            ("nicDevice", SwitchCards),
            ("beacon", values.Object("HostVirtualSwitchBeaconConfig", ("interval", 1))),
            ("linkDiscoveryProtocolConfig", values.Object("LinkDiscoveryProtocolConfig", ("protocol", "cdp"), ("operation", "listen"))))),
        ("policy", Policy()),
        ("mtu", Mtu));

    private DynamicObject Policy() => values.Object(
        "HostNetworkPolicy",
        ("security", values.Object("HostNetworkSecurityPolicy", ("allowPromiscuous", false), ("macChanges", false), ("forgedTransmits", false))),
        ("nicTeaming", values.Object(
            "HostNicTeamingPolicy",
            ("policy", "loadbalance_srcid"),
            ("reversePolicy", true),
            ("notifySwitches", true),
            ("rollingOrder", false),
            ("failureCriteria", values.Object("HostNicFailureCriteria", ("checkSpeed", "minimum"), ("speed", 10), ("checkDuplex", false), ("fullDuplex", false), ("checkErrorPercent", false), ("percentage", 0), ("checkBeacon", false))),
            ("nicOrder", values.Object("HostNicOrderPolicy", ("activeNic", SwitchCards))))),
        ("offloadPolicy", Offload()),
        ("shapingPolicy", values.Object("HostNetworkTrafficShapingPolicy", ("enabled", false))));

    private DynamicObject PortGroup(string name) => values.Object(
        "HostPortGroup",
        ("key", KeyOf("PortGroup", name)),
        ("port", name == Management ? new DataObject[] { values.Object("HostPortGroupPort", ("key", KernelPort), ("mac", new[] { plan.MacAddress }), ("type", "host")) } : null),
        ("vswitch", KeyOf("VirtualSwitch", VirtualSwitch)),
        ("computedPolicy", Policy()),
        ("spec", PortGroupSpec(name)));

    /// <summary>A port group that takes every policy of its switch.</summary>
    private DynamicObject PortGroupSpec(string name) => values.Object("HostPortGroupSpec", ("name", name), ("vlanId", 0), ("vswitchName", VirtualSwitch), ("policy", values.Object("HostNetworkPolicy")));

    private DynamicObject Card(string device, int slot) => values.Object(
        "PhysicalNic",
        ("key", KeyOf("PhysicalNic", device)),
        ("device", device),
        ("pci", string.Create(CultureInfo.InvariantCulture, $"0000:0b:00.{slot}")),
        ("driver", "ixgben"),
        ("linkSpeed", Speed()),
        ("validLinkSpecification", new DataObject[] { Speed() }),
        ("spec", values.Object("PhysicalNicSpec", ("ip", values.Object("HostIpConfig", ("dhcp", false))), ("linkSpeed", Speed()))),
        ("wakeOnLanSupported", false),
        ("mac", plan.CardMacAddresses[slot]),
        ("vmDirectPathGen2Supported", false),
        ("resourcePoolSchedulerAllowed", true),
        ("autoNegotiateSupported", false));

    private DynamicObject Speed() => values.Object("PhysicalNicLinkInfo", ("speedMb", 10_000), ("duplex", true));

    private DynamicObject ProxySwitch() => values.Object(
        "HostProxySwitch",
        ("dvsUuid", plan.Switch.Uuid),
        ("dvsName", plan.Switch.Name),
        ("key", "DvsPortset-0"),
        ("numPorts", 2560),
        ("configNumPorts", 512),
        ("numPortsAvailable", 2540),
        ("uplinkPort", (DataObject[])[.. plan.Switch.UplinkPortsOf(plan.Index).Zip(SwitchPlan.UplinkNames, (key, name) => values.Object("KeyValue", ("key", key), ("value", name)))]),
        ("mtu", Mtu),
        ("pnic", new[] { KeyOf("PhysicalNic", DistributedCard) }),
        ("spec", ProxySpec()),
        ("networkReservationSupported", true));

    private DynamicObject ProxySpec() => values.Object("HostProxySwitchSpec", ("backing", Backing(values, plan)));

    /// <summary>Which card of a host is in the distributed switch.</summary>
    public static DynamicObject Backing(LabValues values, HostPlan host) => values.Object(
        "DistributedVirtualSwitchHostMemberPnicBacking",
        ("pnicSpec", new DataObject[]
        {
            values.Object("DistributedVirtualSwitchHostMemberPnicSpec", ("pnicDevice", DistributedCard), ("uplinkPortKey", host.Switch.UplinkPortsOf(host.Index)[0]), ("uplinkPortgroupKey", host.Switch.Uplinks.Value)),
        }));

    private static string KeyOf(string type, string name) => $"key-vim.host.{type}-{name}";
}
