using VimSessionService.Identity.Tests.Making;

namespace VimSessionService.Endpoint.Tests.Specification;

/// <summary>A way to one fault of one method.</summary>
/// <param name="Method">The method.</param>
/// <param name="Fault">The fault it must answer; empty for a result.</param>
/// <param name="How">What is done, in a few words.</param>
/// <param name="CallAsync">Does it.</param>
internal sealed record FaultCase(string Method, string Fault, string How, Func<SpecificationWorld, Task<TestExchange>> CallAsync);

/// <summary>Every method of SessionManager with every fault that the specification names, and those of every method: no session, no privilege.</summary>
internal static class FaultTable
{
    private const string BadLocale = "<locale>english</locale>";
    private const string HttpSpec = "<spec xsi:type=\"SessionManagerHttpServiceRequestSpec\"><method>httpPut</method><url>https://vc.example/folder/x</url></spec>";
    private const string VmomiSpec = "<spec xsi:type=\"SessionManagerVmomiServiceRequestSpec\"><method>CloneSession</method></spec>";

    /// <summary>The faults that the specification names, method by method.</summary>
    public static readonly (string Method, string[] Faults)[] OfSpecification =
    [
        ("UpdateServiceMessage", []),
        ("LoginByToken", ["InvalidLogin", "InvalidLocale", "NoPermission"]),
        ("Login", ["InvalidLogin", "InvalidLocale", "NoPermission"]),
        ("LoginBySSPI", ["SSPIChallenge", "InvalidLogin", "InvalidLocale", "NoPermission", "NotSupported"]),
        ("Logout", []),
        ("AcquireLocalTicket", ["InvalidLogin", "NoPermission", "NotSupported"]),
        ("AcquireGenericServiceTicket", ["NoPermission", "InvalidArgument", "NotAuthenticated"]),
        ("TerminateSession", ["NotFound", "InvalidArgument"]),
        ("SetLocale", ["InvalidLocale"]),
        ("LoginExtensionBySubjectName", ["InvalidLogin", "InvalidLocale", "NotFound", "NoClientCertificate", "NoSubjectName", "InvalidClientCertificate"]),
        ("LoginExtensionByCertificate", ["InvalidLogin", "InvalidLocale", "NoClientCertificate"]),
        ("ImpersonateUser", ["InvalidLogin", "InvalidLocale"]),
        ("SessionIsActive", []),
        ("AcquireCloneTicket", ["NotAuthenticated"]),
        ("CloneSession", ["InvalidLogin", "NotSupported"]),
    ];

    /// <summary>Faults of the specification that no call of a vCenter's flavour meets, and why.</summary>
    public static readonly Dictionary<string, string> NotMet = new(StringComparer.Ordinal)
    {
        ["CloneSession:NotSupported"] = "this server supports it",
    };

    /// <summary>The table.</summary>
    public static IReadOnlyList<FaultCase> Cases { get; } =
    [
        new("UpdateServiceMessage", "", "an administrator", w => w.CallAsync("UpdateServiceMessage", "<message>m</message>", "admin")),
        new("UpdateServiceMessage", "NotAuthenticated", "no session", w => w.CallAsync("UpdateServiceMessage", "<message>m</message>")),
        new("UpdateServiceMessage", "NoPermission", "a reader", w => w.CallAsync("UpdateServiceMessage", "<message>m</message>", "reader")),
        new("LoginByToken", "", "a good token", w => Token(w, new TokenMaker())),
        new("LoginByToken", "InvalidLogin", "no token", w => w.CallAsync("LoginByToken", "")),
        new("LoginByToken", "InvalidLogin", "a token of somebody else's making", w => Token(w, new TokenMaker { Signer = TestKeys.Attacker })),
        new("LoginByToken", "InvalidLogin", "logged in already", w => Token(w, new TokenMaker(), isLoggedIn: true)),
        new("LoginByToken", "InvalidLocale", "a malformed locale", w => Token(w, new TokenMaker(), BadLocale)),
        new("LoginByToken", "NoPermission", "no permission", w => Token(w, new TokenMaker { NameId = "nobody@EXAMPLE.COM", Groups = [] })),
        new("Login", "", "the right password", w => Login(w, "reader", "s3cret-R")),
        new("Login", "InvalidLogin", "a wrong password", w => Login(w, "reader", "wrong")),
        new("Login", "InvalidLogin", "an unknown user", w => Login(w, "nonesuch", "wrong")),
        new("Login", "InvalidLogin", "logged in already", w => Login(w, "reader", "s3cret-R", user: "admin")),
        new("Login", "InvalidLocale", "a malformed locale", w => Login(w, "reader", "s3cret-R", BadLocale)),
        new("Login", "NoPermission", "no permission", w => Login(w, "nobody", "s3cret-N")),
        new("LoginBySSPI", "", "a proven user", w => Sspi(w, "reader")),
        new("LoginBySSPI", "SSPIChallenge", "a context that needs another token", w => Sspi(w, "reader?")),
        new("LoginBySSPI", "InvalidLogin", "a token that proves nothing", w => Sspi(w, "garbage")),
        new("LoginBySSPI", "InvalidLogin", "logged in already", w => Sspi(w, "reader", user: "admin")),
        new("LoginBySSPI", "InvalidLocale", "a malformed locale", w => Sspi(w, "reader", BadLocale)),
        new("LoginBySSPI", "NoPermission", "no permission", w => Sspi(w, "nobody")),
        new("LoginBySSPI", "NotSupported", "not configured", NotConfiguredAsync),
        new("Logout", "", "a session", w => w.CallAsync("Logout", "", "reader")),
        new("Logout", "NotAuthenticated", "no session", w => w.CallAsync("Logout", "")),
        new("AcquireLocalTicket", "", "on this machine", w => w.CallAsync("AcquireLocalTicket", "<userName>reader</userName>")),
        new("AcquireLocalTicket", "InvalidLogin", "an unknown user", w => w.CallAsync("AcquireLocalTicket", "<userName>nonesuch</userName>")),
        new("AcquireLocalTicket", "NoPermission", "no permission", w => w.CallAsync("AcquireLocalTicket", "<userName>nobody</userName>")),
        new("AcquireLocalTicket", "InvalidRequest", "from elsewhere", w => w.CallAsync("AcquireLocalTicket", "<userName>reader</userName>", from: "192.0.2.7")),
        new("AcquireLocalTicket", "SystemError", "a full disk", FullDiskAsync),
        new("AcquireLocalTicket", "NotSupported", "switched off", SwitchedOffAsync),
        new("AcquireGenericServiceTicket", "", "an administrator", w => w.CallAsync("AcquireGenericServiceTicket", HttpSpec, "admin")),
        new("AcquireGenericServiceTicket", "NoPermission", "a reader would write", w => w.CallAsync("AcquireGenericServiceTicket", HttpSpec, "reader")),
        new("AcquireGenericServiceTicket", "InvalidArgument", "no such method", w => w.CallAsync("AcquireGenericServiceTicket", VmomiSpec.Replace("CloneSession", "Login", StringComparison.Ordinal), "admin")),
        new("AcquireGenericServiceTicket", "NotAuthenticated", "CloneSession without a session", w => w.CallAsync("AcquireGenericServiceTicket", VmomiSpec)),
        new("TerminateSession", "", "another session", async w => await w.CallAsync("TerminateSession", $"<sessionId>{await w.KeyOfReaderAsync()}</sessionId>", "admin")),
        new("TerminateSession", "NotFound", "an unknown key", w => w.CallAsync("TerminateSession", "<sessionId>52</sessionId>", "admin")),
        new("TerminateSession", "InvalidArgument", "its own key", OwnKeyAsync),
        new("TerminateSession", "NotAuthenticated", "no session", w => w.CallAsync("TerminateSession", "<sessionId>52</sessionId>")),
        new("TerminateSession", "NoPermission", "a reader", w => w.CallAsync("TerminateSession", "<sessionId>52</sessionId>", "reader")),
        new("SetLocale", "", "a known locale", w => w.CallAsync("SetLocale", "<locale>de</locale>", "reader")),
        new("SetLocale", "InvalidLocale", "a malformed locale", w => w.CallAsync("SetLocale", BadLocale, "reader")),
        new("SetLocale", "NotAuthenticated", "no session", w => w.CallAsync("SetLocale", "<locale>de</locale>")),
        new("LoginExtensionBySubjectName", "", "the subject it is registered with", w => Extension(w, "SubjectName", SpecificationWorld.BySubject, w.Issued)),
        new("LoginExtensionBySubjectName", "InvalidLogin", "an unknown extension", w => Extension(w, "SubjectName", "unknown", w.Issued)),
        new("LoginExtensionBySubjectName", "InvalidLocale", "a malformed locale", w => Extension(w, "SubjectName", SpecificationWorld.BySubject, w.Issued, BadLocale)),
        new("LoginExtensionBySubjectName", "NotFound", "an unknown extension, before 4.0", w => Extension(w, "SubjectName", "unknown", w.Issued, version: "2.5")),
        new("LoginExtensionBySubjectName", "NoClientCertificate", "no certificate", w => Extension(w, "SubjectName", SpecificationWorld.BySubject, null)),
        new("LoginExtensionBySubjectName", "NoSubjectName", "registered without a subject", w => Extension(w, "SubjectName", SpecificationWorld.ByCertificate, w.Issued)),
        new("LoginExtensionBySubjectName", "InvalidClientCertificate", "of no known authority", w => Extension(w, "SubjectName", SpecificationWorld.BySubject, w.Own)),
        new("LoginExtensionByCertificate", "", "the certificate it is registered with", w => Extension(w, "Certificate", SpecificationWorld.ByCertificate, w.Own)),
        new("LoginExtensionByCertificate", "InvalidLogin", "another certificate", w => Extension(w, "Certificate", SpecificationWorld.ByCertificate, w.Issued)),
        new("LoginExtensionByCertificate", "InvalidLocale", "a malformed locale", w => Extension(w, "Certificate", SpecificationWorld.ByCertificate, w.Own, BadLocale)),
        new("LoginExtensionByCertificate", "NoClientCertificate", "no certificate", w => Extension(w, "Certificate", SpecificationWorld.ByCertificate, null)),
        new("ImpersonateUser", "", "a user with a session", ImpersonateAsync),
        new("ImpersonateUser", "InvalidLogin", "a user without a session", w => w.CallAsync("ImpersonateUser", "<userName>reader</userName>", "admin")),
        new("ImpersonateUser", "InvalidLocale", "a malformed locale", w => w.CallAsync("ImpersonateUser", "<userName>reader</userName>" + BadLocale, "admin")),
        new("ImpersonateUser", "NotAuthenticated", "no session", w => w.CallAsync("ImpersonateUser", "<userName>reader</userName>")),
        new("ImpersonateUser", "NoPermission", "a reader", w => w.CallAsync("ImpersonateUser", "<userName>reader</userName>", "reader")),
        new("SessionIsActive", "", "an administrator", w => w.CallAsync("SessionIsActive", "<sessionID>52</sessionID><userName>x</userName>", "admin")),
        new("SessionIsActive", "NotAuthenticated", "no session", w => w.CallAsync("SessionIsActive", "<sessionID>52</sessionID><userName>x</userName>")),
        new("SessionIsActive", "NoPermission", "a reader", w => w.CallAsync("SessionIsActive", "<sessionID>52</sessionID><userName>x</userName>", "reader")),
        new("AcquireCloneTicket", "", "a session", w => w.CallAsync("AcquireCloneTicket", "", "reader")),
        new("AcquireCloneTicket", "NotAuthenticated", "no session", w => w.CallAsync("AcquireCloneTicket", "")),
        new("CloneSession", "", "a ticket", CloneAsync),
        new("CloneSession", "InvalidLogin", "no ticket", w => w.CallAsync("CloneSession", "<cloneTicket>cst-VCT-52</cloneTicket>")),
    ];

    private static async Task<TestExchange> Token(SpecificationWorld world, TokenMaker token, string locale = "", bool isLoggedIn = false)
    {
        var maker = new MessageMaker { Token = token.Make() };
        var message = maker with { Call = maker.Call.Replace("</LoginByToken>", locale + "</LoginByToken>", StringComparison.Ordinal) };
        return await world.Service.SendAsync(TestService.Raw(message.Make(), isLoggedIn ? await world.Service.LoginAsync() : null));
    }

    private static Task<TestExchange> Login(SpecificationWorld world, string name, string password, string locale = "", string? user = null) =>
        world.CallAsync("Login", $"<userName>{name}</userName><password>{password}</password>{locale}", user);

    private static Task<TestExchange> Sspi(SpecificationWorld world, string token, string locale = "", string? user = null) =>
        world.CallAsync("LoginBySSPI", $"<base64Token>{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(token))}</base64Token>{locale}", user);

    private static async Task<TestExchange> Extension(
        SpecificationWorld world, string kind, string key, System.Security.Cryptography.X509Certificates.X509Certificate2? certificate, string locale = "", string version = "8.0.3.0")
    {
        await world.RegisterAsync();
        return await world.CallAsync("LoginExtensionBy" + kind, $"<extensionKey>{key}</extensionKey>{locale}", certificate: certificate, version: version);
    }

    private static Task<TestExchange> FullDiskAsync(SpecificationWorld world)
    {
        world.Files.Failure = new IOException("no space left");
        return world.CallAsync("AcquireLocalTicket", "<userName>reader</userName>");
    }

    private static async Task<TestExchange> SwitchedOffAsync(SpecificationWorld world)
    {
        using var other = new TestService();
        return await world.SendAsync(other, "AcquireLocalTicket", "<userName>reader</userName>");
    }

    private static async Task<TestExchange> NotConfiguredAsync(SpecificationWorld world)
    {
        using var other = new TestService();
        return await world.SendAsync(other, "LoginBySSPI", "<base64Token>YQ==</base64Token>");
    }

    private static async Task<TestExchange> OwnKeyAsync(SpecificationWorld world)
    {
        var cookie = await world.Service.LoginAsync();
        var key = (await world.Service.Store.ListAsync(TestContext.Current.CancellationToken))[^1].Key;
        return await world.SendAsync(world.Service, "TerminateSession", $"<sessionId>{key}</sessionId>", cookie);
    }

    private static async Task<TestExchange> ImpersonateAsync(SpecificationWorld world)
    {
        await world.KeyOfReaderAsync();
        return await world.CallAsync("ImpersonateUser", "<userName>reader</userName>", "admin");
    }

    private static async Task<TestExchange> CloneAsync(SpecificationWorld world)
    {
        var answer = (await world.CallAsync("AcquireCloneTicket", "", "reader")).Answer;
        var ticket = answer[answer.IndexOf("cst-VCT-", StringComparison.Ordinal)..];
        return await world.CallAsync("CloneSession", $"<cloneTicket>{ticket[..ticket.AsSpan().IndexOfAny('<', '"')]}</cloneTicket>");
    }
}
