using System.Collections.Frozen;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Schema.Values;

/// <summary>Reads the fields of a data object or the arguments of a method by their descriptions, as the code that is generated from declarations does.</summary>
/// <param name="typeName">The type's name, for errors.</param>
/// <param name="fields">The fields in wire order.</param>
/// <param name="since">Since when there is what each field belongs to: a field that is newer may be absent, as the schema says.</param>
/// <param name="catalog">Knows the enumerations.</param>
internal sealed class MemberReader(string typeName, VimField[] fields, Func<int, ApiVersion> since, VimCatalog catalog)
{
    private readonly FrozenDictionary<string, int> _places = fields.Select(static (field, place) => (field.Name, place))
        .ToFrozenDictionary(static item => item.Name, static item => item.place, StringComparer.Ordinal);

    /// <summary>The fields in wire order.</summary>
    public VimField[] Fields => fields;

    /// <summary>The place of a field; null when there is none of the name.</summary>
    public int? PlaceOf(string name) => _places.TryGetValue(name, out var place) ? place : null;

    /// <summary>Reads members until there is none left.</summary>
    /// <param name="reader">Stands on the element.</param>
    /// <param name="receiver">For arguments, the managed type that has the method; null for a data object.</param>
    /// <returns>The values by their places.</returns>
    public object?[] Read(VimReader reader, string? receiver)
    {
        var values = new object?[fields.Length];
        List<object>?[]? arrays = null;
        List<int>?[]? passed = null;
        var met = new MetMembers(fields.Length);
        while (reader.NextMember(out var name))
        {
            if (!_places.TryGetValue(name, out var place))
            {
                if (receiver is not null && name == "_this")
                {
                    reader.ReadTarget(typeName, receiver);
                    continue;
                }

                if (reader.UnknownMember is not { } tell)
                    throw reader.Unexpected(typeName, name);
                tell(typeName, name);
                reader.Skip();
                continue;
            }

            var field = fields[place];
            reader.Meet(ref met, place, field.Type.IsArray, typeName, name);
            if (field.Type.Kind == VimKind.Object && reader.PassOver(out var at) is { } parts)
            {
                if (values[place] is null)
                    values[place] = new UnreadValue(parts, field.Type.IsArray ? (passed ??= new List<int>?[fields.Length])[place] = [at] : [at], field, catalog);
                else
                    passed![place]!.Add(at);
                continue;
            }

            if (!field.Type.IsArray)
            {
                values[place] = ReadItem(reader, field);
                continue;
            }

            var items = (arrays ??= new List<object>?[fields.Length])[place] ??= [];
            for (var more = reader.FirstItem(); more; more = reader.NextItem())
                items.Add(ReadItem(reader, field));
        }

        for (var place = 0; place < fields.Length; place++)
        {
            if (arrays?[place] is { } items)
                values[place] = ToArray(fields[place].Type, items);
            else if (values[place] is null && !fields[place].Optional && fields[place].Since <= since(place) && !reader.AllowsMissing)
                throw VimDecodeException.Missing(typeName, fields[place].Name);
        }

        return values;
    }

    /// <summary>Reads a value of a declared type.</summary>
    /// <param name="reader">Stands on it.</param>
    /// <param name="type">The type.</param>
    /// <param name="name">What the value is called, for errors.</param>
    /// <param name="catalog">Knows the enumerations.</param>
    public static object ReadValue(VimReader reader, VimTypeRef type, string name, VimCatalog catalog)
    {
        if (!type.IsArray)
            return ReadItem(reader, type, name, catalog);
        var items = new List<object>();
        for (var more = reader.FirstItem(); more; more = reader.NextItem())
            items.Add(ReadItem(reader, type, name, catalog));
        return ToArray(type, items);
    }

    private object ReadItem(VimReader reader, VimField field) => ReadItem(reader, field.Type, field.Name, catalog);

    /// <summary>Reads a value of a declared type, or an item of an array of them.</summary>
    public static object ReadItem(VimReader reader, VimTypeRef type, string name, VimCatalog catalog) => type.Kind switch
    {
        VimKind.Any => reader.ReadAny(),
        VimKind.String => reader.ReadString(),
        VimKind.Boolean => reader.ReadBoolean(),
        VimKind.Byte => reader.ReadInt() is >= sbyte.MinValue and <= sbyte.MaxValue and var number ? (sbyte)number : throw VimDecodeException.BadValue(name, "xsd:byte"),
        VimKind.Short => reader.ReadInt() is >= short.MinValue and <= short.MaxValue and var number ? (short)number : throw VimDecodeException.BadValue(name, "xsd:short"),
        VimKind.Int => reader.ReadInt(),
        VimKind.Long => reader.ReadLong(),
        VimKind.Float => (float)reader.ReadDouble(),
        VimKind.Double => reader.ReadDouble(),
        VimKind.DateTime => reader.ReadDateTime(),
        VimKind.Binary => reader.ReadBinary(),
        VimKind.Reference => reader.ReadReference(type.Name),
        VimKind.Enum => ReadEnum(reader, type, name, catalog),
        _ => reader.ReadObject(type.Object),
    };

    /// <summary>Reads a value of an enumeration. In an array it is named, also where the enumeration has a declaration in C#.</summary>
    private static object ReadEnum(VimReader reader, VimTypeRef type, string name, VimCatalog catalog)
    {
        var text = reader.ReadString();
        var value = catalog.ParseEnum(type.Name, text, name)!;
        return type.IsArray && value is not EnumValue ? new EnumValue(type.Name, text) : value;
    }

    /// <summary>An array of a declared type.</summary>
    public static object ToArray(VimTypeRef type, IReadOnlyList<object> items) => type.Kind switch
    {
        VimKind.Any => Of<object>(items),
        VimKind.String => Of<string>(items),
        VimKind.Boolean => Of<bool>(items),
        VimKind.Byte => Of<sbyte>(items),
        VimKind.Short => Of<short>(items),
        VimKind.Int => Of<int>(items),
        VimKind.Long => Of<long>(items),
        VimKind.Float => Of<float>(items),
        VimKind.Double => Of<double>(items),
        VimKind.DateTime => Of<DateTime>(items),
        VimKind.Binary => Of<byte[]>(items),
        VimKind.Reference => Of<ManagedObjectReference>(items),
        VimKind.Enum => new EnumArray(type.Name, Of<EnumValue>(items)),
        _ => Of<DataObject>(items),
    };

    private static T[] Of<T>(IReadOnlyList<object> items)
    {
        var array = new T[items.Count];
        for (var i = 0; i < array.Length; i++)
            array[i] = (T)items[i];
        return array;
    }
}
