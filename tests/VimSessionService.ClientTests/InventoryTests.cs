using System.Globalization;
using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>Real clients of the small built-in inventory, or of a recording of it.</summary>
public abstract class InventoryFacts(InventoryVCenter vCenter) : StartedTests(vCenter)
{
    protected static readonly ClientProgram PyVmomi = ClientProgram.Python("python3-pyvmomi", "pyVmomi");
    private static readonly ClientProgram Zeep = ClientProgram.Python("python3-zeep", "zeep");
    private static readonly ClientProgram Rbvmomi = new("ruby-rbvmomi", ["/usr/bin/ruby", "ruby"], ["-e", "require 'rbvmomi'"]);
    private static readonly ClientProgram Virsh = new("libvirt-clients", ["virsh"], ["--version"]);

    /// <summary>The vCenter.</summary>
    protected InventoryVCenter VCenterOfTests => vCenter;

    [Fact]
    public Task PyVmomi_reads_every_property_along_container_views() => Scripts.AssertAsync(vCenter, PyVmomi, Path.Combine("pyvmomi", "inventory.py"), 16);

    [Fact]
    public Task Rbvmomi_finds_things_by_its_own_helpers() => Scripts.AssertAsync(vCenter, Rbvmomi, Path.Combine("rbvmomi", "inventory.rb"), 12);

    [Fact]
    public Task Zeep_makes_a_client_of_the_whole_API() => Scripts.AssertAsync(vCenter, Zeep, Path.Combine("zeep", "inventory.py"), 6);

    [Theory]
    [InlineData("find / -type m", "/DC0/vm/DC0_H0_VM0 /DC0/vm/DC0_H0_VM1 /DC0/vm/DC0_C0_RP0_VM0 /DC0/vm/DC0_C0_RP0_VM1")]
    [InlineData("ls /DC0/host/DC0_C0", "/DC0/host/DC0_C0/DC0_C0_H0 /DC0/host/DC0_C0/DC0_C0_H1 /DC0/host/DC0_C0/DC0_C0_H2 /DC0/host/DC0_C0/Resources")]
    [InlineData("vm.info DC0_C0_RP0_VM0", "Path: /DC0/vm/DC0_C0_RP0_VM0|Memory: 2048MB|CPU: 1 vCPU(s)|Power state: poweredOn|IP address: 10.0.0.12|Host: DC0_C0_H0")]
    [InlineData("vm.info -vm.ip 10.0.0.10", "Path: /DC0/vm/DC0_H0_VM0")]
    [InlineData("host.info DC0_H0", "Path: /DC0/host/DC0_H0/DC0_H0|Logical CPUs: 16 CPUs @ 2400MHz|State: connected")]
    [InlineData("object.collect -s vm/DC0_H0_VM0 runtime.powerState", "poweredOn")]
    [InlineData("datastore.info LocalDS_0", "Type: VMFS|Capacity: 4096.0 GB")]
    [InlineData("ls /DC0/network", "/DC0/network/VM Network /DC0/network/DVS0 /DC0/network/DVS0-DVUplinks-9 /DC0/network/DC0_DVPG0")]
    [InlineData("dvs.portgroup.info -pg DC0_DVPG0 DVS0", "PortgroupKey: dvportgroup-10|PortKey: 0|VlanId: 0|PortKey: 7")]
    [InlineData("host.autostart.info -host DC0_H0", "VM StartAction StartDelay StartOrder StopAction StopDelay WaitForHeartbeat")]
    [InlineData("host.service.ls -host DC0_H0", "DCUI on Running Direct Console UI|TSM-SSH off Stopped SSH|ntpd on Running NTP Daemon")]
    [InlineData("host.option.ls -host DC0_H0 UserVars.DcuiTimeOut", "UserVars.DcuiTimeOut: 600")]
    [InlineData("host.option.ls -host DC0_H0", "Annotations.WelcomeMessage:|VMkernel.Boot.hyperthreading: true")]
    [InlineData("host.date.info -host DC0_H0", "Current date and time: |NTP client status: Enabled|NTP service status: Running|NTP servers: ntp.lab.example")]
    [InlineData("host.vnic.info -host DC0_H0", "Device: vmk0|Network label: Management Network|Switch: vSwitch0|IP address: 10.100.0.15|Enabled services: management, vmotion")]
    [InlineData("host.portgroup.info -host DC0_H0", "Name: VM Network|Virtual switch: vSwitch0|VLAN ID: 0|Name: Management Network")]
    [InlineData("host.vswitch.info -host DC0_H0", "Name: vSwitch0|Portgroup: VM Network, Management Network|MTU: 1500|Pnic: vmnic0")]
    [InlineData("host.storage.info -host DC0_H0", "/vmfs/devices/disks/naa.|disk 4.0TB LAB DISK (ssd)")]
    [InlineData("host.storage.info -host DC0_H0 -t hba", "vmhba0 0000:05:00.0 lpfc online|Lab Fibre Channel Adapter")]
    [InlineData("cluster.usage DC0_C0", "CPU capacity: 115.2GHz|Memory capacity: 384.0GB|Storage capacity: 4.0TB")]
    public async Task Govc_shows(string command, string expected)
    {
        var run = await GovcAsync(command);
        Assert.True(run.ExitCode == 0, run.Output + vCenter.Service.Log);
        var shown = string.Join(' ', run.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (!expected.Contains('|', StringComparison.Ordinal) && !expected.StartsWith("Path:", StringComparison.Ordinal))
            Assert.Equal(expected, shown);
        else
            Assert.All(expected.Split('|'), part => Assert.Contains(part, shown, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_govc_saves_is_an_inventory_that_is_served()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var directory = Path.Combine(Directory.CreateTempSubdirectory("saved").FullName, "lab");
        try
        {
            var saved = await GovcAsync($"object.save -d {directory}");
            Assert.True(saved.ExitCode == 0, saved.Output + vCenter.Service.Log);
            await using var again = await ServiceProcess.StartAsync(["--username", vCenter.UserName, "--password", VCenter.Password, "--inventory", directory], [], cancellationToken);
            var first = await GovcAsync("object.collect -s -json vm/DC0_C0_RP0_VM1 config runtime summary guest");
            var second = await GovcAsync("object.collect -s -json vm/DC0_C0_RP0_VM1 config runtime summary guest", again);
            Assert.True(second.ExitCode == 0, second.Output + again.Log);
            Assert.Contains("DC0_C0_RP0_VM1", first.Output, StringComparison.Ordinal);
            Assert.Equal(first.Output, second.Output);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(directory)!, recursive: true);
        }
    }

    [Theory]
    [InlineData("/DC0/DC0_H0", "list --all", "DC0_H0_VM0 running|DC0_H0_VM1 running")]
    [InlineData("/DC0/DC0_C0/DC0_C0_H0", "list --all --name", "DC0_C0_RP0_VM0")]
    [InlineData("/DC0/DC0_H0", "nodeinfo", "CPU model: Lab CPU @ 2.40GHz|CPU(s): 16|CPU frequency: 2400 MHz|CPU socket(s): 2|Memory size: 134217728 KiB")]
    [InlineData("/DC0/DC0_H0", "hostname", "dc0-h0")]
    [InlineData("/DC0/DC0_H0", "domstate DC0_H0_VM0", "running")]
    [InlineData("/DC0/DC0_H0", "pool-list --all", "LocalDS_0 active")]
    [InlineData("/DC0/DC0_H0", "dominfo DC0_H0_VM0", "Name: DC0_H0_VM0|State: running|CPU(s): 1|Max memory: 2097152 KiB|Persistent: yes|Autostart: disable")]
    [InlineData("/DC0/DC0_H0", "list --all --no-autostart --name", "DC0_H0_VM0 DC0_H0_VM1")]
    [InlineData("/DC0/DC0_H0", "pool-dumpxml LocalDS_0", "<pool type='fs'>|<name>LocalDS_0</name>|<format type='vmfs'/>")]
    [InlineData("/DC0/DC0_H0", "net-list --all", "vSwitch0 active yes yes")]
    [InlineData("/DC0/DC0_H0", "net-dumpxml vSwitch0", "<name>vSwitch0</name>|<interface dev='vmnic0'/>|<portgroup name='VM Network'>")]
    [InlineData("/DC0/DC0_H0", "iface-name 00:50:56:03:00:0f", "vmnic0")]
    [InlineData("/DC0/DC0_H0", "iface-dumpxml 00:50:56:04:00:0f", "<interface type='ethernet' name='vmnic1'>")]
    [InlineData("/DC0/DC0_C0/DC0_C0_H1", "dumpxml DC0_C0_RP0_VM1", "<name>DC0_C0_RP0_VM1</name>|<vmware:datacenterpath>DC0</vmware:datacenterpath>|<source file='[LocalDS_0] DC0_C0_RP0_VM1/DC0_C0_RP0_VM1.vmdk'/>|<model type='vmxnet3'/>")]
    public Task Virsh_shows(string place, string command, string expected) => AssertVirshAsync(vCenter.Service, place, command, expected);

    protected async Task AssertVirshAsync(ServiceProcess service, string place, string command, string expected)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var virsh = await Virsh.FindAsync(cancellationToken);
        var credentials = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(
                credentials, $"[credentials-vcenter]\nusername={vCenter.UserName}\npassword={VCenter.Password}\n\n[auth-esx-127.0.0.1]\ncredentials=vcenter\n", cancellationToken);
            var address = string.Create(CultureInfo.InvariantCulture, $"vpx://{Uri.EscapeDataString(vCenter.UserName)}@127.0.0.1:{service.Url.Port}{place}?no_verify=1");
            var run = await ClientRun.StartAsync(
                virsh, ["-c", address, .. command.Split(' ')], [.. vCenter.Environment, new("LIBVIRT_AUTH_FILE", credentials)], AppContext.BaseDirectory, cancellationToken);
            Assert.True(run.ExitCode == 0, run.Output + service.Log);
            var shown = string.Join(' ', run.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            Assert.All(expected.Split('|'), part => Assert.Contains(part, shown, StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(credentials);
        }
    }

    protected Task<ClientRun> GovcAsync(string command, ServiceProcess? service = null) => Govc.RunAsync(vCenter, command, service?.Url);
}

/// <summary>The inventory of one process, and what takes a service with other options.</summary>
public sealed class InventoryTests(InventoryVCenter vCenter) : InventoryFacts(vCenter), IClassFixture<InventoryVCenter>
{
    private static readonly ClientProgram Lxml = ClientProgram.Python("python3-lxml python3-zeep", "lxml");

    [Theory]
    [InlineData("5.5")]
    [InlineData("6.7")]
    [InlineData("8.0.3.0")]
    public async Task The_WSDL_of_the_whole_API_is_valid_and_so_are_answers_by_it(string version)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var service = await ServiceProcess.StartAsync(
            ["--username", VCenterOfTests.UserName, "--password", VCenter.Password, "--inventory", "builtin:small", "--api-version", version], [], cancellationToken);
        var run = await ClientRun.StartAsync(
            await Lxml.FindAsync(cancellationToken),
            [Path.Combine(AppContext.BaseDirectory, "Clients", "lxml", "schema.py")],
            [
                .. VCenterOfTests.Environment, new("VIM_URL", service.Url.ToString()), new("VIM_API_VERSION", version),
                new("PYTHONPATH", Path.Combine(AppContext.BaseDirectory, "Clients")), new("PYTHONDONTWRITEBYTECODE", "1"),
            ],
            AppContext.BaseDirectory,
            cancellationToken);
        run.AssertFacts(8, service);
    }

    [Fact]
    public async Task PyVmomi_reads_views_of_ten_thousand_machines()
    {
        await using var large = new LargeVCenter();
        await large.InitializeAsync();
        await Scripts.AssertAsync(large, PyVmomi, Path.Combine("pyvmomi", "large.py"), 10);
    }

    [Fact]
    public async Task PyVmomi_finds_two_hosts_and_a_vCenter_in_one()
    {
        await using var joined = new JoinedVCenter();
        await joined.InitializeAsync();
        await Scripts.AssertAsync(joined, PyVmomi, Path.Combine("pyvmomi", "two_hosts.py"), 12);
    }

    /// <summary>A search of a datastore is a task, and tasks are of one replica.</summary>
    [Theory]
    [InlineData("vol-list LocalDS_0", "DC0_H0_VM0/DC0_H0_VM0.vmdk [LocalDS_0] DC0_H0_VM0/DC0_H0_VM0.vmdk")]
    [InlineData("vol-dumpxml DC0_H0_VM0/DC0_H0_VM0.vmdk --pool LocalDS_0", "<name>DC0_H0_VM0/DC0_H0_VM0.vmdk</name>|<capacity unit='bytes'>17179869184</capacity>|<format type='vmdk'/>")]
    public Task Virsh_shows_volumes(string command, string expected) => AssertVirshAsync(VCenterOfTests.Service, "/DC0/DC0_H0", command, expected);

    [Theory]
    [InlineData("datastore.ls -ds LocalDS_0", "DC0_H0_VM0\nDC0_H0_VM1")]
    [InlineData("datastore.ls -ds LocalDS_0 DC0_H0_VM0", "DC0_H0_VM0-flat.vmdk\nDC0_H0_VM0.nvram\nDC0_H0_VM0.vmdk\nDC0_H0_VM0.vmsd\nDC0_H0_VM0.vmx\nvmware.log")]
    [InlineData("datastore.ls -ds LocalDS_0 -R", "[LocalDS_0] DC0_H0_VM0/:\nDC0_H0_VM0-flat.vmdk")]
    [InlineData("datastore.ls -ds LocalDS_0 nowhere", "file [LocalDS_0] ./nowhere was not found")]
    public async Task Govc_lists_the_files_of_a_datastore(string command, string expected) =>
        Assert.Contains(expected, (await GovcAsync(command)).Output, StringComparison.Ordinal);
}

/// <summary>A recording of it.</summary>
public sealed class RecordedInventoryTests(RecordedVCenter vCenter) : InventoryFacts(vCenter), IClassFixture<RecordedVCenter>;

/// <summary>The inventory of replicas behind a balancer.</summary>
[Collection(ReplicatedVCenters.Name)]
public sealed class ReplicatedInventoryTests(ReplicatedVCenters vCenters) : InventoryFacts(vCenters.Inventory);
