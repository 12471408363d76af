using System.Security;
using System.Text;

namespace VimSessionService.Identity.Lookup;

/// <summary>Writes the answers of the lookup service. The members of a type come in its declared order, a base type's first.</summary>
internal static class LookupResponses
{
    private const string Start =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<soapenv:Envelope xmlns:soapenc=\"http://schemas.xmlsoap.org/soap/encoding/\"\n xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\"\n"
        + " xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\"\n xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n<soapenv:Body>\n";

    private const string End = "\n</soapenv:Body>\n</soapenv:Envelope>";

    /// <summary>What a method returned.</summary>
    public static string Result(string method, string content) => $"{Start}<{method}Response xmlns=\"{LookupRequest.Namespace}\">{content}</{method}Response>{End}";

    /// <summary>A fault.</summary>
    /// <param name="type">Its type.</param>
    /// <param name="text">Its text.</param>
    /// <param name="members">Its members, written.</param>
    public static string Fault(string type, string text, string members) =>
        $"{Start}<soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>{SecurityElement.Escape(text)}</faultstring><detail>"
        + $"<{type}Fault xmlns=\"{LookupRequest.Namespace}\" xsi:type=\"{type}\">{members}</{type}Fault></detail></soapenv:Fault>{End}";

    /// <summary>The fault of a request that is no document, of the namespace that every VMODL service falls back to.</summary>
    public static string Unreadable(string text) =>
        $"{Start}<soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>{SecurityElement.Escape(text)}</faultstring><detail>"
        + $"<RuntimeFaultFault xmlns=\"urn:vim25\" xsi:type=\"InvalidRequest\"></RuntimeFaultFault></detail></soapenv:Fault>{End}";

    /// <summary>The service content, with the objects that a client calls.</summary>
    public static string Content(LookupObjects objects) => Returned(
        $"<lookupService type=\"LookupLookupService\">{objects.Service}</lookupService>"
        + $"<serviceRegistration type=\"LookupServiceRegistration\">{objects.Registration}</serviceRegistration>"
        + $"<deploymentInformationService type=\"LookupDeploymentInformationService\">{objects.Deployment}</deploymentInformationService>"
        + $"<l10n type=\"LookupL10n\">{objects.Localization}</l10n>");

    /// <summary>A text.</summary>
    public static string Returned(string content) => $"<returnval>{content}</returnval>";

    /// <summary>A service.</summary>
    /// <param name="service">The service.</param>
    /// <param name="catalog">Where it is known.</param>
    /// <param name="trust">The certificate of the endpoints, in base64; null for none.</param>
    public static string Service(LookupRegistration service, LookupCatalog catalog, string? trust)
    {
        var text = new StringBuilder();
        Member(text, "serviceVersion", service.Version);
        foreach (var endpoint in service.Endpoints)
        {
            text.Append("<serviceEndpoints>");
            Member(text, "url", endpoint.Url);
            text.Append("<endpointType>");
            Member(text, "protocol", endpoint.Protocol);
            Member(text, "type", endpoint.Type);
            text.Append("</endpointType>");
            if (trust is not null)
                Member(text, "sslTrust", trust);
            text.Append("</serviceEndpoints>");
        }

        foreach (var (key, value) in service.Attributes)
        {
            text.Append("<serviceAttributes>");
            Member(text, "key", key);
            Member(text, "value", value);
            text.Append("</serviceAttributes>");
        }

        if (service.NameKey is { } nameKey)
        {
            Member(text, "serviceNameResourceKey", nameKey);
            Member(text, "serviceDescriptionResourceKey", nameKey);
        }

        Member(text, "ownerId", service.OwnerId);
        text.Append("<serviceType>");
        Member(text, "product", LookupRegistration.Product);
        Member(text, "type", service.Type);
        text.Append("</serviceType>");
        Member(text, "nodeId", catalog.NodeId);
        Member(text, "serviceId", service.Id);
        Member(text, "siteId", catalog.SiteId);
        return Returned(text.ToString());
    }

    private static void Member(StringBuilder text, string name, string value) =>
        text.Append('<').Append(name).Append('>').Append(SecurityElement.Escape(value)).Append("</").Append(name).Append('>');
}

/// <summary>The ids of the objects that the service content names.</summary>
internal sealed record LookupObjects(string Service, string Registration, string Deployment, string Localization);
