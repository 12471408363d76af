using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Directory.Permissions;

public class PrivilegesTests
{
    [Fact]
    public void Every_privilege_that_the_declared_api_asks_for_is_known()
    {
        var asked = VimManagedTypes.All.SelectMany(type =>
            type.Properties.Select(property => property.Privilege).Concat(type.Methods.Select(method => method.Privilege))
                .Concat(type.Methods.SelectMany(method => method.PrivilegedParameters).Select(parameter => parameter.Privilege)));
        Assert.All(asked.OfType<string>(), id => Assert.True(Privileges.Known.Contains(id), id));
    }

    /// <summary>What Rename_Task and Destroy_Task take, by the type of the object.</summary>
    [Theory]
    [InlineData("DVPortgroup.Modify DVPortgroup.Delete")]
    [InlineData("DVSwitch.Delete")]
    [InlineData("Datacenter.Rename Datacenter.Delete")]
    [InlineData("Folder.Rename Folder.Delete")]
    [InlineData("Host.Inventory.RenameCluster Host.Inventory.DeleteCluster Host.Inventory.RemoveHostFromCluster")]
    [InlineData("Resource.RenamePool Resource.DeletePool")]
    [InlineData("VApp.Rename VApp.Delete")]
    [InlineData("VirtualMachine.Config.Rename VirtualMachine.Inventory.Delete")]
    public void The_privileges_to_rename_and_destroy_are_known(string ids) =>
        Assert.All(ids.Split(' '), id => Assert.True(Privileges.Known.Contains(id), id));

    [Fact]
    public void No_privilege_is_listed_twice() => Assert.Equal(Privileges.All.Count, Privileges.Known.Count);
}
