using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>Extensions of real clients: registered, and logged in with a client certificate, directly and through the SDK tunnel.</summary>
public sealed class ExtensionTests(TunnelVCenter vCenter) : IClassFixture<TunnelVCenter>
{
    [Fact]
    public Task PyVmomi() => Scripts.AssertAsync(vCenter, ClientProgram.Python("python3-pyvmomi", "pyVmomi"), "pyvmomi/extensions.py", 19);

    [Fact]
    public Task Rbvmomi() => Scripts.AssertAsync(
        vCenter, new ClientProgram("ruby-rbvmomi", ["/usr/bin/ruby", "ruby"], ["-e", "require 'rbvmomi'"]), "rbvmomi/extensions.rb", 10);

    [Fact]
    public Task Govmomi() => GovmomiProgram.AssertAsync(vCenter, "govmomi-extension", 8);
}
