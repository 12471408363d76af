namespace VimSessionService.Endpoint.Tests.Limits;

/// <summary>Writes calls of any size.</summary>
internal static class GrowthText
{
    public const string Folder = "<obj type=\"Folder\">group-d1</obj>";
    public const string FolderEntity = "<entity type=\"Folder\">group-d1</entity>";
    public const string Manager = "<obj type=\"SessionManager\">SessionManager</obj>";

    /// <summary>The extension that is registered before a measurement.</summary>
    public const string ExtensionKey = "com.example.growing";

    public static string Letters(int n) => new('a', n);

    public static string Many(int n, Func<int, string> make) => string.Concat(Enumerable.Range(0, n).Select(make));

    public static string Call(string method, string target, string arguments) => $"<{method} _NS><_this>{target}</_this>{arguments}</{method}>";

    public static string Sessions(string method, string arguments) => Call(method, "SessionManager", arguments);

    public static string Search(string method, string arguments) => Call(method, "SearchIndex", arguments);

    public static string Retrieve(string propSet, string objects) => RetrieveSpec($"<propSet>{propSet}</propSet>{objects}");

    public static string RetrieveSpec(string spec) => Call("RetrieveProperties", "propertyCollector", $"<specSet>{spec}</specSet>");

    public static string Walk(string selections) => Retrieve("<type>ManagedEntity</type><pathSet>name</pathSet>", $"<objectSet>{Folder}{selections}</objectSet>");

    public static string Filter(string propSet, string objects) =>
        Call("CreateFilter", "propertyCollector", $"<spec><propSet>{propSet}</propSet>{objects}</spec><partialUpdates>false</partialUpdates>");

    public static string Query(string filters, string properties = "", string type = "Folder") =>
        Search("Query", $"<querySpec>{properties}<resourceType>{type}</resourceType>{filters}</querySpec>");

    public static string Predicate(string path, string operation, string value) =>
        $"<predicates><propertyPath>{path}</propertyPath><operator>{operation}</operator><comparableValue xsi:type=\"xsd:string\">{value}</comparableValue></predicates>";

    public static string Users(string what) => Call("RetrieveUserGroups", "UserDirectory", $"{what}<exactMatch>false</exactMatch><findUsers>true</findUsers><findGroups>true</findGroups>");

    public static string Events(string filter) => Call("QueryEvents", "EventManager", $"<filter>{filter}</filter>");

    public static string Post(string before = "", string after = "", string end = "") => Call(
        "PostEvent",
        "EventManager",
        $"<eventToPost xsi:type=\"EventEx\"><key>0</key><chainId>0</chainId><createdTime>2024-02-03T04:05:06Z</createdTime><userName></userName>{before}<eventTypeId>com.example.growing</eventTypeId>{after}</eventToPost>{end}");

    public static string Update(string lists, string subject = "<subjectName>CN=growing</subjectName>", string after = "") => Call("UpdateExtension", "ExtensionManager", Extension(lists, subject, after));

    public static string Extension(string lists, string subject = "<subjectName>CN=growing</subjectName>", string after = "") =>
        $"<extension><description><label>l</label><summary>s</summary></description><key>{ExtensionKey}</key><version>1.0.0</version>{subject}{lists}<lastHeartbeatTime>2024-02-03T04:05:06Z</lastHeartbeatTime>{after}</extension>";
}
