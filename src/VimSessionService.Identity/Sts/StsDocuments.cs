using System.Security;
using System.Text;
using VimSessionService.Core.Calls;
using VimSessionService.Identity.Keys;
using VimSessionService.Identity.Xml;

namespace VimSessionService.Identity.Sts;

/// <summary>What describes the security token service: its WSDL, and the metadata with the certificates that it signs with.</summary>
/// <param name="keys">What it signs with.</param>
/// <param name="tenant">The domain of single sign-on.</param>
internal sealed class StsDocuments(ISigningKeys keys, string tenant)
{
    private static readonly Lazy<string> Template = new(ReadTemplate);

    /// <summary>The WSDL.</summary>
    /// <param name="address">The service's address, as its caller knows it.</param>
    public static string WriteWsdl(string address) => Template.Value.Replace("{address}", SecurityElement.Escape(address), StringComparison.Ordinal);

    /// <summary>
    /// The metadata (SAML 2.0, with the role that WS-Federation has for such a service): the present certificate first, and after it those of former keys as
    /// long as their tokens are good.
    /// </summary>
    public async ValueTask<string> WriteMetadataAsync(ServiceAddress address, CancellationToken cancellationToken)
    {
        await keys.EnsureAsync(cancellationToken);
        var text = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
            .Append("<md:EntityDescriptor xmlns:md=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"")
            .Append(SecurityElement.Escape(TokenIssue.IssuerOf(address, tenant))).Append("\">")
            .Append("<md:RoleDescriptor xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:fed=\"http://docs.oasis-open.org/wsfed/federation/200706\"")
            .Append(" xsi:type=\"fed:SecurityTokenServiceType\" protocolSupportEnumeration=\"").Append(XmlNames.Trust).Append("\">");
        foreach (var certificate in keys.Certificates)
        {
            text.Append("<md:KeyDescriptor use=\"signing\"><ds:KeyInfo xmlns:ds=\"").Append(XmlNames.Signature).Append("\"><ds:X509Data><ds:X509Certificate>")
                .Append(Base64Lines.Of(certificate.RawDataMemory.Span)).Append("</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>");
        }

        return text
            .Append("<fed:SecurityTokenServiceEndpoint><wsa:EndpointReference xmlns:wsa=\"http://www.w3.org/2005/08/addressing\"><wsa:Address>")
            .Append(SecurityElement.Escape($"{address.Origin}/sts/STSService/{tenant}"))
            .Append("</wsa:Address></wsa:EndpointReference></fed:SecurityTokenServiceEndpoint></md:RoleDescriptor></md:EntityDescriptor>")
            .ToString();
    }

    private static string ReadTemplate()
    {
        using var stream = typeof(StsDocuments).Assembly.GetManifestResourceStream("STSService.wsdl")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
