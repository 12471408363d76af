using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;
using VimSessionService.Core;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Vim25.Schema;
using VimSessionService.Xml;

namespace VimSessionService.Lab.Rules;

/// <summary>
/// Reads a data object from a JSON document whose members have the names of the declaration. A reference is written <c>"Folder:group-d1"</c>, a value of
/// another type than the declared one names it in <c>_typeName</c>. Errors tell the place.
/// </summary>
internal sealed class JsonFieldReader : VimReader
{
    /// <summary>The member that names the type of a value.</summary>
    public const string TypeName = "_typeName";
    private const int MostDepth = 16;

    private readonly Stack<Frame> _objects = new();
    private readonly List<string> _path = [];
    private JsonElement _value;
    private JsonElement.ArrayEnumerator _items;
    private int _item = -1;

    private JsonFieldReader() => AnyOrder = true;

    /// <summary>Reads a value of a type.</summary>
    /// <param name="value">The JSON object.</param>
    /// <param name="type">The type.</param>
    /// <param name="place">The place of the object, for errors.</param>
    /// <exception cref="RefusedException">It is no value of the type.</exception>
    public static DataObject Read(JsonElement value, VimType type, string place)
    {
        var reader = new JsonFieldReader { _value = value };
        reader._path.Add(place);
        return reader.ReadMembers(type);
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
        var text = ReadString();
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && colon < text.Length - 1
            ? new ManagedObjectReference(text[..colon], text[(colon + 1)..])
            : throw Refuse($"is no reference. Write its type and its value, such as \"{declared}:group-d1\"");
    }

    /// <inheritdoc/>
    public override object ReadAny() => _value.ValueKind switch
    {
        JsonValueKind.String => _value.GetString()!,
        JsonValueKind.True or JsonValueKind.False => _value.GetBoolean(),
        JsonValueKind.Number => _value.TryGetInt32(out var whole) ? whole : ReadDouble(),
        JsonValueKind.Object => ReadTyped(null),
        _ => throw Refuse("is of no single type; write a string, a number, true, false, or an object with _typeName"),
    };

    /// <inheritdoc/>
    public override DataObject ReadObject(VimType declared) => ReadTyped(declared);

    /// <inheritdoc/>
    public override void Skip()
    {
    }

    private DataObject ReadTyped(VimType? declared)
    {
        if (_value.ValueKind != JsonValueKind.Object)
            throw Refuse("is no object");
        var type = declared;
        if (_value.TryGetProperty(TypeName, out var named))
        {
            type = named.ValueKind == JsonValueKind.String ? VimTypes.Find(named.GetString()!) : null;
            if (type is null || (declared is not null && !type.Is(declared)))
                throw Refuse($"has a _typeName that is no type of the API{(declared is null ? "" : $" which is, or extends, {declared.Name}")}");
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
            if (field.Type is not { Kind: VimKind.Enum } || VimEnums.All.FirstOrDefault(declared => declared.Name == field.Type.Name).Values is not { } values)
                continue;
            foreach (var given in member.Value.ValueKind == JsonValueKind.Array ? [.. member.Value.EnumerateArray()] : new[] { member.Value })
            {
                if (given.ValueKind is not (JsonValueKind.String or JsonValueKind.Null) || (given.GetString() is { } text && !values.Contains(text)))
                    throw Refuse($"is no {field.Type.Name}.{NearestNames.Hint(given.ToString(), values)}", member.Name, values);
            }
        }

        foreach (var name in names)
        {
            if (!type.FindField(name)!.Optional && (!_value.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null))
                throw Refuse($"lacks {name}, which a {type.Name} must have", null, names);
        }
    }

    private RefusedException Refuse(string detail, string? member = null, IReadOnlyList<string>? allowed = null)
    {
        IEnumerable<string> place = _path;
        if (_item >= 0)
            place = place.Append(_item.ToString(CultureInfo.InvariantCulture));
        if (member is not null)
            place = place.Append(member);
        return new RefusedException(string.Join('/', place), detail, allowed);
    }

    /// <summary>An object that is being read.</summary>
    private sealed class Frame(JsonElement.ObjectEnumerator members, int depth)
    {
        // Not read-only: a call moves the enumerator itself.
        public JsonElement.ObjectEnumerator Members = members;

        public int Depth { get; } = depth;
    }
}
