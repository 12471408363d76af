using System.Globalization;
using static VimSessionService.Core.AdvancedSettings.AdvancedSetting;

namespace VimSessionService.Core.AdvancedSettings;

/// <summary>
/// The settings of a vCenter that clients read, with the values of a fresh one. No setting holds a password: the two that do on a
/// real server are left out.
/// </summary>
internal static class VCenterAdvancedSettings
{
    /// <summary>Below it a real server lets clients add settings.</summary>
    private const string FreePrefix = "config.";

    /// <summary>The settings.</summary>
    /// <param name="live">The settings that live elsewhere.</param>
    /// <param name="ssoDomain">The domain of single sign-on.</param>
    public static AdvancedSettingCatalog Create(LiveAdvancedSettings live, string ssoDomain) => new(
        [
            .. SessionAdvancedSettings.Of(live.Sessions, FreePrefix),
            .. EventAdvancedSettings.OfAge(live.Events),
            EventAdvancedSettings.OfSize(live.Events, FreePrefix),
            LogLevelAdvancedSetting.Of(live.LogLevel, "log.level"),
            .. Addresses(ssoDomain),
            .. General,
            .. Enumerable.Range(1, 4).SelectMany(SnmpReceiver),
        ],
        FreePrefix,
        TypeProblem: "value");

    private static IEnumerable<AdvancedSetting> General =>
    [
        Flag("ads.checkIntervalEnabled", true, "Enable user validation"),
        Number("ads.checkInterval", 1440, 1, 100_000, "User validation interval in minutes"),
        Flag("ads.maxFetchEnabled", true, "Enable user retrieve limits"),
        Number("ads.maxFetch", 5000, 0, 1_000_000, "Maximum users to retrieve"),
        Number("ads.timeout", 60, 1, 100_000, "User retrieve timeout in seconds"),
        Number("client.timeout.long", 120, 1, 100_000, "Long operation client timeout in seconds"),
        Number("client.timeout.normal", 30, 1, 100_000, "Client timeout in seconds"),
        Flag("client.VerifySSLCertificates", true, "Verify SSL certificates"),
        Choice("config.log.level", "info", [.. LogLevelSetting.Levels], "Logging level at start"),
        Flag("config.vpxd.enableDebugBrowse", false, "Debug Managed Object Browser enabled"),
        Text("config.vpxd.sso.default.admin", "Administrator@vsphere.local", "First administrator"),
        Text("config.vpxd.sso.default.isGroup", "false", "Whether the first administrator is a group"),
        Text("etc.issue", "", "/etc/issue"),
        Text("etc.motd", "", "/etc/motd"),
        Number("event.batchsize", 2000, 1, 100_000, "Batch size in cleanup events procedure"),
        Number("instance.id", 0, 0, 63, "Instance ID"),
        Text("mail.sender", "", "Mail sender"),
        Number("mail.smtp.port", 25, 1, 65_535, "SMTP server port"),
        Text("mail.smtp.server", "", "SMTP server"),
        Text("mail.smtp.username", "", "SMTP server username"),
        Number("Perf.Stats.MaxCollectionThreads", 2, 1, 1_000, "Maximum statistics collection threads"),
        Text("SSL.Version", "all", "SSL version"),
        Number("task.batchsize", 2000, 1, 100_000, "Batch size in cleanup tasks procedure"),
        Number("task.maxAge", 30, 1, 36_500, "Maximum task age in days"),
        Flag("task.maxAgeEnabled", true, "Enable task cleanup"),
        Text("VirtualCenter.ManagedIP", "", "vCenter management IP address"),
        Number("VirtualCenter.MaxDBConnection", 50, 1, 10_000, "Maximum database connections"),
        Number("VirtualCenter.VimPasswordExpirationInDays", 30, 1, 36_500, "Password expiration in days"),
        Number("vpxd.cert.threshold", 30, 1, 36_500, "Certificate Management Threshold (in days)"),
        Choice("vpxd.certmgmt.mode", "vmca", ["vmca", "custom", "thumbprint"], "ESXi Certificate Management Mode"),
    ];

    private static IEnumerable<AdvancedSetting> Addresses(string ssoDomain) =>
    [
        Address("config.vpxd.hostnameUrl", static address => address.Host, "Name of the server in URLs", isReadOnly: true),
        Address("config.vpxd.sso.admin.uri", address => $"{address.Origin}/sso-adminserver/sdk/{ssoDomain}", "Administration of single sign-on"),
        Address("config.vpxd.sso.groupcheck.uri", address => $"{address.Origin}/sso-adminserver/sdk/{ssoDomain}", "Groups of single sign-on"),
        Address("config.vpxd.sso.sts.uri", address => $"{address.Origin}/sts/STSService/{ssoDomain}", "Security token service"),
        Address("VirtualCenter.FQDN", static address => address.Host, "vCenter FQDN", isReadOnly: true),
        Address("VirtualCenter.InstanceName", static address => address.Host, "Instance name"),
        Address("VirtualCenter.VimApiUrl", static address => $"{address.OriginWithPort}/sdk", "VIM API URL"),
        Address("VirtualCenter.VimWebServicesUrl", static address => $"{address.OriginWithPort}/vws", "VIM web services URL"),
    ];

    private static IEnumerable<AdvancedSetting> SnmpReceiver(int number)
    {
        var prefix = string.Create(CultureInfo.InvariantCulture, $"snmp.receiver.{number}.");
        var isFirst = number == 1;
        return
        [
            Text(prefix + "community", isFirst ? "public" : "", "SNMP receiver community"),
            Flag(prefix + "enabled", isFirst, "Enable SNMP receiver"),
            Text(prefix + "name", isFirst ? "localhost" : "", "SNMP receiver name"),
            Number(prefix + "port", 162, 1, 65_535, "SNMP receiver port"),
        ];
    }
}
