using VimSessionService.Vim25;

namespace VimSessionService.Core;

/// <summary>Estimates what an object takes up, so that what clients leave with the service stays within bounds.</summary>
internal static class ObjectSize
{
    /// <summary>What an object takes besides its texts, in bytes.</summary>
    private const int ObjectBytes = 128;

    /// <summary>An estimate, in bytes.</summary>
    public static long Of(DataObject value)
    {
        long size = ObjectBytes;
        for (var type = value.GetSchema(); type is not null; type = type.Base)
        {
            foreach (var field in type.Fields)
                size += OfValue(field.Get(value));
        }

        return size;
    }

    private static long OfValue(object? value) => value switch
    {
        string text => 32 + (2L * text.Length),
        DataObject inner => Of(inner),
        byte[] bytes => 32 + bytes.Length,
        ManagedObjectReference reference => 64 + (2L * (reference.Type.Length + reference.Value.Length)),
        System.Collections.IEnumerable items => items.Cast<object?>().Sum(OfValue),
        _ => 0,
    };
}
