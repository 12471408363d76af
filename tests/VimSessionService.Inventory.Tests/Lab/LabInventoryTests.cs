using System.Text;
using VimSessionService.Inventory.Lab;
using VimSessionService.Soap;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Tests.Lab;

/// <summary>The inventory that is generated.</summary>
public sealed class LabInventoryTests
{
    private static readonly ServedInventory Small = LabInventory.Create(LabSize.Named["small"], seed: 0);

    [Fact]
    public void It_has_the_names_that_users_of_vcsim_know() => Assert.Equal(
        [
            "ClusterComputeResource DC0_C0", "ComputeResource DC0_H0", "Datacenter DC0", "Datastore LocalDS_0", "DistributedVirtualPortgroup DC0_DVPG0", "DistributedVirtualPortgroup DVS0-DVUplinks-9", "Folder datastore", "Folder host", "Folder network", "Folder vm",
            "HostSystem DC0_C0_H0", "HostSystem DC0_C0_H1", "HostSystem DC0_C0_H2", "HostSystem DC0_H0", "Network VM Network", "ResourcePool Resources", "ResourcePool Resources",
            "VirtualMachine DC0_C0_RP0_VM0", "VirtualMachine DC0_C0_RP0_VM1", "VirtualMachine DC0_H0_VM0", "VirtualMachine DC0_H0_VM1",
            "VmwareDistributedVirtualSwitch DVS0",
        ],
        Small.Entries.Select(static entry => $"{entry.Object.Reference.Type} {entry.Name}").Order(StringComparer.Ordinal));

    [Fact]
    public void Every_reference_leads_to_an_object_of_the_inventory()
    {
        var known = Objects(Small).Select(static item => item.Reference).ToHashSet();
        foreach (var item in Objects(Small))
        {
            foreach (var property in item.Type.PropertiesByName)
            {
                switch (item.Read(property.Name))
                {
                    case ManagedObjectReference reference:
                        Assert.True(known.Contains(reference), $"{item.Reference}.{property.Name} is {reference}");
                        break;
                    case ManagedObjectReference[] references:
                        Assert.All(references, reference => Assert.Contains(reference, known));
                        break;
                }
            }
        }
    }

    [Fact]
    public void Every_value_is_one_of_the_type_of_its_property_and_has_all_that_has_to_be_there()
    {
        foreach (var item in Objects(Small))
        {
            foreach (var property in item.Type.PropertiesByName)
            {
                if (item.Read(property.Name) is not { } value)
                {
                    // The service has these itself.
                    Assert.True(property.Optional || property.Name is "effectiveRole" or "permission" || property.Type.Kind != VimKind.Object, $"{item.Reference}.{property.Name} is unset");
                    continue;
                }

                AssertComplete(value, $"{item.Reference}.{property.Name}");
                var again = ReadBack(value);
                Assert.True(Fits(property.Type, again), $"{item.Reference}.{property.Name} is no {property.Type.WireName}");
            }
        }
    }

    [Fact]
    public void A_host_has_the_managers_by_which_clients_read_it_and_they_say_what_its_configuration_says()
    {
        foreach (var host in Objects(Small).Where(static item => item.Reference.Type == "HostSystem"))
        {
            var references = (DataObject)host.Read("configManager")!;
            var config = (DataObject)host.Read("config")!;
            var number = host.Reference.Value["host-".Length..];
            foreach (var (member, name, property, shown) in ManagersOfHosts)
            {
                var reference = Assert.IsType<ManagedObjectReference>(FieldOf(references, member));
                Assert.Equal($"{name}-{number}", reference.Value);
                var manager = Assert.Single(Objects(Small), item => item.Reference == reference);
                Assert.Equal(host.Reference, Small.Owners.Of(reference.Value));
                if (shown.Length > 0)
                    Assert.Equal(Written(FieldOf(config, shown)!), Written(manager.Read(property)!));
                else
                    Assert.Equal((ManagedObjectReference[])host.Read(property)!, (ManagedObjectReference[])manager.Read(property)!);
            }
        }
    }

    /// <summary>The keys by which parts of the network and the storage of a host name each other.</summary>
    [Theory]
    [InlineData("network.portgroup.vswitch", "network.vswitch.key")]
    [InlineData("network.vswitch.portgroup", "network.portgroup.key")]
    [InlineData("network.vswitch.pnic", "network.pnic.key")]
    [InlineData("network.proxySwitch.pnic", "network.pnic.key")]
    [InlineData("network.vnic.port", "network.portgroup.port.key")]
    [InlineData("network.vnic.portgroup", "network.portgroup.spec.name")]
    [InlineData("virtualNicManagerInfo.netConfig.selectedVnic", "virtualNicManagerInfo.netConfig.candidateVnic.key")]
    [InlineData("storageDevice.scsiTopology.adapter.adapter", "storageDevice.hostBusAdapter.key")]
    [InlineData("storageDevice.scsiTopology.adapter.target.lun.scsiLun", "storageDevice.scsiLun.key")]
    [InlineData("storageDevice.multipathInfo.lun.lun", "storageDevice.scsiLun.key")]
    [InlineData("storageDevice.multipathInfo.lun.path.lun", "storageDevice.multipathInfo.lun.key")]
    [InlineData("multipathState.path.name", "storageDevice.multipathInfo.lun.path.name")]
    [InlineData("fileSystemVolume.mountInfo.volume.extent.diskName", "storageDevice.scsiLun.canonicalName")]
    [InlineData("service.service.ruleset", "firewall.ruleset.key")]
    public void What_names_another_part_of_a_host_by_its_key_names_one_that_is_there(string names, string keys)
    {
        foreach (var host in Objects(Small).Where(static item => item.Reference.Type == "HostSystem"))
        {
            var config = host.Read("config")!;
            var named = Texts(config, names.Split('.')).ToArray();
            Assert.NotEmpty(named);
            Assert.Subset(Texts(config, keys.Split('.')).ToHashSet(StringComparer.Ordinal), named.ToHashSet(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void The_distributed_switch_has_its_port_groups_and_every_host_with_uplink_ports_of_its_own()
    {
        var distributed = Assert.Single(Objects(Small), static item => item.Type.Is("DistributedVirtualSwitch"));
        var config = (DataObject)distributed.Read("config")!;
        var groups = ((ManagedObjectReference[])distributed.Read("portgroup")!).Select(reference => Objects(Small).Single(item => item.Reference == reference)).ToArray();
        Assert.Equal(["DVS0-DVUplinks-9", "DC0_DVPG0"], groups.Select(static group => group.Read("name")));
        Assert.All(groups, group => Assert.Equal(distributed.Reference, FieldOf((DataObject)group.Read("config")!, "distributedVirtualSwitch")));
        var ports = groups.SelectMany(static group => (string[])group.Read("portKeys")!).ToArray();
        Assert.Equal(ports.Length, ports.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(ports.Length, FieldOf(config, "numPorts"));
        Assert.Equal(((string[])groups[0].Read("portKeys")!).Order(StringComparer.Ordinal), Texts(config, ["host", "uplinkPortKey"]).Order(StringComparer.Ordinal));
        foreach (var host in Objects(Small).Where(static item => item.Reference.Type == "HostSystem"))
        {
            Assert.Contains(groups[1].Reference, (ManagedObjectReference[])host.Read("network")!);
            Assert.Equal((string)distributed.Read("uuid")!, Assert.Single(Texts(host.Read("config")!, ["network", "proxySwitch", "dvsUuid"])));
        }
    }

    [Fact]
    public void The_same_seed_makes_the_same_inventory_and_another_one_other_identifiers()
    {
        Assert.Equal(Uuids(Small), Uuids(LabInventory.Create(LabSize.Named["small"], seed: 0)));
        Assert.Empty(Uuids(Small).Intersect(Uuids(LabInventory.Create(LabSize.Named["small"], seed: 1)), StringComparer.Ordinal));
    }

    [Fact]
    public void The_medium_one_has_so_many_objects()
    {
        var medium = LabInventory.Create(LabSize.Named["medium"], seed: 0);
        Assert.Equal((480, 34, 4), (Count("VirtualMachine"), Count("HostSystem"), Count("Datastore")));
        Assert.Equal(480, Addresses(medium).Distinct(StringComparer.Ordinal).Count());

        int Count(string type) => medium.Entries.Count(entry => entry.Object.Reference.Type == type);
    }

    /// <summary>The member of <c>configManager</c>, what the manager is called, its property, and what <c>config</c> calls the same; of the datastores it is the host's own property.</summary>
    private static readonly (string Member, string Name, string Property, string Shown)[] ManagersOfHosts =
    [
        ("autoStartManager", "autoStartManager", "config", "autoStart"),
        ("datastoreSystem", "datastoreSystem", "datastore", ""),
        ("storageSystem", "storageSystem", "storageDeviceInfo", "storageDevice"),
        ("storageSystem", "storageSystem", "fileSystemVolumeInfo", "fileSystemVolume"),
        ("networkSystem", "networkSystem", "networkInfo", "network"),
        ("virtualNicManager", "virtualNicManager", "info", "virtualNicManagerInfo"),
        ("serviceSystem", "serviceSystem", "serviceInfo", "service"),
        ("firewallSystem", "firewallSystem", "firewallInfo", "firewall"),
        ("advancedOption", "EsxHostAdvSettings", "setting", "option"),
        ("dateTimeSystem", "dateTimeSystem", "dateTimeInfo", "dateTimeInfo"),
    ];

    private static IEnumerable<InventoryObject> Objects(ServedInventory inventory) =>
        inventory.Entries.Select(static entry => entry.Object).Prepend(inventory.Root!.Object).Concat(inventory.Others);

    private static IEnumerable<InventoryObject> Machines(ServedInventory inventory) =>
        Objects(inventory).Where(static item => item.Reference.Type == "VirtualMachine");

    private static string[] Uuids(ServedInventory inventory) => [.. Machines(inventory).Select(static item => Field(item.Read("config")!, "uuid"))];

    private static IEnumerable<string> Addresses(ServedInventory inventory) => Machines(inventory).Select(static item => Field(item.Read("guest")!, "ipAddress"));

    private static object? FieldOf(DataObject value, string name) => value.GetSchema().FindField(name)!.Get(value);

    /// <summary>The texts at a path, through arrays.</summary>
    private static IEnumerable<string> Texts(object? value, string[] path) => value switch
    {
        DataObject data when path is [var name, .. var rest] => data.GetSchema().FindField(name) is { } field ? Texts(field.Get(data), rest) : [],
        DataObject[] items => items.SelectMany(item => Texts(item, path)),
        string text when path.Length == 0 => [text],
        string[] texts when path.Length == 0 => texts,
        _ => [],
    };

    private static string Field(object value, string name) => (string)((DataObject)value).GetSchema().FindField(name)!.Get(value)!;

    /// <summary>An array without items is not written at all, so that it cannot be missing.</summary>
    private static void AssertComplete(object value, string place)
    {
        if (value is TypedArray array)
            Assert.All(array.Items, item => AssertComplete(item, place));
        if (value is not DataObject data)
            return;
        for (var type = (VimType?)data.GetSchema(); type is not null; type = type.Base)
        {
            foreach (var field in type.Fields)
            {
                var member = field.Get(data);
                Assert.True(member is not null || field.Optional || field.Type.IsArray, $"{place}: {type.Name}.{field.Name} is unset");
                foreach (var item in member is DataObject[] items ? items : [])
                    AssertComplete(item, $"{place}.{field.Name}");
                if (member is DataObject inner)
                    AssertComplete(inner, $"{place}.{field.Name}");
            }
        }
    }

    private static string Written(object value)
    {
        using var writer = new SoapWriter(ConstantContents.None);
        writer.Reset(ApiVersions.Newest);
        writer.WriteAny("v"u8, value is TypedArray array ? array.Items : value);
        return Encoding.UTF8.GetString(writer.Out.Written.Span);
    }

    /// <summary>Writes a value and reads it again.</summary>
    private static object ReadBack(object value)
    {
        using var writer = new SoapWriter(ConstantContents.None);
        writer.Reset(ApiVersions.Newest);
        writer.WriteAny("v"u8, value);
        var reader = new SoapReader(new SoapReaderOptions { Catalog = Small.Api, AllowsMissing = true });
        reader.Reset(Encoding.UTF8.GetBytes($"<r xmlns:xsi=\"{SoapNames.SchemaInstance}\" xmlns:xsd=\"{SoapNames.Schema}\">{Encoding.UTF8.GetString(writer.Out.Written.Span)}</r>"), isEncodingKnown: false);
        Assert.True(reader.NextMember(out _));
        return reader.ReadAny();
    }

    private static bool Fits(VimTypeRef type, object value) => (type.Kind, type.IsArray, value) switch
    {
        (VimKind.Object, false, DataObject data) => data.GetSchema().Is(type.Object),
        (VimKind.Object, true, TypedArray array) => array.ItemType.Is(type.Object),
        (VimKind.Enum, false, EnumValue known) => known.Type == type.Name,
        (VimKind.Reference, false, ManagedObjectReference reference) => VmodlNames.IsManaged(reference.Type, type.Name),
        (VimKind.Reference, true, ManagedObjectReference[] references) => references.All(reference => VmodlNames.IsManaged(reference.Type, type.Name)),
        (VimKind.String, false, string) or (VimKind.String, true, string[]) or (VimKind.Boolean, false, bool) or (VimKind.Int, true, int[]) => true,
        _ => false,
    };
}
