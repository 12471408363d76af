using System.Globalization;
using System.Text;
using VimSessionService.Testing;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;
using VimSessionService.Xml;

namespace VimSessionService.Soap.Tests.Envelope;

/// <summary>
/// Reading takes time and memory in proportion to the request, whatever it consists of. The limits are raised, so that it is the reader
/// that is linear and not the limits that make it so.
/// </summary>
public sealed class ReadingGrowthTests
{
    private const string Open = """<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema">""";

    private static readonly SoapReaderOptions Raised = new()
    {
        Limits = new XmlLimits { MaxDepth = 1_000, MaxElements = 10_000_000, MaxAttributes = 100_000, MaxNamespaces = 100_000 },
    };

    private static readonly Dictionary<string, (int N, VimMethod Method, Func<int, string> Make)> Requests = new(StringComparer.Ordinal)
    {
        ["attributes of a tag"] = Login(2_000, n => $"<userName {Repeat(n, i => $"a{i}='' ")}>u</userName>"),
        ["attributes with one long beginning"] = Login(60, n => $"<userName {Repeat(n, i => $"{new string('a', 500)}{i:0000}='' ")}>u</userName>"),
        ["attributes of many namespaces with one name"] = Login(300, n => $"<userName {Repeat(n, i => $"xmlns:p{i}='urn:{i}' p{i}:a='' ")}>u</userName>"),
        ["a few attributes of many tags"] = Body(1_000, n => $"<e:Header>{Repeat(n, _ => "<a b='1' c='2' d='3'/>")}</e:Header>"),
        ["many attributes of many tags"] = Body(200, n => $"<e:Header>{Repeat(n, _ => $"<a {Repeat(60, i => $"b{i}='' ")}/>")}</e:Header>"),
        ["one long attribute before many small tags"] = Body(2_000, n => $"<e:Header><a {Repeat(n, i => $"b{i}='' ")}/>{Repeat(n, _ => "<c d='' e='' f='' g='' h=''/>")}</e:Header>"),
        ["declarations of a tag"] = Login(2_000, n => $"<userName {Repeat(n, i => $"xmlns:p{i}='u' ")}>u</userName>"),
        ["declarations of nested tags"] = Body(200, n => $"<e:Header>{Repeat(n, i => $"<a xmlns:p{i}='urn:{i}'>")}{Repeat(n, _ => "</a>")}</e:Header>"),
        ["declarations and tags that use them"] = Body(400, n => $"<e:Header><a {Repeat(n, i => $"xmlns:p{i}='urn:{i}' ")}>{Repeat(n, i => $"<p{i}:b p0:c='' p{n - 1}:c=''/>")}{Repeat(n, _ => "<b/>")}</a></e:Header>"),
        ["attributes, prefixes and declarations"] = Body(100, n => $"<e:Header><a {Repeat(60, i => $"xmlns:p{i:00}='{new string('u', n)}{i:00}' ")}>{Repeat(n, _ => $"<b {Repeat(60, i => $"p{i:00}:a='' ")}/>")}</a></e:Header>"),
        ["prefixes with one long beginning"] = Body(40, n => $"<e:Header><a {Repeat(n, i => $"xmlns:{new string('p', 500)}{i:0000}='urn:{i}' ")}>{Repeat(n, i => $"<{new string('p', 500)}{i:0000}:b/>")}</a></e:Header>"),
        ["a namespace of a name"] = Body(20_000, n => $"<e:Header><a xmlns='{new string('u', n)}'/></e:Header>"),
        ["a name"] = Body(20_000, n => $"<e:Header><{new string('a', n)}></{new string('a', n)}></e:Header>"),
        ["a name beyond ASCII"] = Body(20_000, n => $"<e:Header><{new string('é', n)}></{new string('é', n)}></e:Header>"),
        ["the name of the operation"] = (20_000, LogoutRequest.Method, n => $"{Open}<e:Body><{new string('a', n)}/></e:Body></e:Envelope>"),
        ["the name of an argument"] = Login(20_000, n => $"<{new string('a', n)}/>"),
        ["the type of a reference"] = (20_000, LogoutRequest.Method, n => $"{Open}<e:Body><Logout><_this type='{new string('a', n)}'>x</_this></Logout></e:Body></e:Envelope>"),
        ["the value of a reference"] = (20_000, LogoutRequest.Method, n => $"{Open}<e:Body><Logout><_this>{new string('a', n)}</_this></Logout></e:Body></e:Envelope>"),
        ["the prefix of a type"] = Options(20_000, n => $"<value xsi:type='{new string('p', n)}:int'>1</value>"),
        ["the name of a type"] = Options(20_000, n => $"<value xsi:type='ArrayOf{new string('A', n)}'>1</value>"),
        ["headers"] = Body(2_000, n => $"<e:Header>{Repeat(n, _ => "<a/>")}</e:Header>"),
        ["the header operationID"] = Body(50_000, n => $"<e:Header><operationID>{new string('a', n)}</operationID></e:Header>"),
        ["text"] = Login(50_000, n => $"<userName>{new string('u', n)}</userName><password>p</password>"),
        ["text beyond ASCII"] = Login(50_000, n => $"<userName>{new string('é', n)}</userName><password>p</password>"),
        ["references to characters"] = Login(5_000, n => $"<userName>{Repeat(n, _ => "&amp;&#65;&#x1F600;")}</userName><password>p</password>"),
        ["a reference of many digits"] = Login(50_000, n => $"<userName>&#{new string('0', n)}65;</userName><password>p</password>"),
        ["a reference that does not end"] = Login(50_000, n => $"<userName>&{new string('a', n)}</userName><password>p</password>"),
        ["brackets"] = Login(20_000, n => $"<userName>{new string(']', n)}</userName><password>p</password>"),
        ["line ends"] = Login(10_000, n => $"<userName>{Repeat(n, _ => "a\r\nb\r")}</userName><password>p</password>"),
        ["characters that begin as forbidden ones do"] = Login(10_000, n => $"<userName>{new string('\uFFFD', n)}</userName><password>p</password>"),
        ["CDATA sections"] = Login(5_000, n => $"<userName>{Repeat(n, _ => "<![CDATA[a]]>")}</userName><password>p</password>"),
        ["one CDATA section"] = Login(50_000, n => $"<userName><![CDATA[{new string(']', n)}\r\n]]></userName><password>p</password>"),
        ["comments within text"] = Login(5_000, n => $"<userName>{Repeat(n, _ => "a<!-- b -->")}</userName><password>p</password>"),
        ["comments between tags"] = Login(5_000, n => $"{Repeat(n, _ => "<!-- b --> ")}<userName>u</userName><password>p</password>"),
        ["instructions"] = Login(5_000, n => $"{Repeat(n, _ => "<?a b?> ")}<userName>u{Repeat(n, _ => "<?a b?>")}</userName><password>p</password>"),
        ["white space"] = Login(50_000, n => $"{new string(' ', n)}<userName{new string('\n', n)}>u</userName{new string('\t', n)}><password>p</password>"),
        ["an XML declaration"] = (50_000, LogoutRequest.Method, n => $"<?xml version='1.0'{new string(' ', n)}?>{Open}</e:Envelope>"),
        ["the value of an attribute"] = Login(20_000, n => $"<userName a='{Repeat(n, _ => "\t&lt;")}' xsi:type='xsd:string'>u</userName><password>p</password>"),
        ["the value of an attribute with quotes"] = Login(20_000, n => $"<userName a=\"{Repeat(n, _ => "''")}\">u</userName><password>p</password>"),
        ["nesting"] = Body(200, n => $"<e:Header>{Repeat(n, _ => "<a>")}{Repeat(n, _ => "</a>")}</e:Header>"),
        ["nested values"] = (200, RetrievePropertiesRequest.Method, n => Specification(Repeat(n, _ => "<selectSet xsi:type='TraversalSpec'><type>F</type><path>p</path>") + Repeat(n, _ => "</selectSet>"))),
        ["an error within nested values"] = (200, RetrievePropertiesRequest.Method, n => Specification(Repeat(n, _ => "<selectSet xsi:type='TraversalSpec'>\n<type>F</type><path>p</path>") + "<foo/>")),
        ["values that are nil"] = Login(2_000, n => $"{Repeat(n, _ => "<locale xsi:nil='true'/>")}<userName>u</userName><password>p</password>"),
        ["items of a list"] = (2_000, RetrievePropertiesRequest.Method, n => Specification("", Repeat(n, _ => "<pathSet>name</pathSet>"))),
        ["specifications"] = (500, RetrievePropertiesRequest.Method, n => $"{Open}<e:Body><RetrieveProperties><_this>p</_this>{Repeat(n, i => $"<specSet><propSet><type>Folder</type></propSet><objectSet><obj type='Folder'>{i}</obj></objectSet></specSet>")}</RetrieveProperties></e:Body></e:Envelope>"),
        ["items of an array of any type"] = Options(2_000, n => $"<value xsi:type='ArrayOfAnyType'>{Repeat(n, _ => "<a xsi:type='xsd:int'>1</a>")}</value>"),
        ["digits of a number"] = Options(50_000, n => $"<value xsi:type='xsd:int'>{new string('0', n)}1</value>"),
        ["digits of a long number"] = Options(50_000, n => $"<value xsi:type='xsd:double'>{new string('1', n)}</value>"),
        ["digits of a time"] = Options(50_000, n => $"<value xsi:type='xsd:dateTime'>2024-01-01T00:00:00.{new string('1', n)}Z</value>"),
        ["binary"] = Options(50_000, n => $"<value xsi:type='xsd:base64Binary'>{new string('A', n * 4)}</value>"),
        ["white space in binary"] = Options(50_000, n => $"<value xsi:type='xsd:base64Binary'>{new string(' ', n * 4)}</value>"),
        ["a value that is none of an enumeration"] = Options(50_000, n => $"<value xsi:type='ManagedEntityStatus'>{new string('a', n)}</value>"),
        ["what follows the envelope"] = (20_000, LogoutRequest.Method, n => $"{Open}<e:Body><Logout><_this>x</_this></Logout></e:Body></e:Envelope>{Repeat(n, _ => "<!-- a -->\n")}x"),
    };

    public static TheoryData<string> Names => [.. Requests.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Time_grows_with_the_request_and_no_faster(string what)
    {
        var (n, method, make) = Requests[what];
        var reader = new SoapRequestReader(Raised);
        Growth.AssertLinear(what, size => Encoding.UTF8.GetBytes(make(size)), document => Read(reader, document, method), n);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Memory_is_a_fixed_multiple_of_the_request(string what)
    {
        var (n, method, make) = Requests[what];
        var reader = new SoapRequestReader(Raised);
        var document = Encoding.UTF8.GetBytes(make(4 * n));
        // The places of an error are a paragraph for each level, which is longer than the tags of a level are.
        var multiple = what == "an error within nested values" ? 40 : 16;
        Growth.AssertMemory(what, document.Length, multiple, () => Read(reader, document, method));
    }

    [Theory]
    [InlineData("UTF-16")]
    [InlineData("ISO-8859-1")]
    public void Other_encodings_are_no_exception(string encoding)
    {
        var reader = new SoapRequestReader(Raised);
        Growth.AssertLinear(
            encoding,
            n => Encoding.GetEncoding(encoding).GetBytes($"<?xml version='1.0' encoding='{encoding}'?>{Open}<e:Body><Login><_this>s</_this><userName>{new string('é', n)}</userName><password/></Login></e:Body></e:Envelope>"),
            document => Read(reader, document, LoginRequest.Method),
            100_000);
    }

    [Fact]
    public void An_operation_that_is_not_known_is_passed_over_in_the_same_time()
    {
        var reader = new SoapRequestReader(Raised);
        Growth.AssertLinear(
            "unknown arguments",
            n => Encoding.UTF8.GetBytes($"{Open}<e:Body><NoSuch><_this>s</_this>{Repeat(n, i => $"<a{i}><b/>{i}</a{i}>")}</NoSuch></e:Body></e:Envelope>"),
            document =>
            {
                reader.ReadEnvelope(document);
                reader.ReadTarget("NoSuch");
            },
            1_000);
    }

    /// <summary>The limits that hold when nothing else is said stop a request long before it takes noticeable time.</summary>
    [Theory]
    [InlineData("elements", "There are more than 100000 elements")]
    [InlineData("attributes", "An element has more than 64 attributes")]
    [InlineData("namespaces", "More than 256 namespaces are declared")]
    [InlineData("depth", "Elements are more deeply nested than 64")]
    public void The_limits_refuse_more_than_any_client_sends(string what, string message)
    {
        var content = what switch
        {
            "elements" => Repeat(100_000, _ => "<a/>"),
            "attributes" => $"<a {Repeat(65, i => $"b{i}='' ")}/>",
            "namespaces" => $"<a {Repeat(257, i => $"xmlns:b{i}='u' ")}/>",
            _ => Repeat(64, _ => "<a>"),
        };
        var error = Assert.Throws<VimDecodeException>(() => new SoapRequestReader().ReadEnvelope(Encoding.UTF8.GetBytes($"{Open}<e:Header>{content}</e:Header>")));
        Assert.Equal("\n" + message, error.Message);
    }

    private static (int N, VimMethod Method, Func<int, string> Make) Login(int n, Func<int, string> arguments) =>
        (n, LoginRequest.Method, size => $"{Open}<e:Body><Login><_this>s</_this>{arguments(size)}</Login></e:Body></e:Envelope>");

    private static (int N, VimMethod Method, Func<int, string> Make) Body(int n, Func<int, string> header) =>
        (n, LogoutRequest.Method, size => $"{Open}{header(size)}<e:Body><Logout><_this>s</_this></Logout></e:Body></e:Envelope>");

    private static (int N, VimMethod Method, Func<int, string> Make) Options(int n, Func<int, string> value) =>
        (n, UpdateOptionsRequest.Method, size => $"{Open}<e:Body><UpdateOptions><_this>o</_this><changedValue><key>k</key>{value(size)}</changedValue></UpdateOptions></e:Body></e:Envelope>");

    private static string Specification(string selection, string paths = "") =>
        $"{Open}<e:Body><RetrieveProperties><_this>p</_this><specSet><propSet><type>Folder</type>{paths}</propSet><objectSet><obj>o</obj>{selection}</objectSet></specSet></RetrieveProperties></e:Body></e:Envelope>";

    private static string Repeat(int n, Func<int, string> part)
    {
        var text = new StringBuilder();
        for (var i = 0; i < n; i++)
            text.Append(CultureInfo.InvariantCulture, $"{part(i)}");
        return text.ToString();
    }

    private static void Read(SoapRequestReader reader, byte[] document, VimMethod method)
    {
        try
        {
            if (reader.ReadEnvelope(document).Operation == method.Name)
                reader.ReadArguments(method);
        }
        catch (VimDecodeException)
        {
            // What is refused must not take longer than what is read.
        }
    }
}
