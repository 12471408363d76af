using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Datastores;

/// <summary>Tells which files a query is about: a FileQuery about all, a VmDiskFileQuery about disks, and so on, with a filter of some types.</summary>
internal static class FileQuery
{
    private const string Any = "FileQuery";
    private const string Ending = "Query";

    /// <summary>Whether a query is about a file.</summary>
    public static bool Takes(DataObject query, DatastoreFile file)
    {
        var asked = query.GetSchema().Name;
        return (asked == Any || asked[..^Ending.Length] + "Info" is var type && (file.Type == type || IsTemplate(file.Type, type)))
            && PassesFilter(DynamicMembers.Field(query, "filter"), file);
    }

    /// <summary>The configuration of a template is a configuration, too.</summary>
    private static bool IsTemplate(string type, string asked) => type == "TemplateConfigFileInfo" && asked == "VmConfigFileInfo";

    private static bool PassesFilter(object? filter, DatastoreFile file) => filter is null
        || (IsAmong(filter, "matchConfigVersion", file.HardwareVersion)
            && IsAmong(filter, "matchHardwareVersion", file.HardwareVersion)
            && IsAmong(filter, "diskType", file.Disk?.Type)
            && IsAmong(filter, "controllerType", file.Disk?.ControllerType)
            && (DynamicMembers.Field(filter, "thin") is not bool thin || file.Disk?.IsThin == thin)
            && DynamicMembers.Field(filter, "encrypted") is not true);

    /// <summary>Whether a value is one of those that a filter names; it is when the filter names none.</summary>
    private static bool IsAmong<T>(object filter, string field, T? value) =>
        DynamicMembers.Field(filter, field) is not Array { Length: > 0 } wanted || (value is not null && Array.IndexOf(wanted, value) >= 0);
}
