using System.Xml;
using VimSessionService.Vim25;

namespace VimSessionService.Soap.Wsdl;

/// <summary>What every schema file has in common, and the declaration of an element.</summary>
internal static class SchemaWriter
{
    /// <summary>Writes a schema file of the urn:vim25 namespace.</summary>
    public static byte[] WriteFile(string[] includes, Action<XmlWriter> writeContent) => WsdlXml.Write(xml =>
    {
        Start(xml, WsdlNamespaces.Vim25);
        foreach (var include in includes)
            Include(xml, include);
        writeContent(xml);
        xml.WriteEndElement();
    });

    /// <summary>Writes a schema file of the urn:reflect namespace, in which nothing is declared.</summary>
    public static byte[] WriteReflectFile(string? include) => WsdlXml.Write(xml =>
    {
        Start(xml, WsdlNamespaces.Reflect);
        if (include is not null)
            Include(xml, include);
        Import(xml, WsdlNamespaces.Vim25, WsdlFiles.CoreTypes);
        xml.WriteEndElement();
    });

    /// <summary>Begins a schema.</summary>
    public static void Start(XmlWriter xml, string targetNamespace)
    {
        xml.StartSchema("schema");
        xml.DeclarePrefix("vim25", WsdlNamespaces.Vim25);
        xml.DeclarePrefix("xsd", WsdlNamespaces.Schema);
        xml.WriteAttributeString("targetNamespace", targetNamespace);
        xml.WriteAttributeString("elementFormDefault", "qualified");
    }

    public static void Include(XmlWriter xml, string file) => xml.EmptySchema("include", "schemaLocation", file);

    public static void Import(XmlWriter xml, string ns, string file)
    {
        xml.StartSchema("import");
        xml.WriteAttributeString("namespace", ns);
        xml.WriteAttributeString("schemaLocation", file);
        xml.WriteEndElement();
    }

    /// <summary>Declares an element of a sequence.</summary>
    public static void Element(XmlWriter xml, string name, string type, bool optional = false, bool array = false)
    {
        xml.StartSchema("element", name);
        xml.WriteAttributeString("type", type);
        if (optional)
            xml.WriteAttributeString("minOccurs", "0");
        if (array)
            xml.WriteAttributeString("maxOccurs", "unbounded");
        xml.WriteEndElement();
    }

    /// <summary>Declares the fields of a type or the parameters of a method, as far as the version knows them.</summary>
    /// <param name="xml">The file.</param>
    /// <param name="api">The version.</param>
    /// <param name="members">The fields or parameters.</param>
    /// <param name="since">The version that introduced the type or method.</param>
    public static void Elements(XmlWriter xml, KnownApi api, IEnumerable<VimField> members, ApiVersion since)
    {
        foreach (var member in api.Known(members))
            Element(xml, member.Name, TypeName(member.Type), member.IsOptionalIn(api.Version, since), member.Type.IsArray);
    }

    /// <summary>The qualified name of what a value, or one item of an array, is.</summary>
    public static string TypeName(VimTypeRef type) => type.Kind switch
    {
        VimKind.Any => "xsd:anyType",
        VimKind.String => "xsd:string",
        VimKind.Boolean => "xsd:boolean",
        VimKind.Byte => "xsd:byte",
        VimKind.Short => "xsd:short",
        VimKind.Int => "xsd:int",
        VimKind.Long => "xsd:long",
        VimKind.Float => "xsd:float",
        VimKind.Double => "xsd:double",
        VimKind.DateTime => "xsd:dateTime",
        VimKind.Binary => "xsd:base64Binary",
        VimKind.Reference => "vim25:ManagedObjectReference",
        _ => "vim25:" + type.Name,
    };
}
