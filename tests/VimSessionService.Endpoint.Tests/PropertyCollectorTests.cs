using System.Text.RegularExpressions;

namespace VimSessionService.Endpoint.Tests;

/// <summary>Reading properties as docs/facts/properties.md describes it.</summary>
public sealed partial class PropertyCollectorTests : IDisposable
{
    private const string SessionManager = "<obj type=\"SessionManager\">SessionManager</obj>";

    /// <summary>Five objects, two at a time.</summary>
    private static readonly string FivePages =
        $"<RetrievePropertiesEx _NS><_this>propertyCollector</_this>{string.Concat(Enumerable.Repeat($"<specSet><propSet><type>SessionManager</type><pathSet>defaultLocale</pathSet></propSet><objectSet>{SessionManager}</objectSet></specSet>", 5))}<options><maxObjects>2</maxObjects></options></RetrievePropertiesEx>";

    private readonly TestService _service = new();

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task Without_a_session_SessionManager_gives_what_is_anonymous_and_says_why_not_the_rest()
    {
        var answer = await RetrieveAsync("<type>SessionManager</type><all>true</all>", SessionManager);

        Assert.Equal(200, answer.Status);
        Assert.Contains(
            """<returnval><objects><obj type="SessionManager">SessionManager</obj><propSet><name>defaultLocale</name><val xsi:type="xsd:string">en</val></propSet><propSet><name>messageLocaleList</name><val xsi:type="ArrayOfString"><string xsi:type="xsd:string">ja</string><string xsi:type="xsd:string">zh_CN</string><string xsi:type="xsd:string">en</string><string xsi:type="xsd:string">de</string><string xsi:type="xsd:string">zh_TW</string><string xsi:type="xsd:string">ko</string><string xsi:type="xsd:string">fr</string></val></propSet><propSet><name>supportedLocaleList</name>""",
            answer.Answer,
            StringComparison.Ordinal);
        Assert.EndsWith(
            """</propSet><missingSet><path>message</path><fault><fault xsi:type="NotAuthenticated"><object type="Folder">group-d1</object><privilegeId>System.View</privilegeId></fault><localizedMessage></localizedMessage></fault></missingSet><missingSet><path>sessionList</path><fault><fault xsi:type="NotAuthenticated"><object type="Folder">group-d1</object><privilegeId>Sessions.TerminateSession</privilegeId></fault><localizedMessage></localizedMessage></fault></missingSet></objects></returnval></RetrievePropertiesExResponse>"""
                + "\n</soapenv:Body>\n</soapenv:Envelope>",
            answer.Answer,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RetrievePropertiesEx", "<objects><obj type=\"SessionManager\">SessionManager</obj></objects>")]
    [InlineData("RetrieveProperties", "<returnval><obj type=\"SessionManager\">SessionManager</obj></returnval>")]
    public async Task Without_a_session_the_current_session_alone_is_an_object_without_properties(string method, string expected) =>
        Assert.Contains(
            expected,
            (await RetrieveAsync("<type>SessionManager</type><pathSet>currentSession</pathSet>", SessionManager, method: method)).Answer,
            StringComparison.Ordinal);

    [Fact]
    public async Task Every_property_of_another_object_is_missing_without_a_session()
    {
        var answer = (await RetrieveAsync("<type>Folder</type><pathSet>name</pathSet><pathSet>childEntity</pathSet>", "<obj type=\"Folder\">group-d1</obj>")).Answer;
        Assert.DoesNotContain("<propSet>", answer, StringComparison.Ordinal);
        Assert.Equal(2, Missing().Count(answer));
    }

    [Fact]
    public async Task Nested_and_keyed_paths_reach_into_values()
    {
        var cookie = await _service.LoginAsync();
        var key = (await _service.Store.ListAsync(TestContext.Current.CancellationToken))[0].Key;
        var answer = (await RetrieveAsync(
            $"<type>SessionManager</type><pathSet>currentSession.key</pathSet><pathSet>sessionList[\"{key}\"].userName</pathSet><pathSet>sessionList[\"none\"]</pathSet><pathSet>messageLocaleList[\"de\"]</pathSet>",
            SessionManager,
            cookie)).Answer;
        Assert.Contains($"<propSet><name>currentSession.key</name><val xsi:type=\"xsd:string\">{key}</val></propSet>", answer, StringComparison.Ordinal);
        Assert.Contains($"<name>sessionList[&quot;{key}&quot;].userName</name><val xsi:type=\"xsd:string\">VSPHERE.LOCAL\\administrator</val>", answer, StringComparison.Ordinal);
        Assert.Contains("<name>messageLocaleList[&quot;de&quot;]</name><val xsi:type=\"xsd:string\">de</val>", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("none", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_nested_array_bears_the_type_of_its_items()
    {
        var cookie = await _service.LoginAsync();
        var answer = (await _service.CallAsync(TestService.Fetch("content.about.apiVersion", "ServiceInstance"), cookie)).Answer;
        Assert.Contains("<returnval xsi:type=\"xsd:string\">8.0.3.0</returnval>", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nosuch")]
    [InlineData("currentSession.nosuch")]
    [InlineData("sessionList.key")]
    [InlineData("message[\"a\"]")]
    [InlineData("message.length")]
    [InlineData("sessionList[\"a")]
    [InlineData("sessionList[\"a\"]key")]
    [InlineData(".message")]
    [InlineData("message.")]
    [InlineData("")]
    public async Task A_path_that_does_not_exist_is_InvalidProperty(string path)
    {
        var cookie = await _service.LoginAsync();
        foreach (var answer in new[]
                 {
                     await RetrieveAsync($"<type>SessionManager</type><pathSet>{path}</pathSet>", SessionManager, cookie),
                     await _service.CallAsync(TestService.Fetch(path), cookie),
                 })
        {
            Assert.Equal(500, answer.Status);
            Assert.Contains($"<InvalidPropertyFault xmlns=\"urn:vim25\" xsi:type=\"InvalidProperty\"><name>{path.Replace("\"", "&quot;", StringComparison.Ordinal)}</name></InvalidPropertyFault>", answer.Answer, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("<Fetch _NS><_this type=\"VirtualMachine\">vm-1</_this><prop>name</prop></Fetch>")]
    [InlineData("<RetrievePropertiesEx _NS><_this>propertyCollector</_this><specSet><propSet><type>VirtualMachine</type></propSet><objectSet><obj type=\"VirtualMachine\">vm-1</obj></objectSet></specSet><options/></RetrievePropertiesEx>")]
    public async Task An_object_that_does_not_exist_is_ManagedObjectNotFound(string body)
    {
        var answer = await _service.CallAsync(body, await _service.LoginAsync());
        Assert.Contains("<faultstring>The object 'vim.VirtualMachine:vm-1' has already been deleted or has not been completely created</faultstring>", answer.Answer, StringComparison.Ordinal);
        Assert.Contains("<ManagedObjectNotFoundFault xmlns=\"urn:vim25\" xsi:type=\"ManagedObjectNotFound\"><obj type=\"VirtualMachine\">vm-1</obj></ManagedObjectNotFoundFault>", answer.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_object_may_be_left_out_instead()
    {
        var answer = await _service.CallAsync(
            "<RetrieveProperties _NS><_this>propertyCollector</_this><specSet><propSet><type>Folder</type><pathSet>name</pathSet></propSet><objectSet><obj type=\"Folder\">group-d9</obj></objectSet><objectSet><obj type=\"Folder\">group-d1</obj></objectSet><reportMissingObjectsInResults>true</reportMissingObjectsInResults></specSet></RetrieveProperties>",
            await _service.LoginAsync());
        Assert.Contains("<returnval><obj type=\"Folder\">group-d1</obj><propSet><name>name</name><val xsi:type=\"xsd:string\">Datacenters</val></propSet></returnval>", answer.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PerfMgr", "description")]
    [InlineData("PerfMgr", "anything.at[\"all\"]")]
    [InlineData("LicenseManager", "licensedEdition")]
    [InlineData("AlarmManager", "defaultExpression")]
    public async Task A_property_of_an_object_that_is_listed_only_is_unset(string target, string path)
    {
        var answer = await _service.CallAsync(TestService.Fetch(path, target), await _service.LoginAsync());
        Assert.Contains("<FetchResponse xmlns=\"urn:vim25\"></FetchResponse>", answer.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<QueryPerf _NS><_this>PerfMgr</_this><querySpec><entity type=\"VirtualMachine\">vm-1</entity></querySpec></QueryPerf>")]
    [InlineData("<AddLicense _NS><_this>LicenseManager</_this><licenseKey>x</licenseKey></AddLicense>")]
    [InlineData("<CreateFolder _NS><_this type=\"Folder\">group-d1</_this><name>a</name></CreateFolder>")]
    public async Task A_method_that_is_not_emulated_is_NotSupported(string body)
    {
        var answer = await _service.CallAsync(body, await _service.LoginAsync());
        Assert.Equal(500, answer.Status);
        Assert.Contains("<NotSupportedFault xmlns=\"urn:vim25\" xsi:type=\"NotSupported\"></NotSupportedFault>", answer.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_come_by_token_and_each_token_is_good_once()
    {
        var cookie = await _service.LoginAsync();
        var first = (await _service.CallAsync(FivePages, cookie)).Answer;
        Assert.Equal(2, Objects().Count(first));
        var token = TokenOf(first);
        Assert.NotNull(token);

        var second = await ContinueAsync(token, cookie);
        Assert.Equal(2, Objects().Count(second.Answer));
        Assert.Contains("<InvalidArgumentFault xmlns=\"urn:vim25\" xsi:type=\"InvalidArgument\"><invalidProperty>token</invalidProperty>", (await ContinueAsync(token, cookie)).Answer, StringComparison.Ordinal);

        var third = await ContinueAsync(TokenOf(second.Answer)!, cookie);
        Assert.Equal(1, Objects().Count(third.Answer));
        Assert.Null(TokenOf(third.Answer));
    }

    [Fact]
    public async Task A_page_that_was_cancelled_or_is_anothers_is_gone()
    {
        var cookie = await _service.LoginAsync();
        var other = await _service.LoginAsync("reader", "s3cret-R");
        var token = TokenOf((await _service.CallAsync(FivePages, cookie)).Answer)!;
        Assert.Equal(500, (await ContinueAsync(token, other)).Status);
        Assert.Equal(200, (await _service.CallAsync($"<CancelRetrievePropertiesEx _NS><_this>propertyCollector</_this><token>{token}</token></CancelRetrievePropertiesEx>", cookie)).Status);
        Assert.Equal(500, (await ContinueAsync(token, cookie)).Status);
    }

    [Theory]
    [InlineData("<maxObjects>0</maxObjects>")]
    [InlineData("<maxObjects>-1</maxObjects>")]
    public async Task A_page_of_nothing_is_InvalidArgument(string options)
    {
        var answer = await _service.CallAsync(
            $"<RetrievePropertiesEx _NS><_this>propertyCollector</_this><specSet><propSet><type>SessionManager</type></propSet><objectSet>{SessionManager}</objectSet></specSet><options>{options}</options></RetrievePropertiesEx>");
        Assert.Contains("<invalidProperty>options.maxObjects</invalidProperty>", answer.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Traversal_follows_paths_and_named_selections_even_round()
    {
        var cookie = await _service.LoginAsync();
        var answer = (await _service.CallAsync(
            """<RetrieveProperties _NS><_this>propertyCollector</_this><specSet><propSet><type>SessionManager</type><pathSet>defaultLocale</pathSet></propSet><propSet><type>ManagedEntity</type><pathSet>name</pathSet></propSet><objectSet><obj type="ServiceInstance">ServiceInstance</obj><skip>true</skip><selectSet xsi:type="TraversalSpec"><name>toRoot</name><type>ServiceInstance</type><path>content.rootFolder</path><selectSet><name>down</name></selectSet></selectSet><selectSet xsi:type="TraversalSpec"><name>down</name><type>Folder</type><path>childEntity</path><selectSet><name>down</name></selectSet></selectSet><selectSet xsi:type="TraversalSpec"><type>ServiceInstance</type><path>content.sessionManager</path></selectSet></objectSet></specSet></RetrieveProperties>""",
            cookie)).Answer;
        Assert.Contains("<obj type=\"Folder\">group-d1</obj><propSet><name>name</name>", answer, StringComparison.Ordinal);
        Assert.Contains("<obj type=\"SessionManager\">SessionManager</obj><propSet><name>defaultLocale</name>", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("type=\"ServiceInstance\"", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_selection_by_a_name_that_nothing_bears_is_InvalidArgument()
    {
        var answer = await _service.CallAsync(
            "<RetrieveProperties _NS><_this>propertyCollector</_this><specSet><propSet><type>Folder</type></propSet><objectSet><obj type=\"Folder\">group-d1</obj><selectSet><name>nobody</name></selectSet></objectSet></specSet></RetrieveProperties>",
            await _service.LoginAsync());
        Assert.Contains("xsi:type=\"InvalidArgument\"><invalidProperty>selectSet</invalidProperty>", answer.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<type>ManagedEntity</type><pathSet>childType</pathSet>", "childType")]
    [InlineData("<type>ManagedEntity</type><pathSet>name</pathSet><pathSet>childEntity</pathSet>", "childEntity")]
    [InlineData("<type>SessionManager</type><pathSet>childType</pathSet>", "childType")]
    public async Task A_path_belongs_to_the_type_that_is_named_whatever_the_object_is(string propSet, string path)
    {
        var cookie = await _service.LoginAsync();
        var spec = $"<propSet>{propSet}</propSet><objectSet><obj type=\"Folder\">group-d1</obj></objectSet>";
        foreach (var body in new[]
                 {
                     $"<RetrieveProperties _NS><_this>propertyCollector</_this><specSet>{spec}</specSet></RetrieveProperties>",
                     $"<RetrievePropertiesEx _NS><_this>propertyCollector</_this><specSet>{spec}</specSet><options/></RetrievePropertiesEx>",
                     $"<CreateFilter _NS><_this>propertyCollector</_this><spec>{spec}</spec><partialUpdates>false</partialUpdates></CreateFilter>",
                 })
        {
            Assert.Contains($"xsi:type=\"InvalidProperty\"><name>{path}</name>", (await _service.CallAsync(body, cookie)).Answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_path_of_a_traversal_belongs_to_the_type_that_it_names()
    {
        var cookie = await _service.LoginAsync();
        const string Spec = "<propSet><type>ManagedEntity</type><pathSet>name</pathSet></propSet><objectSet><obj type=\"Folder\">group-d1</obj><selectSet xsi:type=\"TraversalSpec\"><type>ManagedEntity</type><path>childEntity</path></selectSet></objectSet>";
        foreach (var body in new[]
                 {
                     $"<RetrieveProperties _NS><_this>propertyCollector</_this><specSet>{Spec}</specSet></RetrieveProperties>",
                     $"<CreateFilter _NS><_this>propertyCollector</_this><spec>{Spec}</spec><partialUpdates>false</partialUpdates></CreateFilter>",
                 })
        {
            Assert.Contains("xsi:type=\"InvalidProperty\"><name>childEntity</name>", (await _service.CallAsync(body, cookie)).Answer, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_object_that_several_objectSpecs_select_is_told_once_for_each_specification()
    {
        var cookie = await _service.LoginAsync();
        const string Twice = "<specSet><propSet><type>Folder</type><pathSet>name</pathSet></propSet><objectSet><obj type=\"Folder\">group-d1</obj></objectSet><objectSet><obj type=\"Folder\">group-d1</obj></objectSet></specSet>";
        Assert.Equal(1, Objects().Count((await _service.CallAsync($"<RetrievePropertiesEx _NS><_this>propertyCollector</_this>{Twice}<options/></RetrievePropertiesEx>", cookie)).Answer));
        Assert.Equal(2, Objects().Count((await _service.CallAsync($"<RetrievePropertiesEx _NS><_this>propertyCollector</_this>{Twice}{Twice}<options/></RetrievePropertiesEx>", cookie)).Answer));
    }

    [Fact]
    public async Task Nothing_found_is_no_result()
    {
        var answer = await RetrieveAsync("<type>VirtualMachine</type><pathSet>name</pathSet>", SessionManager, await _service.LoginAsync());
        Assert.Contains("<RetrievePropertiesExResponse xmlns=\"urn:vim25\"></RetrievePropertiesExResponse>", answer.Answer, StringComparison.Ordinal);
    }

    private static string? TokenOf(string answer) => Token().Match(answer) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("<token>([^<]*)</token>")]
    private static partial Regex Token();

    [GeneratedRegex("<objects>")]
    private static partial Regex Objects();

    [GeneratedRegex("<missingSet>")]
    private static partial Regex Missing();

    private Task<TestExchange> ContinueAsync(string token, string cookie) => _service.CallAsync(
        $"<ContinueRetrievePropertiesEx _NS><_this>propertyCollector</_this><token>{token}</token></ContinueRetrievePropertiesEx>", cookie);

    private Task<TestExchange> RetrieveAsync(string propSet, string target, string? cookie = null, string method = "RetrievePropertiesEx") => _service.CallAsync(
        $"<{method} _NS><_this type=\"PropertyCollector\">propertyCollector</_this><specSet><propSet>{propSet}</propSet><objectSet>{target}</objectSet></specSet>{(method.EndsWith("Ex", StringComparison.Ordinal) ? "<options></options>" : "")}</{method}>",
        cookie);
}
