using System.Text;
using VimSessionService.Xml;

namespace VimSessionService.Soap.Tests.Xml;

/// <summary>An element of a well-formed document is passed over up to the same place, whether its tags are read or counted.</summary>
public sealed class XmlElementsTests
{
    [Theory]
    [InlineData("")]
    [InlineData("text")]
    [InlineData("<b>text</b> <b/>")]
    [InlineData("<a><a>1</a><a/><a></a ></a>")]
    [InlineData("<!-- </a> <a> --> <b/>")]
    [InlineData("<!----><b><!-- - -></a> --></b>")]
    [InlineData("<![CDATA[</a><a>]]><![CDATA[]]]]><![CDATA[>]]>")]
    [InlineData("<?pi </a> ?><b/><?pi?>")]
    [InlineData("<b x='>' y=\"/>\" z='\"'>1</b><b x=\"'\"/><b x='/'>2</b>")]
    [InlineData("<b\n x='1'\n/><p:b xmlns:p='u' p:x='</a>&gt;'>]]&gt;</p:b>")]
    public void The_end_of_an_element_is_found(string content)
    {
        if (content.Contains("x='</a>", StringComparison.Ordinal))
            content = content.Replace("</a>&gt;", "/a&gt;", StringComparison.Ordinal); // an angle bracket may not stand in a value
        foreach (var element in new[] { $"<a>{content}</a>", $"<a x='1' >{content}</a\n>", "<a/>" })
        {
            var document = Encoding.UTF8.GetBytes($"<r>{element}<end>1</end></r>");
            var (read, counted) = (At(document), At(document));
            read.Skip();
            counted.SkipKnown();
            Assert.Equal((read.Position, read.Depth), (counted.Position, counted.Depth));
            Assert.Equal(XmlPart.Element, counted.Next());
            Assert.Equal("end", counted.LocalName);
        }
    }

    /// <summary>What is passed over has to be well-formed all the same, and tells the same place as when it is read tag by tag.</summary>
    [Theory]
    [InlineData("<b>1</c>")]
    [InlineData("<b>1</bb>")]
    [InlineData("<b>1</b x='1'>")]
    [InlineData("<b>&x;</b>")]
    [InlineData("<b>]]></b>")]
    [InlineData("<b>\u0001</b>")]
    [InlineData("<b>\uFFFE</b>")]
    [InlineData("<b>1</b")]
    [InlineData("<b>1</")]
    [InlineData("<b>1")]
    [InlineData("<b")]
    [InlineData("\n <b><1</b>")]
    [InlineData("<p:b>1</p:b>")]
    [InlineData("<1>1</1>")]
    public void A_child_that_is_broken_is_refused(string content)
    {
        foreach (var end in (string[])["", "</a></r>", "</a><c>1</c></r>"])
        {
            var document = Encoding.UTF8.GetBytes($"<r><a><b>plain</b>\n<b> </b>{content}{end}");
            var expected = Assert.Throws<XmlReadingException>(() => SkipTagByTag(At(document)));
            var failure = Assert.Throws<XmlReadingException>(At(document).Skip);
            Assert.Equal((expected.Message, expected.LineNumber, expected.LinePosition), (failure.Message, failure.LineNumber, failure.LinePosition));
        }
    }

    [Fact]
    public void Plain_children_count_among_the_elements()
    {
        var reader = new Utf8XmlReader(new XmlLimits { MaxElements = 4 });
        reader.Begin("<r><a>1</a><a>2</a><a>3</a></r>"u8.ToArray());
        reader.Skip();
        reader.Begin("<r><a>1</a><a>2</a><a>3</a><a>4</a></r>"u8.ToArray());
        Assert.Contains("more than 4 elements", Assert.Throws<XmlReadingException>(reader.Skip).Message, StringComparison.Ordinal);
    }

    private static void SkipTagByTag(Utf8XmlReader reader)
    {
        while (reader.Depth > 1)
        {
            if (reader.Next() == XmlPart.Text)
                reader.SkipText();
        }
    }

    private static Utf8XmlReader At(byte[] document)
    {
        var reader = new Utf8XmlReader(XmlLimits.Default);
        reader.Begin(document);
        Assert.Equal(XmlPart.Element, reader.Next());
        return reader;
    }
}
