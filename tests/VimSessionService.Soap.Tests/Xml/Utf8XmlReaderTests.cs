using System.Globalization;
using System.Text;
using System.Xml;
using FsCheck;
using FsCheck.Fluent;
using VimSessionService.Xml;

namespace VimSessionService.Soap.Tests.Xml;

/// <summary>
/// The reader accepts what the framework's XmlReader accepts, and reads the same of it; document types, which it refuses on purpose, left
/// aside.
/// </summary>
public sealed class Utf8XmlReaderTests
{
    private static readonly string[] Pieces =
    [
        "<a>", "</a>", "<a/>", "<b x='1'>", "</b>", "<p:a xmlns:p='u'>", "</p:a>", "<c xmlns='u' y=\"&lt;2\"/>", "<c xmlns='' />", "<d p:x='1' xmlns:p='u' xmlns:q='u' q:y='2'/>",
        "<d p:x='1' xmlns:p='u' xmlns:q='u' q:x='2'/>", "<d x='1' x='2'/>", "<q:a/>", "<a q:x='1'/>", "<a x='&amp;&#65;&#x42;&apos;&quot;'/>", "<a x='a\r\nb\tc\nd'/>", "<a x=\"it's\"/>",
        "text", " ", "\n", "\r\n", "\r", "&amp;", "&lt;", "&gt;", "&#10;", "&#xD;", "&#x1F600;", "&#0;", "&#xFFFE;", "&nbsp;", "&", "]]>", "]]", "<![CDATA[x<&y]]>", "<![CDATA[]]>", "<![CDATA[a\r\nb",
        "<!-- c -->", "<!-- c--d -->", "<!---->", "<!--", "\u00E9", "\u4F60", "\U0001F600", "\uFFFD", "\uFFFE", "\u0001", "<\u00E9/>", "<1/>", "<a:b:c/>", "<:a/>", "<a:/>", "<a x/>", "<a x=1/>", "<a x='1'y='2'/>",
        "<a x='<'/>", "<a xmlns:p=''/>", "<a xmlns:xml='http://www.w3.org/XML/1998/namespace'/>", "<a xml:lang='en'/>", "<a xmlns:xmlns='u'/>", "<a xmlns:p='u' xmlns:p='v'/>", "< a/>", "<a / >", "</a >", "<a\n>", "<e x='1' p:x='2' xmlns:p='u'></e>",
    ];

    private readonly Utf8XmlReader _reader = new(XmlLimits.Default);

    [Fact]
    public void It_reads_what_the_frameworks_reader_reads()
    {
        var accepted = 0;
        var documents = Gen.Choose(0, Pieces.Length - 1).Select(i => Pieces[i]).ArrayOf().Select(pieces => "<r>" + string.Concat(pieces.Take(6)) + "</r>");
        Prop.ForAll(Arb.From(documents), document =>
        {
            var expected = Reference(document);
            if (expected is not null)
                accepted++;
            return Own(Encoding.UTF8.GetBytes(document)) == expected;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20_000).WithStartSize(1).WithEndSize(8));
        Assert.InRange(accepted, 1_000, 20_000);
    }

    [Fact]
    public void One_piece_alone_is_read_as_the_frameworks_reader_reads_it()
    {
        foreach (var piece in Pieces)
        {
            foreach (var document in new[] { piece, "<r>" + piece + "</r>", "<r>" + piece + piece + "</r>", piece + "<r/>", "<r/>" + piece, "<r>a" + piece + "b</r>", "\uFEFF<r>" + piece + "</r>" })
                Assert.Equal((document, Reference(document)), (document, Own(Encoding.UTF8.GetBytes(document))));
        }
    }

    [Theory]
    [InlineData("<?xml version=\"1.0\" encoding=\"UTF-8\"?><r/>", true)]
    [InlineData("<?xml version='1.0' encoding='utf-8' standalone='yes'?>\n<r/>", true)]
    [InlineData("<?xml version='1.0'?><r/>", true)]
    [InlineData("<?xml version='1.1'?><r/>", true)] // expat reads any version as 1.0
    [InlineData("<?xml version='1.0' encoding='UTF-16'?><r/>", false)]
    [InlineData("<?xml version='1.0' encoding='ISO-8859-1'?><r/>", true)]
    [InlineData("<?xml version='1.0' encoding='ISO-8859-15'?><r/>", false)]
    [InlineData("<?xml version='1.0' standalone='maybe'?><r/>", false)]
    [InlineData("<?xml encoding='UTF-8'?><r/>", false)]
    [InlineData("<?xml?><r/>", false)]
    [InlineData(" <?xml version='1.0'?><r/>", false)]
    [InlineData("<?pi?><r/>", true)]
    [InlineData("<r/><?pi x ?>", true)]
    [InlineData("<?XML?><r/>", false)]
    [InlineData("<r><?pi</r>", false)]
    [InlineData("<r><?xml version='1.0'?></r>", false)]
    [InlineData("<r><?pi?x?></r>", false)]
    [InlineData("<r><?pi?></r>", true)]
    [InlineData("<r>a<?pi x?>b</r>", true)]
    [InlineData("<xmlns:r/>", false)] // the framework's reader lets it pass; Namespaces in XML, 3, does not
    [InlineData("<!DOCTYPE r><r/>", false)]
    [InlineData("<!DOCTYPE r [<!ENTITY e 'x'>]><r>&e;</r>", false)]
    public void Only_declarations_of_this_XML_are_accepted(string document, bool accepted) =>
        Assert.Equal(accepted, Own(Encoding.UTF8.GetBytes(document)) is not null);

    [Theory]
    [InlineData(new byte[] { (byte)'<', (byte)'r', (byte)'>', 0xC3, 0x28, (byte)'<', (byte)'/', (byte)'r', (byte)'>' })]
    [InlineData(new byte[] { (byte)'<', (byte)'r', (byte)'>', 0xED, 0xA0, 0x80, (byte)'<', (byte)'/', (byte)'r', (byte)'>' })]
    [InlineData(new byte[] { (byte)'<', (byte)'r', (byte)'>', 0xC0, 0xAF, (byte)'<', (byte)'/', (byte)'r', (byte)'>' })]
    public void What_is_not_UTF_8_is_refused(byte[] document) => Assert.Null(Own(document));

    [Fact]
    public void Every_document_cut_short_is_refused_and_leaves_the_reader_usable()
    {
        var whole = Encoding.UTF8.GetBytes("<?xml version=\"1.0\"?><p:r xmlns:p='u' a='&lt;'>t&amp;<![CDATA[x]]><!-- c --><b/></p:r>");
        for (var length = 0; length < whole.Length; length++)
        {
            Assert.Null(Own(whole[..length]));
            Assert.NotNull(Own(whole));
        }
    }

    [Fact]
    public void The_depth_and_the_attributes_are_bounded()
    {
        Assert.NotNull(Own(Nested(64)));
        Assert.Null(Own(Nested(65)));
        Assert.Null(Own(Encoding.UTF8.GetBytes("<r " + string.Concat(Enumerable.Range(0, 1000).Select(i => string.Create(CultureInfo.InvariantCulture, $"a{i}='' "))) + "/>")));
        Assert.Null(Own(Encoding.UTF8.GetBytes("<r " + string.Concat(Enumerable.Range(0, 1000).Select(i => string.Create(CultureInfo.InvariantCulture, $"xmlns:a{i}='u' "))) + "/>")));

        static byte[] Nested(int depth) => Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a>", depth)) + string.Concat(Enumerable.Repeat("</a>", depth)));
    }

    /// <summary>The reader does not read anew a beginning that it has read just before; nothing may come of that but time.</summary>
    [Fact]
    public void What_was_read_before_changes_nothing()
    {
        byte[][] documents =
        [
            .. new[]
            {
                "<r>1</r>", "<r><p:a/></r>", "<p:r xmlns:p='u'><p:a/></p:r>", "<p:r xmlns:p='u'><p:a xmlns:p='v' xmlns:q='w' x='1'/></p:r>", "<p:r xmlns:p='u'><q:a/></p:r>",
                "<p:r xmlns:p='v'><p:a/></p:r>", "<p:r xmlns:p='u' xmlns:q='w'><q:a/></p:r>", "<p:r xmlns:p='u' x='1'><p:a/></p:r>", "<p:r xmlns:p='u'/>", "<p:r xmlns:p='u'>",
                "<?xml version='1.0'?><!-- c --><p:r xmlns:p='u'><p:a/></p:r>", "\uFEFF<p:r xmlns:p='u'><p:a/></p:r>", "<p:r xmlns:p='u' xmlns:z='" + new string('z', 2_000) + "'><p:a/></p:r>",
            }.Select(Encoding.UTF8.GetBytes),
            [.. "<p:r xmlns:p='u'>"u8, 0xC3, 0x28, .. "</p:r>"u8],
        ];
        foreach (var before in documents)
        {
            foreach (var document in documents)
            {
                var alone = new Utf8XmlReaderTests().Own(document);
                _ = Own(before);
                Assert.Equal(alone, Own(document));
                Assert.Equal(alone, Own(document));
            }
        }
    }

    [Fact]
    public void What_stands_around_the_document_is_not_read()
    {
        var bytes = Encoding.UTF8.GetBytes("xx<r>t</r>yy");
        _reader.Begin(new ArraySegment<byte>(bytes, 2, 8));
        Assert.True(_reader.TryReadText(out var text));
        Assert.Equal("t", text);
        _reader.ReadToEnd();
    }

    [Fact]
    public void An_error_says_where_it_is()
    {
        _reader.Begin("<r>\n<a x='1' x='2'/></r>"u8.ToArray());
        var error = Assert.ThrowsAny<XmlException>(() => _reader.Next());
        Assert.Equal(2, error.LineNumber);
    }

    /// <summary>The document as this reader sees it; null when it refuses it.</summary>
    private string? Own(byte[] document)
    {
        var seen = new StringBuilder();
        try
        {
            _reader.Begin(document);
            Describe(seen);
            _reader.ReadToEnd();
            return seen.ToString();
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private void Describe(StringBuilder seen)
    {
        seen.Append('<').Append(_reader.NamespaceUri).Append('|').Append(_reader.LocalName);
        foreach (var name in new[] { "x", "y", "lang" })
        {
            foreach (var ns in new[] { null, "u", "http://www.w3.org/XML/1998/namespace" })
            {
                if (_reader.GetAttribute(Encoding.UTF8.GetBytes(name), ns) is { } value)
                    seen.Append(CultureInfo.InvariantCulture, $" {ns}|{name}=[{value}]");
            }
        }

        seen.Append('>');
        if (_reader.TryReadText(out var text))
        {
            seen.Append(text).Append("</>");
            return;
        }

        // Mixed content: the children alone, as calls have it; the first is the element met last.
        seen.Append('…');
        do
        {
            Describe(seen);
        }
        while (NextChild());
        seen.Append("</>");
    }

    private bool NextChild()
    {
        while (true)
        {
            switch (_reader.Next())
            {
                case XmlPart.Element:
                    return true;
                case XmlPart.End:
                    return false;
                default:
                    _reader.SkipText();
                    break;
            }
        }
    }

    private static string? Reference(string document)
    {
        var seen = new StringBuilder();
        try
        {
            using var xml = XmlReader.Create(
                new MemoryStream(Encoding.UTF8.GetBytes(document)), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, IgnoreComments = true });
            var tree = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
            tree.Load(xml);
            Describe(tree.DocumentElement!, seen);
            return seen.ToString();
        }
        catch (XmlException)
        {
            return null;
        }
    }

    private static void Describe(XmlElement element, StringBuilder seen)
    {
        seen.Append('<').Append(element.NamespaceURI).Append('|').Append(element.LocalName);
        foreach (var name in new[] { "x", "y", "lang" })
        {
            foreach (var ns in new[] { null, "u", "http://www.w3.org/XML/1998/namespace" })
            {
                if (element.GetAttributeNode(name, ns ?? "") is { } attribute)
                    seen.Append(CultureInfo.InvariantCulture, $" {ns}|{name}=[{attribute.Value}]");
            }
        }

        seen.Append('>');
        var children = element.ChildNodes.OfType<XmlElement>().ToList();
        if (children.Count == 0)
            seen.Append(element.InnerText);
        else
            seen.Append('…');
        foreach (var child in children)
            Describe(child, seen);
        seen.Append("</>");
    }
}
