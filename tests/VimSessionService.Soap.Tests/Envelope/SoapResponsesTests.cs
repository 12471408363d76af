using System.Text;
using VimSessionService.Vim25;

namespace VimSessionService.Soap.Tests.Envelope;

/// <summary>Whole answers as real servers send them (docs/facts/requests.md), byte by byte: some clients match them as text.</summary>
public sealed class SoapResponsesTests : IDisposable
{
    private const string Head =
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <soapenv:Envelope xmlns:soapenc="http://schemas.xmlsoap.org/soap/encoding/"
         xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"
         xmlns:xsd="http://www.w3.org/2001/XMLSchema"
         xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
        <soapenv:Body>

        """;

    private const string Tail = "\n</soapenv:Body>\n</soapenv:Envelope>";

    private static readonly ManagedObjectReference RootFolder = new("Folder", "group-d1");

    private readonly SoapWriter _writer = new(ConstantContents.None);

    public void Dispose() => _writer.Dispose();

    [Fact]
    public void A_void_method_answers_an_element_that_opens_and_closes() =>
        Assert.Equal(Head + """<LogoutResponse xmlns="urn:vim25"></LogoutResponse>""" + Tail, Result(LogoutRequest.Method, null));

    [Fact]
    public void A_login_answers_the_session_with_its_fields_in_order() =>
        Assert.Equal(
            Head + """<LoginResponse xmlns="urn:vim25"><returnval><key>52a67ed8-0f0b-1714-4534-86a177fc5158</key><userName>VSPHERE.LOCAL\Administrator</userName><fullName>Administrator vsphere.local</fullName><loginTime>2023-12-14T06:58:27.937713Z</loginTime><lastActiveTime>2023-12-14T06:58:27.937713Z</lastActiveTime><locale>en</locale><messageLocale>en</messageLocale><extensionSession>false</extensionSession><ipAddress>10.0.0.1</ipAddress><userAgent>pyvmomi Python/3.11</userAgent><callCount>0</callCount></returnval></LoginResponse>""" + Tail,
            Result(LoginRequest.Method, Session));

    [Theory]
    [InlineData(ApiVersion.V4_1, "<messageLocale>en</messageLocale></returnval>")]
    [InlineData(ApiVersion.V5_0, "<messageLocale>en</messageLocale><extensionSession>false</extensionSession></returnval>")]
    [InlineData(ApiVersion.V5_1, "<ipAddress>10.0.0.1</ipAddress><userAgent>pyvmomi Python/3.11</userAgent><callCount>0</callCount></returnval>")]
    public void A_client_gets_only_the_fields_of_its_version(ApiVersion version, string end) =>
        Assert.Contains(end, Result(LoginRequest.Method, Session, version), StringComparison.Ordinal);

    [Fact]
    public void Fetch_names_the_type_of_the_value() =>
        Assert.Contains(
            """<FetchResponse xmlns="urn:vim25"><returnval xsi:type="UserSession"><key>52""",
            Result(FetchRequest.Method, Session),
            StringComparison.Ordinal);

    [Fact]
    public void An_unset_value_is_no_returnval() =>
        Assert.Equal(Head + """<FetchResponse xmlns="urn:vim25"></FetchResponse>""" + Tail, Result(FetchRequest.Method, null));

    [Fact]
    public void Every_item_of_an_array_in_a_position_without_a_type_bears_its_own() =>
        Assert.Contains(
            """<returnval xsi:type="ArrayOfUserSession"><UserSession xsi:type="UserSession"><key>""",
            Result(FetchRequest.Method, new Vim25.TypedArray(UserSession.Schema, [Session])),
            StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(AnyValues))]
    public void Values_of_a_position_without_a_type_bear_theirs(object value, string xml) =>
        Assert.Equal(Head + $"""<FetchResponse xmlns="urn:vim25">{xml}</FetchResponse>""" + Tail, Result(FetchRequest.Method, value));

    public static TheoryData<object, string> AnyValues => new()
    {
        { "en", """<returnval xsi:type="xsd:string">en</returnval>""" },
        { true, """<returnval xsi:type="xsd:boolean">true</returnval>""" },
        { 7, """<returnval xsi:type="xsd:int">7</returnval>""" },
        { 7L, """<returnval xsi:type="xsd:long">7</returnval>""" },
        { 0.5, """<returnval xsi:type="xsd:double">0.5</returnval>""" },
        { new DateTime(2024, 2, 3, 4, 5, 6, DateTimeKind.Utc), """<returnval xsi:type="xsd:dateTime">2024-02-03T04:05:06Z</returnval>""" },
        { new DateTime(2024, 2, 3, 4, 5, 52, DateTimeKind.Utc).AddTicks(4545000), """<returnval xsi:type="xsd:dateTime">2024-02-03T04:05:52.4545Z</returnval>""" },
        { new DateTime(2024, 2, 3, 4, 5, 10, DateTimeKind.Utc).AddTicks(19), """<returnval xsi:type="xsd:dateTime">2024-02-03T04:05:10.000001Z</returnval>""" },
        { new DateTime(2024, 2, 3, 4, 5, 10, DateTimeKind.Utc).AddTicks(9), """<returnval xsi:type="xsd:dateTime">2024-02-03T04:05:10Z</returnval>""" },
        { new DateTime(2024, 2, 3, 4, 5, 10, DateTimeKind.Utc).AddTicks(9_999_990), """<returnval xsi:type="xsd:dateTime">2024-02-03T04:05:10.999999Z</returnval>""" },
        { new byte[] { 1, 2, 3 }, """<returnval xsi:type="xsd:base64Binary">AQID</returnval>""" },
        { RootFolder, """<returnval type="Folder" xsi:type="ManagedObjectReference">group-d1</returnval>""" },
        { ManagedEntityStatus.Green, """<returnval xsi:type="ManagedEntityStatus">green</returnval>""" },
        { new[] { "ja", "en" }, """<returnval xsi:type="ArrayOfString"><string xsi:type="xsd:string">ja</string><string xsi:type="xsd:string">en</string></returnval>""" },
        { Array.Empty<string>(), """<returnval xsi:type="ArrayOfString"></returnval>""" },
        { new[] { 1, 2 }, """<returnval xsi:type="ArrayOfInt"><int xsi:type="xsd:int">1</int><int xsi:type="xsd:int">2</int></returnval>""" },
        { new[] { RootFolder }, """<returnval xsi:type="ArrayOfManagedObjectReference"><ManagedObjectReference type="Folder" xsi:type="ManagedObjectReference">group-d1</ManagedObjectReference></returnval>""" },
    };

    [Fact]
    public void A_reference_of_a_declared_position_bears_its_type_alone() =>
        Assert.Contains(
            """<objects><obj type="SessionManager">SessionManager</obj></objects>""",
            Result(RetrievePropertiesExRequest.Method, new RetrieveResult { Objects = [new ObjectContent { Obj = new("SessionManager", "SessionManager") }] }),
            StringComparison.Ordinal);

    [Fact]
    public void A_property_that_may_not_be_read_says_why()
    {
        var content = new ObjectContent
        {
            Obj = new("SessionManager", "SessionManager"),
            MissingSet =
            [
                new MissingProperty
                {
                    Path = "message",
                    Fault = new LocalizedMethodFault { Fault = new NotAuthenticated { Object = RootFolder, PrivilegeId = "System.View" }, LocalizedMessage = "" },
                },
            ],
        };
        Assert.Contains(
            """<missingSet><path>message</path><fault><fault xsi:type="NotAuthenticated"><object type="Folder">group-d1</object><privilegeId>System.View</privilegeId></fault><localizedMessage></localizedMessage></fault></missingSet>""",
            Result(RetrievePropertiesRequest.Method, new[] { content }),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_stands_in_the_detail_under_the_name_of_its_type() =>
        Assert.Equal(
            Head + """<soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>Cannot complete login due to an incorrect user name or password.</faultstring><detail><InvalidLoginFault xmlns="urn:vim25" xsi:type="InvalidLogin"></InvalidLoginFault></detail></soapenv:Fault>""" + Tail,
            Fault(new InvalidLogin(), "Cannot complete login due to an incorrect user name or password."));

    [Fact]
    public void The_fields_of_a_fault_stand_inside_it() =>
        Assert.Contains(
            """<NotAuthenticatedFault xmlns="urn:vim25" xsi:type="NotAuthenticated"><object type="Folder">group-d1</object><privilegeId>System.View</privilegeId></NotAuthenticatedFault>""",
            Fault(new NotAuthenticated { Object = RootFolder, PrivilegeId = "System.View" }, "The session is not authenticated."),
            StringComparison.Ordinal);

    [Fact]
    public void A_client_that_is_older_than_a_fault_gets_what_the_fault_extends() =>
        Assert.Contains(
            """<NoPermissionFault xmlns="urn:vim25" xsi:type="NoPermission"><object type="Folder">group-d1</object><privilegeId>System.View</privilegeId></NoPermissionFault>""",
            Fault(new NotAuthenticated { Object = RootFolder, PrivilegeId = "System.View" }, "", ApiVersion.V2_0),
            StringComparison.Ordinal);

    [Fact]
    public void What_xml_cannot_carry_is_replaced_and_what_it_reserves_is_escaped()
    {
        var xml = Result(FetchRequest.Method, "a<b>&\"\0\u001b\uFFFF\uD800\r\n\tö€😀");
        Assert.Contains(
            "<returnval xsi:type=\"xsd:string\">a&lt;b&gt;&amp;&quot;\uFFFD\uFFFD\uFFFD\uFFFD&#xD;\n\tö€😀</returnval>", xml, StringComparison.Ordinal);
        Assert.NotNull(System.Xml.Linq.XDocument.Parse(xml));
    }

    [Fact]
    public void The_first_version_is_answered_in_its_own_namespace()
    {
        _writer.Reset(ApiVersion.V2_0);
        SoapResponses.WriteResult(_writer, LogoutRequest.Method, null, SoapNames.Vim2);
        Assert.Contains("""<LogoutResponse xmlns="urn:vim2"></LogoutResponse>""", Text(), StringComparison.Ordinal);
    }

    private static UserSession Session { get; } = new()
    {
        Key = "52a67ed8-0f0b-1714-4534-86a177fc5158",
        UserName = @"VSPHERE.LOCAL\Administrator",
        FullName = "Administrator vsphere.local",
        LoginTime = new DateTime(2023, 12, 14, 6, 58, 27, DateTimeKind.Utc).AddMicroseconds(937713),
        LastActiveTime = new DateTime(2023, 12, 14, 6, 58, 27, DateTimeKind.Utc).AddMicroseconds(937713),
        Locale = "en",
        MessageLocale = "en",
        ExtensionSession = false,
        IpAddress = "10.0.0.1",
        UserAgent = "pyvmomi Python/3.11",
        CallCount = 0,
    };

    private string Result(Vim25.VimMethod method, object? value, ApiVersion version = ApiVersions.Default)
    {
        _writer.Reset(version);
        SoapResponses.WriteResult(_writer, method, value, SoapNames.Vim25);
        return Text();
    }

    private string Fault(MethodFault fault, string text, ApiVersion version = ApiVersions.Default)
    {
        _writer.Reset(version);
        SoapResponses.WriteFault(_writer, fault, text, SoapNames.Vim25);
        return Text();
    }

    private string Text() => Encoding.UTF8.GetString(_writer.Out.Written.Span);

}
