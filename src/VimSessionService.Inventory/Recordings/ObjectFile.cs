using System.Buffers;
using System.Text;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;
using VimSessionService.Xml;

namespace VimSessionService.Inventory.Recordings;

/// <summary>
/// Reads files of a recording, each with one ObjectContent: the object, and where its values are. Values are not read, but have to be well-formed.
/// It is used for one file after the other.
/// </summary>
/// <param name="values">Where the values go.</param>
/// <param name="catalog">The managed types.</param>
/// <param name="problems">Is told what is wrong.</param>
/// <param name="statistics">Takes what is recorded of the statistics of objects.</param>
internal sealed class ObjectFile(ValueSource values, VimCatalog catalog, InventoryProblems problems, RecordedPerformance statistics)
{
    /// <summary>The root of a file with the statistics of an object, which <c>record</c> writes.</summary>
    public const string StatisticsElement = "RecordedStatistics";

    private readonly Utf8XmlReader _xml = new(XmlValues.Limits);
    private readonly ArrayBufferWriter<byte> _kept = new();
    private readonly List<FoundValue> _found = [];
    private readonly ArrayBufferWriter<byte> _declarations = new();

    /// <summary>What <see cref="_declarations"/> are of, in the document that is read.</summary>
    private XmlScope[] _scopes = [];
    private int _line;
    private int _lineAt;

    /// <summary>Reads a file.</summary>
    /// <returns>The object; null for a file that has none, such as the recorded answer of a method, or a broken one.</returns>
    public RecordedObject? Read(string file, ArraySegment<byte> content)
    {
        try
        {
            var utf8 = XmlEncoding.ToUtf8(content);
            _xml.Begin(utf8, isEncodingKnown: !ReferenceEquals(utf8.Array, content.Array));
            switch (_xml.LocalName)
            {
                case "ObjectContent":
                    return ReadObject(file, utf8);
                case StatisticsElement:
                    ReadStatistics(file, utf8);
                    return null;
                default:
                    return null;
            }
        }
        catch (Exception e) when (e is XmlReadingException or DecoderFallbackException)
        {
            problems.Add(file, e is XmlReadingException broken ? $"line {LineAt(content, _xml.Position)}: {broken.Reason}" : "it is no UTF-8");
            return null;
        }
    }

    private RecordedObject? ReadObject(string file, ArraySegment<byte> document)
    {
        ManagedObjectReference? reference = null;
        KeepOf(document);
        while (NextElement())
        {
            if (_xml.LocalName == "obj")
                reference = ReferenceOf();
            else if (_xml.LocalName == "propSet")
                ReadProperty(document);
            else
                _xml.Skip();
        }

        _xml.ReadToEnd();
        return RecordedObject.TryMake(reference, file, file, _found, _kept.WrittenSpan, values, catalog, problems);
    }

    private void ReadProperty(ArraySegment<byte> document)
    {
        string? name = null;
        var (line, start, length) = (0, 0, 0);
        while (NextElement())
        {
            if (_xml.LocalName == "name")
                name = TextOf();
            else if (_xml.LocalName == "val")
                (line, start, length) = Keep(document);
            else
                _xml.Skip();
        }

        if (name is not null && length > 0)
            _found.Add(new FoundValue(name, line, start, length));
    }

    private void ReadStatistics(string file, ArraySegment<byte> document)
    {
        ManagedObjectReference? entity = null;
        KeepOf(document);
        while (NextElement())
        {
            var name = _xml.LocalName;
            if (name == "entity")
            {
                entity = ReferenceOf();
                continue;
            }

            var (line, start, length) = Keep(document);
            _found.Add(new FoundValue(name, line, start, length));
        }

        _xml.ReadToEnd();
        if (entity is null)
        {
            problems.Add(file, "the statistics name no entity");
            return;
        }

        var first = values.Store.Add(_kept.WrittenSpan);
        if (!statistics.Add(new RecordedStatistics(entity, file, [.. _found.Select(value => new RecordedProperty(value.Name, value.Line, first + value.Start, value.Length))], values)))
            problems.Add(file, $"there are other statistics of {entity}. Remove one of them");
    }

    /// <summary>Moves to the next element within the one that is read, over the text before it; false at the end of that one.</summary>
    private bool NextElement()
    {
        while (_xml.Next() is var part and not XmlPart.End)
        {
            if (part != XmlPart.Text)
                return true;
            _xml.SkipText();
        }

        return false;
    }

    /// <summary>Begins to keep elements of a document.</summary>
    private void KeepOf(ArraySegment<byte> document)
    {
        _kept.Clear();
        _found.Clear();
        _declarations.Clear();
        _scopes = [];
        (_line, _lineAt) = (1, document.Offset);
    }

    /// <summary>Keeps the bytes of the element met last, which is passed.</summary>
    private (int Line, int Start, int Length) Keep(ArraySegment<byte> document)
    {
        var at = _xml.ElementStart;
        var line = NextLineAt(document, at);
        var start = _kept.WrittenCount;
        _kept.Write("<r"u8);
        _kept.Write(Declarations());
        _kept.Write(">"u8);
        _xml.Skip();
        _kept.Write(document.Array.AsSpan(at, _xml.Position - at));
        _kept.Write("</r>"u8);
        return (line, start, _kept.WrittenCount - start);
    }

    /// <summary>The namespace declarations in force around the element met last: values have the same ones nearly always.</summary>
    private ReadOnlySpan<byte> Declarations()
    {
        var scopes = _xml.ScopesAround(_scopes);
        if (!ReferenceEquals(scopes, _scopes))
        {
            _scopes = scopes;
            _declarations.Clear();
            _xml.WriteDeclarations(_declarations);
        }

        return _declarations.WrittenSpan;
    }

    private ManagedObjectReference ReferenceOf() => new(_xml.GetAttribute("type"u8) ?? "", TextOf());

    private string TextOf()
    {
        if (_xml.TryReadText(out var text, isName: true))
            return text.Trim();
        _xml.Skip();
        return "";
    }

    /// <summary>The line of a place that is behind the last one that was asked for.</summary>
    private int NextLineAt(ArraySegment<byte> document, int position)
    {
        _line += document.Array.AsSpan(_lineAt, position - _lineAt).Count((byte)'\n');
        _lineAt = position;
        return _line;
    }

    private static int LineAt(ArraySegment<byte> document, int position) =>
        document.Array.AsSpan(document.Offset, Math.Clamp(position - document.Offset, 0, document.Count)).Count((byte)'\n') + 1;
}
