using System.Text;
using System.Xml;

namespace VimSessionService.Identity.Tests.Saml;

/// <summary>Makes mutants of messages, by bytes and by nodes.</summary>
internal static class Mutation
{
    private static readonly string[] Bits = ["<!---->", "<!--x-->", " ", "\n", "<x/>", "&#x41;", "x", "<![CDATA[x]]>", "\"", "<", ">", "\0", "\u00e9", "admin"];

    /// <summary>Flips, deletes, doubles, inserts, swaps or moves bytes.</summary>
    public static byte[] OfBytes(byte[] message, Random random)
    {
        var at = random.Next(message.Length);
        var length = Math.Min(random.Next(4) == 0 ? random.Next(1, 400) : random.Next(1, 6), message.Length - at);
        var piece = message.AsSpan(at, length).ToArray();
        switch (random.Next(7))
        {
            case 0:
                var flipped = message.ToArray();
                flipped[at] ^= (byte)(1 << random.Next(8));
                return flipped;
            case 1:
                var changed = message.ToArray();
                changed[at] = (byte)random.Next(0x20, 0x7F);
                return changed;
            case 2:
                return [.. message.AsSpan(0, at), .. message.AsSpan(at + length)];
            case 3:
                return [.. message.AsSpan(0, at + length), .. message.AsSpan(at)];
            case 4:
                return [.. message.AsSpan(0, at), .. Encoding.UTF8.GetBytes(Bits[random.Next(Bits.Length)]), .. message.AsSpan(at)];
            case 5:
                byte[] rest = [.. message.AsSpan(0, at), .. message.AsSpan(at + length)];
                var to = random.Next(rest.Length + 1);
                return [.. rest.AsSpan(0, to), .. piece, .. rest.AsSpan(to)];
            default:
                var other = random.Next(message.Length - length + 1);
                var swapped = message.ToArray();
                message.AsSpan(other, length).CopyTo(swapped.AsSpan(at));
                piece.CopyTo(swapped, other);
                return swapped;
        }
    }

    /// <summary>Deletes, doubles, moves, swaps, wraps, renames or changes nodes and attributes.</summary>
    public static string OfNodes(XmlDocument message, Random random)
    {
        var document = (XmlDocument)message.CloneNode(deep: true);
        var elements = document.SelectNodes("//*")!.OfType<XmlElement>().ToArray();
        var element = elements[random.Next(1, elements.Length)];
        var other = elements[random.Next(1, elements.Length)];
        switch (random.Next(12))
        {
            case 0:
                element.ParentNode!.RemoveChild(element);
                break;
            case 1:
                element.ParentNode!.InsertAfter(element.CloneNode(true), element);
                break;
            case 2 when !IsIn(other, element):
                other.InsertBefore(element.ParentNode!.RemoveChild(element), random.Next(2) == 0 ? other.FirstChild : null);
                break;
            case 3:
                other.AppendChild(element.CloneNode(true));
                break;
            case 4 when !IsIn(other, element) && !IsIn(element, other):
                Swap(element, other);
                break;
            case 5:
                var wrapper = document.CreateElement(element.Prefix, random.Next(2) == 0 ? element.LocalName : "Extensions", element.NamespaceURI);
                element.ParentNode!.ReplaceChild(wrapper, element);
                wrapper.AppendChild(element);
                break;
            case 6:
                Rename(element, random);
                break;
            case 7 when element.Attributes.Count > 0:
                var attribute = element.Attributes[random.Next(element.Attributes.Count)];
                if (attribute.NamespaceURI != "http://www.w3.org/2000/xmlns/")
                    attribute.Value = random.Next(3) switch { 0 => "", 1 => attribute.Value + "x", _ => Value(elements, random) };
                else
                    element.SetAttribute("xmlns:added", "urn:added");
                break;
            case 8 when element.Attributes.Count > 0:
                element.Attributes.RemoveAt(random.Next(element.Attributes.Count));
                break;
            case 9:
                element.SetAttribute(random.Next(5) switch { 0 => "ID", 1 => "Id", 2 => "id", 3 => "Version", _ => "AssertionID" }, Value(elements, random));
                break;
            case 10:
                element.InsertBefore(
                    random.Next(4) switch { 0 => document.CreateComment("x"), 1 => document.CreateTextNode(" "), 2 => document.CreateCDataSection("x"), _ => (XmlNode)document.CreateTextNode("x") },
                    random.Next(2) == 0 ? element.FirstChild : null);
                break;
            default:
                if (element.FirstChild is XmlText text)
                    text.Value = Text(text.Value!, random);
                else
                    element.InsertAfter(document.CreateTextNode("\n"), element.FirstChild);
                break;
        }

        return document.OuterXml;
    }

    private static string Text(string text, Random random)
    {
        var at = random.Next(text.Length + 1);
        return random.Next(4) switch
        {
            0 => text.Insert(at, " "),
            1 => text.Insert(at, "x"),
            2 => text[..at],
            _ => text.ToUpperInvariant(),
        };
    }

    private static string Value(XmlElement[] elements, Random random)
    {
        var values = elements.SelectMany(static one => one.Attributes.OfType<XmlAttribute>()).Where(static one => one.Prefix != "xmlns").Select(static one => one.Value).ToArray();
        return values[random.Next(values.Length)];
    }

    private static void Rename(XmlElement element, Random random)
    {
        var (prefix, name, ns) = random.Next(3) switch
        {
            0 => ("renamed", element.LocalName, element.NamespaceURI),
            1 => (element.Prefix, element.LocalName + "2", element.NamespaceURI),
            _ => (element.Prefix, element.LocalName, element.NamespaceURI + "2"),
        };
        var renamed = element.OwnerDocument.CreateElement(prefix, name, ns);
        foreach (var attribute in element.Attributes.OfType<XmlAttribute>().Where(one => one.Prefix != "xmlns" || one.LocalName != prefix).ToArray())
            renamed.SetAttributeNode((XmlAttribute)attribute.CloneNode(true));
        while (element.FirstChild is { } child)
            renamed.AppendChild(child);
        element.ParentNode!.ReplaceChild(renamed, element);
    }

    private static void Swap(XmlElement one, XmlElement other)
    {
        var place = one.OwnerDocument.CreateElement("place");
        one.ParentNode!.ReplaceChild(place, one);
        other.ParentNode!.ReplaceChild(one, other);
        place.ParentNode!.ReplaceChild(other, place);
    }

    private static bool IsIn(XmlNode node, XmlNode container)
    {
        for (var at = node; at is not null; at = at.ParentNode!)
        {
            if (at == container)
                return true;
        }

        return false;
    }
}
