using VimSessionService.Inventory.Lab;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Tests.Lab;

/// <summary>The sizes of the built-in lab.</summary>
public sealed class LabSizeTests
{
    [Fact]
    public void A_size_is_a_name_with_other_numbers()
    {
        Assert.Equal(LabSize.Named["medium"], LabSize.Parse("medium"));
        Assert.Equal(LabSize.Named["medium"], LabSize.Parse("medium?"));
        Assert.Equal(LabSize.Named["small"] with { Clusters = 2, MachinesOfPool = 20 }, LabSize.Parse("small?clusters=2&machines=20"));
        Assert.Equal(new LabSize(Clusters: 3, HostsOfCluster: 4, StandaloneHosts: 5, MachinesOfPool: 6, Datastores: 7), LabSize.Parse("large?datastores=7&machines=6&standalone-hosts=5&hosts=4&clusters=3"));
    }

    [Theory]
    [InlineData("huge", "there is no lab of this name. Write builtin:small or builtin:medium or builtin:large, or the path of a recording.")]
    [InlineData("", "there is no lab of this name. Write builtin:small or builtin:medium or builtin:large, or the path of a recording.")]
    [InlineData("?hosts=1", "there is no lab of this name. Write builtin:small or builtin:medium or builtin:large, or the path of a recording.")]
    [InlineData("small?vms=3", "it has no number 'vms'. Write clusters, hosts, standalone-hosts, machines, datastores.")]
    [InlineData("small?machines", "'' is no number of machines. Write digits, as in machines=4.")]
    [InlineData("small?machines=-1", "'-1' is no number of machines. Write digits, as in machines=4.")]
    [InlineData("small?machines=99999999999", "'99999999999' is no number of machines. Write digits, as in machines=4.")]
    [InlineData("small?machines=2&machines=3", "'machines' is given twice. Give it once.")]
    [InlineData("small?hosts=0", "a cluster needs a host. Write hosts=1 or more, or clusters=0.")]
    [InlineData("small?hosts=2500", "these are 2501 hosts. There may be 2500, as at a vCenter Server 8.0.")]
    [InlineData("small?clusters=2147483647&hosts=2147483647", "these are 4611686014132420610 hosts. There may be 2500, as at a vCenter Server 8.0.")]
    [InlineData("small?machines=20001", "these are 40002 virtual machines. There may be 40000, as at a vCenter Server 8.0.")]
    [InlineData("small?datastores=0", "there may be 1 to 256 datastores.")]
    [InlineData("small?datastores=257", "there may be 1 to 256 datastores.")]
    public void What_is_no_size_is_refused_with_what_to_write(string size, string reason) =>
        Assert.Equal($"--inventory: builtin:{size}: {reason}", Assert.Throws<InventoryException>(() => LabSize.Parse(size)).Message);

    [Fact]
    public void A_lab_has_as_much_as_its_size_says()
    {
        var entries = LabInventory.Create(LabSize.Parse("small?clusters=2&hosts=4&standalone-hosts=3&machines=5&datastores=2"), seed: 0).Entries;
        Assert.Equal(2, Count("ClusterComputeResource"));
        Assert.Equal(11, Count("HostSystem"));
        Assert.Equal(25, Count("VirtualMachine"));
        Assert.Equal(2, Count("Datastore"));
        Assert.Contains(entries, static entry => entry.Name == "DC0_C1_RP0_VM4");

        int Count(string type) => entries.Count(entry => entry.Object.Reference.Type == type);
    }

    [Theory]
    [InlineData("small?clusters=0&standalone-hosts=0")]
    [InlineData("small?machines=0")]
    public void A_lab_may_have_no_hosts_or_no_machines(string size)
    {
        var entries = LabInventory.Create(LabSize.Parse(size), seed: 0).Entries;
        Assert.DoesNotContain(entries, static entry => entry.Object.Reference.Type == "VirtualMachine");
        foreach (var entry in entries)
        {
            foreach (var property in entry.Object.Type.PropertiesByName)
                _ = entry.Object.Read(property.Name);
        }
    }

    /// <summary>At the largest size, the addresses and the UUIDs of machines are still different from each other.</summary>
    [Fact]
    public void The_largest_lab_has_no_address_twice()
    {
        var machines = LabInventory.Create(LabSize.Parse("large?clusters=25&hosts=100&machines=1600"), seed: 0).Entries
            .Where(static entry => entry.Object.Reference.Type == "VirtualMachine").Select(static entry => entry.Object).ToList();
        Assert.Equal(40_000, machines.Count);
        Assert.Equal(40_000, machines.Select(static machine => Field(machine.Read("guest")!, "ipAddress")).Distinct().Count());
        Assert.Equal(40_000, machines.Select(static machine => Field(machine.Read("config")!, "uuid")).Distinct().Count());
    }

    private static object? Field(object value, string name) => ((DataObject)value).GetSchema().FindField(name)!.Get(value);
}
