using System.Text;
using System.Xml;

namespace VimSessionService.Soap.Wsdl;

/// <summary>Makes the files: UTF-8 without a mark, indented, the same bytes on every system.</summary>
internal static class WsdlXml
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    public static byte[] Write(Action<XmlWriter> write)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = Utf8, Indent = true, IndentChars = "   ", NewLineChars = "\n" }))
        {
            write(xml);
        }

        return stream.ToArray();
    }

    /// <summary>Declares a prefix on the element just begun.</summary>
    public static void DeclarePrefix(this XmlWriter xml, string prefix, string ns) =>
        xml.WriteAttributeString("xmlns", prefix, WsdlNamespaces.Declarations, ns);

    /// <summary>Begins an element of the WSDL namespace, which is the default one.</summary>
    public static void StartWsdl(this XmlWriter xml, string element, string? name = null)
    {
        xml.WriteStartElement("", element, WsdlNamespaces.Wsdl);
        if (name is not null)
            xml.WriteAttributeString("name", name);
    }

    /// <summary>Begins an element of the schema namespace, which is the default one.</summary>
    public static void StartSchema(this XmlWriter xml, string element, string? name = null)
    {
        xml.WriteStartElement("", element, WsdlNamespaces.Schema);
        if (name is not null)
            xml.WriteAttributeString("name", name);
    }

    /// <summary>Writes an element without content whose one attribute says all.</summary>
    public static void EmptySchema(this XmlWriter xml, string element, string attribute, string value)
    {
        xml.StartSchema(element);
        xml.WriteAttributeString(attribute, value);
        xml.WriteEndElement();
    }
}
