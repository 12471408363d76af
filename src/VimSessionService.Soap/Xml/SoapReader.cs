using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Xml;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Soap.Xml;

/// <summary>
/// Reads values from XML, whatever the prefixes. Reused from call to call. Document types and processing instructions are refused
/// by the parser, which knows no entities but XML's own five and never fetches anything.
/// </summary>
public sealed class SoapReader : VimReader, IDisposable
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly XmlDictionaryReaderQuotas _quotas;
    private readonly XmlDictionaryReader _xml;

    /// <summary>The element entered last was empty, so that the first question for a member is answered no.</summary>
    private bool _isEmpty;

    /// <summary>The member that is being read, for messages.</summary>
    private string _member = "";

    /// <summary>Makes a reader that one request after the other may use.</summary>
    /// <param name="maxDepth">How deep elements may nest.</param>
    public SoapReader(int maxDepth)
    {
        _quotas = new XmlDictionaryReaderQuotas
        {
            MaxDepth = maxDepth,
            MaxStringContentLength = int.MaxValue, // the size of the request is bounded before it is parsed
            MaxArrayLength = int.MaxValue,
            MaxBytesPerRead = 64 * 1024,
            MaxNameTableCharCount = 64 * 1024,
        };
        _xml = XmlDictionaryReader.CreateTextReader("<a/>"u8.ToArray(), _quotas);
    }

    /// <summary>The parser, for the envelope around the values.</summary>
    internal XmlDictionaryReader Xml => _xml;

    /// <summary>Begins to read a document.</summary>
    public void Reset(ArraySegment<byte> document)
    {
        StrictUtf8.GetCharCount(document.AsSpan()); // the parser itself would let some wrong sequences pass
        ((IXmlTextReaderInitializer)_xml).SetInput(document.Array!, document.Offset, document.Count, Encoding.UTF8, _quotas, null);
        Target = null;
        _isEmpty = false;
        _member = "";
    }

    /// <summary>Steps into the element that the reader stands on, so that its members can be asked for.</summary>
    public void Enter()
    {
        _isEmpty = _xml.IsEmptyElement;
        _xml.Read();
    }

    /// <inheritdoc/>
    public override bool NextMember([NotNullWhen(true)] out string? name)
    {
        if (_isEmpty)
        {
            _isEmpty = false;
            name = null;
            return false;
        }

        while (true)
        {
            switch (_xml.MoveToContent())
            {
                case XmlNodeType.Element when IsNil():
                    _xml.Skip();
                    continue;
                case XmlNodeType.Element:
                    name = _member = _xml.LocalName;
                    return true;
                case XmlNodeType.EndElement:
                    _xml.Read();
                    name = null;
                    return false;
                case XmlNodeType.None:
                    throw new XmlException("Unexpected end of the document");
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
        var type = _xml.GetAttribute("type") ?? "";
        return new ManagedObjectReference(type, ReadText().Trim());
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

        Enter();
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
        {
            Enter();
            return type.Read(this);
        }

        var member = _member;
        return VimEnums.Parse(said.Name, ReadText(), member) ?? throw VimDecodeException.BadType(member, said.Name);
    }

    /// <inheritdoc/>
    public override void Skip() => _xml.Skip();

    /// <inheritdoc/>
    public void Dispose() => _xml.Dispose();

    private object ReadSchemaValue(string type) => type switch
    {
        "string" or "anyURI" or "token" or "normalizedString" => ReadText(),
        "boolean" => ReadBoolean(),
        "int" or "short" or "byte" or "integer" => ReadInt(),
        "long" => ReadLong(),
        "double" or "float" or "decimal" => ReadDouble(),
        "dateTime" => ReadDateTime(),
        "base64Binary" => ReadBinary(),
        _ => throw VimDecodeException.BadType(_member, "xsd:" + type),
    };

    private object ReadArray(string itemType)
    {
        Enter();
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

    private string ReadText()
    {
        if (_xml.IsEmptyElement)
        {
            _xml.Read();
            return "";
        }

        _xml.Read();
        var text = _xml.NodeType == XmlNodeType.EndElement ? "" : _xml.ReadContentAsString();
        if (_xml.NodeType != XmlNodeType.EndElement)
            throw VimDecodeException.Unexpected(_member, _xml.LocalName);
        _xml.Read();
        return text;
    }

    private bool IsNil() => _xml.HasAttributes && _xml.GetAttribute("nil", SoapNames.SchemaInstance) is "true" or "1";

    /// <summary>What the element says it is; any prefix that is not XML Schema's is taken for the API's.</summary>
    private (string Name, bool IsSchemaType)? ReadTypeName()
    {
        if (!_xml.HasAttributes || _xml.GetAttribute("type", SoapNames.SchemaInstance) is not { } text)
            return null;
        text = text.Trim();
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon < 0
            ? (text, false)
            : (text[(colon + 1)..], _xml.LookupNamespace(text[..colon]) == SoapNames.Schema);
    }
}
