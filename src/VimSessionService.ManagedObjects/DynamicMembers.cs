using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects;

/// <summary>Reads what calls and values have whose types are known by their descriptions only.</summary>
internal static class DynamicMembers
{
    /// <summary>An argument; null where it is not set.</summary>
    public static object? Argument(VimRequest request, string name) => Array.Find(request.GetMethod().Parameters, parameter => parameter.Name == name)?.Get(request);

    /// <summary>A field of a data object; null where it is not set.</summary>
    public static object? Field(object? value, string name) => value is DataObject data ? data.GetSchema().FindField(name)?.Get(data) : null;
}
