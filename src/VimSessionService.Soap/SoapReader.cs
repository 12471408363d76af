using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Xml;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Vim25.Schema;
using VimSessionService.Xml;

namespace VimSessionService.Soap;

/// <summary>
/// Reads values from XML, with any prefixes. It is reused for many calls. Document types are refused by the parser, which knows no
/// entities but XML's own five and never fetches anything.
/// </summary>
internal sealed class SoapReader : VimReader
{
    private readonly ApiVersion _version;
    private readonly VimCatalog _catalog;

    /// <summary>What was being read where an error arose, innermost first, with the place of each in the document; -1 for none.</summary>
    private readonly List<(string Text, int At)> _levels = [];

    /// <summary>The member that is being read, for messages.</summary>
    private string _member = "";

    /// <summary>Whether a member is being read, and not what stands between members.</summary>
    private bool _isInMember;

    /// <summary>Reads later what is passed over; null where values are read at once.</summary>
    private UnreadXml? _unread;

    /// <summary>Makes a reader.</summary>
    public SoapReader(SoapReaderOptions options)
    {
        _version = options.Version;
        _catalog = options.Catalog;
        AnyOrder = options.AnyOrder;
        AllowsMissing = options.AllowsMissing;
        UnknownMember = options.UnknownMember;
        Xml = new Utf8XmlReader(options.Limits);
    }

    /// <summary>The parser, for the envelope around the values.</summary>
    internal Utf8XmlReader Xml { get; }

    /// <summary>Begins to read a document.</summary>
    /// <param name="document">The document.</param>
    /// <param name="isEncodingKnown">Whether it was made UTF-8 from another encoding, which its declaration may name.</param>
    internal void Reset(ArraySegment<byte> document, bool isEncodingKnown)
    {
        Clear(unread: null);
        Xml.Begin(document, isEncodingKnown);
    }

    /// <summary>Goes to an element of a document that is known to be well-formed.</summary>
    /// <param name="unread">The document.</param>
    /// <param name="place">Where the element is.</param>
    /// <param name="within">Reads later what is passed over in it; null to read it at once.</param>
    internal void Resume(UnreadXml unread, int place, UnreadXml? within)
    {
        Clear(within);
        Xml.Resume(unread.Document, place, unread.Scopes);
        _isInMember = true;
        _member = Xml.LocalName;
    }

    private void Clear(UnreadXml? unread)
    {
        Target = null;
        _member = "";
        _levels.Clear();
        _unread = unread;
    }

    /// <summary>Where an error is: what was being read, and the outer levels that the caller knows.</summary>
    internal string Describe(ReadOnlySpan<(string Text, int At)> outer)
    {
        _levels.AddRange(outer);
        var place = Xml.Describe(_levels);
        _levels.Clear();
        return place;
    }

    /// <inheritdoc/>
    public override bool NextMember([NotNullWhen(true)] out string? name)
    {
        _isInMember = false;
        while (true)
        {
            switch (Xml.Next())
            {
                case XmlPart.Element when IsNil():
                    Xml.Skip();
                    break;
                case XmlPart.Element:
                    _isInMember = true;
                    name = _member = Xml.LocalName;
                    return true;
                case XmlPart.End:
                    name = null;
                    return false;
                default:
                    throw new VimDecodeException($"\nUnexpected text after element tag \"{_member}\"");
            }
        }
    }

    /// <summary>The error names the element as it was written, with its prefix.</summary>
    public override VimDecodeException Unexpected(string type, string member) => VimDecodeException.Unexpected(type, Xml.QualifiedName);

    /// <inheritdoc/>
    public override string ReadString() => ReadText();

    /// <inheritdoc/>
    public override bool ReadBoolean() => ReadText().Trim() switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => throw VimDecodeException.BadValue(_member, "xsd:boolean"),
    };

    /// <inheritdoc/>
    public override int ReadInt() =>
        int.TryParse(ReadText(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw VimDecodeException.BadValue(_member, "xsd:int");

    /// <inheritdoc/>
    public override long ReadLong() =>
        long.TryParse(ReadText(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw VimDecodeException.BadValue(_member, "xsd:long");

    /// <inheritdoc/>
    public override double ReadDouble() => Convert(XmlConvert.ToDouble, "xsd:double");

    /// <inheritdoc/>
    public override byte[] ReadBinary() => Convert(System.Convert.FromBase64String, "xsd:base64Binary");

    /// <summary>Reads a time of any offset; one without is taken for UTC.</summary>
    public override DateTime ReadDateTime() => Convert(XsdDateTime.Parse, "xsd:dateTime");

    /// <inheritdoc/>
    public override ManagedObjectReference ReadReference(string declared)
    {
        var type = Xml.GetAttribute("type"u8) ?? "";
        if (type.Length > 0 && (VmodlNames.FindManaged(type) is not { } known || known.Since > _version))
        {
            _levels.Add(($"while parsing MoRef for ManagedObject of type {VmodlNames.OfManaged(declared)}", Xml.ElementStart));
            throw VimDecodeException.BadReference(type);
        }

        return new ManagedObjectReference(type, ReadText(isName: true).Trim());
    }

    /// <inheritdoc/>
    public override DataObject ReadObject(VimType declared)
    {
        var type = declared;
        if (ReadTypeName() is { } said && said.Name != declared.Name)
        {
            type = said.IsSchemaType ? null : declared.Family(said.Name);
            if (type is null || !type.Is(declared))
                throw VimDecodeException.BadType(_member, said.Name);
        }

        return ReadObject(type, isAny: false);
    }

    /// <inheritdoc/>
    public override object ReadAny()
    {
        if (ReadTypeName() is not { } said)
            return ReadText();
        if (said.IsSchemaType)
            return ReadSchemaValue(said.Name);
        if (said.Name == "ManagedObjectReference")
            return ReadReference("ManagedObject");
        if (said.Name.StartsWith("ArrayOf", StringComparison.Ordinal))
            return ReadArray(said.Name["ArrayOf".Length..]);
        if (_catalog.FindType(said.Name) is { } type)
            return ReadObject(type, isAny: true);
        var member = _member;
        return _catalog.ParseEnum(said.Name, ReadText(), member) ?? throw VimDecodeException.BadType(member, said.Name);
    }

    /// <summary>
    /// Reads the members of a data object. An error on its way out is noted at each object that it passes; the filter runs before the stack
    /// is unwound, while the parser still stands where the error is.
    /// </summary>
    private DataObject ReadObject(VimType type, bool isAny)
    {
        var (start, depth) = (Xml.ElementStart, Xml.Depth);
        try
        {
            return type.Read(this);
        }
        catch (Exception e) when (Note(e, type, isAny, start, depth))
        {
            throw;
        }
    }

    private bool Note(Exception error, VimType type, bool isAny, int start, int depth)
    {
        if (error is not (VimDecodeException or XmlReadingException))
            return false;
        var isOfMember = _levels.Count > 0 || (_isInMember && error is not VimDecodeException { IsOfTag: true });
        if (isOfMember && type.FindField(Xml.LocalNameAt(depth)) is { } field)
            _levels.Add(($"while parsing property \"{field.Name}\" of static type {field.Type.WireName}", -1));
        var text = $"while parsing serialized DataObject of type {type.VmodlName}";
        _levels.Add((isAny ? $"{text}\nerror parsing Any with xsiType {type.Name}" : text, start));
        return false;
    }

    /// <inheritdoc/>
    public override void Skip() => Xml.Skip();

    /// <inheritdoc/>
    internal override UnreadParts? PassOver(out int place)
    {
        place = 0;
        if (_unread is null)
            return null;
        _unread = _unread.Within(Xml.ScopesAround(_unread.Scopes));
        place = Xml.ElementStart;
        Xml.SkipKnown();
        return _unread;
    }

    /// <summary>Whether there are more types than the declared ones, with values of every kind.</summary>
    private bool KnowsMore => !ReferenceEquals(_catalog, VimCatalog.Declared);

    private int ReadInt(VimKind kind)
    {
        var (least, most, name) = kind == VimKind.Byte ? (sbyte.MinValue, sbyte.MaxValue, "xsd:byte") : (short.MinValue, short.MaxValue, "xsd:short");
        return ReadInt() is var number && number >= least && number <= most ? number : throw VimDecodeException.BadType(_member, name);
    }

    private object ReadSchemaValue(string type) => type switch
    {
        "string" or "anyURI" or "token" or "normalizedString" => ReadText(),
        "boolean" => ReadBoolean(),
        "short" => (short)ReadInt(VimKind.Short),
        "byte" when KnowsMore => (sbyte)ReadInt(VimKind.Byte),
        "int" or "byte" or "integer" => ReadInt(),
        "long" => ReadLong(),
        "float" when KnowsMore => (float)ReadDouble(),
        "double" or "float" or "decimal" => ReadDouble(),
        "dateTime" => ReadDateTime(),
        "base64Binary" => ReadBinary(),
        _ => throw VimDecodeException.BadType(_member, "xsd:" + type),
    };

    private object ReadArray(string itemType)
    {
        return itemType switch
        {
            "String" => ReadItems(static r => r.ReadString()),
            "Boolean" when KnowsMore => ReadItems(static r => r.ReadBoolean()),
            "Byte" when KnowsMore => ReadItems(static r => (sbyte)r.ReadInt(VimKind.Byte)),
            "Short" when KnowsMore => ReadItems(static r => (short)r.ReadInt(VimKind.Short)),
            "Int" => ReadItems(static r => r.ReadInt()),
            "Long" when KnowsMore => ReadItems(static r => r.ReadLong()),
            "Double" when KnowsMore => ReadItems(static r => r.ReadDouble()),
            "ManagedObjectReference" => ReadItems(static r => r.ReadReference("ManagedObject")),
            "AnyType" => ReadItems(static r => r.ReadAny()),
            _ when _catalog.HasEnum(itemType) => new EnumArray(itemType, ReadItems(r => (EnumValue)_catalog.ParseEnum(itemType, r.ReadText(), _member)!)),
            _ when _catalog.FindType(itemType) is { } type => new TypedArray(type, ReadItems(r => r.ReadObject(type))),
            _ => throw VimDecodeException.BadType(_member, "ArrayOf" + itemType),
        };
    }

    private T[] ReadItems<T>(Func<SoapReader, T> read)
    {
        var items = new List<T>();
        while (NextMember(out _))
            items.Add(read(this));
        return [.. items];
    }

    private T Convert<T>(Func<string, T> convert, string xsdType)
    {
        var text = ReadText();
        try
        {
            return convert(text);
        }
        catch (FormatException)
        {
            throw VimDecodeException.BadValue(_member, xsdType);
        }
    }

    private string ReadText(bool isName = false) =>
        Xml.TryReadText(out var text, isName) ? text : throw VimDecodeException.UnexpectedWithin(Xml.QualifiedName);

    private bool IsNil() => Xml.HasAttributes && Xml.GetAttribute("nil"u8, SoapNames.SchemaInstance) is "true" or "1";

    /// <summary>
    /// What the element says it is. The prefixes that every description of the API uses for XML Schema need no declaration, since the
    /// commonest client of Go makes none; any prefix that is not XML Schema's is taken for the API's.
    /// </summary>
    private (string Name, bool IsSchemaType)? ReadTypeName()
    {
        if (!Xml.HasAttributes || Xml.GetAttribute("type"u8, SoapNames.SchemaInstance) is not { } text)
            return null;
        text = text.Trim();
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            return (text, false);
        var prefix = text[..colon];
        return (text[(colon + 1)..], Xml.LookupNamespace(prefix) is { } bound ? bound == SoapNames.Schema : prefix is "xsd" or "xs");
    }
}
