using System.Xml;
using VimSessionService.Vim25;

namespace VimSessionService.Soap.Wsdl;

/// <summary>Declares the data object types, faults and enumerations, each followed by the type of an array of it.</summary>
internal static class TypesWriter
{
    private static readonly string[] PrimitiveArrayItems = ["string", "anyType", "boolean", "byte", "double", "int", "long", "short"];

    public static byte[] WriteFile(KnownApi api, string file, params string[] includes) => SchemaWriter.WriteFile(includes, xml =>
    {
        foreach (var type in api.Types.Where(type => SchemaPlacement.FileOf(type.Name) == file))
        {
            WriteDataObject(xml, api, type);
            if (api.ArrayItems.Contains(type.Name))
                WriteArray(xml, type.Name, "vim25:" + type.Name);
        }

        foreach (var type in api.Enums.Where(type => SchemaPlacement.FileOf(type.Name) == file))
        {
            WriteEnum(xml, type);
            if (api.ArrayItems.Contains(type.Name))
                WriteArray(xml, type.Name, "vim25:" + type.Name);
        }

        if (file == WsdlFiles.CoreTypes)
            WriteFoundation(xml);
    });

    private static void WriteDataObject(XmlWriter xml, KnownApi api, VimType type)
    {
        xml.StartSchema("complexType", type.Name);
        if (type.Base is not null)
        {
            xml.StartSchema("complexContent");
            xml.StartSchema("extension");
            xml.WriteAttributeString("base", "vim25:" + type.Base.Name);
        }

        xml.StartSchema("sequence");
        SchemaWriter.Elements(xml, api, type.Fields, type.Since);
        xml.WriteEndElement();
        if (type.Base is not null)
        {
            xml.WriteEndElement();
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteEnum(XmlWriter xml, KnownEnum type)
    {
        xml.StartSchema("simpleType", type.Name);
        xml.StartSchema("restriction");
        xml.WriteAttributeString("base", "xsd:string");
        foreach (var value in type.Values)
            xml.EmptySchema("enumeration", "value", value);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>What no declaration describes: the reference, and arrays of the types that are not data objects.</summary>
    private static void WriteFoundation(XmlWriter xml)
    {
        xml.StartSchema("complexType", "ManagedObjectReference");
        xml.StartSchema("simpleContent");
        xml.StartSchema("extension");
        xml.WriteAttributeString("base", "xsd:string");
        xml.StartSchema("attribute", "type");
        xml.WriteAttributeString("type", "xsd:string");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
        WriteArray(xml, "ManagedObjectReference", "vim25:ManagedObjectReference");
        foreach (var item in PrimitiveArrayItems)
            WriteArray(xml, item, "xsd:" + item);
    }

    /// <summary>The element in an array has the item's own name, the type has it with a capital letter.</summary>
    private static void WriteArray(XmlWriter xml, string item, string itemType)
    {
        xml.StartSchema("complexType", $"ArrayOf{char.ToUpperInvariant(item[0])}{item[1..]}");
        xml.StartSchema("sequence");
        SchemaWriter.Element(xml, item, itemType, optional: true, array: true);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }
}
