using System.Xml;
using VimSessionService.Vim25;

namespace VimSessionService.Soap.Wsdl;

/// <summary>Declares the types of the requests in the files of messages, and the elements of all messages in the WSDL itself.</summary>
internal static class MessageTypesWriter
{
    private const string TaskSuffix = "_Task";

    public static byte[] WriteFile(KnownApi api, bool query, params string[] includes) => SchemaWriter.WriteFile(includes, xml =>
    {
        foreach (var method in api.Methods.Where(method => SchemaPlacement.IsQuery(method.Receiver) == query))
        {
            xml.StartSchema("complexType", RequestType(method));
            xml.StartSchema("sequence");
            SchemaWriter.Element(xml, "_this", "vim25:ManagedObjectReference");
            SchemaWriter.Elements(xml, api, method.Parameters, method.Since);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
    });

    /// <summary>Declares what may stand in a body or in the detail of a fault.</summary>
    public static void WriteElements(XmlWriter xml, KnownApi api)
    {
        SchemaWriter.Element(xml, "versionURI", "xsd:string");
        WriteFaults(xml, api.FirstFaults);
        foreach (var method in api.Methods)
        {
            SchemaWriter.Element(xml, method.Name, "vim25:" + RequestType(method));
            WriteResponse(xml, method);
        }

        WriteFaults(xml, api.Faults.Skip(api.FirstFaults.Count));
    }

    private static void WriteFaults(XmlWriter xml, IEnumerable<VimType> faults)
    {
        foreach (var fault in faults)
            SchemaWriter.Element(xml, fault.Name + "Fault", "vim25:" + fault.Name);
    }

    private static void WriteResponse(XmlWriter xml, VimMethod method)
    {
        xml.StartSchema("element", method.Name + "Response");
        xml.StartSchema("complexType");
        if (method.IsTask || method.Returns is not null)
        {
            xml.StartSchema("sequence");
            // A task's method answers the reference of the task; the declared result is the task's own.
            if (method.IsTask)
                SchemaWriter.Element(xml, "returnval", "vim25:ManagedObjectReference");
            else
                SchemaWriter.Element(xml, "returnval", SchemaWriter.TypeName(method.Returns!), method.ReturnsOptional, method.Returns!.IsArray);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    /// <summary>The name of the type of a request, in which the mark of a task does not appear.</summary>
    private static string RequestType(VimMethod method) =>
        (method.IsTask ? method.Name[..^TaskSuffix.Length] : method.Name) + "RequestType";
}
