using System.Globalization;
using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>
/// libvirt's drivers for vCenter and ESX, by virsh. Past the login they look for the datacenter of their address; there is
/// none, and the way to that answer is long: the session is compared before each call, and the inventory is walked.
/// </summary>
public abstract class LibvirtFacts(VCenter vCenter) : StartedTests(vCenter)
{
    private static readonly ClientProgram Virsh = new("libvirt-clients", ["virsh"], ["--version"]);

    [Fact]
    public async Task The_right_password_gets_past_the_login()
    {
        var output = await ConnectAsync(vCenter, "vpx", "/nowhere?no_verify=1", VCenter.Password);
        Assert.True(output.Contains("Could not find datacenter specified in '/nowhere'", StringComparison.Ordinal), output + vCenter.Service.Log);
        Assert.DoesNotContain("Unexpected", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_told_in_the_words_of_a_vCenter()
    {
        var output = await ConnectAsync(vCenter, "vpx", "/nowhere?no_verify=1", "wrong");
        Assert.True(
            output.Contains(
                "HTTP response code 500 for call to 'Login'. Fault: ServerFaultCode - Cannot complete login due to an incorrect user name or password.",
                StringComparison.Ordinal),
            output + vCenter.Service.Log);
    }

    internal static async Task<string> ConnectAsync(VCenter target, string driver, string place, string password)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var virsh = await Virsh.FindAsync(cancellationToken);
        var credentials = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(
                credentials,
                $"[credentials-vcenter]\nusername={target.UserName}\npassword={password}\n\n[auth-esx-127.0.0.1]\ncredentials=vcenter\n",
                cancellationToken);
            var address = string.Create(
                CultureInfo.InvariantCulture,
                $"{driver}://{Uri.EscapeDataString(target.UserName)}@127.0.0.1:{target.Url.Port}{place}");
            var run = await ClientRun.StartAsync(
                virsh, ["-c", address, "list", "--all"], [.. target.Environment, new("LIBVIRT_AUTH_FILE", credentials)], AppContext.BaseDirectory, cancellationToken);
            Assert.True(run.ExitCode == 1, run.Output);
            return run.Output;
        }
        finally
        {
            File.Delete(credentials);
        }
    }
}

/// <summary>libvirt at one process.</summary>
public sealed class LibvirtTests(VCenter vCenter, PlainHttpVCenter plain, EsxHost esx)
    : LibvirtFacts(vCenter), IClassFixture<VCenter>, IClassFixture<PlainHttpVCenter>, IClassFixture<EsxHost>
{
    [Fact]
    public async Task Plain_http_is_served()
    {
        var output = await ConnectAsync(plain, "vpx", "/nowhere?transport=http", VCenter.Password);
        Assert.True(output.Contains("Could not find datacenter specified in '/nowhere'", StringComparison.Ordinal), output + plain.Service.Log);
    }

    [Fact]
    public async Task An_ESX_host_is_one_to_its_own_driver_and_not_to_vCenters()
    {
        var output = await ConnectAsync(esx, "esx", "/?no_verify=1", VCenter.Password);
        Assert.True(output.Contains("Could not find ComputeResource", StringComparison.Ordinal), output + esx.Service.Log);
        output = await ConnectAsync(esx, "vpx", "/nowhere?no_verify=1", VCenter.Password);
        Assert.Contains("Expecting '127.0.0.1' to be a vCenter/VPX host but found a ESX(i) host", output, StringComparison.Ordinal);
    }
}

/// <summary>libvirt at replicas behind a balancer.</summary>
[Collection(ReplicatedVCenters.Name)]
public sealed class ReplicatedLibvirtTests(ReplicatedVCenters vCenters) : LibvirtFacts(vCenters.Usual);
