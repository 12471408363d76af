using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.ViJson;

/// <summary>
/// Reads the arguments of a call from JSON. Members come in any order, each once; <c>null</c> is a member that is unset. A data object may bear its type in
/// <c>_typeName</c>, and has to where it is not of the declared one. It is used for one call after the other.
/// </summary>
internal sealed class ViJsonReader : VimReader
{
    private const string TypeName = "_typeName";
    private const string Boxed = "_value";

    private readonly JsonTokens _tokens;
    private readonly ApiVersion _version;
    private readonly VimCatalog _catalog;

    /// <summary>The objects that are being read, the innermost last.</summary>
    private readonly List<Frame> _frames = [];

    /// <summary>The value that is read next.</summary>
    private int _value;

    /// <summary>Makes a reader.</summary>
    /// <param name="limits">The most that a request may hold.</param>
    /// <param name="version">The version of the server: it knows no managed types that are newer.</param>
    /// <param name="catalog">The types that values may say they are of; null for the declared ones.</param>
    public ViJsonReader(JsonLimits limits, ApiVersion version, VimCatalog? catalog = null)
    {
        _tokens = new JsonTokens(limits);
        _version = version;
        _catalog = catalog ?? VimCatalog.Declared;
        AnyOrder = true;
    }

    /// <summary>Reads the arguments of a method, which are one object. Its <c>_typeName</c> may say anything.</summary>
    /// <param name="body">The request's body; empty for no arguments.</param>
    /// <param name="method">The method.</param>
    /// <param name="target">The object that is called, which the body does not name.</param>
    /// <exception cref="VimDecodeException">The body is not JSON, or a value is not of the declared type.</exception>
    /// <exception cref="VimFaultException">InvalidArgument: the method has no parameter, or a type has no member, of a name in the body.</exception>
    public VimRequest ReadArguments(ArraySegment<byte> body, VimMethod method, ManagedObjectReference target)
    {
        _frames.Clear();
        Target = target;
        _tokens.Read(body);
        if (_tokens[0].Type != JsonTokenType.StartObject)
            throw new VimDecodeException("The request is not a JSON object");
        Enter(0);
        return method.Read(this);
    }

    /// <summary>Reads a data object that is the whole document, as <see cref="ViJsonWriter"/> writes it.</summary>
    /// <param name="document">The document.</param>
    /// <param name="declared">The type that is declared for it.</param>
    /// <exception cref="VimDecodeException">The document is not JSON, or a value is not of the declared type.</exception>
    /// <exception cref="VimFaultException">InvalidArgument: a type has no member of a name in the document.</exception>
    public DataObject ReadDocument(ArraySegment<byte> document, VimType declared)
    {
        _frames.Clear();
        Target = null;
        _tokens.Read(document);
        _frames.Add(new Frame { Member = -1, Next = 0, End = 0 });
        _value = 0;
        return ReadObject(declared);
    }

    /// <summary>Lets go of what was read.</summary>
    public void Clear()
    {
        _tokens.Clear();
        _frames.Clear();
        Target = null;
    }

    /// <inheritdoc/>
    public override bool NextMember([NotNullWhen(true)] out string? name)
    {
        var frame = _frames[^1];
        while (frame.Next < frame.End)
        {
            var member = frame.Next;
            frame = frame with { Member = member, Next = _tokens[member + 1].Next };
            name = NameOf(member);
            if (name == TypeName)
            {
                if (frame.HasTypeName)
                    throw Repeated(TypeName);
                frame = frame with { HasTypeName = true };
            }
            else if (_tokens[member + 1].Type != JsonTokenType.Null)
            {
                _frames[^1] = frame;
                _value = member + 1;
                return true;
            }
        }

        _frames[^1] = frame;
        name = null;
        return false;
    }

    /// <inheritdoc/>
    public override bool FirstItem()
    {
        if (_tokens[_value].Type != JsonTokenType.StartArray)
            throw Bad("array");
        _frames[^1] = _frames[^1] with { Item = _value + 1, ItemEnd = _tokens[_value].Next };
        return NextItem();
    }

    /// <inheritdoc/>
    public override bool NextItem()
    {
        var frame = _frames[^1];
        if (frame.Item == frame.ItemEnd)
            return false;
        _value = frame.Item;
        _frames[^1] = frame with { Item = _tokens[_value].Next };
        return true;
    }

    /// <inheritdoc/>
    public override string ReadString()
    {
        Expect(JsonTokenType.String, "string");
        try
        {
            return _tokens.TextOf(_tokens[_value]);
        }
        catch (FormatException)
        {
            throw Bad("string");
        }
    }

    /// <inheritdoc/>
    public override bool ReadBoolean() => _tokens[_value].Type switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        _ => throw Bad("boolean"),
    };

    /// <inheritdoc/>
    public override int ReadInt() => Expect(JsonTokenType.Number, "int").TryGetInt32(out var value) ? value : throw Bad("int");

    /// <inheritdoc/>
    public override long ReadLong() => Expect(JsonTokenType.Number, "long").TryGetInt64(out var value) ? value : throw Bad("long");

    /// <inheritdoc/>
    public override double ReadDouble() =>
        Expect(JsonTokenType.Number, "double").TryGetDouble(out var value) && double.IsFinite(value) ? value : throw Bad("double");

    /// <summary>Reads a time as in RFC 3339; one without an offset is taken for UTC.</summary>
    public override DateTime ReadDateTime()
    {
        const int Separator = 10;
        var reader = Expect(JsonTokenType.String, "dateTime");
        var isWhole = _tokens[_value].Length > Separator && _tokens.BytesOf(_tokens[_value])[Separator] == 'T';
        if (!isWhole || !reader.TryGetDateTime(out var time))
            throw Bad("dateTime");
        return time.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time.ToUniversalTime();
    }

    /// <inheritdoc/>
    public override byte[] ReadBinary() => Expect(JsonTokenType.String, "binary").TryGetBytesFromBase64(out var value) ? value : throw Bad("binary");

    /// <inheritdoc/>
    public override ManagedObjectReference ReadReference(string declared)
    {
        var reference = _value;
        if (_tokens[reference].Type != JsonTokenType.StartObject)
            throw Bad("ManagedObjectReference");
        Enter(reference);
        var met = new MetMembers(2);
        string? type = null;
        string? value = null;
        while (NextMember(out var name))
        {
            switch (name)
            {
                case "type":
                    Meet(ref met, 0, repeats: false, "ManagedObjectReference", name);
                    type = ReadString();
                    break;
                case "value":
                    Meet(ref met, 1, repeats: false, "ManagedObjectReference", name);
                    value = ReadString();
                    break;
                default:
                    throw Unexpected("ManagedObjectReference", name);
            }
        }

        Leave();
        if (FindTypeName(reference) is { } said && said != "ManagedObjectReference")
            throw VimDecodeException.BadType(Member, said);
        if (!string.IsNullOrEmpty(type) && (VmodlNames.FindManaged(type) is not { } known || known.Since > _version))
            throw VimDecodeException.BadReference(type);
        return new ManagedObjectReference(type ?? "", Required(value, "ManagedObjectReference", "value"));
    }

    /// <inheritdoc/>
    public override DataObject ReadObject(VimType declared)
    {
        if (_tokens[_value].Type != JsonTokenType.StartObject)
            throw Bad(declared.Name);
        var type = declared;
        if (FindTypeName(_value) is { } said && said != declared.Name)
        {
            type = declared.Family(said);
            if (type is null || !type.Is(declared))
                throw VimDecodeException.BadType(Member, said);
        }

        return ReadMembers(type);
    }

    /// <summary>Reads a value that says what it is: a data object or reference by itself, any other value in a box with <c>_typeName</c> and <c>_value</c>.</summary>
    public override object ReadAny()
    {
        var box = _value;
        if (_tokens[box].Type != JsonTokenType.StartObject || FindTypeName(box) is not { } said)
            throw new VimDecodeException($"The value of property {Member} bears no type");
        if (_catalog.FindType(said) is { } type)
            return ReadMembers(type);
        if (said == "ManagedObjectReference" && FindMember(box, Boxed) < 0)
            return ReadReference("ManagedObject");
        _value = OpenBox(box);
        return said switch
        {
            "string" or "anyURI" => ReadString(),
            "boolean" => ReadBoolean(),
            "short" => ReadInt() is >= short.MinValue and <= short.MaxValue and var number ? (short)number : throw Bad("short"),
            "int" or "byte" => ReadInt(),
            "long" => ReadLong(),
            "double" or "float" => ReadDouble(),
            "dateTime" => ReadDateTime(),
            "binary" => ReadBinary(),
            "ManagedObjectReference" => ReadReference("ManagedObject"),
            _ when said.StartsWith("ArrayOf", StringComparison.Ordinal) => ReadArray(said["ArrayOf".Length..]),
            _ => _catalog.ParseEnum(said, ReadString(), Member) ?? throw VimDecodeException.BadType(Member, said),
        };
    }

    /// <summary>Nothing to do: the next member is where this one ends.</summary>
    public override void Skip()
    {
    }

    /// <summary>An array is one member: no member comes twice.</summary>
    public override void Meet(ref MetMembers met, int index, bool repeats, string type, string member)
    {
        if (!met.TryAdd(index, repeats: false, anyOrder: true))
            throw Repeated(member);
    }

    /// <summary>The error that a type has no such member, or a method no such parameter.</summary>
    public override Exception Unexpected(string type, string member)
    {
        const int MostCharacters = 64;
        var name = member.Length <= MostCharacters ? member : member[..MostCharacters];
        return new VimFaultException(new InvalidArgument { InvalidProperty = name }, $"{type} has no {name}");
    }

    /// <summary>The member that is being read, for messages.</summary>
    private string Member => NameOf(_frames[^1].Member);

    private DataObject ReadMembers(VimType type)
    {
        Enter(_value);
        var value = type.Read(this);
        Leave();
        return value;
    }

    /// <summary>Whether there are more types than the declared ones, with values of every kind.</summary>
    private bool KnowsMore => !ReferenceEquals(_catalog, VimCatalog.Declared);

    private object ReadArray(string itemType) => itemType switch
    {
        "String" => ReadItems(static r => r.ReadString()),
        "Int" => ReadItems(static r => r.ReadInt()),
        "ManagedObjectReference" => ReadItems(static r => r.ReadReference("ManagedObject")),
        "AnyType" => ReadItems(static r => r.ReadAny()),
        "Boolean" when KnowsMore => ReadItems(static r => r.ReadBoolean()),
        "Long" when KnowsMore => ReadItems(static r => r.ReadLong()),
        "Double" when KnowsMore => ReadItems(static r => r.ReadDouble()),
        _ when _catalog.HasEnum(itemType) => new EnumArray(itemType, ReadItems(r => (EnumValue)_catalog.ParseEnum(itemType, r.ReadString(), Member)!)),
        _ when _catalog.FindType(itemType) is { } type => new TypedArray(type, ReadItems(r => r.ReadObject(type))),
        _ => throw VimDecodeException.BadType(Member, "ArrayOf" + itemType),
    };

    private T[] ReadItems<T>(Func<ViJsonReader, T> read)
    {
        if (_tokens[_value].Type != JsonTokenType.StartArray)
            throw Bad("array");
        var items = new List<T>();
        var end = _tokens[_value].Next;
        for (var item = _value + 1; item < end; item = _tokens[item].Next)
        {
            _value = item;
            items.Add(read(this));
        }

        return [.. items];
    }

    /// <summary>The value in a box, which has nothing else but its type.</summary>
    private int OpenBox(int box)
    {
        Enter(box);
        var value = -1;
        while (NextMember(out var name))
        {
            if (name != Boxed)
                throw Unexpected(FindTypeName(box)!, name);
            if (value >= 0)
                throw Repeated(Boxed);
            value = _value;
        }

        Leave();
        return value >= 0 ? value : throw VimDecodeException.Missing(FindTypeName(box)!, Boxed);
    }

    private void Enter(int start) => _frames.Add(new Frame { Member = -1, Next = start + 1, End = _tokens[start].Next });

    private void Leave() => _frames.RemoveAt(_frames.Count - 1);

    /// <summary>What an object says it is; null for one that does not say it. Nearly always it is its first member.</summary>
    private string? FindTypeName(int start)
    {
        var member = FindMember(start, TypeName);
        if (member < 0)
            return null;
        return _tokens[member + 1].Type == JsonTokenType.String ? NameOf(member + 1) : throw new VimDecodeException($"The {TypeName} of a value is not a string");
    }

    private int FindMember(int start, string name)
    {
        for (var member = start + 1; member < _tokens[start].Next; member = _tokens[member + 1].Next)
        {
            if (NameOf(member) == name)
                return member;
        }

        return -1;
    }

    private string NameOf(int token)
    {
        if (token < 0)
            return "";
        try
        {
            return _tokens.NameOf(_tokens[token]);
        }
        catch (FormatException)
        {
            throw new VimDecodeException("A name has half of a surrogate pair");
        }
    }

    private Utf8JsonReader Expect(JsonTokenType type, string typeName) =>
        _tokens[_value].Type == type ? _tokens.ReaderOf(_tokens[_value]) : throw Bad(typeName);

    private VimDecodeException Bad(string typeName) => VimDecodeException.BadValue(Member, typeName);

    private static VimDecodeException Repeated(string member) => new($"The member {member} is there twice");

    /// <summary>An object that is being read.</summary>
    private readonly record struct Frame
    {
        /// <summary>The name of the member that is being read; -1 before the first.</summary>
        public required int Member { get; init; }

        /// <summary>The name of the next member.</summary>
        public required int Next { get; init; }

        /// <summary>The token after the last member.</summary>
        public required int End { get; init; }

        /// <summary>The next item, where the member is an array.</summary>
        public int Item { get; init; }

        /// <summary>The token after the last item.</summary>
        public int ItemEnd { get; init; }

        /// <summary>Whether the type's name was met.</summary>
        public bool HasTypeName { get; init; }
    }
}
