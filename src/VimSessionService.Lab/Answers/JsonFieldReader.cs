using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using VimSessionService.Core;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Vim25.Schema;
using VimSessionService.Xml;

namespace VimSessionService.Lab.Answers;

/// <summary>
/// Reads a value from a JSON document whose members have the names of the declaration. A value of another type than the declared one names it in <c>_typeName</c>, as VI-JSON
/// does; a reference may also be written <c>"Folder:group-d1"</c>, and a text, a whole number, true or false stands for itself where any type may be. Errors tell the place, the type and what is allowed.
/// </summary>
internal sealed class JsonFieldReader : VimReader
{
    /// <summary>The member that names the type of a value.</summary>
    public const string TypeName = "_typeName";
    private const string Boxed = "_value";
    private const int MostDepth = 32; // objects; the parser lets 64 levels of JSON through
    private const int MostListed = 100;
    private const string ReferenceType = "ManagedObjectReference";

    private readonly VimCatalog _catalog;
    private readonly Stack<Frame> _objects = new();
    private readonly List<string> _path = [];
    private JsonElement _value;
    private JsonElement.ArrayEnumerator _items;
    private int _item = -1;

    private JsonFieldReader(JsonElement value, string place, VimCatalog catalog)
    {
        AnyOrder = true;
        (_value, _catalog) = (value, catalog);
        _path.Add(place);
    }

    /// <summary>Reads a data object of exactly a type.</summary>
    /// <param name="value">The JSON object.</param>
    /// <param name="type">The type.</param>
    /// <param name="place">The place of the object, for errors.</param>
    /// <param name="catalog">The types that values within may say they are of.</param>
    /// <exception cref="RefusedException">It is no value of the type.</exception>
    public static DataObject Read(JsonElement value, VimType type, string place, VimCatalog catalog) => new JsonFieldReader(value, place, catalog).ReadMembers(type);

    /// <summary>Reads a value of a declared type.</summary>
    /// <param name="value">The JSON value.</param>
    /// <param name="type">The declared type.</param>
    /// <param name="place">The place of the value, for errors.</param>
    /// <param name="catalog">The types that values may say they are of.</param>
    /// <exception cref="RefusedException">It is no value of the type.</exception>
    public static object ReadValue(JsonElement value, VimTypeRef type, string place, VimCatalog catalog)
    {
        var reader = new JsonFieldReader(value, place, catalog);
        if (type.Kind == VimKind.Enum)
            reader.CheckEnum(value, type.Name, member: null);
        try
        {
            return MemberReader.ReadValue(reader, type, place, catalog);
        }
        catch (VimDecodeException wrong)
        {
            throw reader.Refuse(wrong.Message.Trim());
        }
    }

    /// <summary>The names of all fields of a type, without those that every data object has.</summary>
    public static IReadOnlyList<string> FieldsOf(VimType type)
    {
        List<string> names = [];
        for (var at = type; at is not null; at = at.Base)
            names.InsertRange(0, at.Fields.Select(static field => field.Name));
        return [.. names.Where(static name => name is not ("dynamicType" or "dynamicProperty" or "faultCause" or "faultMessage"))];
    }

    /// <inheritdoc/>
    public override bool NextMember([NotNullWhen(true)] out string? name)
    {
        var frame = _objects.Peek();
        _path.RemoveRange(frame.Depth, _path.Count - frame.Depth);
        while (frame.Members.MoveNext())
        {
            name = frame.Members.Current.Name;
            _value = frame.Members.Current.Value;
            if (name == TypeName || _value.ValueKind == JsonValueKind.Null)
                continue;
            _path.Add(name);
            return true;
        }

        name = null;
        return false;
    }

    /// <inheritdoc/>
    public override bool FirstItem()
    {
        if (_value.ValueKind != JsonValueKind.Array)
            throw Refuse("is no array");
        _items = _value.EnumerateArray();
        _item = -1;
        return NextItem();
    }

    /// <inheritdoc/>
    public override bool NextItem()
    {
        if (!_items.MoveNext())
        {
            _item = -1;
            return false;
        }

        _item++;
        _value = _items.Current;
        return true;
    }

    /// <inheritdoc/>
    public override string ReadString() => _value.ValueKind == JsonValueKind.String ? _value.GetString()! : throw Refuse("is no string");

    /// <inheritdoc/>
    public override bool ReadBoolean() => _value.ValueKind is JsonValueKind.True or JsonValueKind.False ? _value.GetBoolean() : throw Refuse("is neither true nor false");

    /// <inheritdoc/>
    public override int ReadInt() => _value.ValueKind == JsonValueKind.Number && _value.TryGetInt32(out var value) ? value : throw Refuse("is no whole number of 32 bits");

    /// <inheritdoc/>
    public override long ReadLong() => _value.ValueKind == JsonValueKind.Number && _value.TryGetInt64(out var value) ? value : throw Refuse("is no whole number of 64 bits");

    /// <inheritdoc/>
    public override double ReadDouble() => _value.ValueKind == JsonValueKind.Number && _value.TryGetDouble(out var value) ? value : throw Refuse("is no number");

    /// <inheritdoc/>
    public override DateTime ReadDateTime() =>
        XsdDateTime.TryParse(ReadString(), out var value)
            ? value
            : throw Refuse("is no time such as 2030-01-01T00:00:00Z");

    /// <inheritdoc/>
    public override byte[] ReadBinary() =>
        _value.ValueKind == JsonValueKind.String && _value.TryGetBytesFromBase64(out var value) ? value : throw Refuse("is no text in Base64");

    /// <inheritdoc/>
    public override ManagedObjectReference ReadReference(string declared)
    {
        string? type = null;
        string? value = null;
        if (_value.ValueKind == JsonValueKind.Object)
        {
            (type, value) = (TextOf("type"), TextOf("value"));
            foreach (var member in _value.EnumerateObject())
            {
                if (member.Name is not (TypeName or "type" or "value"))
                    throw Refuse($"is no field of {ReferenceType}", member.Name, ["type", "value"]);
            }
        }
        else if (_value.ValueKind == JsonValueKind.String && _value.GetString()!.Split(':', 2) is [var before, var after])
        {
            (type, value) = (before, after);
        }

        if (string.IsNullOrEmpty(type) || string.IsNullOrEmpty(value))
            throw Refuse($"is no reference. Write its type and its value, as \"{declared}:group-d1\" or {{\"type\": \"{declared}\", \"value\": \"group-d1\"}}");
        if (_catalog.FindManagedType(type) is { IsDeclared: true } found && _catalog.FindManagedType(declared) is { IsDeclared: true } wanted && wanted.Name != "ManagedObject" && !found.Is(declared))
            throw Refuse($"is a reference to a {type}, and not to a {declared}");
        return new ManagedObjectReference(type, value);
    }

    /// <inheritdoc/>
    public override object ReadAny() => _value.ValueKind switch
    {
        JsonValueKind.String => _value.GetString()!,
        JsonValueKind.True or JsonValueKind.False => _value.GetBoolean(),
        JsonValueKind.Number => _value.TryGetInt32(out var whole) ? whole : ReadDouble(),
        JsonValueKind.Object => ReadBoxed(),
        _ => throw Refuse("is of no single type; write a string, a number, true, false, or an object with _typeName"),
    };

    /// <inheritdoc/>
    public override DataObject ReadObject(VimType declared) => ReadTyped(declared);

    /// <inheritdoc/>
    public override void Skip()
    {
    }

    /// <summary>Reads an object where any type may be: a data object, a reference, or a box with <c>_typeName</c> and <c>_value</c>.</summary>
    private object ReadBoxed()
    {
        var said = TextOf(TypeName) ?? throw Refuse("needs a member _typeName that names its type");
        if (_catalog.FindType(said) is not null)
            return ReadTyped(null);
        if (said == ReferenceType && !_value.TryGetProperty(Boxed, out _))
            return ReadReference("ManagedObject");
        if (!_value.TryGetProperty(Boxed, out var inside))
            throw Refuse($"has a _typeName that is no type of the API.{NearestNames.Hint(said, _catalog.AllTypes.Select(static type => type.Name))}");
        var isArray = said.StartsWith("ArrayOf", StringComparison.Ordinal);
        var item = isArray ? said["ArrayOf".Length..] : said;
        var type = TypeOf(isArray ? char.ToLowerInvariant(item[0]) + item[1..] : item, isArray) ?? TypeOf(item, isArray) ?? throw Refuse($"has a _typeName {said} that is no type of the API");
        var read = ReadValue(inside, type, string.Join('/', Place(Boxed)), _catalog);
        return read is DataObject[] items ? new TypedArray(type.Object, items) : read;
    }

    private VimTypeRef? TypeOf(string name, bool isArray)
    {
        VimKind? plain = name switch
        {
            "anyType" => VimKind.Any,
            "string" or "anyURI" => VimKind.String,
            "boolean" => VimKind.Boolean,
            "byte" => VimKind.Byte,
            "short" => VimKind.Short,
            "int" => VimKind.Int,
            "long" => VimKind.Long,
            "float" => VimKind.Float,
            "double" => VimKind.Double,
            "dateTime" => VimKind.DateTime,
            "binary" or "base64Binary" => VimKind.Binary,
            _ => null,
        };
        if (plain is { } kind)
            return new VimTypeRef(kind, "", isArray);
        if (name is ReferenceType or "managedObjectReference")
            return new VimTypeRef(VimKind.Reference, "ManagedObject", isArray);
        if (_catalog.EnumValues(name) is not null)
            return new VimTypeRef(VimKind.Enum, name, isArray);
        return _catalog.FindType(name) is null ? null : new VimTypeRef(VimKind.Object, name, isArray) { Family = _catalog.FindType };
    }

    private string? TextOf(string member) => _value.TryGetProperty(member, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private DataObject ReadTyped(VimType? declared)
    {
        if (_value.ValueKind != JsonValueKind.Object)
            throw Refuse($"is no object{(declared is null ? "" : $" of the type {declared.Name}")}");
        var type = declared;
        if (_value.TryGetProperty(TypeName, out var named))
        {
            var said = named.ValueKind == JsonValueKind.String ? named.GetString()! : "";
            type = said == declared?.Name ? declared : declared is null ? _catalog.FindType(said) : declared.Family(said);
            if (type is null || (declared is not null && !type.Is(declared)))
                throw RefuseType(said, declared);
        }

        if (type is null)
            throw Refuse("needs a member _typeName that names its type");
        // What is read within has arrays of its own; this one goes on afterwards.
        var (items, item) = (_items, _item);
        if (item >= 0)
            _path.Add(item.ToString(CultureInfo.InvariantCulture));
        var read = ReadMembers(type);
        if (item >= 0)
            _path.RemoveAt(_path.Count - 1);
        (_items, _item) = (items, item);
        return read;
    }

    private DataObject ReadMembers(VimType type)
    {
        _item = -1;
        if (_objects.Count >= MostDepth)
            throw Refuse($"is nested deeper than {MostDepth} objects");
        if (_value.ValueKind != JsonValueKind.Object)
            throw Refuse("is no object");
        Check(type);
        var frame = new Frame(_value.EnumerateObject(), _path.Count);
        _objects.Push(frame);
        try
        {
            var read = type.Read(this);
            _path.RemoveRange(frame.Depth, _path.Count - frame.Depth);
            return read;
        }
        catch (VimDecodeException wrong)
        {
            throw Refuse(wrong.Message.Trim());
        }
        finally
        {
            _objects.Pop();
        }
    }

    /// <summary>Refuses names that are no fields, fields that are missing, and names that are no values of an enumeration.</summary>
    private void Check(VimType type)
    {
        var names = FieldsOf(type);
        foreach (var member in _value.EnumerateObject())
        {
            if (member.Name == TypeName)
                continue;
            if (type.FindField(member.Name) is not { } field)
                throw Refuse($"is no field of {type.Name}.{NearestNames.Hint(member.Name, names)}", member.Name, names);
            if (field.Type.Kind == VimKind.Enum)
                CheckEnum(member.Value, field.Type.Name, member.Name);
        }

        foreach (var name in names)
        {
            if (!type.FindField(name)!.Optional && (!_value.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null))
                throw Refuse($"lacks {name}, which a {type.Name} must have", null, names);
        }
    }

    private void CheckEnum(JsonElement value, string type, string? member)
    {
        if (_catalog.EnumValues(type) is not { } values)
            return;
        foreach (var given in value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray()] : new[] { value })
        {
            if (given.ValueKind is not (JsonValueKind.String or JsonValueKind.Null) || (given.ValueKind == JsonValueKind.String && !values.Contains(given.GetString()!)))
                throw Refuse($"is no {type}.{NearestNames.Hint(given.ToString(), values)}", member, values);
        }
    }

    private RefusedException RefuseType(string said, VimType? declared)
    {
        var fitting = _catalog.AllTypes.Where(type => declared is null || type.Is(declared)).Select(static type => type.Name).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        return Refuse(
            $"has a _typeName that is no type of the API{(declared is null ? "" : $" which is, or extends, {declared.Name}")}.{NearestNames.Hint(said, fitting)}",
            allowed: fitting.Length <= MostListed ? fitting : null);
    }

    private RefusedException Refuse(string detail, string? member = null, IReadOnlyList<string>? allowed = null) => new(string.Join('/', Place(member)), detail, allowed);

    private IEnumerable<string> Place(string? member)
    {
        IEnumerable<string> place = _path;
        if (_item >= 0)
            place = place.Append(_item.ToString(CultureInfo.InvariantCulture));
        return member is null ? place : place.Append(member);
    }

    /// <summary>An object that is being read.</summary>
    private sealed class Frame(JsonElement.ObjectEnumerator members, int depth)
    {
        // Not read-only: a call moves the enumerator itself.
        public JsonElement.ObjectEnumerator Members = members;

        public int Depth { get; } = depth;
    }
}
