using System.Text.RegularExpressions;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests;

/// <summary>The version of a call decides what is written back, whichever way the value goes.</summary>
public sealed partial class VersionTests
{
    private const string Content = "<RetrieveServiceContent _NS><_this type=\"ServiceInstance\">ServiceInstance</_this></RetrieveServiceContent>";

    private const string In20 = "rootFolder propertyCollector about setting userDirectory sessionManager authorizationManager perfManager scheduledTaskManager alarmManager eventManager taskManager customizationSpecManager customFieldsManager diagnosticManager licenseManager searchIndex";

    private const string In41 = "rootFolder propertyCollector viewManager about setting userDirectory sessionManager authorizationManager perfManager scheduledTaskManager alarmManager eventManager taskManager extensionManager customizationSpecManager customFieldsManager diagnosticManager licenseManager searchIndex fileManager virtualDiskManager snmpSystem vmProvisioningChecker vmCompatibilityChecker ovfManager ipPoolManager dvSwitchManager hostProfileManager clusterProfileManager complianceManager localizationManager storageResourceManager";

    private const string In55 = "rootFolder propertyCollector viewManager about setting userDirectory sessionManager authorizationManager serviceManager perfManager scheduledTaskManager alarmManager eventManager taskManager extensionManager customizationSpecManager customFieldsManager diagnosticManager licenseManager searchIndex fileManager datastoreNamespaceManager virtualDiskManager snmpSystem vmProvisioningChecker vmCompatibilityChecker ovfManager ipPoolManager dvSwitchManager hostProfileManager clusterProfileManager complianceManager localizationManager storageResourceManager guestOperationsManager";

    private const string In65 = In55 + " overheadMemoryManager certificateManager ioFilterManager vStorageObjectManager hostSpecManager cryptoManager healthUpdateManager failoverClusterConfigurator failoverClusterManager";

    private const string About20 = "name fullName vendor version build localeVersion localeBuild osType productLineId apiType apiVersion";

    private const string About41 = About20 + " instanceUuid licenseProductName licenseProductVersion";

    private static readonly string In802 = In65.Replace(" customFieldsManager", " guestCustomizationManager customFieldsManager", StringComparison.Ordinal)
        + " tenantManager siteInfoManager storageQueryManager";

    private static readonly string About802 = About41.Replace(" build", " patchLevel build", StringComparison.Ordinal);

    /// <summary>What real servers sent for each SOAPAction.</summary>
    public static TheoryData<string, ApiVersion, string, string> Recorded => new()
    {
        { "\"urn:vim2/2.0\"", ApiVersion.V5_5, In20, About20 },
        { "\"urn:vim25/4.1\"", ApiVersion.V6_0, In41, About41 },
        { "\"urn:vim25/5.5\"", ApiVersion.V8_0_3_0, In55, About41 },
        { "\"urn:vim25/6.5\"", ApiVersion.V6_5, In65, About41 },
        { "\"urn:vim25/8.0.2.0\"", ApiVersion.V8_0_3_0, In802, About802 },
        { "urn:vim25/6.5", ApiVersion.V5_5, In55, About41 },
        { "RetrieveServiceContent", ApiVersion.V4_1, In41, About41 },
        { "RetrieveServiceContent", ApiVersion.V9_1_0_0, In802 + " directPathProfileManager", About802 },
        { "urn:vim25/9.1.2.0.rc0", ApiVersion.V9_1_0_0, In802 + " directPathProfileManager", About802 },
        { "RetrieveServiceContent", ApiVersion.V9_0_0_0, In802 + " directPathProfileManager", About802 },
    };

    [Theory]
    [MemberData(nameof(Recorded))]
    public async Task A_client_of_a_version_gets_the_service_content_that_real_servers_sent_it(string action, ApiVersion server, string members, string about)
    {
        using var service = new TestService(new EndpointOptions { Version = server });
        var cookie = await service.LoginAsync();
        foreach (var body in new[]
                 {
                     Content,
                     TestService.Fetch("content", "ServiceInstance"),
                     "<RetrieveProperties _NS><_this>propertyCollector</_this><specSet><propSet><type>ServiceInstance</type><pathSet>content</pathSet></propSet><objectSet><obj>ServiceInstance</obj></objectSet></specSet></RetrieveProperties>",
                 })
        {
            var answer = (await service.CallAsync(body, cookie, action)).Answer;
            var content = ContentOf().Match(answer).Groups[1].Value;
            var aboutXml = AboutOf().Match(content).Groups[1].Value;
            Assert.Equal(members, string.Join(' ', Names().Matches(content.Replace(aboutXml, "", StringComparison.Ordinal)).Select(m => m.Groups[1].Value)));
            Assert.Equal(about, string.Join(' ', Names().Matches(aboutXml).Select(m => m.Groups[1].Value)));
        }
    }

    /// <summary>Seen of real servers: the namespace of the answer is the one that the header names.</summary>
    [Theory]
    [InlineData("urn:vim2/2.0", "urn:vim25", "urn:vim2")]
    [InlineData("\"urn:vim2/2.0\"", "urn:vim25", "urn:vim2")]
    [InlineData("urn:vim25/5.5", "urn:vim2", "urn:vim2")]
    [InlineData("", "urn:vim2", "urn:vim2")]
    [InlineData(null, "urn:vim2", "urn:vim2")]
    [InlineData("urn:vim25/5.5", "urn:vim25", "urn:vim25")]
    [InlineData("RetrieveServiceContent", "urn:vim25", "urn:vim25")]
    [InlineData("urn:vim25/5.5", "urn:internalvim25", "urn:vim25")]
    public async Task Header_and_body_decide_on_the_namespace_of_the_answer(string? action, string body, string answered)
    {
        using var service = new TestService();
        var answer = await service.CallAsync(Content.Replace("_NS", $"xmlns=\"{body}\"", StringComparison.Ordinal), action: action);
        Assert.Equal(200, answer.Status);
        Assert.Contains($"<RetrieveServiceContentResponse xmlns=\"{answered}\">", answer.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_header_that_is_no_version_cannot_be_answered_in_the_first_namespace()
    {
        using var service = new TestService(new EndpointOptions { Version = ApiVersion.V4_1 });
        var answer = await service.CallAsync(Content.Replace("_NS", "xmlns=\"urn:vim2\"", StringComparison.Ordinal), action: "\"RetrieveServiceContent\"");
        Assert.Equal(500, answer.Status);
        Assert.Contains("<soapenv:Fault><faultcode>ClientFaultCode</faultcode><faultstring>Unsupported version URI RetrieveServiceContent</faultstring></soapenv:Fault>", answer.Answer, StringComparison.Ordinal);
    }

    public static TheoryData<string?, string> Actions => new()
    {
        { "urn:vim25/8.0.3.0", "8.0.3.0" },
        { "\"urn:vim25/8.0.3.0\"", "8.0.3.0" },
        { "urn:vim25/9.9.9.9", "9.0.0.0" },
        { "urn:vim25/5.5", "5.5" },
        { "urn:vim25/6.0.1", "6.0" },
        { "\"urn:vim25#Login\"", "9.0.0.0" },
        { "vim25", "9.0.0.0" },
        { "Login", "9.0.0.0" },
        { "\"\"", "2.0" },
        { "", "2.0" },
        { null, "2.5u2" },
    };

    [Theory]
    [MemberData(nameof(Actions))]
    public async Task The_action_names_the_version_or_none(string? action, string applied)
    {
        using var service = new TestService(new EndpointOptions { Version = ApiVersion.V9_0_0_0 });
        var answer = await service.CallAsync(Content, action: action);
        Assert.Equal($"urn:vim25/{applied}", answer.AnswerHeaders["X-Applied-Soapaction"]);
    }

    [Fact]
    public async Task The_version_of_a_call_without_an_action_is_a_setting()
    {
        using var service = new TestService(new EndpointOptions { Version = ApiVersion.V9_0_0_0, AbsentActionVersion = ApiVersion.V2_0 });
        Assert.Equal("urn:vim25/2.0", (await service.CallAsync(Content, action: null)).AnswerHeaders["X-Applied-Soapaction"]);
    }

    [Fact]
    public async Task The_version_that_older_pyVmomi_writes_on_elements_counts_where_the_action_names_none()
    {
        using var service = new TestService(new EndpointOptions { Version = ApiVersion.V9_0_0_0 });
        var body = "<RetrieveServiceContent xmlns=\"urn:vim25\" versionId=\"5.5\"><_this versionId=\"5.5\" type=\"ServiceInstance\">ServiceInstance</_this></RetrieveServiceContent>";
        Assert.Equal("urn:vim25/5.5", (await service.CallAsync(body, action: "\"urn:vim25\"")).AnswerHeaders["X-Applied-Soapaction"]);
    }

    [Fact]
    public async Task The_first_namespace_is_answered_in_itself_as_the_first_version()
    {
        using var service = new TestService();
        var answer = await service.CallAsync("<RetrieveServiceContent xmlns=\"urn:vim2\"><_this>ServiceInstance</_this></RetrieveServiceContent>", action: "urn:vim2/2.0");
        Assert.Contains("<RetrieveServiceContentResponse xmlns=\"urn:vim2\">", answer.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("viewManager", answer.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_namespace_that_scanners_use_is_answered_in_the_usual_one()
    {
        using var service = new TestService();
        var answer = await service.CallAsync("<RetrieveServiceContent xmlns=\"urn:internalvim25\"><_this xsi:type=\"ManagedObjectReference\" type=\"ServiceInstance\">ServiceInstance</_this></RetrieveServiceContent>", action: null);
        Assert.Contains("<RetrieveServiceContentResponse xmlns=\"urn:vim25\">", answer.Answer, StringComparison.Ordinal);
    }

    /// <summary>What servers of each version were recorded to send beside what all send.</summary>
    [Theory]
    [InlineData(ApiVersion.V4_1, "")]
    [InlineData(ApiVersion.V5_5, "")]
    [InlineData(ApiVersion.V6_0, "")]
    [InlineData(ApiVersion.V6_5, "X-Frame-Options: DENY")]
    [InlineData(ApiVersion.V6_7_3, "X-Frame-Options: DENY")]
    [InlineData(ApiVersion.V7_0_0_0, "Vary: Accept-Encoding")]
    [InlineData(ApiVersion.V8_0_3_0, "Vary: Accept-Encoding")]
    [InlineData(ApiVersion.V9_0_0_0, "Vary: Accept-Encoding, X-Applied-Soapaction: urn:vim25/8.0.3.0")]
    public async Task An_answer_has_the_headers_of_the_version(ApiVersion server, string headers)
    {
        using var service = new TestService(new EndpointOptions { Version = server });
        var answer = await service.CallAsync(Content, action: "urn:vim25/8.0.3.0");
        Assert.Equal("no-cache", answer.AnswerHeaders["Cache-Control"]);
        Assert.Equal(headers, string.Join(", ", answer.AnswerHeaders
            .Where(header => header.Key is "Vary" or "X-Frame-Options" or "X-Applied-Soapaction")
            .OrderBy(header => header.Key, StringComparer.Ordinal).Select(header => $"{header.Key}: {header.Value}")));
    }

    [Fact]
    public async Task A_server_of_4_0_does_not_know_the_newer_methods_of_the_PropertyCollector()
    {
        using var service = new TestService(new EndpointOptions { Version = ApiVersion.V4_0 });
        var cookie = await service.LoginAsync();
        const string Spec = "<specSet><propSet><type>SessionManager</type><pathSet>defaultLocale</pathSet></propSet><objectSet><obj>SessionManager</obj></objectSet></specSet>";
        Assert.Contains("<val xsi:type=\"xsd:string\">", (await service.CallAsync($"<RetrieveProperties _NS><_this>propertyCollector</_this>{Spec}</RetrieveProperties>", cookie)).Answer, StringComparison.Ordinal);
        Assert.Contains(
            "Unable to resolve WSDL method name RetrievePropertiesEx",
            (await service.CallAsync($"<RetrievePropertiesEx _NS><_this>propertyCollector</_this>{Spec}<options/></RetrievePropertiesEx>", cookie)).Answer,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_calls_a_method_newer_than_itself_is_answered_in_the_declared_type()
    {
        using var service = new TestService();
        var answer = await service.CallAsync(
            "<RetrievePropertiesEx _NS><_this>propertyCollector</_this><specSet><propSet><type>SessionManager</type><pathSet>defaultLocale</pathSet></propSet><objectSet><obj>SessionManager</obj></objectSet></specSet><options/></RetrievePropertiesEx>",
            await service.LoginAsync(),
            "\"\"");
        Assert.Contains(
            "<returnval><objects><obj type=\"SessionManager\">SessionManager</obj><propSet><name>defaultLocale</name><val xsi:type=\"xsd:string\">en</val></propSet></objects></returnval>",
            answer.Answer,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_of_2_5_u2server_has_what_2_5_u2_brought()
    {
        using var service = new TestService(new EndpointOptions { Version = ApiVersion.V2_5U2server });
        Assert.Contains("AcquireCloneTicketResponse", (await service.CallAsync("<AcquireCloneTicket _NS><_this>SessionManager</_this></AcquireCloneTicket>", await service.LoginAsync())).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_does_not_know_methods_and_properties_that_are_newer_than_itself()
    {
        using var service = new TestService(new EndpointOptions { Version = ApiVersion.V5_0 });
        var cookie = await service.LoginAsync();
        Assert.Contains(
            "<faultstring>Unable to resolve WSDL method name LoginByToken for namespace name urn:vim25\n\nwhile parsing SOAP body\n",
            (await service.CallAsync("<LoginByToken _NS><_this>SessionManager</_this></LoginByToken>", cookie)).Answer,
            StringComparison.Ordinal);
        Assert.Contains("InvalidPropertyFault", (await service.CallAsync(TestService.Fetch("currentSession.callCount"), cookie)).Answer, StringComparison.Ordinal);
        Assert.Contains("<apiVersion>5.0</apiVersion>", (await service.CallAsync(Content)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_to_a_field_newer_than_the_call_does_not_exist_for_it()
    {
        using var service = new TestService();
        var cookie = await service.LoginAsync();
        Assert.Contains("InvalidPropertyFault", (await service.CallAsync(TestService.Fetch("currentSession.callCount"), cookie, "urn:vim25/5.0")).Answer, StringComparison.Ordinal);
        Assert.Contains("<returnval xsi:type=\"xsd:long\">", (await service.CallAsync(TestService.Fetch("currentSession.callCount"), cookie, "urn:vim25/5.1")).Answer, StringComparison.Ordinal);
    }

    [GeneratedRegex("(?:<returnval>|xsi:type=\"ServiceContent\">)(<rootFolder.*?)</(?:returnval|val)>")]
    private static partial Regex ContentOf();

    [GeneratedRegex("<about>(.*)</about>")]
    private static partial Regex AboutOf();

    [GeneratedRegex("<([a-zA-Z]+)[ >]")]
    private static partial Regex Names();
}
