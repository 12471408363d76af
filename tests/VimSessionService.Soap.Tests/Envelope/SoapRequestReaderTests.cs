using System.Text;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Codec;

namespace VimSessionService.Soap.Tests.Envelope;

/// <summary>Requests in every spelling that clients send (docs/facts/requests.md), and in none that they must not.</summary>
public sealed class SoapRequestReaderTests
{
    private readonly SoapRequestReader _reader = new();

    [Theory]
    [InlineData("soapenv")]
    [InlineData("env")]
    [InlineData("SOAP-ENV")]
    [InlineData("soap")]
    [InlineData("S")]
    public void Any_prefix_will_do(string prefix)
    {
        var xml = $"""<{prefix}:Envelope xmlns:{prefix}="http://schemas.xmlsoap.org/soap/envelope/"><{prefix}:Body><Logout xmlns="urn:vim25"><_this type="SessionManager">SessionManager</_this></Logout></{prefix}:Body></{prefix}:Envelope>""";
        Assert.Equal("SessionManager", Read(xml, LogoutRequest.Method).Target.Value);
    }

    [Theory]
    [InlineData("""<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body><Logout xmlns="urn:vim25"><_this>SessionManager</_this></Logout></Body></Envelope>""")]
    [InlineData("""<a:Envelope xmlns:a="http://schemas.xmlsoap.org/soap/envelope/" xmlns:b="http://schemas.xmlsoap.org/soap/envelope/"><b:Body><v:Logout xmlns:v="urn:vim25"><v:_this>SessionManager</v:_this></v:Logout></b:Body></a:Envelope>""")]
    [InlineData("""<a:Envelope xmlns:a="http://schemas.xmlsoap.org/soap/envelope/"><a:Header/><a:Body><Logout><_this>SessionManager</_this></Logout></a:Body></a:Envelope>""")]
    [InlineData("""<?xml version="1.0" encoding="UTF-8"?><!-- c --><a:Envelope xmlns:a="http://schemas.xmlsoap.org/soap/envelope/"> <a:Body> <Logout xmlns="urn:vim2"> <_this> SessionManager </_this> </Logout> </a:Body> </a:Envelope> <!-- end -->""")]
    [InlineData("""<a:Envelope xmlns:a="http://schemas.xmlsoap.org/soap/envelope/"><a:Body><Logout xmlns="urn:internalvim25"><_this>SessionManager</_this></Logout></a:Body></a:Envelope>""")]
    public void The_operation_may_stand_in_any_namespace_that_clients_use(string xml) =>
        Assert.Equal("SessionManager", Read(xml, LogoutRequest.Method).Target.Value);

    [Theory]
    [InlineData("""<_this type="SessionManager">SessionManager</_this>""", "SessionManager")]
    [InlineData("""<_this versionId="5.5" type="SessionManager">SessionManager</_this>""", "SessionManager")]
    [InlineData("""<_this xsi:type="ManagedObjectReference" type="SessionManager">SessionManager</_this>""", "SessionManager")]
    [InlineData("""<_this xsi:type="SessionManager">SessionManager</_this>""", "")]
    [InlineData("""<_this>SessionManager</_this>""", "")]
    public void A_reference_may_say_its_type_or_not(string reference, string type) =>
        Assert.Equal(new ManagedObjectReference(type, "SessionManager"), Body($"<Logout>{reference}</Logout>", LogoutRequest.Method).Target);

    [Fact]
    public void An_optional_argument_may_be_missing_or_nil()
    {
        var login = (LoginRequest)Body(
            """<Login><_this>SessionManager</_this><userName xsi:type="xsd:string">root</userName><password>s&amp;cret</password><locale xsi:nil="true"/></Login>""",
            LoginRequest.Method).Request;
        Assert.Equal(("root", "s&cret", null), (login.UserName, login.Password, login.Locale));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("1", true)]
    [InlineData("false", false)]
    [InlineData(" 0 ", false)]
    public void Booleans_come_in_two_spellings(string text, bool value)
    {
        var request = (CreateFilterRequest)Body(
            $"<CreateFilter><_this>p</_this><spec><propSet><type>Folder</type></propSet><objectSet><obj type=\"Folder\">group-d1</obj></objectSet></spec><partialUpdates>{text}</partialUpdates></CreateFilter>",
            CreateFilterRequest.Method).Request;
        Assert.Equal(value, request.PartialUpdates);
    }

    [Theory]
    [InlineData("2024-02-03T04:05:06Z")]
    [InlineData("2024-02-03T06:05:06+02:00")]
    [InlineData("2024-02-02T23:05:06.000-05:00")]
    [InlineData("2024-02-03T04:05:06")]
    public void Times_come_with_any_offset(string text)
    {
        var request = (QueryEventsRequest)Body(
            $"<QueryEvents><_this>e</_this><filter><time><beginTime>{text}</beginTime></time></filter></QueryEvents>", QueryEventsRequest.Method).Request;
        Assert.Equal(new DateTime(2024, 2, 3, 4, 5, 6, DateTimeKind.Utc), request.Filter.Time!.BeginTime);
    }

    [Theory]
    [InlineData("TraversalSpec")]
    [InlineData("vim:TraversalSpec")]
    public void A_value_may_say_that_it_is_of_a_type_which_extends_the_declared_one(string type)
    {
        var request = (RetrievePropertiesRequest)Body(
            $"""<RetrieveProperties xmlns:vim="urn:vim25"><_this>p</_this><specSet><propSet><type>Folder</type><all>0</all><pathSet>name</pathSet></propSet><objectSet><obj>group-d1</obj><skip>true</skip><selectSet xsi:type="{type}"><name>t</name><type>Folder</type><path>childEntity</path><selectSet><name>t</name></selectSet></selectSet></objectSet></specSet></RetrieveProperties>""",
            RetrievePropertiesRequest.Method).Request;
        var traversal = Assert.IsType<TraversalSpec>(request.SpecSet[0].ObjectSet[0].SelectSet![0]);
        Assert.Equal(("t", "Folder", "childEntity"), (traversal.Name, traversal.Type, traversal.Path));
        Assert.Equal("t", traversal.SelectSet![0].Name);
    }

    [Theory]
    [InlineData("""xsi:type="xsd:string">text<""", "text")]
    [InlineData("""xsi:type="xsd:int">42<""", 42)]
    [InlineData("""xsi:type="xsd:boolean">1<""", true)]
    [InlineData(""">plain<""", "plain")]
    public void A_value_of_no_declared_type_is_of_the_type_it_says(string value, object expected)
    {
        var request = (UpdateOptionsRequest)Body(
            $"<UpdateOptions><_this>o</_this><changedValue><key>k</key><value {value}/value></changedValue></UpdateOptions>", UpdateOptionsRequest.Method).Request;
        Assert.Equal(expected, request.ChangedValue[0].Value);
    }

    [Fact]
    public void The_headers_that_mean_something_are_read_and_the_others_passed_over()
    {
        var envelope = _reader.ReadEnvelope(Bytes(
            """<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><x:Security xmlns:x="urn:x" s:mustUnderstand="1"><x:A><x:B/></x:A></x:Security><operationID>op-1</operationID><vcSessionCookie>"abc"</vcSessionCookie></s:Header><s:Body><Logout xmlns="urn:vim25" versionId="5.5"><_this>SessionManager</_this></Logout></s:Body></s:Envelope>"""));
        Assert.Equal(("Logout", "urn:vim25", "5.5", "op-1", "\"abc\""), (envelope.Operation, envelope.Namespace, envelope.VersionId, envelope.OperationId, envelope.SessionCookie));
        Assert.Equal("SessionManager", _reader.ReadArguments(LogoutRequest.Method).Target.Value);
    }

    [Fact]
    public void Nothing_secret_is_in_the_text_of_what_was_read()
    {
        var envelope = new SoapEnvelope("Login", "urn:vim25", null, null, "s3cret");
        var request = Body("<Login><_this>SessionManager</_this><userName>root</userName><password>s3cret</password></Login>", LoginRequest.Method).Request;
        Assert.DoesNotContain("s3cret", $"{envelope}{request}", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "Error returned by expat parser: no element found")]
    [InlineData("hello", "Error returned by expat parser: syntax error")]
    [InlineData("{}", "Error returned by expat parser: not well-formed (invalid token)")]
    [InlineData("<a/>", "Expected a SOAP envelope")]
    [InlineData("<Envelope/>", "Unsupported envelope namespace")]
    [InlineData("""<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body/></s:Envelope>""", "Unsupported envelope namespace")]
    [InlineData("""<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"/>""", "The envelope has no body")]
    [InlineData("""<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body/></s:Envelope>""", "The body names no operation")]
    [InlineData("""<!DOCTYPE a [<!ENTITY b "c">]><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><Logout>&b;</Logout></s:Body></s:Envelope>""", "Document types are not accepted")]
    [InlineData("""<!DOCTYPE a SYSTEM "file:///etc/passwd"><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><Logout/></s:Body></s:Envelope>""", "Document types are not accepted")]
    [InlineData("""<?xml version="1.0" encoding="UTF-16"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><Logout/></s:Body></s:Envelope>""", "encoding specified in XML declaration is incorrect")]
    public void What_is_no_envelope_is_refused_by_name(string xml, string message) =>
        Assert.Contains(message, Assert.Throws<VimDecodeException>(() => _reader.ReadEnvelope(Bytes(xml))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("<Login><_this>SessionManager</_this><userName>root</userName></Login>", "Required parameter password is missing")]
    [InlineData("<Login><userName>root</userName><password>p</password></Login>", "Got <userName> tag when expecting <_this> tag")]
    [InlineData("<Login/>", "Required parameter _this is missing")]
    [InlineData("<Login><_this>a</_this><_this>b</_this><userName>root</userName><password>p</password></Login>", "Unexpected element tag \"_this\" seen")]
    [InlineData("<Login><_this>a</_this><userName>root</userName><userName>admin</userName><password>p</password></Login>", "Unexpected element tag \"userName\" seen")]
    [InlineData("<Login><_this>a</_this><userName>root</userName><password>p</password><token>t</token></Login>", "Unexpected element tag \"token\" seen")]
    [InlineData("<Login><_this>a</_this><userName><b/></userName><password>p</password></Login>", "Unexpected element tag \"b\" seen")]
    [InlineData("<Login><_this>a</_this>text<userName>root</userName><password>p</password></Login>", "Unexpected text")]
    [InlineData("<Login><_this>a</_this><userName>&unknown;</userName><password>p</password></Login>", "Error returned by expat parser: undefined entity")]
    [InlineData("<Login><_this>a</_this><userName>root</userName><password>p</Login>", "Error returned by expat parser: mismatched tag")]
    [InlineData("<Login><_this>a</_this><password>p</password><userName>root</userName></Login>", "Unexpected element tag \"userName\" seen")]
    [InlineData("<v:Login xmlns:v='urn:vim25'><v:_this>a</v:_this><v:token>t</v:token></v:Login>", "Unexpected element tag \"v:token\" seen")]
    [InlineData("<Login><_this>a</_this><userName>root</userName><password>p</password></Login><Logout/>", "Unexpected element tag \"Logout\" seen")]
    public void Arguments_that_are_not_the_methods_are_refused_by_name(string body, string message) =>
        Assert.Contains(message, Assert.Throws<VimDecodeException>(() => Body(body, LoginRequest.Method)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("<options><maxObjects>many</maxObjects></options>", "Cannot convert the value of property maxObjects to xsd:int")]
    [InlineData("<options><maxObjects>99999999999</maxObjects></options>", "Cannot convert the value of property maxObjects to xsd:int")]
    [InlineData("<options xsi:type=\"NoSuchType\"/>", "Unexpected type NoSuchType of property options")]
    [InlineData("<options xsi:type=\"UserSession\"/>", "Unexpected type UserSession of property options")]
    [InlineData("<options xsi:type=\"xsd:string\">x</options>", "Unexpected type string of property options")]
    [InlineData("<specSet><objectSet><obj>o</obj></objectSet></specSet><options/>", "Required property propSet is missing from data object of type PropertyFilterSpec")]
    [InlineData("<specSet><propSet><type>a</type><all>maybe</all></propSet></specSet><options/>", "Cannot convert the value of property all to xsd:boolean")]
    public void Values_that_are_not_of_their_type_are_refused_by_name(string rest, string message) =>
        Assert.Contains(
            message,
            Assert.Throws<VimDecodeException>(() => Body($"<RetrievePropertiesEx><_this>p</_this>{rest}</RetrievePropertiesEx>", RetrievePropertiesExRequest.Method)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void A_refused_value_is_not_repeated_since_it_may_be_a_secret() =>
        Assert.DoesNotContain(
            "s3cret",
            Assert.Throws<VimDecodeException>(() => Body("<RetrievePropertiesEx><_this>p</_this><options><maxObjects>s3cret</maxObjects></options></RetrievePropertiesEx>", RetrievePropertiesExRequest.Method)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Every_truncation_is_refused()
    {
        var whole = Encoding.UTF8.GetBytes(Wrap("<Login><_this>SessionManager</_this><userName>root</userName><password>p</password></Login>"));
        for (var length = 0; length < whole.Length; length++)
        {
            var part = whole[..length];
            Assert.Throws<VimDecodeException>(() =>
            {
                _reader.ReadEnvelope(part);
                _reader.ReadArguments(LoginRequest.Method);
            });
        }

        Assert.Equal("SessionManager", Read(Encoding.UTF8.GetString(whole), LoginRequest.Method).Target.Value);
    }

    [Fact]
    public void No_mutation_of_a_request_makes_anything_but_a_request_or_a_refusal()
    {
        var whole = Encoding.UTF8.GetBytes(Wrap("""<RetrievePropertiesEx><_this type="PropertyCollector">p</_this><specSet><propSet><type>Folder</type><all>true</all></propSet><objectSet><obj type="Folder">group-d1</obj><selectSet xsi:type="TraversalSpec"><type>Folder</type><path>a</path></selectSet></objectSet></specSet><options><maxObjects>1</maxObjects></options></RetrievePropertiesEx>"""));
        var random = new Random(20251123);
        var refused = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var mutant = (byte[])whole.Clone();
            for (var j = random.Next(1, 4); j > 0; j--)
                mutant[random.Next(mutant.Length)] = random.Next(2) == 0 ? (byte)random.Next(256) : whole[random.Next(whole.Length)];
            try
            {
                if (_reader.ReadEnvelope(mutant).Operation == "RetrievePropertiesEx")
                    _reader.ReadArguments(RetrievePropertiesExRequest.Method);
            }
            catch (VimDecodeException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 10_000, 19_999);
    }

    [Fact]
    public void What_is_not_utf8_is_refused_where_it_stands()
    {
        var xml = Encoding.Latin1.GetBytes(Wrap("<Login><_this>SessionManager</_this><userName>Jürgen</userName><password>p</password></Login>"));
        Assert.Equal("Login", _reader.ReadEnvelope(xml).Operation);
        var error = Assert.Throws<VimDecodeException>(() => _reader.ReadArguments(LoginRequest.Method));
        Assert.Equal("\nError returned by expat parser: not well-formed (invalid token)", error.Message);
        Assert.False(error.IsBeforeMethod);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused_after_the_envelope_too()
    {
        byte[] xml = [.. Encoding.UTF8.GetBytes(Wrap("<Logout><_this>SessionManager</_this></Logout>")), 0xFF];
        _reader.ReadEnvelope(xml);
        Assert.Throws<VimDecodeException>(() => _reader.ReadArguments(LogoutRequest.Method));
    }

    [Fact]
    public void A_byte_order_mark_is_no_harm()
    {
        byte[] xml = [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Wrap("<Logout><_this>SessionManager</_this></Logout>"))];
        Assert.Equal("Logout", _reader.ReadEnvelope(xml).Operation);
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        var nested = string.Concat(Enumerable.Repeat("<a>", 100_000)) + string.Concat(Enumerable.Repeat("</a>", 100_000));
        var xml = $"""<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header>{nested}</s:Header><s:Body><Logout xmlns="urn:vim25"/></s:Body></s:Envelope>""";
        Assert.Contains("more deeply nested than 64", Assert.Throws<VimDecodeException>(() => _reader.ReadEnvelope(Bytes(xml))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_reader_serves_the_next_request_after_any_error()
    {
        Assert.Throws<VimDecodeException>(() => Body("<Login><_this>a</_this><userName>", LoginRequest.Method));
        Assert.Equal("SessionManager", Body("<Logout><_this>SessionManager</_this></Logout>", LogoutRequest.Method).Target.Value);
    }

    private static string Wrap(string body) =>
        $"""<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>""";

    private static ArraySegment<byte> Bytes(string xml) => Encoding.UTF8.GetBytes(xml);

    private (ManagedObjectReference Target, VimRequest Request) Body(string body, Vim25.VimMethod method) => Read(Wrap(body), method);

    private (ManagedObjectReference Target, VimRequest Request) Read(string xml, Vim25.VimMethod method)
    {
        Assert.Equal(method.Name, _reader.ReadEnvelope(Bytes(xml)).Operation);
        return _reader.ReadArguments(method);
    }
}
