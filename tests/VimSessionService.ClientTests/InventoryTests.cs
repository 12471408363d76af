using System.Globalization;
using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>Real clients of the small built-in inventory.</summary>
public sealed class InventoryTests(InventoryVCenter vCenter) : IClassFixture<InventoryVCenter>
{
    private static readonly ClientProgram PyVmomi = ClientProgram.Python("python3-pyvmomi", "pyVmomi");
    private static readonly ClientProgram Zeep = ClientProgram.Python("python3-zeep", "zeep");
    private static readonly ClientProgram Rbvmomi = new("ruby-rbvmomi", ["/usr/bin/ruby", "ruby"], ["-e", "require 'rbvmomi'"]);
    private static readonly ClientProgram Virsh = new("libvirt-clients", ["virsh"], ["--version"]);

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
    public async Task Virsh_shows(string place, string command, string expected)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var virsh = await Virsh.FindAsync(cancellationToken);
        var credentials = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(
                credentials, $"[credentials-vcenter]\nusername={vCenter.UserName}\npassword={VCenter.Password}\n\n[auth-esx-127.0.0.1]\ncredentials=vcenter\n", cancellationToken);
            var address = string.Create(CultureInfo.InvariantCulture, $"vpx://{Uri.EscapeDataString(vCenter.UserName)}@127.0.0.1:{vCenter.Service.Url.Port}{place}?no_verify=1");
            var run = await ClientRun.StartAsync(
                virsh, ["-c", address, .. command.Split(' ')], [.. vCenter.Environment, new("LIBVIRT_AUTH_FILE", credentials)], AppContext.BaseDirectory, cancellationToken);
            Assert.True(run.ExitCode == 0, run.Output + vCenter.Service.Log);
            var shown = string.Join(' ', run.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            Assert.All(expected.Split('|'), part => Assert.Contains(part, shown, StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(credentials);
        }
    }

    private Task<ClientRun> GovcAsync(string command, ServiceProcess? service = null)
    {
        var govc = Environment.GetEnvironmentVariable("VIMSESSION_TEST_GOVC");
        if (string.IsNullOrEmpty(govc))
            throw ClientProgram.Missing("govc is not installed; VIMSESSION_TEST_GOVC names it");
        return ClientRun.StartAsync(
            govc,
            command.Split(' '),
            [
                .. vCenter.Environment,
                new("GOVC_URL", (service ?? vCenter.Service).Url.ToString()),
                new("GOVC_USERNAME", vCenter.UserName),
                new("GOVC_PASSWORD", VCenter.Password),
                new("GOVC_INSECURE", "1"),
                new("GOVMOMI_HOME", Path.GetTempPath()),
            ],
            AppContext.BaseDirectory,
            TestContext.Current.CancellationToken);
    }
}
