using System.Text.Json;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.ViJson;

/// <summary>Reads values that say what they are: a data object or reference by itself, any other value in a box with <c>_typeName</c> and <c>_value</c>.</summary>
/// <param name="at">Where the value is.</param>
/// <param name="objects">Reads the objects and references in values.</param>
/// <param name="catalog">The types that values may say they are of.</param>
internal sealed class AnyValueReader(JsonCursor at, ViJsonReader objects, VimCatalog catalog)
{
    private const string Boxed = "_value";

    /// <summary>Whether there are more types than the declared ones, with values of every kind.</summary>
    private bool KnowsMore => !ReferenceEquals(catalog, VimCatalog.Declared);

    /// <summary>Reads the value that the cursor is at.</summary>
    public object Read()
    {
        var box = at.Value;
        if (at.Type != JsonTokenType.StartObject || at.TypeNameOf(box) is not { } said)
            throw new VimDecodeException($"The value of property {at.Member} bears no type");
        if (catalog.FindType(said) is { } type)
            return objects.ReadMembers(type);
        if (said == "ManagedObjectReference" && !at.Has(box, "_value"u8))
            return objects.ReadReference("ManagedObject");
        at.Value = Open(box, said);
        return said switch
        {
            "string" or "anyURI" => at.ReadText(),
            "boolean" => at.ReadBoolean(),
            "short" => at.ReadShort(),
            "byte" when KnowsMore => at.ReadByte(),
            "int" or "byte" => at.ReadInt(),
            "long" => at.ReadLong(),
            "float" when KnowsMore => (float)at.ReadDouble(),
            "double" or "float" => at.ReadDouble(),
            "dateTime" => at.ReadDateTime(),
            "binary" => at.ReadBinary(),
            "ManagedObjectReference" => objects.ReadReference("ManagedObject"),
            _ when said.StartsWith("ArrayOf", StringComparison.Ordinal) => ReadArray(said["ArrayOf".Length..]),
            _ => catalog.ParseEnum(said, at.ReadText(), at.Member) ?? throw VimDecodeException.BadType(at.Member, said),
        };
    }

    /// <summary>The value in a box, which has nothing else but its type.</summary>
    private int Open(int box, string type)
    {
        at.Enter(box);
        var value = -1;
        while (at.NextMember(out var name))
        {
            if (name != Boxed)
                throw objects.Unexpected(type, name);
            if (value >= 0)
                throw JsonCursor.Repeated(Boxed);
            value = at.Value;
        }

        at.Leave();
        return value >= 0 ? value : throw VimDecodeException.Missing(type, Boxed);
    }

    private object ReadArray(string itemType) => itemType switch
    {
        "String" => ReadItems(static reader => reader.ReadString()),
        "Int" => ReadItems(static reader => reader.ReadInt()),
        "ManagedObjectReference" => ReadItems(static reader => reader.ReadReference("ManagedObject")),
        "AnyType" => ReadItems(static reader => reader.ReadAny()),
        "Boolean" when KnowsMore => ReadItems(static reader => reader.ReadBoolean()),
        "Byte" when KnowsMore => ReadItems(_ => at.ReadByte()),
        "Short" when KnowsMore => ReadItems(_ => at.ReadShort()),
        "Long" when KnowsMore => ReadItems(static reader => reader.ReadLong()),
        "Double" when KnowsMore => ReadItems(static reader => reader.ReadDouble()),
        _ when catalog.HasEnum(itemType) => new EnumArray(itemType, ReadItems(reader => (EnumValue)catalog.ParseEnum(itemType, reader.ReadString(), at.Member)!)),
        _ when catalog.FindType(itemType) is { } type => new TypedArray(type, ReadItems(reader => reader.ReadObject(type))),
        _ => throw VimDecodeException.BadType(at.Member, "ArrayOf" + itemType),
    };

    private T[] ReadItems<T>(Func<ViJsonReader, T> read)
    {
        if (at.Type != JsonTokenType.StartArray)
            throw at.Bad("array");
        var items = new List<T>();
        var end = at.NextOf(at.Value);
        for (var item = at.Value + 1; item < end; item = at.NextOf(item))
        {
            at.Value = item;
            items.Add(read(objects));
        }

        return [.. items];
    }
}
