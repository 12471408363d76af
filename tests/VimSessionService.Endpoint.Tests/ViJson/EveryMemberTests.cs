using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Endpoint.Tests.ViJson;

/// <summary>Every declared method and property answers the same by VI-JSON as by SOAP, in the same session, field by field.</summary>
public sealed partial class EveryMemberTests
{
    private static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";

    /// <summary>Objects of each managed type; those that a call has to make are named by it.</summary>
    private static readonly Dictionary<string, string> Objects = new(StringComparer.Ordinal)
    {
        ["ManagedObject"] = "SessionManager",
        ["ManagedEntity"] = "group-d1",
        ["ExtensibleManagedObject"] = "group-d1",
        ["Folder"] = "group-d1",
        ["Datacenter"] = "datacenter-2",
        ["PropertyCollector"] = "propertyCollector",
        ["OptionManager"] = "VpxSettings",
        ["ListView"] = "<CreateListView _NS><_this>ViewManager</_this><obj type=\"Folder\">group-d1</obj></CreateListView>",
        ["View"] = "<CreateListView _NS><_this>ViewManager</_this></CreateListView>",
        ["ManagedObjectView"] = "<CreateListView _NS><_this>ViewManager</_this></CreateListView>",
        ["ContainerView"] = "<CreateContainerView _NS><_this>ViewManager</_this><container type=\"Folder\">group-d1</container><recursive>true</recursive></CreateContainerView>",
        ["InventoryView"] = "<CreateInventoryView _NS><_this>ViewManager</_this></CreateInventoryView>",
        ["PropertyFilter"] = "<CreateFilter _NS><_this>propertyCollector</_this><spec><propSet><type>Folder</type><pathSet>name</pathSet></propSet><objectSet><obj type=\"Folder\">group-d1</obj></objectSet></spec><partialUpdates>false</partialUpdates></CreateFilter>",
        ["HistoryCollector"] = "<CreateCollectorForEvents _NS><_this>EventManager</_this><filter/></CreateCollectorForEvents>",
        ["EventHistoryCollector"] = "<CreateCollectorForEvents _NS><_this>EventManager</_this><filter/></CreateCollectorForEvents>",
    };

    /// <summary>Arguments with which a method does something, in the place of those made from its declaration.</summary>
    private static readonly Dictionary<string, string> Arguments = new(StringComparer.Ordinal)
    {
        ["Login"] = "<userName>reader</userName><password>s3cret-R</password><locale>de</locale>",
        ["SetLocale"] = "<locale>de</locale>",
        ["TerminateSession"] = "",
        ["UpdateServiceMessage"] = "<message>Hello \u00e9 \"x\" \\ \n</message>",
        ["ImpersonateUser"] = "<userName>administrator@vsphere.local</userName>",
        ["SessionIsActive"] = "<sessionID>none</sessionID><userName>a</userName>",
        ["AcquireGenericServiceTicket"] = "<spec xsi:type=\"SessionManagerHttpServiceRequestSpec\"><method>httpGet</method><url>https://vc.example/x</url></spec>",
        ["RetrieveProperties"] = Specs,
        ["RetrievePropertiesEx"] = Specs + "<options><maxObjects>2</maxObjects></options>",
        ["CreateFilter"] = $"<spec>{Spec}</spec><partialUpdates>false</partialUpdates>",
        ["WaitForUpdates"] = "<version>9</version>",
        ["CheckForUpdates"] = "",
        ["WaitForUpdatesEx"] = "<options><maxWaitSeconds>0</maxWaitSeconds></options>",
        ["QueryEvents"] = "<filter/>",
        ["QueryOptions"] = "",
        ["FindChild"] = "<entity type=\"Folder\">group-d1</entity><name>Lab</name>",
        ["UpdateOptions"] = "<changedValue><key>config.vimsession.eventLogSize</key><value xsi:type=\"xsd:int\">9000</value></changedValue>",
        ["RetrieveUserGroups"] = "<searchStr/><exactMatch>false</exactMatch><findUsers>true</findUsers><findGroups>true</findGroups>",
        ["AddAuthorizationRole"] = "<name>new</name><privIds>System.View</privIds>",
        ["MergePermissions"] = "<srcRoleId>-2</srcRoleId><dstRoleId>-1</dstRoleId>",
        ["CreateFolder"] = "<name>new</name>",
        ["Rename_Task"] = "<newName>other</newName>",
        ["CreateDatacenter"] = "<name>second</name>",
        ["RegisterExtension"] = $"<extension>{Extension}</extension>",
        ["FindByInventoryPath"] = "<inventoryPath>/Lab</inventoryPath>",
        ["RetrieveEntityPermissions"] = "<entity type=\"Folder\">group-d1</entity><inherited>true</inherited>",
        ["LogUserEvent"] = "<entity type=\"Folder\">group-d1</entity><msg>hello</msg>",
        ["ReadNextEvents"] = "<maxCount>10</maxCount>",
        ["ReadPreviousEvents"] = "<maxCount>10</maxCount>",
    };

    private const string Extension = "<description><label>l</label><summary>s</summary></description><key>com.example.a</key><version>1</version><lastHeartbeatTime>2024-02-03T04:05:06Z</lastHeartbeatTime>";

    private const string Spec = "<propSet><type>Folder</type><pathSet>name</pathSet><pathSet>childEntity</pathSet><pathSet>effectiveRole</pathSet></propSet><propSet><type>Datacenter</type><all>true</all></propSet>"
        + "<propSet><type>SessionManager</type><pathSet>sessionList</pathSet><pathSet>supportedLocaleList</pathSet></propSet>"
        + "<objectSet><obj type=\"Folder\">group-d1</obj><selectSet xsi:type=\"TraversalSpec\"><name>t</name><type>Folder</type><path>childEntity</path><skip>false</skip><selectSet><name>t</name></selectSet></selectSet></objectSet>"
        + "<objectSet><obj type=\"SessionManager\">SessionManager</obj></objectSet>";

    private const string Specs = $"<specSet>{Spec}</specSet>";

    public static TheoryData<string, string> Methods => new(
        from type in VimManagedTypes.All
        from method in type.Methods
        where method != FetchRequest.Method && method.Since <= ApiVersion.V9_1_0_0
        select (type.Name, method.Name));

    public static TheoryData<string, string> Properties => new(
        from type in VimManagedTypes.All
        from property in type.PropertiesByName
        select (type.Name, property.Name));

    [Theory]
    [MemberData(nameof(Properties))]
    public async Task A_property(string type, string property)
    {
        using var service = NewService();
        var cookie = await service.LoginAsync();
        var id = await ObjectAsync(service, cookie, type);

        foreach (var session in new[] { cookie, null })
        {
            var soap = await service.CallAsync($"<Fetch _NS><_this type=\"{type}\">{id}</_this><prop>{property}</prop></Fetch>", session, "urn:vim25/9.1.0.0");
            var json = await service.JsonAsync($"{type}/{id}/{property}", session: session?.Split('"')[1], release: "9.1.0.0");
            var declared = VimManagedTypes.Find(type)!.FindProperty(property)!.Type;
            AssertSame(soap, json, result => Fetched(result, declared));
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_method(string type, string name)
    {
        foreach (var (isLoggedIn, arguments) in new[] { (true, ""), (false, ""), (true, Arguments.GetValueOrDefault(name, "")) })
        {
            using var soapService = NewService();
            using var jsonService = NewService();
            var method = VimManagedTypes.FindMethod(name)!;
            var soapCookie = await soapService.LoginAsync();
            var jsonCookie = await jsonService.LoginAsync();
            var soapId = await ObjectAsync(soapService, soapCookie, type);
            var jsonId = await ObjectAsync(jsonService, jsonCookie, type);
            var sample = arguments.Length > 0 || Arguments.ContainsKey(name) ? Arguments[name] : Sample.Of(method.Parameters);
            var body = $"<{name} xmlns=\"urn:vim25\"><_this type=\"{type}\">ID</_this>{sample}</{name}>";

            // A login takes a client without a session.
            var isKnown = isLoggedIn && name is not "Login";
            var soap = await soapService.CallAsync(body.Replace("ID<", soapId + "<", StringComparison.Ordinal), isKnown ? soapCookie : null, "urn:vim25/9.1.0.0");
            var (path, json) = SoapCallAsJson.Of(Element(body.Replace("ID<", jsonId + "<", StringComparison.Ordinal)), "9.1.0.0");
            var answer = await jsonService.JsonAsync(path, json, isKnown ? jsonCookie.Split('"')[1] : null);

            AssertSame(soap, answer, result => method.Returns is { } declared ? SoapAsJson.Member(result, declared) : null);
            Assert.Equal(soap.AnswerHeaders.ContainsKey("Set-Cookie") && soap.Status == 200, answer.AnswerHeaders.ContainsKey(ViJsonCall.Session) && answer.Status == 200);
        }
    }

    private static TestService NewService() => new(new EndpointSettings { Version = ApiVersion.V9_1_0_0 }, datacenter: "Lab");

    private static XElement Element(string body) =>
        XElement.Parse($"<x xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\">{body}</x>").Elements().Single();

    /// <summary>An object of a type, which may have to be made.</summary>
    private static async Task<string> ObjectAsync(TestService service, string cookie, string type)
    {
        var known = Objects.GetValueOrDefault(type, type);
        if (!known.StartsWith('<'))
            return known;
        var made = XDocument.Parse((await service.CallAsync(known, cookie, "urn:vim25/9.1.0.0")).Answer);
        return made.Descendants().Single(static element => element.Name.LocalName == "returnval").Value;
    }

    /// <summary>The status and the answer are those that the answer of SOAP means.</summary>
    private static void AssertSame(TestExchange soap, TestExchange json, Func<IReadOnlyList<XElement>, JsonNode?> result)
    {
        var body = XDocument.Parse(soap.Answer).Root!.Element(Soap + "Body")!.Elements().Single();
        if (body.Name == Soap + "Fault")
        {
            Assert.Equal(500, json.Status);
            var detail = body.Element("detail")!.Elements().Single();
            var type = detail.Attributes().Single(static attribute => attribute.Name.LocalName == "type").Value;
            var fault = SoapAsJson.Members(new JsonObject { ["_typeName"] = type, ["faultstring"] = FirstLine(body.Element("faultstring")!.Value) }, detail, SoapAsJson.FieldsOf(VimTypes.Find(type)!));
            var told = JsonNode.Parse(json.AnswerBytes)!.AsObject();
            told["faultstring"] = FirstLine((string)told["faultstring"]!);
            Assert.Equal(Stable(fault), Stable(told));
            return;
        }

        var expected = result([.. body.Elements()]);
        var actual = json.AnswerBytes.Length == 0 ? null : JsonNode.Parse(json.AnswerBytes);
        Assert.Equal(actual is null ? 204 : 200, json.Status);
        Assert.Equal(expected is null ? "" : Stable(expected), actual is null or JsonArray { Count: 0 } ? "" : Stable(WithoutEmptyArrays(actual)));
    }

    /// <summary>What Fetch answers for a property: an array is boxed there.</summary>
    private static JsonNode? Fetched(IReadOnlyList<XElement> result, VimTypeRef declared)
    {
        if (result.Count == 0)
            return null;
        return declared.IsArray
            ? SoapAsJson.Member([.. result[0].Elements()], declared)
            : SoapAsJson.Member(result, declared);
    }

    /// <summary>SOAP does not tell an array without items from one that is unset.</summary>
    private static JsonNode WithoutEmptyArrays(JsonNode node)
    {
        if (node is JsonObject members)
        {
            foreach (var (name, value) in members.ToArray())
            {
                if (value is JsonArray { Count: 0 } && name != "_value")
                    members.Remove(name);
                else if (value is not null)
                    WithoutEmptyArrays(value);
            }
        }
        else if (node is JsonArray items)
        {
            foreach (var item in items)
                WithoutEmptyArrays(item!);
        }

        return node;
    }

    private static string FirstLine(string text) => text.Trim().Split('\n')[0].Trim();

    /// <summary>The text of a value, without keys and secrets, which are other ones in each service, and without the count of calls.</summary>
    private static string Stable(JsonNode node) => Calls().Replace(Secrets().Replace(node.ToJsonString(), "KEY"), "\"callCount\":0");

    [GeneratedRegex("(session\\[)?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\]?|cst-VCT-[0-9a-f-]+--tp[0-9A-F-]*|cst-VCT-[0-9A-Za-z-]+|[0-9a-f]{32,}")]
    private static partial Regex Secrets();

    [GeneratedRegex("\"callCount\":[0-9]+")]
    private static partial Regex Calls();
}
