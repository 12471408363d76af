using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Lab;

/// <summary>The services of a generated host, as after an installation of 8.0.3 with NTP.</summary>
internal static class LabHostServices
{
    private const string On = "on";
    private const string Off = "off";

    private static readonly Service[] All =
    [
        new("DCUI", "Direct Console UI", IsRunning: true, On),
        new("TSM", "ESXi Shell", IsRunning: false, Off),
        new("TSM-SSH", "SSH", IsRunning: false, Off, "sshServer"),
        new("attestd", "attestd", IsRunning: false, Off),
        new("dpd", "dpd", IsRunning: false, Off),
        new("entropyd", "entropyd", IsRunning: true, On),
        new("kmxd", "kmxd", IsRunning: false, Off),
        new("lbtd", "Load-Based Teaming Daemon", IsRunning: true, On),
        new("lwsmd", "Active Directory Service", IsRunning: false, Off, "activeDirectoryAll"),
        new("ntpd", "NTP Daemon", IsRunning: true, On, "ntpClient"),
        new("pcscd", "PC/SC Smart Card Daemon", IsRunning: false, Off),
        new("ptpd", "PTP Daemon", IsRunning: false, Off, "ptpd"),
        new("sfcbd-watchdog", "CIM Server", IsRunning: false, On, "CIMHttpServer", "CIMHttpsServer"),
        new("slpd", "slpd", IsRunning: false, Off, "CIMSLP"),
        new("snmpd", "SNMP Server", IsRunning: false, On, "snmp"),
        new("vltd", "vltd", IsRunning: false, Off),
        new("vpxa", "VMware vCenter Agent", IsRunning: true, On, "vpxHeartbeats"),
        new("xorg", "X.Org Server", IsRunning: false, On),
    ];

    /// <summary>The services.</summary>
    public static DynamicObject Info(LabValues values) => values.Object("HostServiceInfo", ("service", (DataObject[])[.. All.Select(service => Make(values, service))]));

    private static DynamicObject Make(LabValues values, Service service) => values.Object(
        "HostService",
        ("key", service.Key),
        ("label", service.Label),
        ("required", false),
        ("uninstallable", false),
        ("running", service.IsRunning),
        ("ruleset", service.Rulesets),
        ("policy", service.Policy),
        ("sourcePackage", values.Object("HostServiceSourcePackage", ("sourcePackageName", "esx-base"), ("description", "This VIB contains all of the base functionality of vSphere ESXi."))));

    /// <summary>A service.</summary>
    private sealed record Service(string Key, string Label, bool IsRunning, string Policy, params string[] Rulesets);
}
