using VimSessionService.Inventory.Lab;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Datastores;

/// <summary>Describes files as a search asks: with their size, time, owner and type, and by a query with what its type of file has.</summary>
/// <param name="values">Makes values.</param>
/// <param name="flags">What is asked for of all files (FileQueryFlags); null for the names alone.</param>
internal sealed class FileDescriptions(LabValues values, object? flags)
{
    private const string Owner = "root";

    /// <summary>A file that no query asks for by its type.</summary>
    public DataObject Describe(DatastoreFile file) => Describe(DynamicMembers.Field(flags, "fileType") is true ? file.Type : "FileInfo", file);

    /// <summary>A file that a query asks for: what it is of shows always, the rest as the query's details say.</summary>
    public DataObject Describe(DatastoreFile file, DataObject query)
    {
        var details = DynamicMembers.Field(query, "details");
        return file.Type switch
        {
            "VmDiskFileInfo" => Describe(
                file.Type,
                file,
                ("diskType", If("diskType", file.Disk?.Type)),
                ("capacityKb", If("capacityKb", file.Disk?.CapacityKb)),
                ("hardwareVersion", If("hardwareVersion", file.HardwareVersion)),
                ("controllerType", If("controllerType", file.Disk?.ControllerType)),
                ("diskExtents", If("diskExtents", file.Disk?.Extents)),
                ("thin", If("thin", file.Disk?.IsThin))),
            "VmConfigFileInfo" or "TemplateConfigFileInfo" => Describe(file.Type, file, ("configVersion", If("configVersion", file.HardwareVersion))),
            var type => Describe(type, file),
        };

        object? If(string flag, object? value) => DynamicMembers.Field(details, flag) is true ? value : null;
    }

    private DynamicObject Describe(string type, DatastoreFile file, params ReadOnlySpan<(string Name, object? Value)> members) => values.Object(
        type,
        [
            ("path", file.Name),
            ("fileSize", IsAsked("fileSize") ? file.Size : null),
            ("modification", IsAsked("modification") ? file.Modified : null),
            ("owner", IsAsked("fileOwner") ? Owner : null),
            .. members,
        ]);

    private bool IsAsked(string flag) => DynamicMembers.Field(flags, flag) is true;
}
