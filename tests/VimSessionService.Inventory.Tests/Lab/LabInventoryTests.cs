using System.Text;
using VimSessionService.Inventory.Lab;
using VimSessionService.Soap;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Inventory.Tests.Lab;

/// <summary>The inventory that is generated.</summary>
public sealed class LabInventoryTests
{
    private static readonly ServedInventory Small = LabInventory.Create(LabSize.Named["small"], seed: 0);

    [Fact]
    public void It_has_the_names_that_users_of_vcsim_know() => Assert.Equal(
        [
            "ClusterComputeResource DC0_C0", "ComputeResource DC0_H0", "Datacenter DC0", "Datastore LocalDS_0", "Folder datastore", "Folder host", "Folder network", "Folder vm",
            "HostSystem DC0_C0_H0", "HostSystem DC0_C0_H1", "HostSystem DC0_C0_H2", "HostSystem DC0_H0", "Network VM Network", "ResourcePool Resources", "ResourcePool Resources",
            "VirtualMachine DC0_C0_RP0_VM0", "VirtualMachine DC0_C0_RP0_VM1", "VirtualMachine DC0_H0_VM0", "VirtualMachine DC0_H0_VM1",
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

    private static IEnumerable<InventoryObject> Objects(ServedInventory inventory) =>
        inventory.Entries.Select(static entry => entry.Object).Prepend(inventory.Root!.Object).Concat(inventory.Others);

    private static IEnumerable<InventoryObject> Machines(ServedInventory inventory) =>
        Objects(inventory).Where(static item => item.Reference.Type == "VirtualMachine");

    private static string[] Uuids(ServedInventory inventory) => [.. Machines(inventory).Select(static item => Field(item.Read("config")!, "uuid"))];

    private static IEnumerable<string> Addresses(ServedInventory inventory) => Machines(inventory).Select(static item => Field(item.Read("guest")!, "ipAddress"));

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

    /// <summary>Writes a value and reads it again.</summary>
    private static object ReadBack(object value)
    {
        using var writer = new SoapWriter(ConstantContents.None);
        writer.Reset(ApiVersions.Newest);
        writer.WriteAny("v"u8, value);
        var reader = new SoapReader(new SoapReaderSettings { Catalog = Small.Api, AllowsMissing = true });
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
