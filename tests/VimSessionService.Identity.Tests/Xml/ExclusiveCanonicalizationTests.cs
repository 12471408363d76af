using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Xml;
using VimSessionService.Identity.Tests.Making;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Tests.Xml;

/// <summary>Our canonicalization against the framework's, which shares nothing with it.</summary>
public sealed class ExclusiveCanonicalizationTests
{
    private static readonly string[] Prefixes = ["", "a", "b", "c", "xsi"];
    private static readonly string[] Uris = ["urn:1", "urn:2", "http://x.example/?a=1&amp;b=2", "urn:ü"];
    private static readonly string[] Names = ["x", "y", "Element", "ü", "z-1.2"];
    private static readonly string[] Texts =
    [
        "plain", "  \n ", "a > b", "&lt;&amp;&gt;&quot;&apos;", "\r\nline\rend\n", "&#xD;&#x9;&#10;", "<![CDATA[<raw> & ]] ]]>", "<!-- c -->", "x<!-- > -->y", "]", "\u00e9\u4e2d\U0001F600", "&#x1F600;", "'\"",
    ];

    private static readonly string[] Values = ["v", "a b", "a\tb\nc", "&#9;&#10;&#13;", "&lt;&amp;>", "it's", "&quot;q&quot;", "\u00e9\U0001F600", ""];
    private static readonly string?[] Lists = [null, null, "a", "a b", "#default", "#default a  c", "xsi nobody", ""];

    /// <summary>20,000 documents, a random element of each, at times without one of its children.</summary>
    [Fact]
    public void It_writes_what_the_frameworks_writes()
    {
        var random = new Random(20240203);
        for (var i = 0; i < 20_000; i++)
        {
            var xml = Document(random);
            var framework = FrameworkCanonicalization.Load(xml);
            var own = MessageDocument.Load(Encoding.UTF8.GetBytes(xml), cancellationToken: TestContext.Current.CancellationToken);
            var elements = framework.SelectNodes("//*")!.OfType<XmlElement>().ToArray();
            Assert.Equal(elements.Length, own.Elements.Length);

            var index = random.Next(elements.Length);
            var list = Lists[random.Next(Lists.Length)];
            var children = elements[index].ChildNodes.OfType<XmlElement>().ToArray();
            var without = children.Length > 0 && random.Next(3) == 0 ? random.Next(children.Length) : -1;

            var expected = FrameworkCanonicalization.Canonicalize(elements[index], list, without < 0 ? null : children[without]);
            var actual = Canonicalize(own.Elements[index], list, without < 0 ? null : own.Elements[index].Children()[without]);
            Assert.True(expected.AsSpan().SequenceEqual(actual), $"document {i}, element {index}, list '{list}':\n{xml}\nframework:\n{Encoding.UTF8.GetString(expected)}\nown:\n{Encoding.UTF8.GetString(actual)}");
        }
    }

    [Theory]
    [InlineData("<a xmlns=\"urn:1\"><b xmlns=\"\"/></a>", 0, null, "<a xmlns=\"urn:1\"><b xmlns=\"\"></b></a>")]
    [InlineData("<r xmlns:q=\"urn:q\" xmlns:p=\"urn:p\"><p:a z=\"1\" p:y='2' a=\"3\"/></r>", 1, null, "<p:a xmlns:p=\"urn:p\" a=\"3\" z=\"1\" p:y=\"2\"></p:a>")]
    [InlineData("<r xmlns:q=\"urn:q\" xmlns:p=\"urn:p\"><p:a/></r>", 1, "q", "<p:a xmlns:p=\"urn:p\" xmlns:q=\"urn:q\"></p:a>")]
    [InlineData("<r><a>1<!-- c -->2</a>\r\n</r>", 0, null, "<r><a>12</a>\n</r>")]
    public void The_recommendations_rules_hold(string xml, int element, string? list, string canonical) =>
        Assert.Equal(canonical, Encoding.UTF8.GetString(Canonicalize(MessageDocument.Load(Encoding.UTF8.GetBytes(xml), cancellationToken: TestContext.Current.CancellationToken).Elements[element], list)));

    /// <summary>The canonical bytes, which are also hashed in parts: both ways have to come to the same.</summary>
    private static byte[] Canonicalize(MessageElement element, string? prefixes, MessageElement? without = null)
    {
        using var whole = new MemoryStream();
        using var output = new CanonicalOutput(element.Document, whole.Write);
        ExclusiveCanonicalization.Write(output, element, prefixes, without);
        whole.Write(output.Rest);
        var bytes = whole.ToArray();
        Assert.Equal(SHA256.HashData(bytes), ExclusiveCanonicalization.Hash(HashAlgorithmName.SHA256, element, prefixes, without));
        return bytes;
    }

    private static string Document(Random random)
    {
        var text = new StringBuilder("<r");
        foreach (var prefix in Prefixes.Skip(1))
            text.Append(CultureInfo.InvariantCulture, $" xmlns:{prefix}=\"{Uris[random.Next(Uris.Length)]}\"");
        text.Append('>');
        for (var i = random.Next(4); i >= 0; i--)
            Element(random, text, 0);
        return text.Append("</r>").ToString();
    }

    private static void Element(Random random, StringBuilder text, int depth)
    {
        var prefix = Prefixes[random.Next(Prefixes.Length)];
        var name = (prefix.Length == 0 ? "" : prefix + ":") + Names[random.Next(Names.Length)];
        text.Append('<').Append(name);
        foreach (var declared in Prefixes.Where(_ => random.Next(6) == 0))
        {
            var uri = declared.Length == 0 && random.Next(2) == 0 ? "" : Uris[random.Next(Uris.Length)];
            text.Append(declared.Length == 0 ? " xmlns" : " xmlns:" + declared).Append("=\"").Append(uri).Append('"');
        }

        // Prefixes may stand for the same namespace: one attribute of each local name is enough.
        foreach (var local in Names.Where(_ => random.Next(4) == 0))
        {
            var attribute = Prefixes[random.Next(Prefixes.Length)];
            var quote = random.Next(4) == 0 ? '\'' : '"';
            var value = Values[random.Next(Values.Length)];
            text.Append(' ').Append(attribute.Length == 0 ? "" : attribute + ":").Append(local).Append('=').Append(quote)
                .Append(quote == '\'' ? value.Replace("'", "", StringComparison.Ordinal) : value).Append(quote);
        }

        if (random.Next(8) == 0)
            text.Append(" xml:lang=\"de\"");
        if (random.Next(5) == 0)
        {
            text.Append("/>");
            return;
        }

        text.Append('>');
        for (var i = random.Next(4); i > 0; i--)
        {
            if (depth < 5 && random.Next(2) == 0)
                Element(random, text, depth + 1);
            else
                text.Append(Texts[random.Next(Texts.Length)]);
        }

        text.Append("</").Append(name).Append('>');
    }
}
