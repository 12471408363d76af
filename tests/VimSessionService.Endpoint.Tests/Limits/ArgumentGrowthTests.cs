using System.Text.RegularExpressions;
using VimSessionService.Core.Limits;
using VimSessionService.Testing;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.Limits;

/// <summary>
/// The work and the memory of a call grow no faster than its arguments: the texts and lists of methods that <see cref="RetrievalGrowthTests"/> has
/// no row for.
/// </summary>
[Collection(AloneCollection.Name)]
public sealed class ArgumentGrowthTests : IDisposable
{
    private const string Version = "urn:vim25/9.1.0.0";
    private const string Folder = "<entity type=\"Folder\">group-d1</entity>";
    private const string Done = "Response xmlns=\"urn:vim25\"";

    /// <summary>The number of repetitions or characters, the call, and what its answer contains.</summary>
    private static readonly Dictionary<string, Row> Rows = new(StringComparer.Ordinal)
    {
        ["characters of a datacenter"] = Row.Of(50_000, n => Search("FindByDatastorePath", $"<datacenter type=\"Datacenter\">{Letters(n)}</datacenter><path>[ds]</path>"), "ManagedObjectNotFound"),
        ["properties of a query"] = Row.Of(500, n => Query("", Many(n, i => $"<properties>name{i}</properties>"))),
        ["characters of a property of a query"] = Row.Of(50_000, n => Query("", $"<properties>{Letters(n)}</properties>")),
        ["characters of a value"] = Row.Of(50_000, n => Query($"<filters>{Predicate("Equal", Letters(n))}</filters>")),
        ["wildcards of a pattern"] = Row.Of(20_000, n => Query($"<filters>{Predicate("Like", Many(n, _ => "%D"))}</filters>")),
        ["characters of a marker"] = Row.Of(50_000, n => Search("QueryNext", $"<iterationSpec><marker>{Letters(n)}</marker></iterationSpec>"), "InvalidArgument"),
        ["characters of a fetched property"] = Row.Of(50_000, n => Call("Fetch", "SessionManager", $"<prop>{Letters(n)}</prop>"), "InvalidProperty"),
        ["settings that are changed"] = Row.Of(60, n => Call("UpdateOptions", "VpxSettings", Many(n, i => $"<changedValue><key>config.x{i}</key><value xsi:type=\"xsd:string\">x</value></changedValue>"))),
        ["characters of a certificate"] = Row.Of(50_000, n => Call("SetExtensionCertificate", "ExtensionManager", $"<extensionKey>com.example</extensionKey><certificatePem>{Letters(n)}</certificatePem>"), "InvalidArgument"),
        ["certificates of an extension"] = Row.Of(100, n => Call("SetExtensionCertificate", "ExtensionManager", $"<extensionKey>com.example</extensionKey><certificatePem>{Many(n, _ => "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n")}</certificatePem>"), "InvalidArgument"),
        ["beginnings of certificates"] = Row.Of(2_000, n => Call("SetExtensionCertificate", "ExtensionManager", $"<extensionKey>com.example</extensionKey><certificatePem>{Many(n, _ => "-----BEGIN CERTIFICATE-----\n")}</certificatePem>"), "InvalidArgument"),
        ["mail addresses of a server"] = Row.Of(300, n => Extension(servers: $"<server><url>https://a</url><description><label>l</label><summary>s</summary></description><company>c</company><type>t</type>{Many(n, _ => "<adminEmail>a@b</adminEmail>")}</server>")),
        ["task types of an extension"] = Row.Of(300, n => Extension(lists: Many(n, i => $"<taskList><taskID>t.{i}</taskID></taskList>"))),
        ["fault types of an extension"] = Row.Of(300, n => Extension(lists: Many(n, i => $"<faultList><faultID>f.{i}</faultID></faultList>"))),
        ["characters of a type of event"] = Row.Of(50_000, n => Call("RetrieveArgumentDescription", "EventManager", $"<eventTypeId>{Letters(n)}</eventTypeId>"), "InvalidArgument"),
        ["characters of an argument of an event"] = Row.Of(1_900, n => Post($"<arguments><key>a</key><value xsi:type=\"xsd:string\">{Letters(n)}</value></arguments>")),
        ["characters of a message of an event"] = Row.Of(1_900, n => Call("LogUserEvent", "EventManager", $"{Folder}<msg>{Letters(n)}</msg>")),
        ["characters of a session"] = Row.Of(50_000, n => Call("SessionIsActive", "SessionManager", $"<sessionID>{Letters(n)}</sessionID><userName>u</userName>")),
        ["characters of a session's user"] = Row.Of(50_000, n => Call("SessionIsActive", "SessionManager", $"<sessionID>s</sessionID><userName>{Letters(n)}</userName>")),
        ["characters of a URL of a ticket"] = Row.Of(50_000, n => Call("AcquireGenericServiceTicket", "SessionManager", $"<spec xsi:type=\"SessionManagerHttpServiceRequestSpec\"><method>httpGet</method><url>https://a/{Letters(n)}</url></spec>"), null),
        ["characters of a user to become"] = Row.Of(50_000, n => Call("ImpersonateUser", "SessionManager", $"<userName>{Letters(n)}</userName>"), "InvalidLogin"),
        ["characters of a privilege of a role"] = Row.Of(50_000, n => Call("UpdateAuthorizationRole", "AuthorizationManager", $"<roleId>_ROLE</roleId><newName>role</newName><privIds>{Letters(n)}</privIds>"), null),
        ["characters of a role's name"] = Row.Of(50_000, n => Call("UpdateAuthorizationRole", "AuthorizationManager", $"<roleId>_ROLE</roleId><newName>{Letters(n)}</newName>"), null),
        ["characters of a principal"] = Row.Of(50_000, n => Call("RemoveEntityPermission", "AuthorizationManager", $"{Folder}<user>{Letters(n)}</user><isGroup>false</isGroup>"), null),
        ["permissions that are reset"] = Row.Of(300, n => Call("ResetEntityPermissions", "AuthorizationManager", Folder + Many(n, _ => "<permission><principal>reader</principal><group>false</group><roleId>-2</roleId><propagate>true</propagate></permission>")), null),
        ["characters of a user who is asked about"] = Row.Of(50_000, n => Call("FetchUserPrivilegeOnEntities", "AuthorizationManager", $"<entities type=\"Folder\">group-d1</entities><userName>{Letters(n)}</userName>"), null),
    };

    private readonly TestService _service = new(
        settings: new EndpointSettings { MaxRequestBytes = 16 * 1024 * 1024, Version = ApiVersion.V9_1_0_0 },
        datacenter: "DC",
        work: new WorkLimits { MaxRequestWork = int.MaxValue, MaxSessionBytes = int.MaxValue, ProcessMemory = 1L << 40 });

    public static TheoryData<string> Names => [.. Rows.Keys];

    public void Dispose() => _service.Dispose();

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_work_grows_as_the_request(string what)
    {
        var (call, cookie) = await PrepareAsync(what);
        await Growth.AssertLinearAsync(what, n => call(n), body => SendAsync(what, body, cookie), Rows[what].N);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_memory_is_a_fixed_multiple_of_the_request_and_its_answer(string what)
    {
        const int Multiple = 60;
        var (call, cookie) = await PrepareAsync(what);
        var body = call(4 * Rows[what].N);
        await SendAsync(what, body, cookie);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var answer = await SendAsync(what, body, cookie);
        var allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        var allowed = 200_000L + (Multiple * (long)(body.Length + answer));
        Assert.True(allocated < allowed, $"{what}: {body.Length} bytes with an answer of {answer} allocate {allocated}");
    }

    /// <summary>Logs in, makes what calls name, and gives the call of a row.</summary>
    private async Task<(Func<int, string> Call, string Cookie)> PrepareAsync(string what)
    {
        var cookie = await _service.LoginAsync();
        var register = await _service.CallAsync(Extension().Replace("UpdateExtension", "RegisterExtension", StringComparison.Ordinal), cookie, Version);
        Assert.Equal(200, register.Status);
        var made = await _service.CallAsync(Call("AddAuthorizationRole", "AuthorizationManager", "<name>role</name>"), cookie, Version);
        var role = Regex.Match(made.Answer, "<returnval>([0-9]+)</returnval>").Groups[1].Value;
        return (n => Rows[what].Make(n).Replace("_ROLE", role, StringComparison.Ordinal), cookie);
    }

    private async Task<int> SendAsync(string what, string body, string cookie)
    {
        var answer = await _service.CallAsync(body, cookie, Version);
        if (Rows[what].Expected is { } expected)
            Assert.True(answer.Answer.Contains(expected, StringComparison.Ordinal), answer.Answer[..Math.Min(2_000, answer.Answer.Length)]);
        Assert.DoesNotContain("Internal error", answer.Answer, StringComparison.Ordinal);
        _service.Calls.Clear();
        return answer.AnswerBytes.Length;
    }

    private static string Letters(int n) => new('a', n);

    private static string Many(int n, Func<int, string> make) => string.Concat(Enumerable.Range(0, n).Select(make));

    private static string Call(string method, string target, string arguments) => $"<{method} _NS><_this>{target}</_this>{arguments}</{method}>";

    private static string Search(string method, string arguments) => Call(method, "SearchIndex", arguments);

    private static string Query(string filters, string properties = "<properties>name</properties>") =>
        Search("Query", $"<querySpec>{properties}<resourceType>Datacenter</resourceType>{filters}</querySpec>");

    private static string Predicate(string comparison, string? value, string list = "") =>
        $"<predicates><propertyPath>name</propertyPath><operator>{comparison}</operator>{(value is null ? "" : $"<comparableValue xsi:type=\"xsd:string\">{value}</comparableValue>")}{list}</predicates>";

    private static string Extension(string servers = "", string lists = "") => Call(
        "UpdateExtension",
        "ExtensionManager",
        $"<extension><description><label>l</label><summary>s</summary></description><key>com.example</key><version>1</version>{servers}{lists}<lastHeartbeatTime>2024-02-03T04:05:06Z</lastHeartbeatTime></extension>");

    private static string Post(string arguments) => Call(
        "PostEvent",
        "EventManager",
        $"<eventToPost xsi:type=\"EventEx\"><key>0</key><chainId>0</chainId><createdTime>2024-02-03T04:05:06Z</createdTime><userName></userName><eventTypeId>com.example.e</eventTypeId>{arguments}</eventToPost>");

    private sealed record Row(int N, Func<int, string> Make, string? Expected)
    {
        /// <summary>A row whose answer is a response, or with <paramref name="fault"/> that fault; null for any answer.</summary>
        public static Row Of(int n, Func<int, string> make, string? fault = Done) => new(n, make, fault == Done ? Done : fault is null ? null : $"<{fault}Fault");
    }
}
