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
    private readonly JsonCursor _at;
    private readonly AnyValueReader _any;
    private readonly ApiVersion _version;

    /// <summary>Makes a reader.</summary>
    /// <param name="limits">The most that a request may hold.</param>
    /// <param name="version">The version of the server: it knows no managed types that are newer.</param>
    /// <param name="catalog">The types that values may say they are of; null for the declared ones.</param>
    public ViJsonReader(JsonLimits limits, ApiVersion version, VimCatalog? catalog = null)
    {
        _at = new JsonCursor(limits);
        _any = new AnyValueReader(_at, this, catalog ?? VimCatalog.Declared);
        _version = version;
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
        _at.Begin(body);
        Target = target;
        if (_at.Type != JsonTokenType.StartObject)
            throw new VimDecodeException("The request is not a JSON object");
        _at.Enter(_at.Value);
        return method.Read(this);
    }

    /// <summary>Reads a data object that is the whole document, as <see cref="ViJsonWriter"/> writes it.</summary>
    /// <param name="document">The document.</param>
    /// <param name="declared">The type that is declared for it.</param>
    /// <exception cref="VimDecodeException">The document is not JSON, or a value is not of the declared type.</exception>
    /// <exception cref="VimFaultException">InvalidArgument: a type has no member of a name in the document.</exception>
    public DataObject ReadDocument(ArraySegment<byte> document, VimType declared)
    {
        _at.Begin(document);
        Target = null;
        return ReadObject(declared);
    }

    /// <summary>Reads a value that is the whole document and says what it is.</summary>
    /// <param name="document">The document.</param>
    /// <exception cref="VimDecodeException">The document is not JSON, or a value is not of the declared type.</exception>
    /// <exception cref="VimFaultException">InvalidArgument: a type has no member of a name in the document.</exception>
    public object ReadAnyDocument(ArraySegment<byte> document)
    {
        _at.Begin(document);
        Target = null;
        return ReadAny();
    }

    /// <summary>Lets go of what was read.</summary>
    public void Clear()
    {
        _at.Clear();
        Target = null;
    }

    /// <inheritdoc/>
    public override bool NextMember([NotNullWhen(true)] out string? name) => _at.NextMember(out name);

    /// <inheritdoc/>
    public override bool FirstItem() => _at.FirstItem();

    /// <inheritdoc/>
    public override bool NextItem() => _at.NextItem();

    /// <inheritdoc/>
    public override string ReadString() => _at.ReadText();

    /// <inheritdoc/>
    public override bool ReadBoolean() => _at.ReadBoolean();

    /// <inheritdoc/>
    public override int ReadInt() => _at.ReadInt();

    /// <inheritdoc/>
    public override long ReadLong() => _at.ReadLong();

    /// <inheritdoc/>
    public override double ReadDouble() => _at.ReadDouble();

    /// <inheritdoc/>
    public override DateTime ReadDateTime() => _at.ReadDateTime();

    /// <inheritdoc/>
    public override byte[] ReadBinary() => _at.ReadBinary();

    /// <inheritdoc/>
    public override object ReadAny() => _any.Read();

    /// <inheritdoc/>
    public override ManagedObjectReference ReadReference(string declared)
    {
        const string Name = nameof(ManagedObjectReference);
        var reference = _at.Value;
        if (_at.Type != JsonTokenType.StartObject)
            throw _at.Bad(Name);
        _at.Enter(reference);
        var met = new MetMembers(2);
        string? type = null;
        string? value = null;
        while (_at.NextMember(out var name))
        {
            switch (name)
            {
                case "type":
                    Meet(ref met, 0, repeats: false, Name, name);
                    type = _at.Type == JsonTokenType.String ? _at.Name : throw _at.Bad("string");
                    break;
                case "value":
                    Meet(ref met, 1, repeats: false, Name, name);
                    value = ReadString();
                    break;
                default:
                    throw Unexpected(Name, name);
            }
        }

        _at.Leave();
        if (_at.TypeNameOf(reference) is { } said && said != Name)
            throw VimDecodeException.BadType(_at.Member, said);
        if (!string.IsNullOrEmpty(type) && (VmodlNames.FindManaged(type) is not { } known || known.Since > _version))
            throw VimDecodeException.BadReference(type);
        return new ManagedObjectReference(type ?? "", Required(value, Name, "value"));
    }

    /// <inheritdoc/>
    public override DataObject ReadObject(VimType declared)
    {
        if (_at.Type != JsonTokenType.StartObject)
            throw _at.Bad(declared.Name);
        var type = declared;
        if (_at.TypeNameOf(_at.Value) is { } said && said != declared.Name)
        {
            type = declared.Family(said);
            if (type is null || !type.Is(declared))
                throw VimDecodeException.BadType(_at.Member, said);
        }

        return ReadMembers(type);
    }

    /// <summary>Reads the members of the object that the cursor is at.</summary>
    /// <param name="type">What it is.</param>
    internal DataObject ReadMembers(VimType type)
    {
        _at.Enter(_at.Value);
        var value = type.Read(this);
        _at.Leave();
        return value;
    }

    /// <summary>Nothing to do: the next member is where this one ends.</summary>
    public override void Skip()
    {
    }

    /// <summary>An array is one member: no member comes twice.</summary>
    public override void Meet(ref MetMembers met, int index, bool repeats, string type, string member)
    {
        if (!met.TryAdd(index, repeats: false, anyOrder: true))
            throw JsonCursor.Repeated(member);
    }

    /// <summary>The error that a type has no such member, or a method no such parameter.</summary>
    public override Exception Unexpected(string type, string member)
    {
        const int MostCharacters = 64;
        var name = member.Length <= MostCharacters ? member : member[..MostCharacters];
        return new VimFaultException(new InvalidArgument { InvalidProperty = name }, $"{type} has no {name}");
    }
}
