using System.Collections.Frozen;

namespace VimSessionService.Vim25.Schema;

/// <summary>The names of managed types among servers, such as <c>vim.Folder</c> and <c>vim.view.ListView</c>, which show in fault texts.</summary>
public static class VmodlNames
{
    private const string Host = "Host";

    /// <summary>The types that the model does not declare and whose names do not follow the rule.</summary>
    private static readonly FrozenDictionary<string, string> Irregular = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["HostSystem"] = "vim.HostSystem",
        ["Alarm"] = "vim.alarm.Alarm",
        ["AlarmManager"] = "vim.alarm.AlarmManager",
        ["ClusterEVCManager"] = "vim.cluster.EVCManager",
        ["ClusterProfile"] = "vim.profile.cluster.ClusterProfile",
        ["ClusterProfileManager"] = "vim.profile.cluster.ProfileManager",
        ["CryptoManager"] = "vim.encryption.CryptoManager",
        ["CryptoManagerHost"] = "vim.encryption.CryptoManagerHost",
        ["CryptoManagerHostKMS"] = "vim.encryption.CryptoManagerHostKMS",
        ["CryptoManagerKmip"] = "vim.encryption.CryptoManagerKmip",
        ["DistributedVirtualPortgroup"] = "vim.dvs.DistributedVirtualPortgroup",
        ["DistributedVirtualSwitchManager"] = "vim.dvs.DistributedVirtualSwitchManager",
        ["FailoverClusterConfigurator"] = "vim.vcha.FailoverClusterConfigurator",
        ["FailoverClusterManager"] = "vim.vcha.FailoverClusterManager",
        ["GuestAliasManager"] = "vim.vm.guest.AliasManager",
        ["GuestAuthManager"] = "vim.vm.guest.AuthManager",
        ["GuestFileManager"] = "vim.vm.guest.FileManager",
        ["GuestOperationsManager"] = "vim.vm.guest.GuestOperationsManager",
        ["GuestProcessManager"] = "vim.vm.guest.ProcessManager",
        ["GuestWindowsRegistryManager"] = "vim.vm.guest.WindowsRegistryManager",
        ["HostAccessManager"] = "vim.host.HostAccessManager",
        ["HostMemorySystem"] = "vim.host.MemoryManagerSystem",
        ["HostProfile"] = "vim.profile.host.HostProfile",
        ["HostProfileManager"] = "vim.profile.host.ProfileManager",
        ["HostSpecificationManager"] = "vim.profile.host.HostSpecificationManager",
        ["HostVStorageObjectManager"] = "vim.vslm.host.VStorageObjectManager",
        ["IscsiManager"] = "vim.host.IscsiManager",
        ["MessageBusProxy"] = "vim.host.MessageBusProxy",
        ["Profile"] = "vim.profile.Profile",
        ["ProfileComplianceManager"] = "vim.profile.ComplianceManager",
        ["ProfileManager"] = "vim.profile.ProfileManager",
        ["ScheduledTask"] = "vim.scheduler.ScheduledTask",
        ["ScheduledTaskManager"] = "vim.scheduler.ScheduledTaskManager",
        ["TenantTenantManager"] = "vim.tenant.TenantManager",
        ["VStorageObjectManagerBase"] = "vim.vslm.VStorageObjectManagerBase",
        ["VcenterVStorageObjectManager"] = "vim.vslm.vcenter.VStorageObjectManager",
        ["VirtualMachineCompatibilityChecker"] = "vim.vm.check.CompatibilityChecker",
        ["VirtualMachineGuestCustomizationManager"] = "vim.vm.GuestCustomizationManager",
        ["VirtualMachineProvisioningChecker"] = "vim.vm.check.ProvisioningChecker",
        ["VirtualMachineSnapshot"] = "vim.vm.Snapshot",
        ["VmwareDistributedVirtualSwitch"] = "vim.dvs.VmwareDistributedVirtualSwitch",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The name of any managed type, by its name on the wire; an empty one stands for every object.</summary>
    public static string OfManaged(string wireName) => wireName.Length == 0
        ? VimManagedTypes.ManagedObject.VmodlName
        : VimManagedTypes.Find(wireName)?.VmodlName ?? OfUndeclared(wireName);

    /// <summary>The name of a managed type that the model does not declare: by rule, those of hosts have a package of their own.</summary>
    internal static string OfUndeclared(string wireName)
    {
        if (Irregular.TryGetValue(wireName, out var name))
            return name;
        return wireName.Length > Host.Length && wireName.StartsWith(Host, StringComparison.Ordinal)
            ? $"vim.host.{wireName[Host.Length..]}"
            : $"vim.{wireName}";
    }
}
