using System.Security.Cryptography.Xml;
using System.Xml;

namespace VimSessionService.Identity.Tests.Making;

/// <summary>Exclusive canonicalization by the framework.</summary>
internal static class FrameworkCanonicalization
{
    private const string Namespaces = "http://www.w3.org/2000/xmlns/";

    public static XmlDocument Load(string xml)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        using var reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        document.Load(reader);
        return document;
    }

    /// <summary>The first element of a name.</summary>
    public static XmlElement First(XmlDocument document, string localName) =>
        document.SelectNodes($"//*[local-name()='{localName}']")!.OfType<XmlElement>().First();

    /// <summary>The canonical bytes of an element where it stands, without one of its children if need be.</summary>
    public static byte[] Canonicalize(XmlElement element, string? prefixes = null, XmlElement? without = null)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        var root = (XmlElement)document.ImportNode(element, deep: false);
        document.AppendChild(root);
        foreach (XmlNode child in element.ChildNodes)
        {
            if (child != without)
                root.AppendChild(document.ImportNode(child, deep: true));
        }

        for (var ancestor = element.ParentNode as XmlElement; ancestor is not null; ancestor = ancestor.ParentNode as XmlElement)
        {
            foreach (XmlAttribute attribute in ancestor.Attributes)
            {
                if (attribute.NamespaceURI == Namespaces && !root.HasAttribute(attribute.LocalName, Namespaces))
                    root.SetAttributeNode((XmlAttribute)document.ImportNode(attribute, deep: true));
            }
        }

        var transform = new XmlDsigExcC14NTransform(includeComments: false, prefixes);
        transform.LoadInput(document);
        using var output = (Stream)transform.GetOutput(typeof(Stream));
        var bytes = new byte[output.Length];
        output.ReadExactly(bytes);
        return bytes;
    }
}
