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
            for (var i = 0; i < type.Fields.Count; i++)
            {
                // A value of fixed size is in the object, and reading it here would make one more of it.
                if (type.Fields[i] is { Type: { IsArray: true } or { Kind: VimKind.Any or VimKind.String or VimKind.Binary or VimKind.Reference or VimKind.Object } } field)
                    size += OfValue(field.Get(value));
            }
        }

        return size;
    }

    private static long OfValue(object? value) => value switch
    {
        string text => 32 + (2L * text.Length),
        DataObject inner => Of(inner),
        byte[] bytes => 32 + bytes.Length,
        TypedArray array => OfValue(array.Items),
        ManagedObjectReference reference => 64 + (2L * (reference.Type.Length + reference.Value.Length)),
        System.Collections.IEnumerable items => items.Cast<object?>().Sum(OfValue),
        _ => 0,
    };
}
