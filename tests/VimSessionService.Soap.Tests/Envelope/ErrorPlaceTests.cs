using System.Text;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.Soap.Tests.Envelope;

/// <summary>The texts of requests that cannot be parsed, with the places that real servers of 5.5 to 8.0 tell.</summary>
public sealed class ErrorPlaceTests
{
    private const string Declaration = """<?xml version="1.0" encoding="UTF-8"?>""";
    private const string Open = """<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><e:Body>""";
    private const string Close = "</e:Body></e:Envelope>";

    private readonly SoapRequestReader _reader = new();

    [Theory]
    [InlineData("", "no element found")]
    [InlineData("   ", "no element found")]
    [InlineData("<?xml version=\"1.0\"?>", "no element found")]
    [InlineData("{}", "not well-formed (invalid token)")]
    [InlineData("a", "syntax error")]
    [InlineData("<", "unclosed token")]
    [InlineData("<a", "unclosed token")]
    [InlineData("<1/>", "not well-formed (invalid token)")]
    [InlineData("</a>", "not well-formed (invalid token)")]
    [InlineData("<a x=1/>", "not well-formed (invalid token)")]
    [InlineData("<a x='1'y='2'/>", "not well-formed (invalid token)")]
    [InlineData("<a x='1' x='2'/>", "duplicate attribute")]
    [InlineData("<a x='<'/>", "not well-formed (invalid token)")]
    [InlineData("<a x='&x;'/>", "undefined entity")]
    [InlineData("<a x='", "unclosed token")]
    [InlineData("<?xml?><a/>", "XML declaration not well-formed")]
    [InlineData(" <?xml version='1.0'?><a/>", "XML or text declaration not at start of entity")]
    [InlineData("<?xml version='1.0' encoding='foo'?><a/>", "unknown encoding")]
    [InlineData("<?xml version='1.0' encoding='UTF-16'?><a/>", "encoding specified in XML declaration is incorrect")]
    public void Before_the_method_is_known_the_text_is_the_parsers(string document, string error) =>
        Assert.Equal(
            $"\nError returned by expat parser: {error}\n\nwhile parsing HTTP request before method was determined\nat line 1, column 0",
            Text(document, null, isBeforeMethod: true));

    [Theory]
    [InlineData("</a>", "mismatched tag")]
    [InlineData("</userNames>", "mismatched tag")]
    [InlineData("</userN", "unclosed token")]
    [InlineData("&foo;", "undefined entity")]
    [InlineData("&#0;", "reference to invalid character number")]
    [InlineData("&#xD800;", "reference to invalid character number")]
    [InlineData("&#;", "not well-formed (invalid token)")]
    [InlineData("&#12a;", "not well-formed (invalid token)")]
    [InlineData("& ", "not well-formed (invalid token)")]
    [InlineData("]]>", "not well-formed (invalid token)")]
    [InlineData("\u0001", "not well-formed (invalid token)")]
    [InlineData("\uFFFF", "not well-formed (invalid token)")]
    [InlineData("<![CDATA[x", "unclosed CDATA section")]
    [InlineData("<!-- x -- y -->", "not well-formed (invalid token)")]
    [InlineData("<!-- x", "unclosed token")]
    [InlineData("<?pi", "unclosed token")]
    [InlineData("x", "no element found")]
    public void Within_a_method_it_is_the_parsers_too(string broken, string error)
    {
        var text = Text(Open + "<Login xmlns=\"urn:vim25\"><_this>SessionManager</_this><userName>" + broken, LoginRequest.Method);
        Assert.StartsWith($"\nError returned by expat parser: {error}\n\nwhile parsing call information for method Login\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_chain_of_places_ends_the_text_with_the_vendors_names()
    {
        const string request = """<RetrieveProperties xmlns="urn:vim25"><_this type="PropertyCollector">p</_this><specSet><propSet><pathSet>name</pathSet><type>Folder</type></propSet></specSet></RetrieveProperties>""";
        Assert.Equal(
            $"""

            Unexpected element tag "type" seen

            while parsing serialized DataObject of type vmodl.query.PropertyCollector.PropertySpec
            at line 1, column {Column(request, "<propSet>")}

            while parsing property "propSet" of static type ArrayOfPropertySpec

            while parsing serialized DataObject of type vmodl.query.PropertyCollector.FilterSpec
            at line 1, column {Column(request, "<specSet>")}

            while parsing call information for method RetrieveProperties
            at line 1, column {Column(request, "<RetrieveProperties")}

            while parsing SOAP body
            at line 1, column {Column(request, "<e:Body>")}

            while parsing SOAP envelope
            at line 1, column 38

            while parsing HTTP request for method retrieveContents
            on object of type vmodl.query.PropertyCollector
            at line 1, column 0
            """.ReplaceLineEndings("\n"),
            Text(Declaration + Open + request + Close, RetrievePropertiesRequest.Method));
    }

    [Fact]
    public void Lines_and_characters_are_counted_as_the_parser_counts_them()
    {
        var document = Declaration + "\r\n" + Open + "\n<!-- ü€😀 -->\r<!-- é --><Login xmlns=\"urn:vim25\"><_this>SessionManager</_this>\n<password>p</password></Login>" + Close;
        var text = Text(document, LoginRequest.Method);
        Assert.Contains("for method Login\nat line 4, column 10\n", text, StringComparison.Ordinal);
        Assert.Contains("SOAP envelope\nat line 2, column 0\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<Login><userName>u</userName></Login>", "\nGot <userName> tag when expecting <_this> tag\n\nwhile parsing call information for method Login\n")]
    [InlineData("<v:Login xmlns:v='urn:vim25'><v:userName>u</v:userName></v:Login>", "\nGot <v:userName> tag when expecting <_this> tag\n\nwhile parsing call information for method Login\n")]
    [InlineData("<Login><_this>s</_this><userName>u</userName></Login>", "\nRequired parameter password is missing\n\nwhile parsing call information for method Login\n")]
    [InlineData("<Login><_this type=\"FooBar\">s</_this></Login>", "\nError processing attribute \"type\" with value \"FooBar\"\n\nwhile parsing MoRef for ManagedObject of type vim.SessionManager\n")]
    [InlineData("<Login><_this type=\"vim.SessionManager\">s</_this></Login>", "\nError processing attribute \"type\" with value \"vim.SessionManager\"\n\nwhile parsing MoRef")]
    [InlineData("<Login><_this type=\"sessionManager\">s</_this></Login>", "\nError processing attribute \"type\" with value \"sessionManager\"\n\nwhile parsing MoRef")]
    [InlineData("<Login><_this>s</_this><userName foo:x='1'>u</userName></Login>", "\nAttribute name foo:x uses an undefined namespace prefix foo\n\nwhile parsing call information for method Login\n")]
    [InlineData("<Login><_this>s</_this></Login><Logout/>", "\nRequired parameter userName is missing\n")]
    [InlineData("<Login><_this>s</_this><userName>u</userName><password>p</password></Login><Logout/>", "\nUnexpected element tag \"Logout\" seen\n\nwhile parsing SOAP body\n")]
    public void Each_kind_of_error_has_its_text(string body, string begins) => Assert.StartsWith(begins, Text(Open + body + Close, LoginRequest.Method), StringComparison.Ordinal);

    [Theory]
    [InlineData("<objectSet><obj type=\"FooBar\">x</obj></objectSet>", "\nError processing attribute \"type\" with value \"FooBar\"\n\nwhile parsing MoRef for ManagedObject of type vmodl.ManagedObject\nat line 1, column 0\n\nwhile parsing property \"obj\" of static type ManagedObject\n\nwhile parsing serialized DataObject of type vmodl.query.PropertyCollector.ObjectSpec\n")]
    [InlineData("<objectSet><obj>x</obj><skip>maybe</skip></objectSet>", "\nCannot convert the value of property skip to xsd:boolean\n\nwhile parsing property \"skip\" of static type boolean\n\nwhile parsing serialized DataObject of type vmodl.query.PropertyCollector.ObjectSpec\n")]
    [InlineData("<objectSet><skip>1</skip></objectSet>", "\nRequired property obj is missing from data object of type ObjectSpec\n\nwhile parsing serialized DataObject of type vmodl.query.PropertyCollector.ObjectSpec\n")]
    [InlineData("<objectSet><obj>x</obj><skip><b/></skip></objectSet>", "\nUnexpected element tag \"b\" seen\n\nwhile parsing property \"skip\" of static type boolean\n\nwhile parsing serialized")]
    public void A_member_is_told_with_its_static_type(string objectSet, string begins)
    {
        var text = Text($"{Open}<RetrieveProperties><_this>p</_this><specSet><propSet><type>Folder</type></propSet>{objectSet}</specSet></RetrieveProperties>{Close}", RetrievePropertiesRequest.Method);
        Assert.StartsWith(begins, System.Text.RegularExpressions.Regex.Replace(text, "(?<before>MoRef .*\nat line 1, column )[0-9]+", "${before}0", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromSeconds(1)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_value_of_any_type_is_told_with_the_type_it_says()
    {
        var text = Text(
            Open + "<UpdateOptions><_this>o</_this><changedValue><key>k</key><value xsi:type=\"OptionValue\"><value>1</value></value></changedValue></UpdateOptions>" + Close,
            UpdateOptionsRequest.Method);
        Assert.StartsWith(
            "\nRequired property key is missing from data object of type OptionValue\n\nwhile parsing serialized DataObject of type vim.option.OptionValue\nerror parsing Any with xsiType OptionValue\nat line 1, column ",
            text,
            StringComparison.Ordinal);
        Assert.Contains("\n\nwhile parsing property \"value\" of static type anyType\n\nwhile parsing serialized DataObject of type vim.option.OptionValue\nat line", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_method_that_no_server_has_is_told_as_servers_up_to_60_do()
    {
        var envelope = _reader.ReadEnvelope(Encoding.UTF8.GetBytes(Declaration + Open + "<NoSuch xmlns=\"urn:vim25\"/>" + Close));
        var error = _reader.UnknownMethod(envelope.Operation);
        Assert.Equal(
            $"Unable to resolve WSDL method name NoSuch for namespace name urn:vim25\n\nwhile parsing SOAP body\nat line 1, column {Column("", "<e:Body>")}\n\nwhile parsing SOAP envelope\nat line 1, column 38\n\nwhile parsing HTTP request before method was determined\nat line 1, column 0",
            error.Message + error.Place);
        Assert.False(error.IsBeforeMethod);
    }

    [Fact]
    public void A_type_that_is_newer_than_the_server_is_not_known_to_it()
    {
        const string request = Open + "<RetrieveServiceContent><_this type=\"OverheadMemoryManager\">x</_this></RetrieveServiceContent>" + Close;
        var old = new SoapRequestReader(new SoapReaderOptions { Version = ApiVersion.V5_5 });
        old.ReadEnvelope(Encoding.UTF8.GetBytes(request));
        Assert.Throws<VimDecodeException>(() => old.ReadArguments(RetrieveServiceContentRequest.Method));
        _reader.ReadEnvelope(Encoding.UTF8.GetBytes(request));
        Assert.Equal("OverheadMemoryManager", _reader.ReadArguments(RetrieveServiceContentRequest.Method).Target.Type);
    }

    private static int Column(string request, string part) => (Declaration + Open + request).IndexOf(part, StringComparison.Ordinal);

    private string Text(string document, VimMethod? method, bool isBeforeMethod = false)
    {
        var error = Assert.Throws<VimDecodeException>(() =>
        {
            _reader.ReadEnvelope(Encoding.UTF8.GetBytes(document));
            _reader.ReadArguments(method!);
        });
        Assert.Equal(isBeforeMethod, error.IsBeforeMethod);
        return error.Message + error.Place;
    }
}
