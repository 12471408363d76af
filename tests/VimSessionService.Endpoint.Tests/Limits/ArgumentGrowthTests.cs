using static VimSessionService.Endpoint.Tests.Limits.GrowthText;

namespace VimSessionService.Endpoint.Tests.Limits;

/// <summary>
/// The work and the memory of calls with arguments that have no row of their own: those of one call are long together. <see cref="GrowthCoverageTests"/> tells which
/// are missing.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class ArgumentGrowthTests : CallGrowthTests<ArgumentGrowthTests>, IGrowthRows
{
    /// <inheritdoc/>
    public static IReadOnlyDictionary<string, GrowthRow> Rows { get; } = new Dictionary<string, GrowthRow>(StringComparer.Ordinal)
    {
        ["characters of the locale of a negotiation"] = GrowthRow.Login(50_000, n => Sessions("LoginBySSPI", $"<base64Token>YQ==</base64Token><locale>{Letters(n)}</locale>"), "InvalidLocale", "locale"),
        ["characters of the locale of a user to become"] = GrowthRow.Of(50_000, n => Sessions("ImpersonateUser", $"<userName>reader</userName><locale>{Letters(n)}</locale>"), "InvalidLocale", "locale"),
        ["characters of the name of a role to add"] = GrowthRow.Of(50_000, n => Call("AddAuthorizationRole", "AuthorizationManager", $"<name>{Letters(n)}</name>"), "InvalidName", "the name is empty or too long"),
        ["privileges of a role to add"] = GrowthRow.Of(500, n => Call("AddAuthorizationRole", "AuthorizationManager", $"<name>growing</name>{Many(n, _ => "<privIds>System.View</privIds>")}"), "AlreadyExists", "role"),
        ["characters of a privilege of a role to add"] = GrowthRow.Of(50_000, n => Call("AddAuthorizationRole", "AuthorizationManager", $"<name>another</name><privIds>{Letters(n)}</privIds>"), "InvalidArgument", "there is no privilege"),
        ["characters of a principal to set"] = GrowthRow.Of(50_000, n => Call("SetEntityPermissions", "AuthorizationManager", FolderEntity + Permission(Letters(n))), "UserNotFound", "user"),
        ["characters of a principal to reset"] = GrowthRow.Of(50_000, n => Call("ResetEntityPermissions", "AuthorizationManager", FolderEntity + Permission(Letters(n))), "UserNotFound", "user"),
        ["characters of a session that is asked about"] = GrowthRow.Of(50_000, n => Call("HasPrivilegeOnEntity", "AuthorizationManager", $"{FolderEntity}<sessionId>{Letters(n)}</sessionId><privId>System.View</privId>")),
        ["characters of a privilege of a session"] = GrowthRow.Named(50_000, (n, names) => Call("HasPrivilegeOnEntity", "AuthorizationManager", $"{FolderEntity}<sessionId>{names.Session}</sessionId><privId>{Letters(n)}</privId>")),
        ["characters of a session that is asked about objects"] = GrowthRow.Of(50_000, n => Call("HasPrivilegeOnEntities", "AuthorizationManager", $"{FolderEntity}<sessionId>{Letters(n)}</sessionId><privId>System.View</privId>")),
        ["privileges of a session on objects"] = GrowthRow.Named(500, (n, names) => Call("HasPrivilegeOnEntities", "AuthorizationManager", $"{FolderEntity}<sessionId>{names.Session}</sessionId>{Many(n, i => $"<privId>P.{i}</privId>")}")),
        ["characters of a privilege of a session on objects"] = GrowthRow.Named(50_000, (n, names) => Call("HasPrivilegeOnEntities", "AuthorizationManager", $"{FolderEntity}<sessionId>{names.Session}</sessionId><privId>{Letters(n)}</privId>")),
        ["objects that privileges of a user are asked for"] = GrowthRow.Of(300, n => Call("HasUserPrivilegeOnEntities", "AuthorizationManager", $"{Many(n, _ => "<entities type=\"Folder\">group-d1</entities>")}<userName>reader</userName><privId>System.View</privId>")),
        ["characters of a user whose privileges are asked for"] = GrowthRow.Of(50_000, n => Call("HasUserPrivilegeOnEntities", "AuthorizationManager", $"<entities type=\"Folder\">group-d1</entities><userName>{Letters(n)}</userName><privId>System.View</privId>"), "InvalidArgument", "the user name is in no known form"),
        ["characters of a privilege of a user"] = GrowthRow.Of(50_000, n => Call("HasUserPrivilegeOnEntities", "AuthorizationManager", $"<entities type=\"Folder\">group-d1</entities><userName>reader</userName><privId>{Letters(n)}</privId>")),

        ["texts of an extension"] = GrowthRow.Of(1_000, n => Call("UpdateExtension", "ExtensionManager", ExtensionOf(ExtensionKey, Letters(n)))),
        ["texts of a privilege of an extension"] = GrowthRow.Of(20_000, n => Call("UpdateExtension", "ExtensionManager", ExtensionOf(ExtensionKey, "a", privilege: Letters(n))), "InvalidArgument", "privilege"),
        ["characters of the key of an extension to change"] = GrowthRow.Of(50_000, n => Call("UpdateExtension", "ExtensionManager", ExtensionOf(Letters(n), "a")), "NotFound", "no extension"),
        ["texts of an extension that is registered already"] = GrowthRow.Of(1_000, n => Call("RegisterExtension", "ExtensionManager", ExtensionOf(ExtensionKey, Letters(n))), "InvalidArgument", "is registered already"),
        ["lists of an extension that is registered already"] = GrowthRow.Of(50, n => Call("RegisterExtension", "ExtensionManager", ExtensionOf(ExtensionKey, "a", n)), "InvalidArgument", "is registered already"),
        ["texts of a privilege of an extension to register"] = GrowthRow.Of(20_000, n => Call("RegisterExtension", "ExtensionManager", ExtensionOf(ExtensionKey, "a", privilege: Letters(n))), "InvalidArgument", "privilege"),
        ["characters of the key of an extension that gets a public key"] = GrowthRow.Of(50_000, n => Call("SetPublicKey", "ExtensionManager", $"<extensionKey>{Letters(n)}</extensionKey><publicKey>a</publicKey>"), "InvalidArgument", "no extension"),
        ["characters of the key of an extension that gets a certificate"] = GrowthRow.Of(50_000, n => Call("SetExtensionCertificate", "ExtensionManager", $"<extensionKey>{Letters(n)}</extensionKey><certificatePem>a</certificatePem>"), "NotFound", "no extension"),
        ["characters of the key of an extension that gets an account"] = GrowthRow.Of(50_000, n => Call("SetServiceAccount", "ExtensionManager", $"<extensionKey>{Letters(n)}</extensionKey><serviceAccount>a@vsphere.local</serviceAccount>"), "NotFound", "no extension"),

        ["texts of an event filter"] = GrowthRow.Of(10_000, n => Events(FilterTexts(n))),
        ["characters of a category of an event filter"] = GrowthRow.Of(50_000, n => Events($"<category>{Letters(n)}</category>"), "InvalidArgument", "category is invalid"),
        ["characters of a type of an event filter"] = GrowthRow.Of(50_000, n => Events($"<type>{Letters(n)}</type>")),
        ["characters of a category of a collector of events"] = GrowthRow.Of(50_000, n => Call("CreateCollectorForEvents", "EventManager", $"<filter><category>{Letters(n)}</category></filter>"), "InvalidArgument", "category is invalid"),
        ["characters of a type of a collector of events"] = GrowthRow.Of(50_000, n => Call("CreateCollectorForEvents", "EventManager", $"<filter><type>{Letters(n)}</type></filter>")),
        ["texts of a collector of events"] = GrowthRow.Of(10_000, n => Call("CreateCollectorForEvents", "EventManager", $"<filter>{FilterTexts(n)}</filter>")),
        ["categories, types and audit ids of a collector of events"] = GrowthRow.Of(300, n => Call("CreateCollectorForEvents", "EventManager",
            $"<filter>{Many(n, _ => "<category>error</category>")}{Many(n, _ => "<type>UserLogoutSessionEvent</type>")}{Many(n, i => $"<auditId>id{i}</auditId>")}</filter>")),
        ["texts of an event"] = GrowthRow.Of(20_000, n => Post(
            $"{Named("datacenter", "Datacenter", n)}{Named("computeResource", "ComputeResource", n)}{Named("host", "HostSystem", n)}{Named("vm", "VirtualMachine", n)}{Named("ds", "Datastore", n, "datastore")}"
                + $"{Named("net", "Network", n, "network")}{Named("dvs", "DistributedVirtualSwitch", n)}<changeTag>{Letters(n)}</changeTag><auditId>{Letters(n)}</auditId>")
            .Replace("<userName></userName>", $"<userName>{Letters(n)}</userName>", StringComparison.Ordinal), "InvalidArgument", "more than 8192 characters"),
        ["characters of the name of a gateway of an event"] = GrowthRow.Of(50_000, n => Post(Named("tgw", "TransitGateway", n)), "InvalidArgument", "more than 8192 characters"),
        ["dynamic properties of an object"] = GrowthRow.Of(300, n => Events($"<dynamicType>{Letters(n)}</dynamicType>{Many(n, i => $"<dynamicProperty><name>n{i}</name><val xsi:type=\"xsd:string\">v</val></dynamicProperty>")}")),
        ["texts and lists of the task of an event"] = GrowthRow.Of(200, n => Post(end: TaskOf(n))),

        ["property specifications of a filter"] = GrowthRow.Of(300, n => Filter($"<type>Folder</type><pathSet>name</pathSet></propSet>{Many(n, _ => "<propSet><type>Folder</type><pathSet>name</pathSet></propSet>")}<propSet><type>Folder</type>", $"<objectSet>{Folder}</objectSet>")),
        ["characters of a type of a filter"] = GrowthRow.Of(50_000, n => Filter($"<type>{Letters(n)}</type><pathSet>name</pathSet>", $"<objectSet>{Folder}</objectSet>")),
        ["characters of a path of a filter"] = GrowthRow.Of(50_000, n => Filter($"<type>Folder</type><pathSet>{Letters(n)}</pathSet>", $"<objectSet>{Folder}</objectSet>"), "InvalidProperty", "there is no property"),
        ["traversals of a filter"] = GrowthRow.Of(300, n => Filter("<type>Folder</type><pathSet>name</pathSet>", $"<objectSet>{Folder}{Many(n, _ => Children())}</objectSet>")),
        ["characters of the name of a traversal of a filter"] = GrowthRow.Of(50_000, n => Filter("<type>Folder</type><pathSet>name</pathSet>", $"<objectSet>{Folder}{Children(Letters(n))}</objectSet>")),
        ["characters of a type that is retrieved"] = GrowthRow.Of(50_000, n => Retrieve($"<type>{Letters(n)}</type><pathSet>name</pathSet>", $"<objectSet>{Folder}</objectSet>")),
        ["characters of the name of a traversal"] = GrowthRow.Of(50_000, n => Walk(Children(Letters(n)))),
        ["specifications of a retrieval in pages"] = GrowthRow.Of(200, n => RetrieveEx(Many(n, _ => Spec("<pathSet>name</pathSet>", "")))),
        ["property specifications of a retrieval in pages"] = GrowthRow.Of(300, n => RetrieveEx($"<specSet>{Many(n, _ => "<propSet><type>Folder</type><pathSet>name</pathSet></propSet>")}<objectSet>{Folder}</objectSet></specSet>")),
        ["paths of a retrieval in pages"] = GrowthRow.Of(300, n => RetrieveEx(Spec(Many(n, _ => "<pathSet>name</pathSet>"), ""))),
        ["objects of a retrieval in pages"] = GrowthRow.Of(300, n => RetrieveEx($"<specSet><propSet><type>Folder</type><pathSet>name</pathSet></propSet>{Many(n, _ => $"<objectSet>{Folder}</objectSet>")}</specSet>")),
        ["traversals of a retrieval in pages"] = GrowthRow.Of(300, n => RetrieveEx(Spec("<pathSet>name</pathSet>", Many(n, _ => Children())))),
        ["characters of the name of a traversal in pages"] = GrowthRow.Of(50_000, n => RetrieveEx(Spec("<pathSet>name</pathSet>", Children(Letters(n))))),
        ["characters of a type of a retrieval in pages"] = GrowthRow.Of(50_000, n => RetrieveEx(Spec("<pathSet>name</pathSet>", "").Replace("<type>Folder", $"<type>{Letters(n)}", StringComparison.Ordinal))),
        ["characters of a path of a retrieval in pages"] = GrowthRow.Of(50_000, n => RetrieveEx(Spec($"<pathSet>{Letters(n)}</pathSet>", "")), "InvalidProperty", "there is no property"),

        ["characters of the type of a query"] = GrowthRow.Of(50_000, n => Query("", type: Letters(n)), "InvalidArgument", "does not find"),
        ["characters of an operator of a query"] = GrowthRow.Of(50_000, n => Query($"<filters>{Predicate("name", Letters(n), "vm")}</filters>"), "InvalidArgument", "operator"),
        ["characters of an operator for lists of a query"] = GrowthRow.Of(50_000, n => Query($"<filters><predicates><propertyPath>name</propertyPath><operator>Equal</operator><arrayOperator>{Letters(n)}</arrayOperator><comparableValue xsi:type=\"xsd:string\">vm</comparableValue></predicates></filters>"), "InvalidArgument", "operator"),
        ["characters of one of the values that a query compares with"] = GrowthRow.Of(50_000, n => Query($"<filters><predicates><propertyPath>name</propertyPath><operator>In</operator><comparableList xsi:type=\"xsd:string\">{Letters(n)}</comparableList></predicates></filters>")),
    };

    private static string Permission(string principal) => $"<permission><principal>{principal}</principal><group>false</group><roleId>-2</roleId><propagate>true</propagate></permission>";

    private static string FilterTexts(int n) =>
        $"<userName><systemUser>false</systemUser><userList>{Letters(n)}</userList></userName><tag>{Letters(n)}</tag><eventTypeId>{Letters(n)}</eventTypeId><auditId>{Letters(n)}</auditId>";

    private static string Named(string member, string type, int n, string? reference = null) => $"<{member}><name>{Letters(n)}</name><{reference ?? member} type=\"{type}\">x</{reference ?? member}></{member}>";

    private static string TaskOf(int n)
    {
        var text = Letters(n);
        return $"<taskInfo><key>{text}</key><task type=\"Task\">task-1</task><description><key>{text}</key>{Many(n, i => $"<arg><key>{(i == 0 ? text : "k")}</key><value xsi:type=\"xsd:string\">{(i == 0 ? text : "v")}</value></arg>")}<message>{text}</message></description>"
            + $"<name>{text}</name><descriptionId>{text}</descriptionId><entityName>{text}</entityName>{Many(n, _ => "<locked type=\"Folder\">group-d1</locked>")}<state>success</state><cancelled>false</cancelled><cancelable>false</cancelable>"
            + $"<error><fault xsi:type=\"NotFound\">{Many(n, i => $"<faultMessage><key>{(i == 0 ? text : "k")}</key>{(i == 0 ? Many(n, each => $"<arg><key>{(each == 0 ? text : "k")}</key><value xsi:type=\"xsd:string\">{(each == 0 ? text : "v")}</value></arg>") : "")}<message>{(i == 0 ? text : "m")}</message></faultMessage>")}</fault><localizedMessage>{text}</localizedMessage></error>"
            + $"<result xsi:type=\"xsd:string\">{text}</result>{Many(n, i => $"<progressDetails><key>{(i == 0 ? text : "k")}</key><value xsi:type=\"xsd:string\">{(i == 0 ? text : "v")}</value></progressDetails>")}<reason/><queueTime>2024-02-03T04:05:06Z</queueTime>"
            + $"<eventChainId>0</eventChainId><changeTag>{text}</changeTag><parentTaskKey>{text}</parentTaskKey><rootTaskKey>{text}</rootTaskKey><activationId>{text}</activationId></taskInfo>";
    }

    /// <summary>An extension that has everything, each list as often as asked.</summary>
    private static string ExtensionOf(string key, string text, int times = 1, string privilege = "G")
    {
        string Times(string element) => Many(times, _ => element);
        var description = $"<description><label>{text}</label><summary>{text}</summary></description>";
        return $"<extension>{description}<key>{key}</key><company>{text}</company><type>{text}</type><version>{text}</version><subjectName>CN={text}</subjectName>"
            + Times($"<server><url>{text}</url>{description}<company>{text}</company><type>{text}</type><adminEmail>{text}</adminEmail><serverThumbprint>{text}</serverThumbprint><serverCertificate>{text}</serverCertificate></server>")
            + $"<server><url>https://a</url>{description}<company>c</company><type>t</type>{Times("<adminEmail>a@b</adminEmail>")}</server>"
            + Times($"<client><version>{text}</version>{description}<company>{text}</company><type>{text}</type><url>{text}</url></client>")
            + Times($"<taskList><taskID>{text}</taskID></taskList>")
            + Times($"<eventList><eventID>{text}</eventID><eventTypeSchema>&lt;EventType&gt;&lt;description&gt;{text}&lt;/description&gt;&lt;/EventType&gt;</eventTypeSchema></eventList>")
            + Times($"<faultList><faultID>{text}</faultID></faultList>")
            + Times($"<privilegeList><privID>{privilege}.P</privID><privGroupName>{privilege}</privGroupName></privilegeList>")
            + Times($"<resourceList><locale>{text}</locale><module>{text}</module><data><key>k</key><value>v</value></data></resourceList>")
            + $"<resourceList><locale>en</locale><module>m</module>{Times($"<data><key>{text}</key><value>{text}</value></data>")}</resourceList>"
            + $"<lastHeartbeatTime>2024-02-03T04:05:06Z</lastHeartbeatTime><healthInfo><url>{text}</url></healthInfo>"
            + $"<ovfConsumerInfo><callbackUrl>{text}</callbackUrl>{Times($"<sectionType>{text}</sectionType>")}</ovfConsumerInfo>"
            + $"<extendedProductInfo><companyUrl>{text}</companyUrl><productUrl>{text}</productUrl><managementUrl>{text}</managementUrl></extendedProductInfo>"
            + Times($"<managedEntityInfo><type>{text}</type><smallIconUrl>{text}</smallIconUrl><iconUrl>{text}</iconUrl><description>{text}</description></managedEntityInfo>")
            + $"<shownInSolutionManager>true</shownInSolutionManager><solutionManagerInfo>{Times($"<tab><label>{text}</label><url>{text}</url></tab>")}<smallIconUrl>{text}</smallIconUrl></solutionManagerInfo></extension>";
    }

    private static string Children(string? name = null) => $"<selectSet xsi:type=\"TraversalSpec\">{(name is null ? "" : $"<name>{name}</name>")}<type>Folder</type><path>childEntity</path></selectSet>";

    private static string Spec(string paths, string selections) => $"<specSet><propSet><type>Folder</type>{paths}</propSet><objectSet>{Folder}{selections}</objectSet></specSet>";

    private static string RetrieveEx(string specs) => Call("RetrievePropertiesEx", "propertyCollector", $"{specs}<options/>");
}
