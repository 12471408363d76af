using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.Inventory.Lab;

/// <summary>The files of a generated virtual machine.</summary>
internal static class LabMachineFiles
{
    private const int Disk = 2000;
    private static readonly int[] DiskFiles = [4, 5];

    /// <summary>The <c>layoutEx</c> of a machine with one disk and no snapshots.</summary>
    /// <param name="values">Makes values.</param>
    /// <param name="directory">Where its files are, such as <c>[LocalDS_0] DC0_H0_VM0</c>.</param>
    /// <param name="name">Its name.</param>
    /// <param name="diskBytes">What the file of its thin disk takes.</param>
    public static DynamicObject Layout(LabValues values, string directory, string name, long diskBytes)
    {
        return values.Object(
            "VirtualMachineFileLayoutEx",
            ("file", new DataObject[]
            {
                File(0, $"{name}.vmx", "config", 2_934),
                File(1, $"{name}.nvram", "nvram", 270_840),
                File(2, $"{name}.vmsd", "snapshotList", 0),
                File(3, "vmware.log", "log", 216_322),
                File(4, $"{name}.vmdk", "diskDescriptor", 528),
                File(5, $"{name}-flat.vmdk", "diskExtent", diskBytes),
            }),
            ("disk", new DataObject[]
            {
                values.Object("VirtualMachineFileLayoutExDiskLayout", ("key", Disk), ("chain", new DataObject[] { values.Object("VirtualMachineFileLayoutExDiskUnit", ("fileKey", DiskFiles)) })),
            }),
            ("timestamp", LabValues.Recorded));

        DynamicObject File(int key, string file, string type, long size) => values.Object(
            "VirtualMachineFileLayoutExFileInfo", ("key", key), ("name", $"{directory}/{file}"), ("type", type), ("size", size), ("uniqueSize", size), ("accessible", true));
    }
}
