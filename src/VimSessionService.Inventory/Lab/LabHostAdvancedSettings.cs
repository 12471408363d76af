using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Lab;

/// <summary>The advanced settings of a generated host that scripts and hardening guides ask for, with the values of 8.0.3. A number is a <c>long</c>, as on a host.</summary>
internal static class LabHostAdvancedSettings
{
    private static readonly (string Key, object Value)[] All =
    [
        ("Annotations.WelcomeMessage", ""),
        ("Config.Etc.issue", ""),
        ("Config.HostAgent.log.level", "info"),
        ("Config.HostAgent.plugins.hostsvc.esxAdminsGroup", "ESX Admins"),
        ("Config.HostAgent.plugins.hostsvc.esxAdminsGroupAutoAdd", false),
        ("Config.HostAgent.plugins.solo.enableMob", false),
        ("Config.HostAgent.vmacore.soap.sessionTimeout", 30L),
        ("DCUI.Access", "root"),
        ("DataMover.HardwareAcceleratedInit", 1L),
        ("DataMover.HardwareAcceleratedMove", 1L),
        ("Disk.MaxLUN", 1024L),
        ("Mem.MemEagerZero", 0L),
        ("Mem.ShareForceSalting", 2L),
        ("Misc.HeartbeatPanicTimeout", 14L),
        ("NFS.HeartbeatFrequency", 12L),
        ("NFS.HeartbeatMaxFailures", 10L),
        ("NFS.HeartbeatTimeout", 5L),
        ("NFS.MaxQueueDepth", 4294967295L),
        ("NFS.MaxVolumes", 32L),
        ("NFS41.MaxVolumes", 32L),
        ("Net.BMCNetworkEnable", 1L),
        ("Net.BlockGuestBPDU", 0L),
        ("Net.DVFilterBindIpAddress", ""),
        ("Net.FollowHardwareMac", 1L),
        ("Net.TcpipHeapMax", 1024L),
        ("Net.TcpipHeapSize", 0L),
        ("ScratchConfig.ConfiguredScratchLocation", ""),
        ("ScratchConfig.CurrentScratchLocation", "/scratch"),
        ("Security.AccountLockFailures", 5L),
        ("Security.AccountUnlockTime", 900L),
        ("Security.PasswordHistory", 0L),
        ("Security.PasswordMaxDays", 99999L),
        ("Security.PasswordQualityControl", "retry=3 min=disabled,disabled,disabled,7,7"),
        ("Syslog.global.auditRecord.storageEnable", false),
        ("Syslog.global.defaultRotate", 8L),
        ("Syslog.global.defaultSize", 1024L),
        ("Syslog.global.logDir", "[] /scratch/log"),
        ("Syslog.global.logDirUnique", false),
        ("Syslog.global.logHost", ""),
        ("Syslog.global.logLevel", "error"),
        ("UserVars.DcuiTimeOut", 600L),
        ("UserVars.ESXiShellInteractiveTimeOut", 0L),
        ("UserVars.ESXiShellTimeOut", 0L),
        ("UserVars.ESXiVPsDisabledProtocols", "sslv3,tlsv1,tlsv1.1"),
        ("UserVars.HostClientSessionTimeout", 900L),
        ("UserVars.SuppressCoredumpWarning", 0L),
        ("UserVars.SuppressHyperthreadWarning", 0L),
        ("UserVars.SuppressShellWarning", 0L),
        ("VMFS3.HardwareAcceleratedLocking", 1L),
        ("VMkernel.Boot.execInstalledOnly", true),
        ("VMkernel.Boot.hyperthreading", true),
    ];

    /// <summary>The settings.</summary>
    public static DataObject[] Values(LabValues values) => [.. All.Select(setting => values.Object("OptionValue", ("key", setting.Key), ("value", setting.Value)))];

    /// <summary>What each setting takes.</summary>
    public static DataObject[] Definitions(LabValues values) =>
        [.. All.Select(setting => values.Object("OptionDef", ("key", setting.Key), ("label", setting.Key), ("summary", setting.Key), ("optionType", TypeOf(values, setting.Value))))];

    private static DynamicObject TypeOf(LabValues values, object value) => value switch
    {
        bool isOn => values.Object("BoolOption", ("valueIsReadonly", false), ("supported", true), ("defaultValue", isOn)),
        long number => values.Object("LongOption", ("valueIsReadonly", false), ("min", 0L), ("max", (long)uint.MaxValue), ("defaultValue", number)),
        _ => values.Object("StringOption", ("valueIsReadonly", false), ("defaultValue", value)),
    };
}
