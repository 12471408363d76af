using System.Text;
using System.Xml.Linq;
using VimSessionService.Endpoint.Tests.Specification;
using VimSessionService.Identity.Tests.Making;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.ViJson;

/// <summary>
/// Every method of SessionManager succeeds by SOAP and by VI-JSON, in one service and, where it needs a session, in one session: the answers agree field by field,
/// and so does what can be seen of the service afterwards. A login by token has no token in VI-JSON, so its session is compared there and not its answer.
/// </summary>
public sealed class SessionManagerBothDoorsTests
{
    private static readonly ApiVersion[] Versions = [ApiVersion.V8_0_1_0, ApiVersion.V8_0_3_0, ApiVersion.V9_0_0_0, ApiVersion.V9_1_0_0];

    private static readonly Way[] Ways =
    [
        new("UpdateServiceMessage", Caller.Session, async stage =>
        {
            await stage.ResetAsync("UpdateServiceMessage", "<message>before</message>");
            return "<message>after</message>";
        }),
        new("LoginByToken", Caller.Nobody, static _ => Task.FromResult("")),
        new("Login", Caller.Nobody, static _ => Task.FromResult("<userName>reader</userName><password>s3cret-R</password><locale>de</locale>")),
        new("LoginBySSPI", Caller.Nobody, static _ => Task.FromResult($"<base64Token>{Convert.ToBase64String("reader"u8)}</base64Token><locale>de</locale>")),
        new("Logout", Caller.SessionOfItsOwn, static _ => Task.FromResult("")),
        new("AcquireLocalTicket", Caller.Nobody, static _ => Task.FromResult("<userName>reader</userName>")),
        new("AcquireGenericServiceTicket", Caller.Session, static _ => Task.FromResult("<spec xsi:type=\"SessionManagerHttpServiceRequestSpec\"><method>httpPut</method><url>https://vc.example/folder/x</url></spec>")),
        new("TerminateSession", Caller.Session, async stage => $"<sessionId>{await stage.World.KeyOfReaderAsync()}</sessionId>"),
        new("SetLocale", Caller.Session, async stage =>
        {
            await stage.ResetAsync("SetLocale", "<locale>en</locale>");
            return "<locale>de</locale>";
        }),
        new("LoginExtensionBySubjectName", Caller.Nobody, static _ => Task.FromResult($"<extensionKey>{SpecificationWorld.BySubject}</extensionKey><locale>de</locale>"), static world => world.Issued),
        new("LoginExtensionByCertificate", Caller.Nobody, static _ => Task.FromResult($"<extensionKey>{SpecificationWorld.ByCertificate}</extensionKey><locale>de</locale>"), static world => world.Own),
        new("ImpersonateUser", Caller.SessionOfItsOwn, static _ => Task.FromResult("<userName>administrator@vsphere.local</userName><locale>de</locale>")),
        new("SessionIsActive", Caller.Session, async stage => $"<sessionID>{await stage.World.KeyOfReaderAsync()}</sessionID><userName>reader</userName>"),
        new("AcquireCloneTicket", Caller.Session, static _ => Task.FromResult("")),
        new("CloneSession", Caller.Nobody, async stage => $"<cloneTicket>{await stage.TicketAsync()}</cloneTicket>"),
    ];

    /// <summary>Who makes the call: nobody, the one session that comes by both doors, or a session for each call, as the call ends or changes it.</summary>
    private enum Caller
    {
        Nobody,
        Session,
        SessionOfItsOwn,
    }

    public static TheoryData<string, ApiVersion> Methods => new(
        from version in Versions
        from way in Ways
        where way.Method != "LoginByToken"
        select (way.Method, version));

    public static TheoryData<ApiVersion> AllVersions => [.. Versions];

    [Fact]
    public void All_fifteen_methods_are_here() => Assert.Equal(
        VimManagedTypes.SessionManager.Methods.Where(static method => method.IsPublished).Select(static method => method.Name),
        Ways.Select(static way => way.Method));

    [Theory]
    [MemberData(nameof(Methods))]
    public async Task A_method_succeeds_alike(string method, ApiVersion version)
    {
        var way = Ways.Single(each => each.Method == method);
        using var world = new SpecificationWorld(version: version);
        await world.RegisterAsync();
        var stage = await Stage.OpenAsync(world);

        var (soap, bySoap) = await stage.CallAsync(way, isJson: false);
        var (json, byJson) = await stage.CallAsync(way, isJson: true);

        Assert.Equal(200, soap.Status);
        Assert.InRange(json.Status, 200, 204);
        SameAnswer.OfMethod(soap, json, VimManagedTypes.FindMethod(method)!);
        Assert.Equal(bySoap, byJson);
        Assert.Equal(way.LeavesTrace, bySoap.Length > 0);
    }

    /// <summary>A session that any login opened is the same to both doors.</summary>
    [Theory]
    [MemberData(nameof(Methods))]
    public async Task The_session_that_a_method_opened_is_seen_alike_by_both_doors(string method, ApiVersion version)
    {
        var way = Ways.Single(each => each.Method == method);
        using var world = new SpecificationWorld(version: version);
        await world.RegisterAsync();
        var stage = await Stage.OpenAsync(world);
        foreach (var isJson in new[] { false, true })
        {
            var (answer, _) = await stage.CallAsync(way, isJson);
            if (way.Caller == Caller.Nobody && VimManagedTypes.FindMethod(method)!.Returns?.Name == "UserSession")
                await stage.AssertSeenAlikeAsync(Stage.SecretOf(answer)!, answer, isJson);
            else
                Assert.Null(Stage.SecretOf(answer));
        }
    }

    [Theory]
    [MemberData(nameof(AllVersions))]
    public async Task The_session_of_a_login_by_token_is_one_of_VI_JSON_too(ApiVersion version)
    {
        using var world = new SpecificationWorld(version: version);
        var stage = await Stage.OpenAsync(world);

        var login = await world.Service.SendAsync(TestService.Raw(new MessageMaker { Token = new TokenMaker().Make() }.Make(), action: "urn:vim25/" + version.Name()));

        Assert.Equal(200, login.Status);
        await stage.AssertSeenAlikeAsync(Stage.SecretOf(login)!, login, isJson: false);
    }

    /// <summary>How a method succeeds.</summary>
    /// <param name="Method">Its name.</param>
    /// <param name="Caller">Who calls it.</param>
    /// <param name="ArgumentsAsync">Its arguments as XML, after what they need was made.</param>
    /// <param name="Shows">The certificate that the client shows; null for none.</param>
    private sealed record Way(
        string Method, Caller Caller, Func<Stage, Task<string>> ArgumentsAsync, Func<SpecificationWorld, System.Security.Cryptography.X509Certificates.X509Certificate2>? Shows = null)
    {
        /// <summary>Whether something can be seen of the call afterwards.</summary>
        public bool LeavesTrace => Method is not ("AcquireLocalTicket" or "AcquireGenericServiceTicket" or "SessionIsActive" or "AcquireCloneTicket");
    }

    /// <summary>A service with a session that comes by both doors, and one that looks at what came of the calls.</summary>
    private sealed class Stage(SpecificationWorld world, string own, string watcher)
    {
        public SpecificationWorld World { get; } = world;

        private string Release => World.Version.Name();

        public static async Task<Stage> OpenAsync(SpecificationWorld world)
        {
            var watcher = await world.Service.LoginAsync();
            return new(world, await world.Service.LoginAsync(), watcher);
        }

        /// <summary>The secret of the session that an answer gives.</summary>
        public static string? SecretOf(TestExchange answer) =>
            answer.AnswerHeaders.GetValueOrDefault(ViJsonCall.Session) ?? answer.AnswerHeaders.GetValueOrDefault("Set-Cookie")?.Split('"')[1];

        /// <summary>Makes a call; gives its answer and what it changed.</summary>
        public async Task<(TestExchange Answer, string Changes)> CallAsync(Way way, bool isJson)
        {
            var arguments = await way.ArgumentsAsync(this);
            var cookie = way.Caller switch
            {
                Caller.Nobody => null,
                Caller.Session => own,
                _ => await World.Service.LoginAsync(),
            };
            var before = await StateAsync();
            var answer = await World.SendAsync(World.Service, way.Method, arguments, cookie, way.Shows?.Invoke(World), version: Release, isViJson: isJson);
            var after = await StateAsync();
            var gone = before.Except(after).Select(static line => "- " + line);
            var come = after.Except(before).Select(static line => "+ " + line);
            return (answer, Unnumbered(string.Join('\n', gone.Concat(come))));
        }

        /// <summary>Sets something by SOAP back to what it was before a call.</summary>
        public async Task ResetAsync(string method, string arguments) =>
            Assert.Equal(200, (await World.SendAsync(World.Service, method, arguments, own, version: Release)).Status);

        public async Task<string> TicketAsync()
        {
            var answer = await World.SendAsync(World.Service, "AcquireCloneTicket", "", own, version: Release);
            return XDocument.Parse(answer.Answer).Descendants().Single(static element => element.Name.LocalName == "returnval").Value;
        }

        /// <summary>The session of a secret, by both doors, has the fields of the answer that opened it.</summary>
        public async Task AssertSeenAlikeAsync(string secret, TestExchange opened, bool isJson)
        {
            var session = VimManagedTypes.SessionManager.FindProperty("currentSession")!.Type;
            var soap = await World.Service.CallAsync(TestService.Fetch("currentSession"), $"vmware_soap_session=\"{secret}\"", "urn:vim25/" + Release);
            var json = await World.Service.JsonAsync("SessionManager/SessionManager/currentSession", session: secret, release: Release);
            SameAnswer.OfProperty(soap, json, session);
            if (isJson)
                Assert.Equal(SameAnswer.Stable(opened.Answer), SameAnswer.Stable(json.Answer));
            else
                SameAnswer.OfProperty(opened, json, session);
        }

        /// <summary>Every session, the message, and every event, a line each.</summary>
        private async Task<List<string>> StateAsync()
        {
            var lines = new List<string>();
            foreach (var body in new[] { TestService.Fetch("sessionList"), TestService.Fetch("message"), "<QueryEvents _NS><_this>EventManager</_this><filter/></QueryEvents>" })
            {
                var result = XDocument.Parse((await World.Service.CallAsync(body, watcher, "urn:vim25/" + Release)).Answer).Descendants().Where(static element => element.Name.LocalName is "returnval");
                foreach (var element in result)
                {
                    // An array in anyType has its items within the result.
                    IEnumerable<XElement> items = element.Elements().FirstOrDefault() is { Name.LocalName: "UserSession" } ? element.Elements() : [element];
                    lines.AddRange(items.Select(static item => Calls(item).ToString(SaveOptions.DisableFormatting)));
                }
            }

            return lines;
        }

        private static XElement Calls(XElement item)
        {
            item.Elements().SingleOrDefault(static element => element.Name.LocalName == "callCount")?.Remove();
            return item;
        }

        /// <summary>The changes without keys and without the numbers of events.</summary>
        private static string Unnumbered(string changes)
        {
            var text = new StringBuilder(SameAnswer.Stable(changes));
            foreach (var name in new[] { "key", "chainId" })
            {
                var parts = text.ToString().Split($"<{name}>");
                text.Clear().Append(parts[0]);
                foreach (var part in parts.Skip(1))
                    text.Append('<').Append(name).Append('>').Append(part[part.IndexOf('<', StringComparison.Ordinal)..]);
            }

            return text.ToString();
        }
    }
}
