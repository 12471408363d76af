using System.Globalization;
using System.Text.Json;
using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>Tools that manage and monitor virtual machines, as Debian has them, with the small built-in inventory.</summary>
public sealed class ToolTests(StubVCenter vCenter) : IClassFixture<StubVCenter>
{
    private static readonly ClientProgram Fencing = ClientProgram.Python("python3-pexpect python3-pycurl python3-suds python3-requests", "pexpect");
    private static readonly ClientProgram Libcloud = ClientProgram.Python("python3-libcloud", "libcloud");
    private static readonly ClientProgram Zabbix = new("zabbix-proxy-sqlite3", ["/usr/bin/python3"], ["-c", "import os, sys; sys.exit(not os.access('/usr/sbin/zabbix_proxy', os.X_OK))"]);
    private static readonly ClientProgram AnsibleInventory = new("ansible-core", ["ansible-inventory"], ["--version"]);
    private static readonly ClientProgram Ansible = new("ansible-core", ["ansible"], ["--version"]);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fence_vmware_soap_lists_tells_the_state_and_switches_off_and_on()
    {
        var listed = await FenceAsync("list");
        Assert.True(listed.ExitCode == 0, listed.Output + vCenter.Service.Log);
        Assert.Equal(["DC0_C0_RP0_VM0", "DC0_C0_RP0_VM1", "DC0_H0_VM0", "DC0_H0_VM1"], listed.Lines.Select(static line => line.Split(',')[0]).Order(StringComparer.Ordinal));
        Assert.Equal(0, (await FenceAsync("monitor")).ExitCode);
        await AssertFencedAsync("status", "DC0_H0_VM1", 0, "Status: ON");
        await AssertFencedAsync("off", "DC0_H0_VM1", 0, "Success: Powered OFF");
        await AssertFencedAsync("status", "/DC0/vm/DC0_H0_VM1", 2, "Status: OFF");
        await AssertFencedAsync("on", "DC0_H0_VM1", 0, "Success: Powered ON");
        await AssertFencedAsync("reboot", "DC0_H0_VM1", 0, "Success: Rebooted");
        await AssertFencedAsync("status", "DC0_H0_VM1", 0, "Status: ON");
        Assert.NotEqual(0, (await FenceAsync("status", "no-such-machine")).ExitCode);
        Assert.NotEqual(0, (await FenceAsync("monitor", password: "wrong")).ExitCode);
    }

    [Fact]
    public Task Libcloud_lists_nodes_and_images() => Scripts.AssertAsync(vCenter, Libcloud, Path.Combine("libcloud", "nodes.py"), 12);

    [Fact]
    public Task Zabbix_collector_discovers_hypervisors_and_machines() => Scripts.AssertAsync(vCenter, Zabbix, Path.Combine("zabbix", "collector.py"), 11);

    [Fact]
    public async Task Ansible_makes_an_inventory_of_the_machines()
    {
        var file = $"""
            plugin: community.vmware.vmware_vm_inventory
            hostname: 127.0.0.1
            port: {vCenter.Service.Url.Port.ToString(CultureInfo.InvariantCulture)}
            username: "{vCenter.UserName}"
            password: "{VCenter.Password}"
            validate_certs: false
            with_tags: false
            with_path: true
            hostnames: ["config.name"]
            properties: [config.name, config.uuid, config.guestId, runtime.powerState, runtime.host, guest.ipAddress, summary.config.memorySizeMB]
            with_nested_properties: true
            compose:
              ansible_host: guest.ipAddress
            keyed_groups:
            - key: config.guestId
              separator: ''
            """;
        using var inventory = await ReadInventoryAsync(file, "lab.vmware.yml");
        var hosts = inventory.RootElement.GetProperty("_meta").GetProperty("hostvars");
        Assert.Equal(["DC0_C0_RP0_VM0", "DC0_C0_RP0_VM1", "DC0_H0_VM0", "DC0_H0_VM1"], hosts.EnumerateObject().Select(static host => host.Name).Order(StringComparer.Ordinal));
        var host = hosts.GetProperty("DC0_C0_RP0_VM0");
        Assert.Equal("10.0.0.12", host.GetProperty("ansible_host").GetString());
        Assert.Equal("poweredOn", host.GetProperty("runtime").GetProperty("powerState").GetString());
        Assert.Equal(4, inventory.RootElement.GetProperty("debian12_64Guest").GetProperty("hosts").GetArrayLength());
    }

    [Fact]
    public async Task Ansible_makes_an_inventory_of_the_hosts()
    {
        var file = $"""
            plugin: community.vmware.vmware_host_inventory
            hostname: 127.0.0.1
            port: {vCenter.Service.Url.Port.ToString(CultureInfo.InvariantCulture)}
            username: "{vCenter.UserName}"
            password: "{VCenter.Password}"
            validate_certs: false
            with_path: true
            properties: [name, customValue, summary.runtime.powerState, summary.hardware.numCpuCores]
            """;
        using var inventory = await ReadInventoryAsync(file, "lab.vmware_host_inventory.yml");
        var hosts = inventory.RootElement.GetProperty("_meta").GetProperty("hostvars");
        Assert.Equal(["DC0_C0_H0", "DC0_C0_H1", "DC0_C0_H2", "DC0_H0"], hosts.EnumerateObject().Select(static host => host.Name).Order(StringComparer.Ordinal));
        var host = hosts.GetProperty("DC0_H0");
        Assert.Equal("10.100.0.15", host.GetProperty("ansible_host").GetString());
        Assert.Equal("Datacenters/DC0/host/DC0_H0", host.GetProperty("path").GetString());
        Assert.Equal("16", host.GetProperty("summary").GetProperty("hardware").GetProperty("numCpuCores").ToString());
        Assert.Equal(4, inventory.RootElement.GetProperty("poweredOn").GetProperty("hosts").GetArrayLength());
    }

    [Theory]
    [InlineData("community.vmware.vmware_vm_info", "", "\"guest_name\": \"DC0_H0_VM0\"|\"ip_address\": \"10.0.0.10\"|\"power_state\": \"poweredOn\"|\"esxi_hostname\": \"DC0_H0\"")]
    [InlineData("community.vmware.vmware_datacenter_info", "", "\"name\": \"DC0\"")]
    [InlineData("community.vmware.vmware_datastore_info", "", "\"name\": \"LocalDS_0\"|\"type\": \"VMFS\"")]
    [InlineData("community.vmware.vmware_host_facts", "esxi_hostname=DC0_H0", "\"ansible_hostname\": \"DC0_H0\"|\"ansible_processor_cores\": 16|\"ansible_distribution\": \"VMware ESXi\"")]
    [InlineData("community.vmware.vmware_about_info", "", "\"product_name\": \"VMware vCenter Server\"")]
    [InlineData("community.vmware.vmware_host_service_info", "esxi_hostname=DC0_H0", "\"key\": \"TSM-SSH\"")]
    [InlineData("community.vmware.vmware_host_firewall_info", "esxi_hostname=DC0_H0", "\"key\": \"sshServer\"")]
    [InlineData("community.vmware.vmware_host_config_info", "esxi_hostname=DC0_H0", "\"UserVars.DcuiTimeOut\": 600")]
    [InlineData("community.vmware.vmware_host_ntp_info", "esxi_hostname=DC0_H0", "ntp.lab.example")]
    [InlineData("community.vmware.vmware_vswitch_info", "esxi_hostname=DC0_H0", "\"vSwitch0\"|\"vmnic0\"")]
    [InlineData("community.vmware.vmware_portgroup_info", "esxi_hostname=DC0_H0", "\"portgroup\": \"VM Network\"")]
    [InlineData("community.vmware.vmware_vmkernel_info", "esxi_hostname=DC0_H0", "\"device\": \"vmk0\"|\"enable_vmotion\": true")]
    [InlineData("community.vmware.vmware_host_vmhba_info", "esxi_hostname=DC0_H0", "\"vmhba0\"")]
    [InlineData("community.vmware.vmware_dvs_portgroup_info", "datacenter=DC0", "\"portgroup_name\": \"DC0_DVPG0\"")]
    public Task Ansible_modules_tell(string module, string arguments, string expected) => AssertToldAsync(module, arguments, expected, []);

    /// <summary>A module that needs a newer pyVmomi than Debian 12 has.</summary>
    [Fact]
    public Task Ansible_tells_the_usage_of_a_cluster() => AssertToldAsync(
        "community.vmware.vmware_cluster_info",
        "cluster_name=DC0_C0",
        "\"cpuCapacityMHz\": 115200|\"memUsedMB\": 27648|\"storageCapacityMB\": 4194304",
        [new("PYTHONPATH", PyVmomiSso.Directory ?? throw ClientProgram.Missing("the pyVmomi of the system has no VmomiJSONEncoder; VIMSESSION_TEST_PYVMOMI_SSO names a newer one"))]);

    private async Task<JsonDocument> ReadInventoryAsync(string file, string name)
    {
        var run = await WithFileAsync(file, name, async path =>
            await ClientRun.StartAsync(await AnsibleInventory.FindAsync(Cancelled), ["-i", path, "--list"], AnsibleVariables(Path.GetDirectoryName(path)!), AppContext.BaseDirectory, Cancelled));
        Assert.True(run.ExitCode == 0, run.Output + vCenter.Service.Log);
        return JsonDocument.Parse(run.Output[run.Output.IndexOf('{', StringComparison.Ordinal)..]);
    }

    private async Task AssertToldAsync(string module, string arguments, string expected, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var collections = UnpackedPackage.Find("ansible", "usr/lib/python3/dist-packages/ansible_collections/community/vmware");
        Assert.NotNull(collections);
        var run = await WithFileAsync("", "empty", async path => await ClientRun.StartAsync(
            await Ansible.FindAsync(Cancelled),
            [
                "localhost", "-c", "local", "-o", "-e", "ansible_python_interpreter=/usr/bin/python3", "-m", module, "-a",
                $"hostname=127.0.0.1 port={vCenter.Service.Url.Port.ToString(CultureInfo.InvariantCulture)} username={vCenter.UserName} password='{VCenter.Password}' validate_certs=false {arguments}",
            ],
            [.. AnsibleVariables(Path.GetDirectoryName(path)!), .. environment],
            AppContext.BaseDirectory,
            Cancelled));
        Assert.True(run.ExitCode == 0, run.Output + vCenter.Service.Log);
        Assert.All(expected.Split('|'), part => Assert.Contains(part, run.Output, StringComparison.Ordinal));
    }

    private async Task AssertFencedAsync(string action, string machine, int exitCode, string said)
    {
        var run = await FenceAsync(action, machine);
        Assert.True(run.ExitCode == exitCode, $"{action}: {run.Output}{vCenter.Service.Log}");
        Assert.Contains(said, run.Output, StringComparison.Ordinal);
    }

    private async Task<ClientRun> FenceAsync(string action, string? machine = null, string? password = null)
    {
        var agent = UnpackedPackage.Find("fence-agents", "usr/sbin/fence_vmware_soap");
        var library = UnpackedPackage.Find("fence-agents", "usr/share/fence/fencing.py");
        string[] plug = machine is null ? [] : ["--plug", machine];
        return await ClientRun.StartAsync(
            await Fencing.FindAsync(Cancelled),
            [
                agent, "--ip", "127.0.0.1", "--ipport", vCenter.Service.Url.Port.ToString(CultureInfo.InvariantCulture), "--username", vCenter.UserName, "--password", password ?? VCenter.Password,
                "--ssl-insecure", "--action", action, .. plug,
            ],
            [.. vCenter.Environment, new("PYTHONPATH", Path.GetDirectoryName(library)!), new("PYTHONDONTWRITEBYTECODE", "1")],
            AppContext.BaseDirectory,
            Cancelled);
    }

    private static IEnumerable<KeyValuePair<string, string>> AnsibleVariables(string home) =>
    [
        new("HOME", home),
        new("ANSIBLE_HOME", home),
        new("ANSIBLE_LOCAL_TEMP", Path.Combine(home, "local")),
        new("ANSIBLE_REMOTE_TEMP", Path.Combine(home, "remote")),
        new("ANSIBLE_COLLECTIONS_PATH", UnpackedPackage.Find("ansible", "usr/lib/python3/dist-packages")),
        new("ANSIBLE_NOCOLOR", "1"),
        new("LC_ALL", "C.UTF-8"),
        new("no_proxy", "127.0.0.1"),
        new("PYTHONDONTWRITEBYTECODE", "1"),
    ];

    private static async Task<ClientRun> WithFileAsync(string content, string name, Func<string, Task<ClientRun>> run)
    {
        var directory = Directory.CreateTempSubdirectory("vimsession-tool-");
        try
        {
            var path = Path.Combine(directory.FullName, name);
            await File.WriteAllTextAsync(path, content, Cancelled);
            return await run(path);
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }
}
