using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Performance;

/// <summary>Reads arguments of methods whose types have no declaration in C#.</summary>
internal static class Arguments
{
    /// <summary>An argument; null where it is not set.</summary>
    public static object? Of(VimRequest request, string name) => Array.Find(request.GetMethod().Parameters, parameter => parameter.Name == name)?.Get(request);

    /// <summary>A field of a data object; null where it is not set.</summary>
    public static object? Field(object? value, string name) => value is DataObject data ? data.GetSchema().FindField(name)?.Get(data) : null;
}
