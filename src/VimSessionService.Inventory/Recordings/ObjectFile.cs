using System.Buffers;
using System.Text;
using VimSessionService.Soap;
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
internal sealed class ObjectFile(ValueSource values, VimCatalog catalog, InventoryProblems problems)
{
    private readonly Utf8XmlReader _xml = new(ValueSource.Limits);
    private readonly ArrayBufferWriter<byte> _kept = new();
    private int _line;
    private int _lineAt;

    /// <summary>Reads a file.</summary>
    /// <returns>The object; null for a file that has none, such as the recorded answer of a method, or a broken one.</returns>
    public RecordedObject? Read(string file, byte[] content)
    {
        try
        {
            var utf8 = XmlEncoding.ToUtf8(content);
            _xml.Begin(utf8, isEncodingKnown: !ReferenceEquals(utf8.Array, content));
            return _xml.LocalName == "ObjectContent" ? ReadObject(file, utf8) : null;
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
        var properties = new List<RecordedProperty>();
        var found = new List<(string Name, int Line, int Start, int Length)>();
        _kept.Clear();
        (_line, _lineAt) = (1, document.Offset);
        while (_xml.Next() is var part and not XmlPart.End)
        {
            if (part == XmlPart.Text)
                _xml.SkipText();
            else if (_xml.LocalName == "obj")
                reference = new ManagedObjectReference(_xml.GetAttribute("type"u8) ?? "", TextOf());
            else if (_xml.LocalName == "propSet")
                ReadProperty(document, found);
            else
                _xml.Skip();
        }

        _xml.ReadToEnd();
        if (reference is null || reference.Value.Length == 0)
        {
            problems.Add(file, "the ObjectContent has no obj");
            return null;
        }

        if (catalog.FindManagedType(reference.Type) is not { } type)
        {
            problems.Add(file, $"there is no managed type {reference.Type}. The API up to 8.0.3 is known: docs/inventory.md");
            return null;
        }

        var start = values.Store.Add(_kept.WrittenSpan);
        foreach (var (name, line, at, length) in found)
        {
            if (type.FindProperty(name) is null)
                problems.Add(file, $"line {line}: {type.Name} has no property {name}");
            else
                properties.Add(new RecordedProperty(name, line, start + at, length));
        }

        return new RecordedObject(reference, type, file, [.. properties], values);
    }

    private void ReadProperty(ArraySegment<byte> document, List<(string Name, int Line, int Start, int Length)> found)
    {
        string? name = null;
        var (line, start, length) = (0, 0, 0);
        while (_xml.Next() is var part and not XmlPart.End)
        {
            if (part == XmlPart.Text)
            {
                _xml.SkipText();
            }
            else if (_xml.LocalName == "name")
            {
                name = TextOf();
            }
            else if (_xml.LocalName == "val")
            {
                var at = _xml.ElementStart;
                line = NextLineAt(document, at);
                start = _kept.WrittenCount;
                _kept.Write("<r"u8);
                _xml.WriteDeclarations(_kept);
                _kept.Write(">"u8);
                _xml.Skip();
                _kept.Write(document.Array.AsSpan(at, _xml.Position - at));
                _kept.Write("</r>"u8);
                length = _kept.WrittenCount - start;
            }
            else
            {
                _xml.Skip();
            }
        }

        if (name is not null && length > 0)
            found.Add((name, line, start, length));
    }

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
