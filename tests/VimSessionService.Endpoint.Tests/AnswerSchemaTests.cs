using System.Collections.Concurrent;
using System.Xml.Linq;
using System.Xml.Schema;
using VimSessionService.Soap.Tests.Wsdl;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests;

/// <summary>What a server of any version answers to a client of any version is valid by the server's own WSDL.</summary>
public sealed class AnswerSchemaTests
{
    private const string Objects = "<objectSet><obj type=\"Folder\">group-d1</obj></objectSet><objectSet><obj type=\"SessionManager\">SessionManager</obj></objectSet>"
        + "<objectSet><obj type=\"AuthorizationManager\">AuthorizationManager</obj></objectSet><objectSet><obj type=\"EventManager\">EventManager</obj></objectSet>"
        + "<objectSet><obj type=\"ServiceInstance\">ServiceInstance</obj></objectSet><objectSet><obj type=\"OptionManager\">VpxSettings</obj></objectSet>";

    private const string Everything = "<specSet><propSet><type>Folder</type><all>true</all></propSet><propSet><type>SessionManager</type><all>true</all></propSet>"
        + "<propSet><type>AuthorizationManager</type><all>true</all></propSet><propSet><type>EventManager</type><all>true</all></propSet>"
        + "<propSet><type>ServiceInstance</type><all>true</all></propSet><propSet><type>OptionManager</type><all>true</all></propSet>" + Objects + "</specSet>";

    private static readonly ConcurrentDictionary<ApiVersion, XmlSchemaSet> Schemas = new();

    private static readonly XNamespace Envelope = "http://schemas.xmlsoap.org/soap/envelope/";

    /// <summary>Calls with a session, results and faults.</summary>
    private static readonly string[] Calls =
    [
        "<RetrieveServiceContent _NS><_this type=\"ServiceInstance\">ServiceInstance</_this></RetrieveServiceContent>",
        "<CurrentTime _NS><_this type=\"ServiceInstance\">ServiceInstance</_this></CurrentTime>",
        $"<RetrieveProperties _NS><_this>propertyCollector</_this>{Everything}</RetrieveProperties>",
        $"<RetrievePropertiesEx _NS><_this>propertyCollector</_this>{Everything}<options/></RetrievePropertiesEx>",
        "<QueryEvents _NS><_this>EventManager</_this><filter></filter></QueryEvents>",
        "<QueryOptions _NS><_this>VpxSettings</_this></QueryOptions>",
        "<RetrieveAllPermissions _NS><_this>AuthorizationManager</_this></RetrieveAllPermissions>",
        "<RetrieveUserGroups _NS><_this>UserDirectory</_this><searchStr></searchStr><exactMatch>false</exactMatch><findUsers>true</findUsers><findGroups>true</findGroups></RetrieveUserGroups>",
        "<AcquireGenericServiceTicket _NS><_this>SessionManager</_this><spec xsi:type=\"SessionManagerHttpServiceRequestSpec\"><method>httpGet</method><url>https://vc.example/x</url></spec></AcquireGenericServiceTicket>",
        "<CreateFolder _NS><_this type=\"Folder\">group-d1</_this><name>x</name></CreateFolder>",
        "<TerminateSession _NS><_this>SessionManager</_this><sessionId>none</sessionId></TerminateSession>",
        "<SetLocale _NS><_this>SessionManager</_this><locale>xx_yy_zz</locale></SetLocale>",
        "<Logout _NS><_this type=\"SessionManager\">NoSuchObject</_this></Logout>",
        "<AddAuthorizationRole _NS><_this>AuthorizationManager</_this><name>Admin</name></AddAuthorizationRole>",
        "<NoSuchMethod _NS><_this>SessionManager</_this></NoSuchMethod>",
    ];

    public static MatrixTheoryData<ApiVersion, ApiVersion> ServersAndClients => new(
        [
            ApiVersion.V2_5, ApiVersion.V4_0, ApiVersion.V4_1, ApiVersion.V5_0, ApiVersion.V5_5, ApiVersion.V6_0, ApiVersion.V6_5, ApiVersion.V6_7_3,
            ApiVersion.V7_0_3_0, ApiVersion.V8_0_3_0, ApiVersion.V9_0_0_0, ApiVersion.V9_1_0_0,
        ],
        [ApiVersion.V2_0, ApiVersion.V2_5, ApiVersion.V4_0, ApiVersion.V4_1, ApiVersion.V5_5, ApiVersion.V6_7, ApiVersion.V8_0_3_0, ApiVersion.V9_1_0_0]);

    [Theory]
    [MemberData(nameof(ServersAndClients))]
    public async Task An_answer_is_valid_by_the_wsdl_of_the_server(ApiVersion server, ApiVersion client)
    {
        using var service = new TestService(new EndpointOptions { Version = server });
        var action = $"urn:vim25/{client.Name()}";
        var login = await service.CallAsync(TestService.LoginBody("administrator@vsphere.local", "s3cret-A"), action: action);
        var cookie = login.AnswerHeaders["Set-Cookie"].Split(';')[0];
        var reader = await service.LoginAsync("reader", "s3cret-R");
        var answers = new List<TestExchange>
        {
            login,
            await service.CallAsync(TestService.LoginBody("reader", "wrong"), action: action),
            await service.CallAsync("<UpdateServiceMessage _NS><_this>SessionManager</_this><message>x</message></UpdateServiceMessage>", reader, action),
            await service.CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", action: action),
        };
        foreach (var call in Calls)
            answers.Add(await service.CallAsync(call, cookie, action));

        Assert.Empty(answers.SelectMany(answer => Findings(answer.Answer, server)));
    }

    private static List<string> Findings(string answer, ApiVersion server)
    {
        var findings = new List<string>();
        var schemas = Schemas.GetOrAdd(server, version => new WsdlSet(version).Compile([]));
        var envelope = XDocument.Parse(answer).Root!;
        var message = envelope.Element(Envelope + "Body")!.Elements().Single();
        if (message.Name == Envelope + "Fault")
            message = message.Element("detail")!.Elements().Single();
        message.Add(envelope.Attributes().Where(attribute => attribute.IsNamespaceDeclaration && message.Attribute(attribute.Name) is null));
        new XDocument(message).Validate(schemas, (s, e) => findings.Add($"{((XObject)s!).Parent?.Name.LocalName} {(s as XElement)?.Name.LocalName}: {e.Message}"));
        return findings;
    }
}
