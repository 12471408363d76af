namespace VimSessionService.Inventory.Recorder.Replacing;

/// <summary>What a text is, by the place at which it stands.</summary>
internal enum TextUse
{
    /// <summary>A text that may have names in it.</summary>
    Text,

    /// <summary>The vocabulary of the product, which is the same everywhere.</summary>
    Vocabulary,

    /// <summary>The name of an object.</summary>
    Name,

    /// <summary>The name of a user.</summary>
    User,

    /// <summary>The name or the address of a host.</summary>
    Host,

    /// <summary>The name of a domain.</summary>
    Domain,

    /// <summary>What somebody wrote, which goes as a whole.</summary>
    Written,

    /// <summary>What identifies a thing, such as a serial number, which goes as a whole.</summary>
    Identifier,

    /// <summary>A certificate or the like, which is left out.</summary>
    Certificate,
}

/// <summary>Says what texts are.</summary>
internal static class NamePlaces
{
    private static readonly HashSet<string> VocabularyOfObjects = new(StringComparer.Ordinal)
    {
        "PerformanceManager.description", "PerformanceManager.perfCounter", "PerformanceManager.historicalInterval", "AuthorizationManager.privilegeList", "AuthorizationManager.description",
        "EventManager.description", "TaskManager.description", "AlarmManager.description", "AlarmManager.defaultExpression", "ScheduledTaskManager.description", "ServiceInstance.capability",
        "HostSystem.capability", "VirtualMachine.capability", "LocalizationManager.catalog",
    };

    private static readonly HashSet<string> VocabularyOfTypes = new(StringComparer.Ordinal)
    {
        "ElementDescription", "TypeDescription", "ExtendedElementDescription", "EvcMode", "AboutInfo", "PrivilegePolicyDef", "HostCpuIdInfo", "HostFeatureCapability", "HostFeatureMask",
        "VirtualMachineFeatureRequirement", "OptionDef", "LocalizableMessage",
    };

    private static readonly HashSet<string> Users = new(StringComparer.Ordinal)
    {
        "userName", "principal", "lastModifiedUser", "user", "loginUser", "username", "createdBy", "modifiedBy", "login", "userLogin", "adminUser", "vimAccountName",
    };

    private static readonly HashSet<string> Hosts = new(StringComparer.Ordinal)
    {
        "hostName", "dnsName", "ipAddress", "remoteHost", "remoteHostNames", "serverIp", "managementServerIp", "address", "server", "smbServer", "fqdn", "logHost", "hostname",
    };

    private static readonly HashSet<string> Domains = new(StringComparer.Ordinal) { "domainName", "searchDomain", "dnsDomain", "joinedDomain", "domain", "domainList", "trustedDomain" };

    private static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "entityName", "portgroup", "portgroupName", "switchName", "datastoreName", "clusterName", "vmName", "entityDisplayName", "volumeName", "networkName", "groupName", "remotePath",
    };

    /// <summary>Data objects whose <c>name</c> somebody chose.</summary>
    private static readonly HashSet<string> Named = new(StringComparer.Ordinal)
    {
        "VirtualMachineConfigInfo", "VirtualMachineConfigSummary", "HostConfigSummary", "DatastoreSummary", "DatastoreInfo", "VmfsDatastoreInfo", "NasDatastoreInfo", "VsanDatastoreInfo",
        "LocalDatastoreInfo", "HostVmfsVolume", "HostNasVolume", "HostVffsVolume", "HostFileSystemVolume", "NetworkSummary", "HostPortGroupSpec", "HostVirtualSwitch", "DVSConfigInfo", "VMwareDVSConfigInfo",
        "DVSSummary", "DVPortgroupConfigInfo", "VirtualMachineSnapshotTree", "CustomFieldDef", "ClusterGroupInfo", "ClusterVmGroup", "ClusterHostGroup", "ClusterRuleInfo", "ClusterAffinityRuleSpec",
        "ClusterAntiAffinityRuleSpec", "ClusterVmHostRuleInfo", "ResourcePoolSummary", "VirtualAppSummary", "StoragePodSummary", "DatacenterEventArgument", "VmEventArgument", "HostEventArgument",
        "ComputeResourceEventArgument", "FolderEventArgument", "DatastoreEventArgument", "NetworkEventArgument", "ManagedEntityEventArgument", "ResourcePoolEventArgument", "ScheduledTaskInfo",
        "HostProfileConfigInfo", "Tag",
    };

    /// <summary>What a text is.</summary>
    public static TextUse Of(in TextPlace place)
    {
        if (place.Member is "certificate" or "sslCertificate" or "publicKey" or "trustedCertificate")
            return TextUse.Certificate;
        var owner = place.Owner?.Name ?? "";
        if (VocabularyOfObjects.Contains($"{place.ManagedType}.{place.Property}") || (VocabularyOfTypes.Contains(owner) && place.Member != "instanceUuid") || place.Member.EndsWith("ersion", StringComparison.Ordinal))
            return TextUse.Vocabulary;
        if (IsWritten(place, owner))
            return TextUse.Written;
        if (place.Member is "serialNumber" or "assetTag" or "identifierValue" or "biosSerialNumber" or "enclosureSerialNumber" || (place.Member == "key" && owner == "LicenseAssignment"))
            return TextUse.Identifier;
        if (Users.Contains(place.Member))
            return TextUse.User;
        if (Hosts.Contains(place.Member))
            return TextUse.Host;
        if (Domains.Contains(place.Member))
            return TextUse.Domain;
        var isName = Names.Contains(place.Member) || (place.Member == "val" && place.Property == "name") || (place.Member == "name" && Named.Contains(owner));
        return isName ? TextUse.Name : TextUse.Text;
    }

    private static bool IsWritten(in TextPlace place, string owner) => place.Member switch
    {
        "annotation" or "notes" => true,
        "description" => owner is "VirtualMachineSnapshotTree" or "ScheduledTaskInfo" or "DVPortgroupConfigInfo" or "DVSConfigInfo" or "VMwareDVSConfigInfo",
        "value" when owner == "CustomFieldStringValue" => true,
        "value" => place.Key?.StartsWith("guestinfo.", StringComparison.OrdinalIgnoreCase) == true,
        "message" => place.ManagedType == "SessionManager",
        _ => false,
    };
}
