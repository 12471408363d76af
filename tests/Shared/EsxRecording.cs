using System.Globalization;

namespace VimSessionService.Tests.Shared;

/// <summary>
/// A recording of an ESX host in the form and with the references that <c>govc object.save</c> makes of one: every host has <c>ha-host</c>, <c>ha-folder-vm</c>, <c>ha-root-pool</c>, and numbers its
/// machines from 1.
/// </summary>
internal static class EsxRecording
{
    /// <summary>Writes one.</summary>
    /// <param name="directory">Where to.</param>
    /// <param name="host">The name of the host.</param>
    /// <param name="machines">The names of its machines.</param>
    /// <param name="counters">The keys of its counters <c>cpu.usage</c> and <c>cpu.usagemhz</c>.</param>
    /// <returns>The directory.</returns>
    public static string Write(string directory, string host, string[] machines, (int Usage, int Megahertz)? counters = null)
    {
        Directory.CreateDirectory(directory);
        var number = 0;
        string[] numbers = [.. Enumerable.Range(1, machines.Length).Select(static i => i.ToString(CultureInfo.InvariantCulture))];
        Add("ServiceInstance", "ServiceInstance", Value("content", "ServiceContent", string.Concat(
            Of("rootFolder", "Folder", "ha-folder-root"), Of("propertyCollector", "PropertyCollector", "ha-property-collector"), Of("viewManager", "ViewManager", "ViewManager"),
            $"<about><name>VMware ESXi</name><fullName>VMware ESXi 8.0.3 build-24022510</fullName><vendor>VMware, Inc.</vendor><version>8.0.3</version><build>24022510</build><osType>vmnix-x86</osType><productLineId>embeddedEsx</productLineId><apiType>HostAgent</apiType><apiVersion>8.0.3.0</apiVersion></about>",
            Of("userDirectory", "UserDirectory", "ha-user-directory"), Of("sessionManager", "SessionManager", "ha-sessionmgr"), Of("authorizationManager", "AuthorizationManager", "ha-authmgr"),
            Of("perfManager", "PerformanceManager", "ha-perfmgr"), Of("eventManager", "EventManager", "ha-eventmgr"), Of("taskManager", "TaskManager", "ha-taskmgr"), Of("searchIndex", "SearchIndex", "ha-searchindex"))));
        Add("Folder", "ha-folder-root", Text("name", "ha-folder-root"), References("childEntity", "Datacenter", "ha-datacenter"));
        Add("Datacenter", "ha-datacenter", Text("name", "ha-datacenter"), Reference("parent", "Folder", "ha-folder-root"), Reference("vmFolder", "Folder", "ha-folder-vm"),
            Reference("hostFolder", "Folder", "ha-folder-host"), Reference("datastoreFolder", "Folder", "ha-folder-datastore"), Reference("networkFolder", "Folder", "ha-folder-network"));
        AddFolder("ha-folder-vm", "vm", References("childEntity", "VirtualMachine", numbers));
        AddFolder("ha-folder-host", "host", References("childEntity", "ComputeResource", "ha-compute-res"));
        AddFolder("ha-folder-datastore", "datastore", References("childEntity", "Datastore", "61a5e0f2-7c1b2a3d-9f10-525400123456"));
        AddFolder("ha-folder-network", "network", References("childEntity", "Network", "HaNetwork-VM Network"));
        Add("ComputeResource", "ha-compute-res", Text("name", host), Reference("parent", "Folder", "ha-folder-host"), Reference("resourcePool", "ResourcePool", "ha-root-pool"), References("host", "HostSystem", "ha-host"));
        Add("HostSystem", "ha-host", Text("name", host), Reference("parent", "ComputeResource", "ha-compute-res"), References("vm", "VirtualMachine", numbers),
            Value("configManager", "HostConfigManager", Of("networkSystem", "HostNetworkSystem", "networkSystem")),
            Value("summary", "HostListSummary", $"<host type=\"HostSystem\">ha-host</host><config><name>{host}</name><port>443</port><product><name>VMware ESXi</name><fullName>VMware ESXi 8.0.3</fullName><vendor>VMware, Inc.</vendor><version>8.0.3</version><build>24022510</build><osType>vmnix-x86</osType><productLineId>embeddedEsx</productLineId><apiType>HostAgent</apiType><apiVersion>8.0.3.0</apiVersion></product><vmotionEnabled>false</vmotionEnabled></config><rebootRequired>false</rebootRequired>"));
        Add("HostNetworkSystem", "networkSystem", Value("offloadCapabilities", "HostNetOffloadCapabilities", "<csumOffload>true</csumOffload>"));
        Add("ResourcePool", "ha-root-pool", Text("name", "Resources"), Reference("parent", "ComputeResource", "ha-compute-res"), Reference("owner", "ComputeResource", "ha-compute-res"), References("vm", "VirtualMachine", numbers));
        Add("Datastore", "61a5e0f2-7c1b2a3d-9f10-525400123456", Text("name", "datastore1"), Reference("parent", "Folder", "ha-folder-datastore"), References("vm", "VirtualMachine", numbers));
        Add("Network", "HaNetwork-VM Network", Text("name", "VM Network"), Reference("parent", "Folder", "ha-folder-network"));
        Add("PerformanceManager", "ha-perfmgr", Value("perfCounter", "ArrayOfPerfCounterInfo", Counter(counters?.Usage ?? 2, "usage", "percent", "rate") + Counter(counters?.Megahertz ?? 6, "usagemhz", "megaHertz", "rate")));
        Add("TaskManager", "ha-taskmgr", References("recentTask", "Task", "haTask-1-vim.VirtualMachine.powerOn-7"));
        Add("Task", "haTask-1-vim.VirtualMachine.powerOn-7", Value("info", "TaskInfo",
            "<key>haTask-1-vim.VirtualMachine.powerOn-7</key><task type=\"Task\">haTask-1-vim.VirtualMachine.powerOn-7</task><descriptionId>VirtualMachine.powerOn</descriptionId><entity type=\"VirtualMachine\">1</entity>" +
            $"<entityName>{machines[0]}</entityName><state>success</state><cancelled>false</cancelled><cancelable>false</cancelable><reason xsi:type=\"TaskReasonUser\"><userName>root</userName></reason><queueTime>2026-01-01T00:00:00Z</queueTime><eventChainId>7</eventChainId>"));
        for (var i = 0; i < machines.Length; i++)
        {
            Add("VirtualMachine", numbers[i], Text("name", machines[i]), Reference("parent", "Folder", "ha-folder-vm"), Reference("resourcePool", "ResourcePool", "ha-root-pool"),
                References("datastore", "Datastore", "61a5e0f2-7c1b2a3d-9f10-525400123456"), References("recentTask", "Task", "haTask-1-vim.VirtualMachine.powerOn-7"),
                Value("runtime", "VirtualMachineRuntimeInfo", "<host type=\"HostSystem\">ha-host</host><connectionState>connected</connectionState><powerState>poweredOn</powerState><toolsInstallerMounted>false</toolsInstallerMounted><numMksConnections>0</numMksConnections>"),
                Value("config", "VirtualMachineConfigInfo", $"<changeVersion>1</changeVersion><modified>2026-01-01T00:00:00Z</modified><name>{machines[i]}</name><guestFullName>Debian</guestFullName><version>vmx-19</version><uuid>564d0000-0000-4000-8000-{i:d4}{host.Length:d4}0000</uuid>"));
        }

        AddStatistics("1");
        return directory;

        void AddFolder(string value, string name, string children) => Add("Folder", value, Text("name", name), Reference("parent", "Datacenter", "ha-datacenter"), children);

        void Add(string type, string value, params string[] properties) => File.WriteAllText(
            Path.Combine(directory, $"{number++:d4}-{type}-{value}.xml"),
            $"<ObjectContent xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"><obj type=\"{type}\">{value}</obj>{string.Concat(properties)}</ObjectContent>");

        void AddStatistics(string machine)
        {
            var statistics = Directory.CreateDirectory(Path.Combine(directory, "performance")).FullName;
            File.WriteAllText(
                Path.Combine(statistics, $"VirtualMachine-{machine}.xml"),
                $"<RecordedStatistics xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><entity type=\"VirtualMachine\">{machine}</entity><summary xsi:type=\"PerfProviderSummary\"><entity type=\"VirtualMachine\">{machine}</entity>" +
                "<currentSupported>true</currentSupported><summarySupported>false</summarySupported><refreshRate>20</refreshRate></summary><samples xsi:type=\"PerfEntityMetric\"><entity type=\"VirtualMachine\">1</entity>" +
                "<sampleInfo><timestamp>2026-01-01T00:00:00Z</timestamp><interval>20</interval></sampleInfo>" +
                $"<value xsi:type=\"PerfMetricIntSeries\"><id><counterId>{counters?.Usage ?? 2}</counterId><instance></instance></id><value>{host.Length * 100}</value></value></samples></RecordedStatistics>");
        }
    }

    private static string Counter(int key, string name, string unit, string stats) =>
        $"<PerfCounterInfo><key>{key}</key><nameInfo><label>{name}</label><summary>{name}</summary><key>{name}</key></nameInfo><groupInfo><label>CPU</label><summary>CPU</summary><key>cpu</key></groupInfo>" +
        $"<unitInfo><label>{unit}</label><summary>{unit}</summary><key>{unit}</key></unitInfo><rollupType>average</rollupType><statsType>{stats}</statsType></PerfCounterInfo>";

    private static string Of(string member, string type, string value) => $"<{member} type=\"{type}\">{value}</{member}>";

    private static string Text(string property, string value) => $"<propSet><name>{property}</name><val xsi:type=\"xsd:string\">{value}</val></propSet>";

    private static string Reference(string property, string type, string value) => $"<propSet><name>{property}</name><val xsi:type=\"ManagedObjectReference\" type=\"{type}\">{value}</val></propSet>";

    private static string References(string property, string type, params string[] values) =>
        Value(property, "ArrayOfManagedObjectReference", string.Concat(values.Select(value => $"<ManagedObjectReference type=\"{type}\">{value}</ManagedObjectReference>")));

    private static string Value(string property, string type, string content) => $"<propSet><name>{property}</name><val xsi:type=\"{type}\">{content}</val></propSet>";
}
