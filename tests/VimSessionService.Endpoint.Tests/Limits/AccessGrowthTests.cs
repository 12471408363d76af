using static VimSessionService.Endpoint.Tests.Limits.GrowthText;

namespace VimSessionService.Endpoint.Tests.Limits;

/// <summary>The work and the memory of logins, sessions, roles and permissions grow no faster than their calls.</summary>
[Collection(AloneCollection.Name)]
public sealed class AccessGrowthTests : CallGrowthTests<AccessGrowthTests>, IGrowthRows
{
    /// <inheritdoc/>
    public static IReadOnlyDictionary<string, GrowthRow> Rows { get; } = new Dictionary<string, GrowthRow>(StringComparer.Ordinal)
    {
        ["privileges asked for"] = GrowthRow.Of(500, n => "<HasUserPrivilegeOnEntities _NS><_this>AuthorizationManager</_this><entities type=\"Folder\">group-d1</entities><userName>reader</userName>" + Many(n, i => $"<privId>P.{i}</privId>") + "</HasUserPrivilegeOnEntities>"),
        ["objects asked about"] = GrowthRow.Of(300, n => "<FetchUserPrivilegeOnEntities _NS><_this>AuthorizationManager</_this>" + Many(n, _ => "<entities type=\"Folder\">group-d1</entities>") + "<userName>reader</userName></FetchUserPrivilegeOnEntities>"),
        ["permissions of an entity"] = GrowthRow.Of(300, n => "<SetEntityPermissions _NS><_this>AuthorizationManager</_this><entity type=\"Folder\">group-d1</entity>" + Many(n, _ => "<permission><principal>reader</principal><group>false</group><roleId>-2</roleId><propagate>true</propagate></permission>") + "</SetEntityPermissions>"),
        ["privileges asked for of a session"] = GrowthRow.Named(500, (n, names) => $"<HasPrivilegeOnEntity _NS><_this>AuthorizationManager</_this><entity type=\"Folder\">group-d1</entity><sessionId>{names.Session}</sessionId>{Many(n, i => $"<privId>P.{i}</privId>")}</HasPrivilegeOnEntity>"),
        ["objects asked about of a session"] = GrowthRow.Named(300, (n, names) => $"<HasPrivilegeOnEntities _NS><_this>AuthorizationManager</_this>{Many(n, _ => "<entity type=\"Folder\">group-d1</entity>")}<sessionId>{names.Session}</sessionId><privId>System.View</privId></HasPrivilegeOnEntities>"),
        ["sessions to terminate"] = GrowthRow.Of(500, n => Sessions("TerminateSession", Many(n, i => $"<sessionId>52-{i}</sessionId>")), "NotFound", "no live session has the key"),
        ["characters of a session to terminate"] = GrowthRow.Of(50_000, n => Sessions("TerminateSession", $"<sessionId>{new string('a', n)}</sessionId>"), "NotFound", "no live session has the key"),
        ["privileges of a role"] = GrowthRow.Named(500, (n, names) => $"<UpdateAuthorizationRole _NS><_this>AuthorizationManager</_this><roleId>{names.Role}</roleId><newName>growing</newName>{Many(n, _ => "<privIds>Global.Settings</privIds><privIds>System.View</privIds>")}</UpdateAuthorizationRole>"),
        ["characters of a message to all"] = GrowthRow.Of(50_000, n => Sessions("UpdateServiceMessage", $"<message>{new string('a', n)}</message>")),
        ["characters of a locale"] = GrowthRow.Of(50_000, n => Sessions("SetLocale", $"<locale>{new string('_', n)}</locale>"), "InvalidLocale", "unknown locale"),
        ["characters of a user name"] = GrowthRow.Login(50_000, n => Sessions("Login", $"<userName>{new string('@', n)}</userName><password>x</password>"), "InvalidLogin", "password"),
        ["characters of a password"] = GrowthRow.Login(50_000, n => Sessions("Login", $"<userName>reader</userName><password>{new string('a', n)}</password>"), "InvalidLogin", "password"),
        ["characters of a session"] = GrowthRow.Of(50_000, n => Call("SessionIsActive", "SessionManager", $"<sessionID>{Letters(n)}</sessionID><userName>u</userName>")),
        ["characters of a session's user"] = GrowthRow.Of(50_000, n => Call("SessionIsActive", "SessionManager", $"<sessionID>s</sessionID><userName>{Letters(n)}</userName>")),
        ["characters of a URL of a ticket"] = GrowthRow.Of(50_000, n => Call("AcquireGenericServiceTicket", "SessionManager", $"<spec xsi:type=\"SessionManagerHttpServiceRequestSpec\"><method>httpGet</method><url>https://a/{Letters(n)}</url></spec>"), "InvalidArgument", "the URL is not absolute"),
        ["characters of a user to become"] = GrowthRow.Of(50_000, n => Call("ImpersonateUser", "SessionManager", $"<userName>{Letters(n)}</userName>"), "InvalidLogin", "to impersonate"),
        ["characters of a privilege of a role"] = GrowthRow.Named(50_000, (n, names) => Call("UpdateAuthorizationRole", "AuthorizationManager", $"<roleId>{names.Role}</roleId><newName>role</newName><privIds>{Letters(n)}</privIds>"), "NotFound", "there is no privilege"),
        ["characters of a role's name"] = GrowthRow.Named(50_000, (n, names) => Call("UpdateAuthorizationRole", "AuthorizationManager", $"<roleId>{names.Role}</roleId><newName>{Letters(n)}</newName>"), "InvalidName", "the name is empty or too long"),
        ["characters of a principal"] = GrowthRow.Of(50_000, n => Call("RemoveEntityPermission", "AuthorizationManager", $"{FolderEntity}<user>{Letters(n)}</user><isGroup>false</isGroup>"), "NotFound", "has no permission"),
        ["permissions that are reset"] = GrowthRow.Of(300, n => Call("ResetEntityPermissions", "AuthorizationManager", FolderEntity + "<permission><principal>administrator@vsphere.local</principal><group>false</group><roleId>-1</roleId><propagate>true</propagate></permission>" + Many(n, _ => "<permission><principal>reader</principal><group>false</group><roleId>-2</roleId><propagate>true</propagate></permission>"))),
        ["characters of a user who is asked about"] = GrowthRow.Of(50_000, n => Call("FetchUserPrivilegeOnEntities", "AuthorizationManager", $"<entities type=\"Folder\">group-d1</entities><userName>{Letters(n)}</userName>"), "InvalidArgument", "the user name is in no known form"),
        ["characters of a URL of a ticket that is given"] = GrowthRow.Of(400, n => Call("AcquireGenericServiceTicket", "SessionManager", $"<spec xsi:type=\"SessionManagerHttpServiceRequestSpec\"><method>httpGet</method><url>https://a/{Letters(n)}</url></spec>")),
        ["characters of a negotiation that is too long"] = GrowthRow.Login(50_000, n => Sessions("LoginBySSPI", $"<base64Token>{Negotiation(2 * n)}</base64Token>"), "InvalidLogin", "is too long"),
        ["characters of a role's name that is taken"] = GrowthRow.Named(15, (n, names) => Call("UpdateAuthorizationRole", "AuthorizationManager", $"<roleId>{names.Role}</roleId><newName>{Letters(n)}</newName>")),
        ["characters of a negotiation"] = GrowthRow.Login(9_000, n => Sessions("LoginBySSPI", $"<base64Token>{Negotiation(n)}</base64Token>"), "SSPIChallenge", "the negotiation needs another token"),
        ["characters of a negotiation that is no base64"] = GrowthRow.Login(9_000, n => Sessions("LoginBySSPI", $"<base64Token>{new string('%', n)}</base64Token>"), "InvalidLogin", "base64"),
        ["characters of a clone ticket"] = GrowthRow.Login(50_000, n => Sessions("CloneSession", $"<cloneTicket>{new string('-', n)}</cloneTicket>"), "InvalidLogin", "ticket"),
        ["characters of a clone ticket that begins as one"] = GrowthRow.Named(50_000, (n, names) => Sessions("CloneSession", $"<cloneTicket>{names.CloneTicket}{Letters(n)}</cloneTicket>"), "InvalidLogin", "ticket") with { HasSession = false },
        ["characters of a local ticket's user"] = GrowthRow.Login(50_000, n => Sessions("AcquireLocalTicket", $"<userName>{Letters(n)}</userName>"), "InvalidLogin", "user"),
        ["characters of the locale of a login"] = GrowthRow.Login(50_000, n => Sessions("Login", $"<userName>reader</userName><password>x</password><locale>{new string('_', n)}</locale>"), "InvalidLocale", "locale"),
        ["characters of the locale of a login by token"] = GrowthRow.Login(50_000, n => Sessions("LoginByToken", $"<locale>{Letters(n)}</locale>"), "InvalidLocale", "locale"),
        ["elements of the header of a login by token"] = Token(2_000, n => Many(n, _ => "<a/>")),
        ["attributes in the header of a login by token"] = Token(500, n => Many(n, i => $"<a b{i}=\"\"/>")),
        ["characters of the header of a login by token"] = Token(50_000, Letters),
        ["characters of the key of an extension that logs in by certificate"] = Extensions(50_000, "Certificate", n => $"<extensionKey>{Letters(n)}</extensionKey>", "InvalidLogin", "the extension is not registered"),
        ["characters of the key of an extension that logs in by subject"] = Extensions(50_000, "SubjectName", n => $"<extensionKey>{Letters(n)}</extensionKey>", "InvalidLogin", "the extension is not registered"),
        ["characters of the locale of an extension that logs in by certificate"] = Extensions(50_000, "Certificate", n => $"<extensionKey>com.example.growing</extensionKey><locale>{Letters(n)}</locale>", "InvalidLocale", "locale"),
        ["characters of the locale of an extension that logs in by subject"] = Extensions(50_000, "SubjectName", n => $"<extensionKey>com.example.growing</extensionKey><locale>{Letters(n)}</locale>", "InvalidLocale", "locale"),
    };

    /// <summary>A token of a negotiation, which the negotiator of the tests answers by a challenge.</summary>
    private static string Negotiation(int n) => Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(Letters(n) + "?"));

    private static GrowthRow Token(int n, Func<int, string> content) =>
        GrowthRow.Login(n, static _ => Sessions("LoginByToken", ""), "InvalidLogin", "token") with { Header = (size, _) => $"<wsse:Security xmlns:wsse=\"http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd\">{content(size)}</wsse:Security>" };

    private static GrowthRow Extensions(int n, string proof, Func<int, string> arguments, string outcome, string reason) =>
        GrowthRow.Login(n, size => Sessions($"LoginExtensionBy{proof}", arguments(size)), outcome, reason) with { HasCertificate = true };
}
