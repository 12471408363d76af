using VimSessionService.Vim25;

namespace VimSessionService.Core.Extensions;

/// <summary>Estimates what an extension takes up, so that what clients register stays within bounds.</summary>
internal static class ExtensionSize
{
    /// <summary>What an object takes besides its texts, in bytes.</summary>
    private const int ObjectBytes = 128;

    /// <summary>An estimate, in bytes.</summary>
    public static long Of(DataObject value)
    {
        long size = ObjectBytes;
        foreach (var field in value.GetSchema().Fields)
            size += OfValue(field.Get(value));
        return size;
    }

    private static long OfValue(object? value) => value switch
    {
        string text => 32 + (2L * text.Length),
        DataObject inner => Of(inner),
        ManagedObjectReference reference => 64 + (2L * (reference.Type.Length + reference.Value.Length)),
        System.Collections.IEnumerable items => items.Cast<object?>().Sum(OfValue),
        _ => 0,
    };
}
