using VimSessionService.ClientTests.Clients.Wcf;
using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>One script of each client against a certificate with an RSA key. govmomi and node have theirs beside
/// their other tests, which build in the same folders. All other tests use the default, a P-256 key.</summary>
public sealed class RsaCertificateTests(RsaVCenter vCenter) : IClassFixture<RsaVCenter>
{
    [Fact]
    public Task PyVmomi() => Scripts.AssertAsync(vCenter, ClientProgram.Python("python3-pyvmomi", "pyVmomi"), "pyvmomi/login.py", 84);

    [Fact]
    public Task Rbvmomi() =>
        Scripts.AssertAsync(vCenter, new ClientProgram("ruby-rbvmomi", ["/usr/bin/ruby", "ruby"], ["-e", "require 'rbvmomi'"]), "rbvmomi/session.rb", 42);

    [Fact]
    public Task Suds() => Scripts.AssertAsync(vCenter, ClientProgram.Python("python3-suds", "suds"), "suds/session.py", 16);

    [Fact]
    public Task Oslo_vmware() => Scripts.AssertAsync(vCenter, ClientProgram.Python("python3-oslo.vmware", "oslo_vmware"), "oslo/session.py", 20);

    [Fact]
    public Task Zeep() => Scripts.AssertAsync(vCenter, ClientProgram.Python("python3-zeep", "zeep"), "zeep/session.py", 20);

    [Fact]
    public Task Python_urllib() => Scripts.AssertAsync(vCenter, ClientProgram.Python("python3", "json"), "vi-json/session.py", 14);

    [Fact]
    public async Task Govc()
    {
        var run = await Harness.Govc.RunAsync(vCenter, "about");
        Assert.True(run.ExitCode == 0 && run.Output.Contains("API type:     VirtualCenter", StringComparison.Ordinal), run.Output + vCenter.Service.Log);
    }

    [Fact]
    public Task Php_soap() => Scripts.AssertAsync(
        vCenter, new ClientProgram("php-soap", ["/usr/bin/php", "php"], ["-r", "exit(extension_loaded('soap') ? 0 : 1);"]), "php/session.php", 19);

    [Fact]
    public async Task Libvirt()
    {
        var output = await LibvirtFacts.ConnectAsync(vCenter, "vpx", "/nowhere?no_verify=1", VCenter.Password);
        Assert.True(output.Contains("Could not find datacenter specified in '/nowhere'", StringComparison.Ordinal), output + vCenter.Service.Log);
    }

    [Fact]
    public async Task Wcf()
    {
        await using var client = new VimClient(vCenter.Service.Url);
        var content = await client.Port.RetrieveServiceContentAsync(VimClient.ServiceInstance);
        Assert.Equal(vCenter.ShownUserName, (await client.Port.LoginAsync(content.SessionManager!, vCenter.UserName, VCenter.Password)).UserName);
    }
}
