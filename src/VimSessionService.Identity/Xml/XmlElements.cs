using System.Xml;

namespace VimSessionService.Identity.Xml;

/// <summary>What is asked of elements again and again.</summary>
internal static class XmlElements
{
    /// <summary>The child elements.</summary>
    public static List<XmlElement> Children(this XmlElement element)
    {
        var children = new List<XmlElement>();
        for (var child = element.FirstChild; child is not null; child = child.NextSibling)
        {
            if (child is XmlElement found)
                children.Add(found);
        }

        return children;
    }

    /// <summary>Whether an element has a name, whatever its prefix.</summary>
    public static bool Is(this XmlElement element, string localName, string ns) => element.LocalName == localName && element.NamespaceURI == ns;

    /// <summary>The text of an element that holds text alone; null when it holds an element, a comment or a processing instruction.</summary>
    public static string? Text(this XmlElement element)
    {
        for (var child = element.FirstChild; child is not null; child = child.NextSibling)
        {
            if (child is not XmlCharacterData || child is XmlComment)
                return null;
        }

        return element.InnerText;
    }

    /// <summary>An attribute without a namespace; null when there is none.</summary>
    public static string? Find(this XmlElement element, string name) => element.GetAttributeNode(name, "")?.Value;
}
