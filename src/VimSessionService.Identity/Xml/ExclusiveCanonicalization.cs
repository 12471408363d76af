using System.Security.Cryptography.Xml;
using System.Xml;

namespace VimSessionService.Identity.Xml;

/// <summary>Exclusive canonicalization without comments, by the framework's transform (https://www.w3.org/TR/xml-exc-c14n/).</summary>
internal static class ExclusiveCanonicalization
{
    /// <summary>The canonical bytes of an element.</summary>
    /// <param name="element">The element, in the document it came in.</param>
    /// <param name="inclusivePrefixes">Prefixes whose declarations are kept where they stand, separated by blanks; null for none.</param>
    /// <param name="without">A child to leave out, as the enveloped-signature transform does; null for none.</param>
    public static byte[] Canonicalize(XmlElement element, string? inclusivePrefixes = null, XmlElement? without = null)
    {
        var transform = new XmlDsigExcC14NTransform(includeComments: false, inclusivePrefixes);
        transform.LoadInput(Standalone(element, without));
        using var output = (Stream)transform.GetOutput(typeof(Stream));
        var bytes = new byte[output.Length];
        output.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>A document of the element alone, with the declarations that were in scope, of which only those used are written.</summary>
    private static XmlDocument Standalone(XmlElement element, XmlElement? without)
    {
        var document = new XmlDocument { PreserveWhitespace = true, XmlResolver = null };
        var root = (XmlElement)document.ImportNode(element, deep: false);
        document.AppendChild(root);
        for (XmlNode? child = element.FirstChild; child is not null; child = child.NextSibling)
        {
            if (child != without)
                root.AppendChild(document.ImportNode(child, deep: true));
        }

        for (var ancestor = element.ParentNode as XmlElement; ancestor is not null; ancestor = ancestor.ParentNode as XmlElement)
        {
            foreach (XmlAttribute attribute in ancestor.Attributes)
            {
                if (attribute.NamespaceURI == XmlNames.Namespaces && !root.HasAttribute(attribute.LocalName, XmlNames.Namespaces))
                    root.SetAttributeNode((XmlAttribute)document.ImportNode(attribute, deep: true));
            }
        }

        return document;
    }
}
