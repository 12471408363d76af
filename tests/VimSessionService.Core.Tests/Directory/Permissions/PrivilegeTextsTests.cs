using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;

namespace VimSessionService.Core.Tests.Directory.Permissions;

public class PrivilegeTextsTests
{
    [Theory]
    [InlineData("VirtualMachine.Interact.PowerOn", "VirtualMachine.Interact", "PowerOn", "Power on", "Virtual machine, interact: power on")]
    [InlineData("Datastore.AllocateSpace", "Datastore", "AllocateSpace", "Allocate space", "Datastore: allocate space")]
    [InlineData("VirtualMachine.Config.CPUCount", "VirtualMachine.Config", "CPUCount", "CPU count", "Virtual machine, config: CPU count")]
    [InlineData("VApp.AssignVM", "VApp", "AssignVM", "Assign VM", "vApp: assign VM")]
    [InlineData("DVSwitch.Create", "DVSwitch", "Create", "Create", "Distributed switch: create")]
    [InlineData("Host.Config.Snmp", "Host.Config", "Snmp", "Snmp", "Host, config: snmp")]
    public void A_privilege_is_told_in_words(string id, string group, string name, string label, string summary)
    {
        var privilege = PrivilegeInfo.Of(id);
        Assert.Equal((group, name), (privilege.Group, privilege.Name));
        Assert.Equal((label, summary), (PrivilegeTexts.Label(privilege), PrivilegeTexts.Summary(privilege)));
    }

    [Fact]
    public void Every_privilege_and_group_has_words() => Assert.All(new PrivilegeCatalog().All, privilege =>
    {
        Assert.Matches("^[A-Za-z ]+$", PrivilegeTexts.Label(privilege));
        Assert.Matches("^[A-Za-z, ]+$", PrivilegeTexts.GroupLabel(privilege.Group));
        Assert.StartsWith("Privileges of ", PrivilegeTexts.GroupSummary(privilege.Group), StringComparison.Ordinal);
        Assert.Equal(privilege.Id, $"{privilege.Group}.{privilege.Name}");
    });

    [Theory]
    [InlineData("Folder.Create", true)]
    [InlineData("Folder.Delete", false)]
    [InlineData("VirtualMachine.Interact.PowerOn", false)]
    public void What_is_made_in_a_container_takes_the_privilege_there(string id, bool onParent) => Assert.Equal(onParent, PrivilegeInfo.Of(id).OnParent);
}
