using System.Xml;
using VimSessionService.Vim25;

namespace VimSessionService.Soap.Wsdl;

/// <summary>Writes the abstract half of the WSDL and its binding: the elements, the messages, the operations.</summary>
internal static class PortTypeWriter
{
    private const string RuntimeFaultName = "RuntimeFault";

    public static byte[] WriteFile(KnownApi api) => WsdlXml.Write(xml =>
    {
        xml.StartWsdl("definitions");
        xml.DeclarePrefix("soap", WsdlNamespaces.Soap);
        xml.DeclarePrefix("vim25", WsdlNamespaces.Vim25);
        xml.DeclarePrefix("xsd", WsdlNamespaces.Schema);
        xml.WriteAttributeString("targetNamespace", WsdlNamespaces.Vim25);
        WriteTypes(xml, api);
        WriteMessages(xml, api);
        WritePortType(xml, api);
        WriteBinding(xml, api);
        xml.WriteEndElement();
    });

    private static void WriteTypes(XmlWriter xml, KnownApi api)
    {
        xml.StartWsdl("types");
        SchemaWriter.Start(xml, WsdlNamespaces.Vim25);
        SchemaWriter.Include(xml, WsdlFiles.QueryMessages);
        SchemaWriter.Include(xml, WsdlFiles.CoreTypes);
        SchemaWriter.Import(xml, WsdlNamespaces.Reflect, WsdlFiles.ReflectMessages);
        SchemaWriter.Include(xml, WsdlFiles.VimMessages);
        MessageTypesWriter.WriteElements(xml, api);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteMessages(XmlWriter xml, KnownApi api)
    {
        WriteFaultMessages(xml, api.FirstFaults);
        foreach (var method in api.Operations)
        {
            WriteMessage(xml, method.Name + "RequestMsg", "parameters", method.Name);
            WriteMessage(xml, method.Name + "ResponseMsg", "parameters", method.Name + "Response");
        }

        WriteFaultMessages(xml, api.Faults.Skip(api.FirstFaults.Count));
    }

    private static void WriteFaultMessages(XmlWriter xml, IEnumerable<VimType> faults)
    {
        foreach (var fault in faults)
            WriteMessage(xml, fault.Name + "FaultMsg", "fault", fault.Name + "Fault");
    }

    private static void WriteMessage(XmlWriter xml, string name, string part, string element)
    {
        xml.StartWsdl("message", name);
        xml.StartWsdl("part", part);
        xml.WriteAttributeString("element", "vim25:" + element);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WritePortType(XmlWriter xml, KnownApi api)
    {
        xml.StartWsdl("portType", "VimPortType");
        foreach (var method in api.Operations)
        {
            xml.StartWsdl("operation", method.Name);
            WriteUse(xml, "input", null, method.Name + "RequestMsg");
            WriteUse(xml, "output", null, method.Name + "ResponseMsg");
            foreach (var fault in api.FaultsOf(method))
                WriteUse(xml, "fault", fault + "Fault", fault + "FaultMsg");
            WriteUse(xml, "fault", RuntimeFaultName, RuntimeFaultName + "FaultMsg");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteUse(XmlWriter xml, string element, string? name, string message)
    {
        xml.StartWsdl(element, name);
        xml.WriteAttributeString("message", "vim25:" + message);
        xml.WriteEndElement();
    }

    private static void WriteBinding(XmlWriter xml, KnownApi api)
    {
        xml.StartWsdl("binding", "VimBinding");
        xml.WriteAttributeString("type", "vim25:VimPortType");
        WriteSoap(xml, "binding", ("style", "document"), ("transport", WsdlNamespaces.SoapOverHttp));
        var action = $"{WsdlNamespaces.Vim25}/{api.Version.Name()}";
        foreach (var method in api.Operations)
            WriteBoundOperation(xml, api, method, action);
        xml.WriteEndElement();
    }

    private static void WriteBoundOperation(XmlWriter xml, KnownApi api, VimMethod method, string action)
    {
        xml.StartWsdl("operation", method.Name);
        WriteSoap(xml, "operation", ("soapAction", action), ("style", "document"));
        foreach (var direction in (string[])["input", "output"])
        {
            xml.StartWsdl(direction);
            WriteSoap(xml, "body", ("use", "literal"));
            xml.WriteEndElement();
        }

        foreach (var fault in api.FaultsOf(method).Select(name => name + "Fault").Append(RuntimeFaultName))
        {
            xml.StartWsdl("fault", fault);
            WriteSoap(xml, "fault", ("name", fault), ("use", "literal"));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void WriteSoap(XmlWriter xml, string element, params (string Name, string Value)[] attributes)
    {
        xml.WriteStartElement("soap", element, WsdlNamespaces.Soap);
        foreach (var (name, value) in attributes)
            xml.WriteAttributeString(name, value);
        xml.WriteEndElement();
    }
}
