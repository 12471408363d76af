using System.Text;
using VimSessionService.Core.Calls;
using VimSessionService.Identity.Lookup;

namespace VimSessionService.Identity.Tests.Lookup;

/// <summary>The lookup service tells where everything is that there is, at the address that the caller uses.</summary>
public sealed class LookupServiceTests
{
    private const string Registration = "<_this type=\"LookupServiceRegistration\">ServiceRegistration</_this>";
    private static readonly Guid Instance = new("0b1c7a5e-4f5d-4c8e-9a35-0d3c4c9f1e11");

    private readonly LookupService _service = new(new LookupInstance { SsoDomain = "vsphere.local", InstanceUuid = Instance, ApiVersion = "8.0.3.0", Certificate = new byte[] { 1, 2, 3 } });

    [Fact]
    public void Without_a_message_there_is_the_fault_of_a_parser_that_meets_the_end()
    {
        var answer = _service.Answer(ReadOnlyMemory<byte>.Empty, ServiceAddress.Unknown, TestContext.Current.CancellationToken);
        Assert.Equal((500, "InvalidRequest"), (answer.Status, answer.Fault));
        Assert.Contains("<faultcode>ServerFaultCode</faultcode><faultstring>Unexpected EOF in prolog\n at [row,col {unknown-source}]: [1,0]</faultstring>", answer.Content, StringComparison.Ordinal);
        Assert.Contains("<RuntimeFaultFault xmlns=\"urn:vim25\" xsi:type=\"InvalidRequest\">", answer.Content, StringComparison.Ordinal);
    }

    [Fact]
    public void The_service_content_names_the_objects()
    {
        var answer = Call("<RetrieveServiceContent xmlns=\"urn:lookup\"><_this type=\"LookupServiceInstance\">ServiceInstance</_this></RetrieveServiceContent>");
        Assert.Equal((200, "RetrieveServiceContent"), (answer.Status, answer.Operation));
        Assert.Contains("<serviceRegistration type=\"LookupServiceRegistration\">ServiceRegistration</serviceRegistration>", answer.Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 4)]
    [InlineData("<siteId>default-site</siteId>", 4)]
    [InlineData("<siteId>elsewhere</siteId>", 0)]
    [InlineData("<nodeId>0b1c7a5e-4f5d-4c8e-9a35-0d3c4c9f1e11</nodeId>", 4)]
    [InlineData("<nodeId>elsewhere</nodeId>", 0)]
    [InlineData("<serviceType><product>com.vmware.cis</product><type>cs.identity</type></serviceType>", 1)]
    [InlineData("<serviceType><product>com.vmware.cis</product><type>sso:sts</type></serviceType>", 1)]
    [InlineData("<serviceType><product>com.vmware.cis</product><type>vcenterserver</type></serviceType>", 1)]
    [InlineData("<serviceType><product></product><type>cs.lookup</type></serviceType>", 1)]
    [InlineData("<serviceType><product>com.vmware.cis</product><type>cs.license</type></serviceType>", 0)]
    [InlineData("<serviceType><product>other</product><type></type></serviceType>", 0)]
    [InlineData("<endpointType><protocol>vmomi</protocol></endpointType>", 2)]
    [InlineData("<endpointType><protocol>wsTrust</protocol><type>com.vmware.cis.cs.identity.sso</type></endpointType>", 2)]
    [InlineData("<endpointType><type>com.vmware.vim</type></endpointType>", 1)]
    public void A_filter_finds_what_it_says(string criteria, int found)
    {
        var answer = Call($"<List xmlns=\"urn:lookup\">{Registration}<filterCriteria>{criteria}</filterCriteria></List>");
        Assert.Equal(200, answer.Status);
        Assert.Equal(found, answer.Content.Split("<returnval>").Length - 1);
    }

    [Fact]
    public void A_service_is_described_in_full()
    {
        var answer = Call($"<List xmlns=\"urn:lookup\">{Registration}<filterCriteria><serviceType><product>com.vmware.cis</product><type>cs.identity</type></serviceType></filterCriteria></List>");
        Assert.Contains(
            "<returnval><serviceVersion>2.0</serviceVersion><serviceEndpoints><url>https://vc.example.com:8989/sts/STSService/vsphere.local</url>"
            + "<endpointType><protocol>wsTrust</protocol><type>com.vmware.cis.cs.identity.sso</type></endpointType><sslTrust>AQID</sslTrust></serviceEndpoints>"
            + "<ownerId>Administrator@vsphere.local</ownerId><serviceType><product>com.vmware.cis</product><type>cs.identity</type></serviceType>",
            answer.Content,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_is_found_by_its_id()
    {
        var answer = Call($"<Get xmlns=\"urn:lookup\">{Registration}<serviceId>{Instance}</serviceId></Get>");
        Assert.Contains("<url>https://vc.example.com:8989/sdk</url>", answer.Content, StringComparison.Ordinal);
        Assert.Contains($"<serviceId>{Instance}</serviceId><siteId>default-site</siteId></returnval></GetResponse>", answer.Content, StringComparison.Ordinal);
    }

    [Fact]
    public void The_site_and_the_locale_are_told()
    {
        Assert.Contains("<GetSiteIdResponse xmlns=\"urn:lookup\"><returnval>default-site</returnval>", Call($"<GetSiteId xmlns=\"urn:lookup\">{Registration}</GetSiteId>").Content, StringComparison.Ordinal);
        Assert.Contains("<returnval>en</returnval>", Call("<GetLocale xmlns=\"urn:lookup\"><_this type=\"LookupL10n\">l10n</_this></GetLocale>").Content, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<List xmlns=\"urn:lookup\">" + Registration + "</List>", "SystemError")]
    [InlineData("<Get xmlns=\"urn:lookup\">" + Registration + "<serviceId>none</serviceId></Get>", "LookupFaultEntryNotFoundFault")]
    [InlineData("<Create xmlns=\"urn:lookup\">" + Registration + "</Create>", "NotSupported")]
    [InlineData("<Destroy xmlns=\"urn:lookup\">" + Registration + "</Destroy>", "InvalidRequest")]
    [InlineData("<List xmlns=\"urn:lookup\"><_this type=\"LookupServiceRegistration\">other&amp;</_this></List>", "ManagedObjectNotFound")]
    [InlineData("<List xmlns=\"urn:vim25\">" + Registration + "</List>", "InvalidRequest")]
    [InlineData("<List xmlns=\"urn:lookup\"/>", "InvalidRequest")]
    [InlineData("", "InvalidRequest")]
    public void What_cannot_be_answered_is_a_fault(string body, string fault)
    {
        var answer = Call(body);
        Assert.Equal((500, fault), (answer.Status, answer.Fault));
        Assert.Contains($"<{fault}Fault xmlns=\"urn:lookup\" xsi:type=\"{fault}\">", answer.Content, StringComparison.Ordinal);
        new System.Xml.XmlDocument().LoadXml(answer.Content);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<!DOCTYPE a><a/>")]
    public void What_is_no_message_is_a_fault(string text)
    {
        var answer = _service.Answer(Encoding.UTF8.GetBytes(text), ServiceAddress.Unknown, TestContext.Current.CancellationToken);
        Assert.Equal((500, "InvalidRequest"), (answer.Status, answer.Fault));
    }

    [Fact]
    public void Over_plain_http_there_is_no_certificate_to_trust()
    {
        var plain = new LookupService(new LookupInstance { SsoDomain = "vsphere.local", InstanceUuid = Instance, ApiVersion = "8.0.3.0" });
        var answer = plain.Answer(Message($"<List xmlns=\"urn:lookup\">{Registration}<filterCriteria/></List>"), new ServiceAddress("http", "h", 80), TestContext.Current.CancellationToken);
        Assert.DoesNotContain("sslTrust", answer.Content, StringComparison.Ordinal);
        Assert.Contains("<url>http://h/sdk</url>", answer.Content, StringComparison.Ordinal);
    }

    private LookupAnswer Call(string body) => _service.Answer(Message(body), new ServiceAddress("https", "vc.example.com", 8989), TestContext.Current.CancellationToken);

    private static byte[] Message(string body) => Encoding.UTF8.GetBytes($"<soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\"><soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>");
}
