using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Lab;

/// <summary>The generated distributed switch, of which every host is a member, and its port groups. No virtual machine is connected to it.</summary>
/// <param name="values">Makes values.</param>
/// <param name="plan">Its names.</param>
/// <param name="hosts">The hosts.</param>
internal sealed class LabSwitch(LabValues values, SwitchPlan plan, IReadOnlyList<HostPlan> hosts)
{
    private static readonly string[] TeamingPolicies = ["loadbalance_ip", "loadbalance_srcmac", "loadbalance_srcid", "failover_explicit", "loadbalance_loadbased"];

    private ManagedObjectReference[] Hosts => [.. hosts.Select(static host => host.Host)];

    private string[] UplinkPorts => [.. hosts.SelectMany(host => plan.UplinkPortsOf(host.Index))];

    private int Ports => SwitchPlan.GroupPorts + UplinkPorts.Length;

    /// <summary>Reads a property of the switch.</summary>
    public object? Read(string property) => property switch
    {
        "uuid" => plan.Uuid,
        "capability" => Capability(),
        "summary" => values.Object(
            "DVSSummary",
            ("name", plan.Name),
            ("uuid", plan.Uuid),
            ("numPorts", Ports),
            ("productInfo", Product()),
            ("hostMember", Hosts),
            ("host", Hosts),
            ("portgroupName", new[] { plan.GroupName, plan.UplinksName }),
            ("contact", values.Object("DVSContactInfo")),
            ("numHosts", hosts.Count)),
        "config" => Config(),
        "portgroup" => new[] { plan.Uplinks, plan.Group },
        "runtime" => values.Object(
            "DVSRuntimeInfo",
            ("hostMemberRuntime", (DataObject[])[.. hosts.Select(host => values.Object("HostMemberRuntimeInfo", ("host", host.Host), ("status", "up")))])),
        _ => null,
    };

    /// <summary>Reads a property of the port group for virtual machines.</summary>
    public object? ReadGroup(string property) => ReadGroup(property, plan.Group, plan.GroupName, plan.GroupPortKeys, isUplink: false);

    /// <summary>Reads a property of the port group of the uplinks.</summary>
    public object? ReadUplinks(string property) => ReadGroup(property, plan.Uplinks, plan.UplinksName, UplinkPorts, isUplink: true);

    private object? ReadGroup(string property, ManagedObjectReference group, string name, string[] ports, bool isUplink) => property switch
    {
        "key" => group.Value,
        "summary" => values.Object("NetworkSummary", ("network", group), ("name", name), ("accessible", true), ("ipPoolName", "")),
        "host" => Hosts,
        "vm" => Array.Empty<ManagedObjectReference>(),
        "portKeys" => ports,
        "config" => values.Object(
            "DVPortgroupConfigInfo",
            ("key", group.Value),
            ("name", name),
            ("numPorts", ports.Length),
            ("distributedVirtualSwitch", SwitchPlan.Reference),
            ("defaultPortConfig", Setting(isUplink)),
            ("type", "earlyBinding"),
            ("backingType", "standard"),
            ("policy", values.Object(
                "VMwareDVSPortgroupPolicy",
                ("blockOverrideAllowed", true),
                ("portConfigResetAtDisconnect", true),
                ("vlanOverrideAllowed", isUplink))),
            ("configVersion", "0"),
            ("autoExpand", !isUplink),
            ("uplink", isUplink)),
        _ => null,
    };

    private DynamicObject Config() => values.Object(
        "VMwareDVSConfigInfo",
        ("uuid", plan.Uuid),
        ("name", plan.Name),
        ("numStandalonePorts", 0),
        ("numPorts", Ports),
        ("maxPorts", int.MaxValue),
        ("uplinkPortPolicy", values.Object("DVSNameArrayUplinkPortPolicy", ("uplinkPortName", SwitchPlan.UplinkNames))),
        ("uplinkPortgroup", new[] { plan.Uplinks }),
        ("defaultPortConfig", Setting(isUplink: false)),
        ("host", (DataObject[])[.. hosts.Select(Member)]),
        ("productInfo", Product()),
        ("extensionKey", "com.vmware.vcIntegrity"),
        ("policy", values.Object("DVSPolicy", ("autoPreInstallAllowed", true), ("autoUpgradeAllowed", true), ("partialUpgradeAllowed", true))),
        ("configVersion", "1"),
        ("contact", values.Object("DVSContactInfo")),
        ("createTime", LabValues.Recorded),
        ("networkResourceManagementEnabled", true),
        ("defaultProxySwitchMaxNumPorts", 512),
        ("networkResourceControlVersion", "version3"),
        ("maxMtu", 1500),
        ("linkDiscoveryProtocolConfig", values.Object("LinkDiscoveryProtocolConfig", ("protocol", "cdp"), ("operation", "listen"))),
        ("ipfixConfig", values.Object("VMwareIpfixConfig", ("activeFlowTimeout", 60), ("idleFlowTimeout", 15), ("samplingRate", 4096), ("internalFlowsOnly", false))),
        ("lacpApiVersion", "multipleLag"),
        ("multicastFilteringMode", "legacyFiltering"));

    private DynamicObject Member(HostPlan host) => values.Object(
        "DistributedVirtualSwitchHostMember",
        ("runtimeState", values.Object("DistributedVirtualSwitchHostMemberRuntimeState", ("currentMaxProxySwitchPorts", 512))),
        ("config", values.Object("DistributedVirtualSwitchHostMemberConfigInfo", ("host", host.Host), ("maxProxySwitchPorts", 512), ("backing", LabHostNetwork.Backing(values, host)))),
        ("productInfo", Product()),
        ("uplinkPortKey", plan.UplinkPortsOf(host.Index)),
        ("status", "up"));

    private DynamicObject Product() => values.Object("DistributedVirtualSwitchProductSpec", ("name", "DVS"), ("vendor", "VMware, Inc."), ("version", "8.0.3"), ("forwardingClass", "etherswitch"));

    /// <summary>How a port is set: without a VLAN; the uplinks with all of them.</summary>
    private DynamicObject Setting(bool isUplink) => values.Object(
        "VMwareDVSPortSetting",
        ("blocked", Own(false)),
        ("vlan", isUplink
            ? values.Object("VmwareDistributedVirtualSwitchTrunkVlanSpec", ("vlanId", new DataObject[] { values.Object("NumericRange", ("start", 0), ("end", 4094)) }))
            : values.Object("VmwareDistributedVirtualSwitchVlanIdSpec", ("vlanId", 0))),
        ("uplinkTeamingPolicy", values.Object(
            "VmwareUplinkPortTeamingPolicy",
            ("policy", values.Object("StringPolicy", ("value", "loadbalance_srcid"))),
            ("reversePolicy", Own(true)),
            ("notifySwitches", Own(true)),
            ("rollingOrder", Own(false)),
            ("uplinkPortOrder", values.Object("VMwareUplinkPortOrderPolicy", ("activeUplinkPort", SwitchPlan.UplinkNames))))),
        ("securityPolicy", values.Object("DVSSecurityPolicy", ("allowPromiscuous", Own(false)), ("macChanges", Own(false)), ("forgedTransmits", Own(isUplink)))),
        ("ipfixEnabled", Own(false)),
        ("txUplink", Own(false)),
        ("macManagementPolicy", values.Object(
            "DVSMacManagementPolicy",
            ("allowPromiscuous", false),
            ("macChanges", false),
            ("forgedTransmits", isUplink),
            ("macLearningPolicy", values.Object("DVSMacLearningPolicy", ("enabled", false), ("allowUnicastFlooding", true), ("limit", 4096), ("limitPolicy", "DROP"))))));

    private DynamicObject Own(bool value) => values.Object("BoolPolicy", ("inherited", false), ("value", value));

    private DynamicObject Capability() => values.Object(
        "DVSCapability",
        ("dvsOperationSupported", true),
        ("dvPortGroupOperationSupported", true),
        ("dvPortOperationSupported", true),
        ("compatibleHostComponentProductInfo", new DataObject[] { values.Object("DistributedVirtualSwitchHostProductSpec", ("productLineId", "embeddedEsx"), ("version", "8.0+")) }),
        ("featuresSupported", values.Object(
            "VMwareDVSFeatureCapability",
            ("networkResourceManagementSupported", true),
            ("vmDirectPathGen2Supported", true),
            ("nicTeamingPolicy", TeamingPolicies),
            ("networkResourcePoolHighShareValue", 100),
            ("healthCheckCapability", values.Object("VMwareDVSHealthCheckCapability", ("vlanMtuSupported", true), ("teamingSupported", true))),
            ("rollbackCapability", values.Object("DVSRollbackCapability", ("rollbackSupported", true))),
            ("backupRestoreCapability", values.Object("DVSBackupRestoreCapability", ("backupRestoreSupported", true))),
            ("networkFilterSupported", true),
            ("macLearningSupported", true),
            ("vspanSupported", true),
            ("lldpSupported", true),
            ("ipfixSupported", true),
            ("multicastSnoopingSupported", true),
            ("lacpCapability", values.Object("VMwareDvsLacpCapability", ("lacpSupported", true), ("multiLacpGroupSupported", true), ("lacpFastModeSupported", true))),
            ("mtuCapability", values.Object("VMwareDvsMtuCapability", ("minMtuSupported", 1280), ("maxMtuSupported", 9190))))));
}
