using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.Soap;

/// <summary>Writes whole answers. White space, prefixes and order are a real server's, since some clients match them as text (docs/facts/requests.md).</summary>
internal static class SoapResponses
{
    /// <summary>Writes the result of a method.</summary>
    /// <param name="writer">Reset to the version of the call.</param>
    /// <param name="method">The method that was called.</param>
    /// <param name="result">The result; null for none.</param>
    /// <param name="ns">The namespace to answer in.</param>
    public static void WriteResult(SoapWriter writer, VimMethod method, object? result, string ns)
    {
        var output = writer.Out;
        Begin(output);
        output.Raw("<"u8);
        output.Raw(method.Name);
        output.Raw("Response xmlns=\""u8);
        output.Raw(ns);
        output.Raw("\">"u8);
        if (result is not null && method.Answer is { } type)
            writer.WriteDeclared("returnval"u8, type, result);
        output.Raw("</"u8);
        output.Raw(method.Name);
        output.Raw("Response>"u8);
        End(output);
    }

    /// <summary>Writes a fault.</summary>
    /// <param name="writer">Reset to the version of the call.</param>
    /// <param name="fault">The fault; written as the nearest type that the version knows.</param>
    /// <param name="text">The fault's text in the caller's language.</param>
    /// <param name="ns">The namespace to answer in.</param>
    public static void WriteFault(SoapWriter writer, MethodFault fault, string text, string ns)
    {
        var output = writer.Out;
        var type = fault.GetSchema().KnownTo(writer.Version);
        Begin(output);
        output.Raw("<soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>"u8);
        output.Text(text);
        output.Raw("</faultstring><detail><"u8);
        output.Raw(type.NameUtf8);
        output.Raw("Fault xmlns=\""u8);
        output.Raw(ns);
        output.Raw("\" xsi:type=\""u8);
        output.Raw(type.NameUtf8);
        output.Raw("\">"u8);
        writer.WriteMembers(fault, type);
        output.Raw("</"u8);
        output.Raw(type.NameUtf8);
        output.Raw("Fault></detail></soapenv:Fault>"u8);
        End(output);
    }

    /// <summary>Writes the fault of a request whose method is not known, which has no detail.</summary>
    public static void WriteClientFault(SoapWriter writer, string text)
    {
        var output = writer.Out;
        Begin(output);
        output.Raw("<soapenv:Fault><faultcode>ClientFaultCode</faultcode><faultstring>"u8);
        output.Text(text);
        output.Raw("</faultstring></soapenv:Fault>"u8);
        End(output);
    }

    private static void Begin(Utf8Buffer output) => output.Raw(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<soapenv:Envelope xmlns:soapenc=\"http://schemas.xmlsoap.org/soap/encoding/\"\n xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\"\n xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"\n xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n<soapenv:Body>\n"u8);

    private static void End(Utf8Buffer output) => output.Raw("\n</soapenv:Body>\n</soapenv:Envelope>"u8);
}
