using VimSessionService.ClientTests.Harness;

namespace VimSessionService.ClientTests;

/// <summary>Clients that wait for changes, and that walk the inventory along views.</summary>
public sealed class UpdateAndViewTests(DatacenterVCenter vCenter) : IClassFixture<DatacenterVCenter>
{
    private static readonly ClientProgram PyVmomi = ClientProgram.Python("python3-pyvmomi", "pyVmomi");

    private static readonly ClientProgram Rbvmomi = new("ruby-rbvmomi", ["/usr/bin/ruby", "ruby"], ["-e", "require 'rbvmomi'"]);

    [Fact]
    public Task PyVmomi_sees_changes_as_they_happen() => Scripts.AssertAsync(vCenter, PyVmomi, "pyvmomi/updates.py", 31);

    [Fact]
    public Task PyVmomi_walks_along_views() => Scripts.AssertAsync(vCenter, PyVmomi, "pyvmomi/views.py", 28);

    [Fact]
    public Task Rbvmomi_sees_changes_as_they_happen() => Scripts.AssertAsync(vCenter, Rbvmomi, "rbvmomi/updates.rb", 12);

    [Fact]
    public Task Rbvmomi_walks_along_views() => Scripts.AssertAsync(vCenter, Rbvmomi, "rbvmomi/views.rb", 10);

    [Fact]
    public Task Govmomi_waits_and_walks_along_views() => GovmomiProgram.AssertAsync(vCenter, "govmomi-inventory", 9);
}
