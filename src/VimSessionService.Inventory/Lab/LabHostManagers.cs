using System.Globalization;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Lab;

/// <summary>
/// The managers of a generated host, by which clients read its configuration, and the same values as <c>config</c> shows them. They are called as a vCenter calls them, with the number of the host.
/// </summary>
internal sealed class LabHostManagers
{
    private static readonly string[] NtpServers = ["ntp.lab.example"];

    private readonly LabValues _values;
    private readonly HostPlan _plan;
    private readonly LabHostNetwork _network;
    private readonly LabHostRoles _roles;
    private readonly LabHostStorage _storage;

    /// <summary>Makes them.</summary>
    /// <param name="values">Makes values.</param>
    /// <param name="plan">What distinguishes the host.</param>
    /// <param name="volumes">Makes volumes.</param>
    public LabHostManagers(LabValues values, HostPlan plan, LabStorage volumes)
    {
        (_values, _plan) = (values, plan);
        _network = new LabHostNetwork(values, plan);
        _roles = new LabHostRoles(values, _network);
        _storage = new LabHostStorage(values, plan, volumes);
        All =
        [
            Manager("autoStartManager", "HostAutoStartManager", "autoStartManager", property => property == "config" ? AutoStart() : null),
            Manager("datastoreSystem", "HostDatastoreSystem", "datastoreSystem", ReadDatastoreSystem),
            Manager("storageSystem", "HostStorageSystem", "storageSystem", _storage.Read),
            Manager("networkSystem", "HostNetworkSystem", "networkSystem", _network.Read),
            Manager("virtualNicManager", "HostVirtualNicManager", "virtualNicManager", property => property == "info" ? _roles.Info() : null),
            Manager("serviceSystem", "HostServiceSystem", "serviceSystem", property => property == "serviceInfo" ? LabHostServices.Info(values) : null),
            Manager("firewallSystem", "HostFirewallSystem", "firewallSystem", property => property == "firewallInfo" ? LabHostFirewall.Info(values) : null),
            Manager("advancedOption", "OptionManager", "EsxHostAdvSettings", ReadSettings),
            Manager("dateTimeSystem", "HostDateTimeSystem", "dateTimeSystem", property => property == "dateTimeInfo" ? Time() : null),
        ];

        LabHostManager Manager(string member, string type, string name, Func<string, object?> read) =>
            new(member, new ManagedObjectReference(type, string.Create(CultureInfo.InvariantCulture, $"{name}-{plan.Number}")), read);
    }

    /// <summary>All of them.</summary>
    public LabHostManager[] All { get; }

    /// <summary>The property <c>configManager</c>.</summary>
    public DynamicObject References() => _values.Object("HostConfigManager", [.. All.Select(static manager => (manager.Member, (object?)manager.Reference))]);

    /// <summary>The property <c>config</c>.</summary>
    /// <param name="product">The product of the host.</param>
    public DynamicObject Config(DynamicObject product) => _values.Object(
        "HostConfigInfo",
        ("host", _plan.Host),
        ("product", product),
        ("storageDevice", _storage.Devices()),
        ("multipathState", _storage.PathStates()),
        ("fileSystemVolume", _storage.Volumes()),
        ("network", _network.Info()),
        ("virtualNicManagerInfo", _roles.Info()),
        ("capabilities", _network.Capabilities()),
        ("datastoreCapabilities", DatastoreCapabilities()),
        ("offloadCapabilities", _network.Offload()),
        ("service", LabHostServices.Info(_values)),
        ("firewall", LabHostFirewall.Info(_values)),
        ("autoStart", AutoStart()),
        ("option", LabHostAdvancedSettings.Values(_values)),
        ("optionDef", LabHostAdvancedSettings.Definitions(_values)),
        ("dateTimeInfo", Time()),
        ("adminDisabled", false),
        ("lockdownMode", _values.Enum("HostLockdownMode", "lockdownDisabled")));

    /// <summary>Nothing starts with the host: the defaults as they are after an installation, and no virtual machine with settings of its own.</summary>
    private DynamicObject AutoStart() => _values.Object(
        "HostAutoStartManagerConfig",
        ("defaults", _values.Object("AutoStartDefaults", ("enabled", false), ("startDelay", 120), ("stopDelay", 120), ("waitForHeartbeat", false), ("stopAction", "PowerOff"))),
        ("powerInfo", Array.Empty<DataObject>()));

    private object? ReadDatastoreSystem(string property) => property switch
    {
        "datastore" => _plan.Datastores,
        "capabilities" => DatastoreCapabilities(),
        _ => null,
    };

    private DynamicObject DatastoreCapabilities() => _values.Object(
        "HostDatastoreSystemCapabilities", ("nfsMountCreationRequired", true), ("nfsMountCreationSupported", true), ("localDatastoreSupported", false), ("vmfsExtentExpansionSupported", true));

    private object? ReadSettings(string property) => property switch
    {
        "setting" => _values.Array("OptionValue", LabHostAdvancedSettings.Values(_values)),
        "supportedOption" => _values.Array("OptionDef", LabHostAdvancedSettings.Definitions(_values)),
        _ => null,
    };

    private DynamicObject Time() => _values.Object(
        "HostDateTimeInfo",
        ("timeZone", _values.Object("HostDateTimeSystemTimeZone", ("key", "UTC"), ("name", "UTC"), ("description", "UTC"), ("gmtOffset", 0))),
        ("systemClockProtocol", "ntp"),
        ("ntpConfig", _values.Object("HostNtpConfig", ("server", NtpServers))),
        ("enabled", true),
        ("disableEvents", false),
        ("disableFallback", false),
        ("inFallbackState", false),
        ("serviceSync", true),
        ("lastSyncTime", LabValues.Recorded),
        ("remoteNtpServer", NtpServers[0]));
}

/// <summary>A manager of a host.</summary>
/// <param name="Member">The member of <c>configManager</c> that names it.</param>
/// <param name="Reference">The manager.</param>
/// <param name="Read">Reads a property.</param>
internal sealed record LabHostManager(string Member, ManagedObjectReference Reference, Func<string, object?> Read);
