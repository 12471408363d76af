using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Lab;

/// <summary>The firewall of a generated host: the usual rule sets of 8.0.3.</summary>
internal static class LabHostFirewall
{
    private static readonly Ruleset[] All =
    [
        new("sshServer", "SSH Server", IsEnabled: true, In(22)),
        new("sshClient", "SSH Client", IsEnabled: false, Out(22)),
        new("nfsClient", "NFS Client", IsEnabled: false, Out(0, 65535)),
        new("nfs41Client", "nfs41Client", IsEnabled: false, Out(2049)),
        new("dhcp", "DHCP Client", IsEnabled: true, In(68, protocol: Udp), Out(68, protocol: Udp)),
        new("dns", "DNS Client", IsEnabled: true, In(53, protocol: Udp), Out(53, protocol: Udp), Out(53)),
        new("snmp", "SNMP Server", IsEnabled: true, In(161, protocol: Udp)),
        new("ntpClient", "NTP Client", IsEnabled: true, Out(123, protocol: Udp)),
        new("ptpd", "ptpd", IsEnabled: false, In(319, 320, Udp), Out(319, 320, Udp)),
        new("CIMHttpServer", "CIM Server", IsEnabled: true, In(5988)),
        new("CIMHttpsServer", "CIM Secure Server", IsEnabled: true, In(5989)),
        new("CIMSLP", "CIM SLP", IsEnabled: false, In(427, protocol: Udp), Out(427, protocol: Udp), In(427), Out(427)),
        new("iSCSI", "Software iSCSI Client", IsEnabled: false, Out(3260)),
        new("vpxHeartbeats", "VMware vCenter Agent", IsEnabled: true, Out(902, protocol: Udp)),
        new("updateManager", "vCenter Update Manager", IsEnabled: true, Out(80), Out(9000, 9100)),
        new("faultTolerance", "Fault Tolerance", IsEnabled: true, In(8300), Out(8300), Out(80)),
        new("webAccess", "vSphere Web Access", IsEnabled: true, In(80)),
        new("vMotion", "vMotion", IsEnabled: true, In(8000), Out(8000)),
        new("vSphereClient", "vSphere Web Client", IsEnabled: true, In(902), In(443)),
        new("activeDirectoryAll", "Active Directory All", IsEnabled: false, Out(88), Out(389), Out(445), Out(464)),
        new("NFC", "NFC", IsEnabled: true, In(902), Out(902)),
        new("HBR", "HBR", IsEnabled: true, Out(31031), Out(44046)),
        new("ftpClient", "FTP Client", IsEnabled: false, In(20), Out(21)),
        new("httpClient", "httpClient", IsEnabled: false, Out(80), Out(443)),
        new("gdbserver", "gdbserver", IsEnabled: false, In(1000, 9999), In(50000, 50999)),
        new("DVSSync", "DVSSync", IsEnabled: true, In(8301, 8302, Udp), Out(8301, 8302, Udp)),
        new("syslog", "syslog", IsEnabled: false, Out(514, protocol: Udp), Out(514), Out(1514)),
        new("WOL", "WOL", IsEnabled: true, Out(9, protocol: Udp)),
        new("remoteSerialPort", "VM serial port connected over network", IsEnabled: false, In(23), In(1024, 65535), Out(0, 65535)),
        new("rdt", "Virtual SAN Transport", IsEnabled: false, In(2233), Out(2233)),
        new("cmmds", "Virtual SAN Clustering Service", IsEnabled: false, In(12345, protocol: Udp), In(23451, protocol: Udp), Out(12345, protocol: Udp), Out(23451, protocol: Udp)),
    ];

    private const string Tcp = "tcp";
    private const string Udp = "udp";

    /// <summary>The rule sets.</summary>
    public static DynamicObject Info(LabValues values) => values.Object(
        "HostFirewallInfo",
        ("defaultPolicy", values.Object("HostFirewallDefaultPolicy", ("incomingBlocked", true), ("outgoingBlocked", true))),
        ("ruleset", (DataObject[])[.. All.Select(ruleset => Make(values, ruleset))]));

    private static DynamicObject Make(LabValues values, Ruleset ruleset) => values.Object(
        "HostFirewallRuleset",
        ("key", ruleset.Key),
        ("label", ruleset.Label),
        ("required", false),
        ("rule", (DataObject[])[.. ruleset.Rules.Select(rule => values.Object(
            "HostFirewallRule",
            ("port", rule.Port),
            ("endPort", rule.Last),
            ("direction", values.Enum("HostFirewallRuleDirection", rule.IsInbound ? "inbound" : "outbound")),
            ("portType", values.Enum("HostFirewallRulePortType", "dst")),
            ("protocol", rule.Protocol)))]),
        ("enabled", ruleset.IsEnabled),
        ("allowedHosts", values.Object("HostFirewallRulesetIpList", ("allIp", true))),
        ("userControllable", true),
        ("ipListUserConfigurable", true));

    private static Rule In(int port, int? last = null, string protocol = Tcp) => new(port, last, protocol, IsInbound: true);

    private static Rule Out(int port, int? last = null, string protocol = Tcp) => new(port, last, protocol, IsInbound: false);

    /// <summary>A rule set.</summary>
    private sealed record Ruleset(string Key, string Label, bool IsEnabled, params Rule[] Rules);

    /// <summary>A rule.</summary>
    private sealed record Rule(int Port, int? Last, string Protocol, bool IsInbound);
}
