using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Tests.Updates;

namespace VimSessionService.Endpoint.Tests;

/// <summary>
/// Requests by which clients and recordings showed differences to real servers, each with the status and the parts of the response that count. The
/// texts of faults are compared in the response, as clients do.
/// </summary>
public sealed class ReportedCasesTests : IDisposable
{
    private const string Envelope = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"";
    private const string Wait = "config.vmacore.soap.sessionTimeout";

    private readonly TestService _service = new();

    public void Dispose() => _service.Dispose();

    /// <summary>What the case shows, the body, the status, and what the response contains.</summary>
    public static TheoryData<string, string, int, string[]> InASession => new()
    {
        { "a session that is not there", Call("TerminateSession", "SessionManager", "<sessionId>52-none</sessionId>"), 500, ["<faultstring>The object or item referred to could not be found.</faultstring>", "<NotFoundFault "] },
        {
            "an object that is not there", Call("Fetch", "group-d404", "<prop>name</prop>", "Folder"), 500,
            ["<faultstring>The object 'vim.Folder:group-d404' has already been deleted or has not been completely created</faultstring>", "<ManagedObjectNotFoundFault "]
        },
        { "what is not supported", Call("CreateFolder", "group-d1", "<name>new</name>", "Folder"), 500, ["<faultstring>The operation is not supported on the object.</faultstring>", "<NotSupportedFault "] },
        {
            "a name that is taken", Call("AddAuthorizationRole", "AuthorizationManager", "<name>ReadOnly</name><privIds>System.Read</privIds>"), 500,
            ["<faultstring>The specified key, name, or identifier 'ReadOnly' already exists.</faultstring>", "<AlreadyExistsFault "]
        },
        {
            "members in another order", Retrieve("<pathSet>parent</pathSet><type>ManagedEntity</type>", "<obj type=\"Folder\">group-d1</obj>"), 500,
            ["<InvalidRequestFault ", "Unexpected element tag"]
        },
        { "the target last", "<SetLocale _NS><locale>de</locale><_this type=\"SessionManager\">SessionManager</_this></SetLocale>", 500, ["when expecting &lt;_this&gt; tag", "<InvalidRequestFault "] },
        {
            "a text for a number", Option("xsd:string"), 500,
            ["<faultstring>A specified parameter was not correct: value</faultstring>", "<InvalidArgumentFault "]
        },
        {
            "a method of another type", Call("CreateFolder", "ViewManager", "<name>new</name>", "ViewManager"), 500,
            ["<faultstring>The request refers to an unexpected or unknown type.</faultstring>", "<InvalidTypeFault "]
        },
        { "a reference of no type", Retrieve("<type>Folder</type><pathSet>parent</pathSet>", "<obj type=\"NoSuchType\">group-d1</obj>"), 500, ["<InvalidRequestFault ", "NoSuchType"] },
        { "a path that the declared type has not", Retrieve("<type>ManagedEntity</type><pathSet>childEntity</pathSet>", "<obj type=\"Folder\">group-d1</obj>"), 500, ["<InvalidPropertyFault "] },
        { "a property that is not there", Call("Fetch", "SessionManager", "<prop>nothing</prop>"), 500, ["<faultstring></faultstring>", "<InvalidPropertyFault "] },
        { "a locale that is not there", Call("SetLocale", "SessionManager", "<locale>xx_YY</locale>"), 500, ["<faultstring>Invalid or unknown locale provided.</faultstring>", "<InvalidLocaleFault "] },
        { "a second login", TestService.LoginBody("reader", "s3cret-R"), 500, ["<faultstring>Cannot complete login due to an incorrect user name or password.</faultstring>", "<InvalidLoginFault "] },
    };

    public static TheoryData<string, string, int, string[]> WithoutASession => new()
    {
        { "a user of the server itself", TestService.LoginBody(@"LOCALOS\reader", "s3cret-R"), 200, ["<LoginResponse ", "<userName>reader</userName>"] },
        { "an extension without a certificate", Call("LoginExtensionByCertificate", "SessionManager", "<extensionKey>com.example.nobody</extensionKey>"), 500, ["<NoClientCertificateFault "] },
        { "a wrong password", TestService.LoginBody("reader", "wrong"), 500, ["<faultstring>Cannot complete login due to an incorrect user name or password.</faultstring>", "<InvalidLoginFault "] },
        { "a stranger", Call("SetLocale", "SessionManager", "<locale>de</locale>"), 500, ["<faultstring>The session is not authenticated.</faultstring>", "<NotAuthenticatedFault "] },
    };

    [Theory]
    [MemberData(nameof(InASession))]
    public async Task A_call_in_a_session_is_answered_as_by_a_real_server(string what, string body, int status, string[] parts) =>
        AssertAnswer(what, await _service.CallAsync(body, await _service.LoginAsync()), status, parts);

    [Theory]
    [MemberData(nameof(WithoutASession))]
    public async Task A_call_without_one_is_answered_as_by_a_real_server(string what, string body, int status, string[] parts) =>
        AssertAnswer(what, await _service.CallAsync(body), status, parts);

    [Fact]
    public async Task Who_may_not_is_told_the_text_of_a_missing_permission() => AssertAnswer(
        "a reader",
        await _service.CallAsync(Option("xsd:int"), await _service.LoginAsync("reader", "s3cret-R")),
        500,
        ["<faultstring>Permission to perform this operation was denied.</faultstring>", "<NoPermissionFault ", "<privilegeId>Global.Settings</privilegeId>"]);

    /// <summary>As the commonest client in Go writes them.</summary>
    [Fact]
    public async Task A_type_of_XML_Schema_needs_no_declaration_of_its_prefix()
    {
        var xml = $"{Envelope}><s:Body>{Option("xsd:int").Replace("_NS", "xmlns=\"urn:vim25\" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"", StringComparison.Ordinal)}</s:Body></s:Envelope>";
        AssertAnswer("an undeclared prefix", await _service.SendAsync(TestService.Raw(xml, await _service.LoginAsync())), 200, ["<UpdateOptionsResponse "]);
        Assert.Equal(TimeSpan.FromMinutes(45), _service.Get<SessionLimits>().IdleTimeout);
    }

    [Fact]
    public async Task A_body_without_anything_is_a_fault_of_the_client_without_a_detail()
    {
        var answer = await _service.SendAsync(TestService.Raw(""));
        AssertAnswer("nothing", answer, 500, ["<faultcode>ClientFaultCode</faultcode>", "no element found", "while parsing HTTP request before method was determined"]);
        Assert.DoesNotContain("<detail>", answer.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_that_another_call_ends_is_told_so_in_the_words_of_a_server()
    {
        var collector = new Collector(_service, await _service.LoginAsync());
        await collector.WatchAsync("message");
        await collector.CheckAsync();
        var waiting = collector.WaitAsync("1");
        Assert.False(waiting.IsCompleted);
        Assert.Equal(200, (await collector.CancelAsync()).Status);
        AssertAnswer("a wait", await waiting, 500, ["<faultstring>The task was canceled by a user.</faultstring>", "<RequestCanceledFault "]);
    }

    private static void AssertAnswer(string what, TestExchange answer, int status, string[] parts)
    {
        Assert.True(answer.Status == status, $"{what}: {answer.Status}: {answer.Answer}");
        Assert.All(parts, part => Assert.Contains(part, answer.Answer, StringComparison.Ordinal));
    }

    private static string Call(string method, string target, string arguments, string? type = null) =>
        $"<{method} _NS><_this type=\"{type ?? target}\">{target}</_this>{arguments}</{method}>";

    private static string Retrieve(string property, string target) =>
        Call("RetrievePropertiesEx", "propertyCollector", $"<specSet><propSet>{property}</propSet><objectSet>{target}</objectSet></specSet><options></options>", "PropertyCollector");

    private static string Option(string type) =>
        Call("UpdateOptions", "VpxSettings", $"<changedValue xsi:type=\"OptionValue\"><key>{Wait}</key><value xsi:type=\"{type}\">45</value></changedValue>", "OptionManager");
}
