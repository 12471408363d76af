using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.ViJson;

/// <summary>Every declared method and property does and answers the same by VI-JSON as by SOAP, in one session, field by field, with servers of four versions.</summary>
public sealed class EveryMemberTests
{
    /// <summary>How many methods have a result with the arguments that they are called with here.</summary>
    private const int LeastResults = 66;

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
        ["RetrieveRolePermissions"] = "<roleId>-1</roleId>",
        ["SetEntityPermissions"] = $"<entity type=\"Folder\">group-d1</entity>{Permission}",
        ["ResetEntityPermissions"] = $"<entity type=\"Folder\">group-d1</entity>{Permission}",
        ["RemoveEntityPermission"] = "<entity type=\"Folder\">group-d1</entity><user>reader</user><isGroup>false</isGroup>",
        ["RetrieveArgumentDescription"] = "<eventTypeId>vim.event.UserLoginSessionEvent</eventTypeId>",
        ["CreateCollectorForEvents"] = "<filter/>",
        ["PostEvent"] = "<eventToPost xsi:type=\"GeneralUserEvent\"><key>0</key><chainId>0</chainId><createdTime>2024-02-03T04:05:06Z</createdTime><userName/><message>hello</message></eventToPost>",
        ["ReadNextEvents"] = "<maxCount>10</maxCount>",
        ["ReadPreviousEvents"] = "<maxCount>10</maxCount>",
    };

    private const string Extension = "<description><label>l</label><summary>s</summary></description><key>com.example.a</key><version>1</version><lastHeartbeatTime>2024-02-03T04:05:06Z</lastHeartbeatTime>";

    private const string Permission = "<permission><principal>reader</principal><group>false</group><roleId>-2</roleId><propagate>false</propagate></permission>";

    private const string Spec = "<propSet><type>Folder</type><pathSet>name</pathSet><pathSet>childEntity</pathSet><pathSet>effectiveRole</pathSet></propSet><propSet><type>Datacenter</type><all>true</all></propSet>"
        + "<propSet><type>SessionManager</type><pathSet>sessionList</pathSet><pathSet>supportedLocaleList</pathSet></propSet>"
        + "<objectSet><obj type=\"Folder\">group-d1</obj><selectSet xsi:type=\"TraversalSpec\"><name>t</name><type>Folder</type><path>childEntity</path><skip>false</skip><selectSet><name>t</name></selectSet></selectSet></objectSet>"
        + "<objectSet><obj type=\"SessionManager\">SessionManager</obj></objectSet>";

    private const string Specs = $"<specSet>{Spec}</specSet>";

    /// <summary>Versions whose methods and properties are not all the same: those that have VI-JSON first, that have one session for every door, and two newer ones.</summary>
    private static readonly ApiVersion[] Versions = [ApiVersion.V8_0_1_0, ApiVersion.V8_0_3_0, ApiVersion.V9_0_0_0, ApiVersion.V9_1_0_0];

    public static TheoryData<string, string, ApiVersion> Methods => new(
        from version in Versions
        from member in AllMethods
        where member.Method.Since <= version
        select (member.Type, member.Method.Name, version));

    public static TheoryData<string, string, ApiVersion> NewerMethods => new(
        from version in Versions
        from member in AllMethods
        where member.Method.Since > version && member.Method.Since <= ApiVersion.V9_1_0_0
        select (member.Type, member.Method.Name, version));

    public static TheoryData<string, string, ApiVersion> Properties => new(
        from version in Versions
        from type in VimManagedTypes.All
        from property in type.PropertiesByName
        where property.Since <= version
        select (type.Name, property.Name, version));

    private static IEnumerable<(string Type, VimMethod Method)> AllMethods =>
        from type in VimManagedTypes.All
        from method in type.Methods
        where method != FetchRequest.Method
        select (type.Name, method);

    [Theory]
    [MemberData(nameof(Properties))]
    public async Task A_property(string type, string property, ApiVersion version)
    {
        using var pair = await DoorPair.OpenAsync(version, Objects.GetValueOrDefault(type, type));
        var declared = VimManagedTypes.Find(type)!.FindProperty(property)!.Type;
        foreach (var isLoggedIn in new[] { true, false })
            SameAnswer.OfProperty(await pair.ReadBySoapAsync(type, property, isLoggedIn), await pair.ReadByJsonAsync(type, property, isLoggedIn), declared);
    }

    /// <summary>
    /// Two services, each with one session: in one the call comes by SOAP and then by VI-JSON, in the other the other way round. The first answers are the same,
    /// the second ones are, and what can be seen of the service afterwards is.
    /// </summary>
    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_method(string type, string name, ApiVersion version)
    {
        var isNewest = version == ApiVersion.V9_1_0_0;
        foreach (var arguments in ArgumentsOf(name, all: isNewest))
        {
            await CompareAsync(type, name, version, arguments, isLoggedIn: true);
            if (isNewest)
                await CompareAsync(type, name, version, arguments, isLoggedIn: false);
        }
    }

    [Theory]
    [MemberData(nameof(NewerMethods))]
    public async Task A_method_that_is_newer_than_the_service_is_there_at_neither_door(string type, string name, ApiVersion version)
    {
        using var pair = await DoorPair.OpenAsync(version, Objects.GetValueOrDefault(type, type));
        var arguments = Sample.Of(VimManagedTypes.FindMethod(name)!.Parameters);

        var soap = await pair.BySoapAsync(type, name, arguments, isLoggedIn: true);
        var json = await pair.ByJsonAsync(type, name, arguments, isLoggedIn: true);

        Assert.Equal(500, soap.Status);
        Assert.Contains($"Unable to resolve WSDL method name {name}", soap.Answer, StringComparison.Ordinal);
        Assert.Equal((404, ""), (json.Status, json.Answer));
    }

    /// <summary>Answers that are faults alone would show little: most methods have a result with one of their arguments.</summary>
    [Fact]
    public async Task Most_methods_have_a_result()
    {
        var withResult = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (type, method) in AllMethods.Where(static member => member.Method.Since <= ApiVersion.V9_1_0_0))
        {
            foreach (var arguments in ArgumentsOf(method.Name, all: true))
            {
                using var pair = await DoorPair.OpenAsync(ApiVersion.V9_1_0_0, Objects.GetValueOrDefault(type, type));
                if ((await pair.ByJsonAsync(type, method.Name, arguments, method.Name is not "Login")).Status is 200 or 204)
                    withResult.Add(method.Name);
            }
        }

        var without = AllMethods.Select(static member => member.Method.Name).Distinct(StringComparer.Ordinal).Where(name => !withResult.Contains(name)).ToArray();
        Assert.True(withResult.Count >= LeastResults, $"{withResult.Count} methods have a result; without one are {string.Join(", ", without)}");
    }

    private static async Task CompareAsync(string type, string name, ApiVersion version, string arguments, bool isLoggedIn)
    {
        var target = Objects.GetValueOrDefault(type, type);
        using var soapFirst = await DoorPair.OpenAsync(version, target);
        using var jsonFirst = await DoorPair.OpenAsync(version, target);
        var method = VimManagedTypes.FindMethod(name)!;

        // A login takes a client without a session.
        isLoggedIn = isLoggedIn && name is not "Login";
        SameAnswer.OfMethod(await soapFirst.BySoapAsync(type, name, arguments, isLoggedIn), await jsonFirst.ByJsonAsync(type, name, arguments, isLoggedIn), method);
        Assert.Equal(await soapFirst.EffectsAsync(), await jsonFirst.EffectsAsync());

        var second = await soapFirst.ByJsonAsync(type, name, arguments, isLoggedIn);
        SameAnswer.OfMethod(await jsonFirst.BySoapAsync(type, name, arguments, isLoggedIn), second, method);
        Assert.Equal(await soapFirst.EffectsAsync(), await jsonFirst.EffectsAsync());
    }

    /// <summary>Arguments with which it does something, where they are known, and those made from its declaration; only the former unless all are asked for.</summary>
    private static IEnumerable<string> ArgumentsOf(string method, bool all)
    {
        var isKnown = Arguments.TryGetValue(method, out var known);
        if (isKnown)
            yield return known!;
        if (all || !isKnown)
            yield return Sample.Of(VimManagedTypes.FindMethod(method)!.Parameters);
    }
}
