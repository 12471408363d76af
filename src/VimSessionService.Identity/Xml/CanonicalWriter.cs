using System.Buffers;

namespace VimSessionService.Identity.Xml;

/// <summary>
/// Writes one element canonically. A namespace is declared where it is used in a name, unless what is written already declares it
/// alike; those of the prefix list are declared where they come into force.
/// </summary>
internal sealed class CanonicalWriter
{
    private static readonly SearchValues<char> SpecialInText = SearchValues.Create("&<>\r");
    private static readonly SearchValues<char> SpecialInValue = SearchValues.Create("&<\"\t\n\r");

    private readonly CanonicalOutput _output;
    private readonly string[] _inclusive;
    private readonly MessageElement? _without;

    /// <summary>The declarations written, innermost last.</summary>
    private readonly List<NamespaceDeclaration> _written = new(16);

    /// <summary>Those that the tag at work needs.</summary>
    private readonly List<NamespaceDeclaration> _needed = new(8);

    /// <summary>A writer for one element.</summary>
    public CanonicalWriter(CanonicalOutput output, string? inclusivePrefixes, MessageElement? without)
    {
        _output = output;
        _without = without;
        _inclusive = inclusivePrefixes is null ? [] : inclusivePrefixes.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < _inclusive.Length; i++)
        {
            if (_inclusive[i] == "#default")
                _inclusive[i] = "";
        }
    }

    /// <summary>Writes it.</summary>
    public void Write(MessageElement apex)
    {
        foreach (var prefix in _inclusive)
        {
            if (prefix != "xml" && apex.LookupNamespace(prefix) is { } uri)
                Need(prefix, uri);
        }

        WriteElement(apex);
    }

    private void WriteElement(MessageElement element)
    {
        var before = _written.Count;
        _output.Raw("<"u8);
        _output.Raw(element.Name.Span);
        WriteDeclarations(element);
        foreach (var attribute in element.Attributes)
            WriteAttribute(attribute);
        _output.Raw(">"u8);
        for (var node = element.First; node is not null; node = node.Next)
        {
            if (node is MessageText text)
                WriteText(text);
            else if (node != _without)
                WriteElement((MessageElement)node);
        }

        _output.Raw("</"u8);
        _output.Raw(element.Name.Span);
        _output.Raw(">"u8);
        _written.RemoveRange(before, _written.Count - before);
    }

    private void WriteDeclarations(MessageElement element)
    {
        Need(element.Prefix, element.NamespaceUri);
        foreach (var attribute in element.Attributes)
        {
            if (attribute.Prefix.Length > 0)
                Need(attribute.Prefix, attribute.NamespaceUri);
        }

        if (_inclusive.Length > 0)
        {
            foreach (var declaration in element.Declarations)
            {
                if (Array.IndexOf(_inclusive, declaration.Prefix) >= 0)
                    Need(declaration.Prefix, declaration.Uri);
            }
        }

        if (_needed.Count == 0)
            return;
        if (_needed.Count > 1)
            _needed.Sort(static (x, y) => string.CompareOrdinal(x.Prefix, y.Prefix));
        foreach (var declaration in _needed)
        {
            _output.Raw(declaration.Prefix.Length == 0 ? " xmlns"u8 : " xmlns:"u8);
            _output.Text(declaration.Prefix);
            _output.Raw("=\""u8);
            WriteEscaped(declaration.Uri, SpecialInValue);
            _output.Raw("\""u8);
            _written.Add(declaration);
        }

        _needed.Clear();
    }

    private void Need(string prefix, string uri)
    {
        if (prefix == "xml")
            return;
        for (var i = _written.Count - 1; i >= 0; i--)
        {
            if (_written[i].Prefix != prefix)
                continue;
            if (_written[i].Uri == uri)
                return;
            break;
        }

        // The default namespace is none where nothing that is written says otherwise.
        if (prefix.Length == 0 && uri.Length == 0 && !_written.Exists(static written => written.Prefix.Length == 0))
            return;
        foreach (var needed in _needed)
        {
            if (needed.Prefix == prefix)
                return;
        }

        _needed.Add(new NamespaceDeclaration(prefix, uri));
    }

    private void WriteAttribute(MessageAttribute attribute)
    {
        _output.Raw(" "u8);
        _output.Raw(attribute.Name.Span);
        _output.Raw("=\""u8);
        if (attribute.Resolved is { } value)
            WriteEscaped(value, SpecialInValue);
        else
            _output.Raw(attribute.Plain.Span);
        _output.Raw("\""u8);
    }

    private void WriteText(MessageText text)
    {
        if (!text.IsPlain)
        {
            WriteEscaped(text.Value, SpecialInText);
            return;
        }

        var plain = text.Plain;
        for (var i = plain.IndexOf((byte)'>'); i >= 0; i = plain.IndexOf((byte)'>'))
        {
            _output.Raw(plain[..i]);
            _output.Raw("&gt;"u8);
            plain = plain[(i + 1)..];
        }

        _output.Raw(plain);
    }

    private void WriteEscaped(ReadOnlySpan<char> text, SearchValues<char> special)
    {
        while (true)
        {
            var i = text.IndexOfAny(special);
            _output.Text(i < 0 ? text : text[..i]);
            if (i < 0)
                return;
            _output.Raw(text[i] switch
            {
                '&' => "&amp;"u8,
                '<' => "&lt;"u8,
                '>' => "&gt;"u8,
                '"' => "&quot;"u8,
                '\t' => "&#x9;"u8,
                '\n' => "&#xA;"u8,
                _ => "&#xD;"u8,
            });
            text = text[(i + 1)..];
        }
    }
}
