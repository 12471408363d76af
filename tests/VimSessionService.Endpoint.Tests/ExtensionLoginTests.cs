using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using VimSessionService.Endpoint.Tests.ViJson;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests;

/// <summary>Logins of extensions, fault by fault (specification, LoginExtensionByCertificate and LoginExtensionBySubjectName).</summary>
public sealed class ExtensionLoginTests : IDisposable
{
    private const string ByCertificate = "com.example.certificate";
    private const string BySubject = "com.example.subject";
    private const string Neither = "com.example.neither";

    private readonly X509Certificate2 _authority = Certificates.Authority();
    private readonly X509Certificate2 _own = Certificates.SelfSigned();
    private readonly X509Certificate2 _issued;
    private readonly TestService _service;

    public ExtensionLoginTests()
    {
        _issued = Certificates.IssuedBy(_authority, "CN=subject, O=Example");
        _service = new TestService(extensionAuthorities: [_authority]);
    }

    public void Dispose()
    {
        _service.Dispose();
        _issued.Dispose();
        _own.Dispose();
        _authority.Dispose();
    }

    [Fact]
    public async Task A_session_by_certificate_is_an_administrators_that_may_impersonate()
    {
        await RegisterAsync();
        var login = await LoginAsync("Certificate", ByCertificate, _own);

        Assert.Equal(200, login.Status);
        Assert.Contains($"<userName>{ByCertificate}</userName><fullName>Backup</fullName>", login.Answer, StringComparison.Ordinal);
        Assert.Contains("<extensionSession>true</extensionSession>", login.Answer, StringComparison.Ordinal);
        var cookie = login.AnswerHeaders["Set-Cookie"].Split(';')[0];
        await _service.LoginAsync("reader", "s3cret-R");
        Assert.Equal(200, (await Session("SetLocale", "<locale>de</locale>", cookie)).Status);
        Assert.Contains("<userName>reader</userName>", (await Session("ImpersonateUser", "<userName>reader</userName>", cookie)).Answer, StringComparison.Ordinal);
        Assert.Equal(200, (await Session("Logout", "", cookie)).Status);
    }

    [Fact]
    public async Task The_level_of_an_extension_counts_also_while_the_extension_has_a_session()
    {
        await RegisterAsync();
        var first = (await LoginAsync("Certificate", ByCertificate, _own)).AnswerHeaders["Set-Cookie"].Split(';')[0];
        await LoginAsync("SubjectName", BySubject, _issued);
        await _service.LoginAsync("reader", "s3cret-R");
        await Session("ImpersonateUser", "<userName>reader</userName>", first); // from now on what a reader may do

        Assert.Contains("InvalidLoginFault", (await Session("ImpersonateUser", $"<userName>{BySubject}</userName>", first)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_by_subject_name_is_the_extensions()
    {
        await RegisterAsync();

        Assert.Contains($"<userName>{BySubject}</userName>", (await LoginAsync("SubjectName", BySubject, _issued)).Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Certificate", ByCertificate, "none", "NoClientCertificateFault")]
    [InlineData("Certificate", Neither, "none", "NoClientCertificateFault")]
    [InlineData("Certificate", "unknown", "none", "NoClientCertificateFault")]
    [InlineData("SubjectName", Neither, "none", "NoClientCertificateFault")]
    [InlineData("SubjectName", "unknown", "none", "NoClientCertificateFault")]
    [InlineData("SubjectName", "unknown", "none", "NoClientCertificateFault", "", "urn:vim25/2.5")]
    [InlineData("Certificate", ByCertificate, "issued", "InvalidLoginFault")]
    [InlineData("Certificate", Neither, "own", "InvalidLoginFault")]
    [InlineData("Certificate", "unknown", "own", "InvalidLoginFault")]
    [InlineData("Certificate", ByCertificate, "own", "InvalidLocaleFault", "<locale>xx_YY</locale>")]
    [InlineData("SubjectName", BySubject, "none", "NoClientCertificateFault")]
    [InlineData("SubjectName", BySubject, "own", "InvalidClientCertificateFault")]
    [InlineData("SubjectName", BySubject, "server", "InvalidClientCertificateFault")]
    [InlineData("SubjectName", BySubject, "other", "InvalidLoginFault")]
    [InlineData("SubjectName", Neither, "issued", "NoSubjectNameFault")]
    [InlineData("SubjectName", "unknown", "issued", "InvalidLoginFault")]
    [InlineData("SubjectName", "unknown", "issued", "NotFoundFault", "", "urn:vim25/2.5")]
    [InlineData("SubjectName", "unknown", "issued", "InvalidLoginFault", "", "urn:vim25/4.0")]
    [InlineData("SubjectName", BySubject, "issued", "InvalidLocaleFault", "<locale>english</locale>")]
    public async Task A_login_answers_its_fault(string kind, string key, string shown, string fault, string locale = "", string action = "urn:vim25/8.0.3.0")
    {
        await RegisterAsync();
        using var other = Certificates.IssuedBy(_authority, "CN=other, O=Example");
        using var server = Certificates.IssuedBy(_authority, "CN=subject, O=Example", "1.3.6.1.5.5.7.3.1");
        var certificate = shown switch { "own" => _own, "issued" => _issued, "other" => other, "server" => server, _ => null };

        var answer = await LoginAsync(kind, key, certificate, locale, action: action);

        Assert.Equal(500, answer.Status);
        Assert.Contains($"<{fault} ", answer.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Set-Cookie", answer.AnswerHeaders.Keys);
    }

    /// <summary>The login by a signed key, which servers have answered with this fault since 5.0; older ones are not emulated further. No WSDL names it.</summary>
    public static TheoryData<bool, bool, ApiVersion> SignedLogins => new(
        from isJson in new[] { false, true }
        from isLoggedIn in new[] { false, true }
        from version in new[] { ApiVersion.V2_5, ApiVersion.V4_1, ApiVersion.V5_0, ApiVersion.V6_7_3, ApiVersion.V8_0_1_0, ApiVersion.V8_0_3_0, ApiVersion.V9_0_0_0, ApiVersion.V9_1_0_0 }
        where !isJson || version >= ApiVersion.V8_0_1_0
        select (isJson, isLoggedIn, version));

    [Theory]
    [MemberData(nameof(SignedLogins))]
    public async Task LoginExtension_is_not_supported_at_any_door_in_or_out_of_a_session(bool isJson, bool isLoggedIn, ApiVersion version)
    {
        using var service = new TestService(new EndpointOptions { Version = version });
        var cookie = isLoggedIn ? (await service.CallAsync(TestService.LoginBody("administrator@vsphere.local", "s3cret-A"), action: "urn:vim25/" + version.Name())).AnswerHeaders["Set-Cookie"].Split(';')[0] : null;

        if (isJson)
        {
            var json = await service.JsonAsync(
                "SessionManager/SessionManager/LoginExtension", """{"extensionKey":"x","base64SignedCredentials":"YQ=="}""", cookie?.Split('"')[1], version.Name());
            Assert.Equal((500, "NotSupported"), (json.Status, (string?)JsonNode.Parse(json.AnswerBytes)!["_typeName"]));
            Assert.DoesNotContain(ViJsonCall.Session, json.AnswerHeaders.Keys);
            return;
        }

        var soap = await service.CallAsync(
            "<LoginExtension _NS><_this>SessionManager</_this><extensionKey>x</extensionKey><base64SignedCredentials>YQ==</base64SignedCredentials></LoginExtension>", cookie, "urn:vim25/" + version.Name());
        Assert.Equal(500, soap.Status);
        Assert.Contains("<NotSupportedFault ", soap.Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Certificate", ByCertificate)]
    [InlineData("SubjectName", BySubject)]
    public async Task A_connection_that_is_logged_in_cannot_log_in(string kind, string key)
    {
        await RegisterAsync();

        Assert.Contains("InvalidLoginFault", (await LoginAsync(kind, key, kind == "Certificate" ? _own : _issued, cookie: await _service.LoginAsync())).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_has_expired_is_good_by_itself_and_not_by_its_subject()
    {
        await RegisterAsync();
        _service.Time.Advance(TimeSpan.FromDays(3));

        Assert.Equal(200, (await LoginAsync("Certificate", ByCertificate, _own)).Status);
        Assert.Contains("InvalidClientCertificateFault", (await LoginAsync("SubjectName", BySubject, _issued)).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clients_own_certificate_is_set_when_none_is_given()
    {
        await RegisterAsync();
        var request = TestService.Request($"<SetExtensionCertificate _NS><_this>ExtensionManager</_this><extensionKey>{Neither}</extensionKey></SetExtensionCertificate>", await _service.LoginAsync());
        Assert.Equal(200, (await _service.SendAsync(WithCertificate(request, _own))).Status);

        Assert.Equal(200, (await LoginAsync("Certificate", Neither, _own)).Status);
    }

    [Fact]
    public async Task An_administrator_takes_on_an_extension_and_a_lesser_user_does_not()
    {
        await RegisterAsync();
        var admin = await _service.LoginAsync();

        var answer = (await Session("ImpersonateUser", $"<userName>{Neither}</userName>", admin)).Answer;
        Assert.Contains($"<userName>{Neither}</userName>", answer, StringComparison.Ordinal);
        Assert.Contains("<extensionSession>true</extensionSession>", answer, StringComparison.Ordinal);
        Assert.Contains("InvalidLoginFault", (await Session("ImpersonateUser", "<userName>com.example.unknown</userName>", admin)).Answer, StringComparison.Ordinal);

        // An extension's session that has become a reader's may still impersonate, but is not on an extension's level any more.
        var cookie = (await LoginAsync("Certificate", ByCertificate, _own)).AnswerHeaders["Set-Cookie"].Split(';')[0];
        await _service.LoginAsync("reader", "s3cret-R");
        await Session("ImpersonateUser", "<userName>reader</userName>", cookie);
        Assert.Contains("InvalidLoginFault", (await Session("ImpersonateUser", $"<userName>{BySubject}</userName>", cookie)).Answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SessionIsActive", "<sessionID>x</sessionID><userName>x</userName>", "NotImplementedFault")]
    [InlineData("ImpersonateUser", "<userName>x</userName>", "NotImplementedFault")]
    [InlineData("LoginExtensionByCertificate", "<extensionKey>x</extensionKey>", "NotSupportedFault")]
    [InlineData("LoginExtensionBySubjectName", "<extensionKey>x</extensionKey>", "NotSupportedFault")]
    [InlineData("LoginByToken", "", "NotSupportedFault")]
    public async Task An_ESX_host_refuses_what_needs_a_vCenter(string method, string arguments, string fault)
    {
        using var host = new TestService(esx: true);
        var login = await host.CallAsync(TestService.LoginBody("administrator@vsphere.local", "s3cret-A").Replace(">SessionManager<", ">ha-sessionmgr<", StringComparison.Ordinal));
        var cookie = login.AnswerHeaders["Set-Cookie"].Split(';')[0];

        var answer = await host.CallAsync($"<{method} _NS><_this>ha-sessionmgr</_this>{arguments}</{method}>", cookie);

        Assert.Contains(fault, answer.Answer, StringComparison.Ordinal);
        Assert.Contains("ManagedObjectNotFoundFault", (await host.CallAsync("<GetPublicKey _NS><_this>ExtensionManager</_this></GetPublicKey>", cookie)).Answer, StringComparison.Ordinal);
    }

    private async Task RegisterAsync()
    {
        var admin = await _service.LoginAsync();
        foreach (var (key, subject) in new[] { (ByCertificate, ""), (BySubject, "<subjectName>O=example,CN=subject</subjectName>"), (Neither, "") })
        {
            var body = $"<RegisterExtension _NS><_this>ExtensionManager</_this>{ExtensionManagerTests.Extension(key, subject)}</RegisterExtension>";
            Assert.Equal(200, (await _service.CallAsync(body, admin)).Status);
        }

        var set = $"<SetExtensionCertificate _NS><_this>ExtensionManager</_this><extensionKey>{ByCertificate}</extensionKey><certificatePem>{_own.ExportCertificatePem()}</certificatePem></SetExtensionCertificate>";
        Assert.Equal(200, (await _service.CallAsync(set, admin)).Status);
        Assert.Equal(200, (await Session("Logout", "", admin)).Status);
    }

    private Task<TestExchange> LoginAsync(
        string kind, string key, X509Certificate2? certificate, string locale = "", string? cookie = null, string action = "urn:vim25/8.0.3.0")
    {
        var body = $"<LoginExtensionBy{kind} _NS><_this>SessionManager</_this><extensionKey>{key}</extensionKey>{locale}</LoginExtensionBy{kind}>";
        return _service.SendAsync(WithCertificate(TestService.Request(body, cookie, action), certificate));
    }

    private static TestExchange WithCertificate(TestExchange request, X509Certificate2? certificate)
    {
        var exchange = new TestExchange { Body = request.Body, Certificate = certificate };
        exchange.With("SOAPAction", [.. request.RequestHeader("SOAPAction").OfType<string>()]);
        return exchange.With("Cookie", [.. request.RequestHeader("Cookie").OfType<string>()]);
    }

    private Task<TestExchange> Session(string method, string arguments, string? cookie) =>
        _service.CallAsync($"<{method} _NS><_this>SessionManager</_this>{arguments}</{method}>", cookie);
}
