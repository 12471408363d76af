using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Xml;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Soap.Xml;

/// <summary>
/// Reads values from XML, whatever the prefixes. Reused from call to call. Document types and processing instructions are refused
/// by the parser, which knows no entities but XML's own five and never fetches anything.
/// </summary>
/// <param name="maxDepth">How deep elements may nest.</param>
public sealed class SoapReader(int maxDepth) : VimReader
{
    /// <summary>The member that is being read, for messages.</summary>
    private string _member = "";

    /// <summary>The parser, for the envelope around the values.</summary>
    internal Utf8XmlReader Xml { get; } = new(maxDepth);

    /// <summary>Begins to read a document.</summary>
    public void Reset(ArraySegment<byte> document)
    {
        Target = null;
        _member = "";
        Xml.Begin(document);
    }

    /// <inheritdoc/>
    public override bool NextMember([NotNullWhen(true)] out string? name)
    {
        while (true)
        {
            switch (Xml.Next())
            {
                case XmlPart.Element when IsNil():
                    Xml.Skip();
                    break;
                case XmlPart.Element:
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
    public override DateTime ReadDateTime()
    {
        var time = Convert(static text => XmlConvert.ToDateTime(text, XmlDateTimeSerializationMode.RoundtripKind), "xsd:dateTime");
        return time.Kind == DateTimeKind.Unspecified ? DateTime.SpecifyKind(time, DateTimeKind.Utc) : time.ToUniversalTime();
    }

    /// <inheritdoc/>
    public override ManagedObjectReference ReadReference()
    {
        var type = Xml.GetAttribute("type"u8) ?? "";
        return new ManagedObjectReference(type, ReadText(isName: true).Trim());
    }

    /// <inheritdoc/>
    public override DataObject ReadObject(VimType declared)
    {
        var type = declared;
        if (ReadTypeName() is { } said && said.Name != declared.Name)
        {
            type = said.IsSchemaType ? null : VimTypes.Find(said.Name);
            if (type is null || !type.Is(declared))
                throw VimDecodeException.BadType(_member, said.Name);
        }

        return type.Read(this);
    }

    /// <inheritdoc/>
    public override object ReadAny()
    {
        if (ReadTypeName() is not { } said)
            return ReadText();
        if (said.IsSchemaType)
            return ReadSchemaValue(said.Name);
        if (said.Name == "ManagedObjectReference")
            return ReadReference();
        if (said.Name.StartsWith("ArrayOf", StringComparison.Ordinal))
            return ReadArray(said.Name["ArrayOf".Length..]);
        if (VimTypes.Find(said.Name) is { } type)
            return type.Read(this);
        var member = _member;
        return VimEnums.Parse(said.Name, ReadText(), member) ?? throw VimDecodeException.BadType(member, said.Name);
    }

    /// <inheritdoc/>
    public override void Skip() => Xml.Skip();

    private object ReadSchemaValue(string type) => type switch
    {
        "string" or "anyURI" or "token" or "normalizedString" => ReadText(),
        "boolean" => ReadBoolean(),
        "short" => ReadInt() is >= short.MinValue and <= short.MaxValue and var number ? (short)number : throw VimDecodeException.BadType(_member, "xsd:short"),
        "int" or "byte" or "integer" => ReadInt(),
        "long" => ReadLong(),
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
            "Int" => ReadItems(static r => r.ReadInt()),
            "ManagedObjectReference" => ReadItems(static r => r.ReadReference()),
            "AnyType" => ReadItems(static r => r.ReadAny()),
            _ when VimTypes.Find(itemType) is { } type => new TypedArray(type, ReadItems(r => r.ReadObject(type))),
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
        Xml.TryReadText(out var text, isName) ? text : throw VimDecodeException.Unexpected(_member, Xml.LocalName);

    private bool IsNil() => Xml.HasAttributes && Xml.GetAttribute("nil"u8, SoapNames.SchemaInstance) is "true" or "1";

    /// <summary>What the element says it is; any prefix that is not XML Schema's is taken for the API's.</summary>
    private (string Name, bool IsSchemaType)? ReadTypeName()
    {
        if (!Xml.HasAttributes || Xml.GetAttribute("type"u8, SoapNames.SchemaInstance) is not { } text)
            return null;
        text = text.Trim();
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? (text, false)
            : (text[(colon + 1)..], Xml.LookupNamespace(text[..colon]) == SoapNames.Schema);
    }
}
