using System.Security.Cryptography.X509Certificates;
using System.Text;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Calls;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Identity.Tests.Making;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.Tokens;

/// <summary>Sessions of those who log in with a token (specification, LoginByToken; docs/facts/sessions.md).</summary>
public sealed class TokenLoginTests : IDisposable
{
    private readonly TestService _service = new();

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task A_session_bears_the_accounts_name_in_the_usual_spelling()
    {
        var login = await SendAsync(Bearer());

        Assert.Equal(200, login.Status);
        Assert.Contains(@"<userName>VSPHERE.LOCAL\administrator</userName>", login.Answer, StringComparison.Ordinal);
        Assert.Contains("<extensionSession>false</extensionSession>", login.Answer, StringComparison.Ordinal);
        Assert.Equal(@"VSPHERE.LOCAL\administrator", Assert.IsType<UserLoginSessionEvent>(_service.Events.Latest).UserName);
    }

    [Fact]
    public async Task Groups_of_the_token_give_roles_to_a_user_whom_no_account_describes()
    {
        var token = Bearer(new TokenMaker { NameId = "ada@EXAMPLE.COM", Groups = [@"example.com\Operators"] });
        var refused = await SendAsync(token);
        Assert.Contains("<NoPermissionFault ", refused.Answer, StringComparison.Ordinal);
        Assert.Contains("<privilegeId>System.View</privilegeId>", refused.Answer, StringComparison.Ordinal);
        Assert.Equal(@"EXAMPLE.COM\ada", Assert.IsType<NoAccessUserEvent>(_service.Events.Latest).UserName);

        _service.Get<PermissionTable>().Set(new PermissionEntry(AccountName.Parse(@"EXAMPLE.COM\operators"), IsGroup: true, RoleId: -1));
        var login = await SendAsync(token);

        Assert.Equal(200, login.Status);
        Assert.Contains(@"<userName>EXAMPLE.COM\ada</userName><fullName>Ada Lovelace</fullName>", login.Answer, StringComparison.Ordinal);
        var list = await _service.CallAsync(TestService.Fetch("sessionList"), Cookie(login));
        Assert.Contains(@"<userName>EXAMPLE.COM\ada</userName>", list.Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_holder_of_key_logs_in_by_signature_or_by_the_connections_certificate()
    {
        var token = new TokenMaker { Holder = TestKeys.Holder };

        Assert.Equal(200, (await SendAsync(MessageMaker.HolderOfKey(token, TestKeys.Holder).Make())).Status);
        Assert.Equal(200, (await SendAsync(new MessageMaker { Token = token.Make() }.Make(), TestKeys.Holder)).Status);
        Assert.Contains("<InvalidLoginFault ", (await SendAsync(new MessageMaker { Token = token.Make() }.Make())).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task That_the_token_expires_does_not_end_the_session()
    {
        var cookie = Cookie(await SendAsync(Bearer()));
        for (var i = 0; i < 6; i++)
        {
            _service.Time.Advance(TimeSpan.FromMinutes(20));
            Assert.Contains(@"VSPHERE.LOCAL\administrator", (await _service.CallAsync(TestService.Fetch("currentSession"), cookie)).Answer, StringComparison.Ordinal);
        }

        Assert.Contains("<InvalidLoginFault ", (await SendAsync(Bearer())).Answer, StringComparison.Ordinal);
    }

    public static TheoryData<string> Unsound => [.. UnsoundCertificates.Kinds.Keys];

    [Theory]
    [MemberData(nameof(Unsound))]
    public async Task An_unsound_certificate_is_an_invalid_login(string kind)
    {
        var message = new MessageMaker
        {
            Token = new TokenMaker().Make(),
            Beside = ($"<wsse:BinarySecurityToken wsu:Id=\"_bst\">{Convert.ToBase64String(UnsoundCertificates.Kinds[kind].Make())}</wsse:BinarySecurityToken>", ""),
        };
        Assert.Contains("<InvalidLoginFault ", (await SendAsync(message.Make())).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_order_of_checks_is_second_login_locale_token_access()
    {
        var cookie = Cookie(await SendAsync(Bearer()));
        Assert.Contains("<InvalidLoginFault ", (await SendAsync(Bearer(locale: "xx_YY"), cookie: cookie)).Answer, StringComparison.Ordinal);
        Assert.IsType<AlreadyAuthenticatedSessionEvent>(_service.Events.Latest);

        var nobody = new TokenMaker { NameId = "nobody@EXAMPLE.COM", Groups = [] };
        Assert.Contains("<InvalidLocaleFault ", (await SendAsync(Bearer(nobody with { Signer = TestKeys.Attacker }, "xx_YY"))).Answer, StringComparison.Ordinal);
        Assert.Contains("<InvalidLoginFault ", (await SendAsync(Bearer(nobody with { Signer = TestKeys.Attacker }))).Answer, StringComparison.Ordinal);
        Assert.Contains("<NoPermissionFault ", (await SendAsync(Bearer(nobody))).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task From_9_1_on_a_second_login_is_told_its_reason()
    {
        using var service = new TestService(new EndpointOptions { Version = ApiVersion.V9_1_0_0 });
        var cookie = await service.LoginAsync();
        const string Login = "<LoginByToken _NS><_this>SessionManager</_this></LoginByToken>";

        Assert.Contains(
            "xsi:type=\"InvalidLogin\"><faultMessage><key>vim.fault.InvalidLoginWithReason</key><arg><key>reason</key>"
            + "<value xsi:type=\"xsd:string\">vim.fault.InvalidLoginReasonRegisterFailed</value></arg></faultMessage></InvalidLoginFault>",
            (await service.CallAsync(Login, cookie, "urn:vim25/9.1.0.0")).Answer,
            StringComparison.Ordinal);
        Assert.DoesNotContain("faultMessage", (await service.CallAsync(Login, cookie, "urn:vim25/9.0.0.0")).Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("faultMessage", (await service.CallAsync(Login, null, "urn:vim25/9.1.0.0")).Answer, StringComparison.Ordinal);
    }

    /// <summary>The session ends after the call was found to be in it, as by another client's TerminateSession.</summary>
    [Theory]
    [InlineData("urn:vim25/9.1.0.0", true)]
    [InlineData("urn:vim25/9.0.0.0", false)]
    public async Task From_9_1_on_a_login_in_a_session_that_has_just_ended_is_told_so(string action, bool isTold)
    {
        TestService? service = null;
        var end = new EndSession(key => service!.Store.RemoveAsync(key, SessionEnd.Terminated, TestContext.Current.CancellationToken));
        using (service = new TestService(new EndpointOptions { Version = ApiVersion.V9_1_0_0 }, steps: [CallStages.Invoke.Before(end)]))
        {
            var cookie = await service.LoginAsync();
            end.IsOn = true;

            var answer = await service.CallAsync("<LoginByToken _NS><_this>SessionManager</_this></LoginByToken>", cookie, action);

            Assert.Contains("xsi:type=\"InvalidLogin\"", answer.Answer, StringComparison.Ordinal);
            Assert.Equal(isTold, answer.Answer.Contains("<value xsi:type=\"xsd:string\">vim.fault.InvalidLoginReasonAlreadyClosed</value>", StringComparison.Ordinal));
            Assert.Equal(isTold, answer.Answer.Contains("faultMessage", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task The_locale_becomes_the_sessions()
    {
        Assert.Contains("<locale>de</locale>", (await SendAsync(Bearer(locale: "de"))).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_login_is_an_event_with_the_name_that_the_token_claims()
    {
        var refused = await SendAsync(Bearer(new TokenMaker { NameId = "mallory@EXAMPLE.COM", Signer = TestKeys.Attacker }));

        Assert.DoesNotContain("Set-Cookie", refused.AnswerHeaders.Keys);
        var failed = Assert.IsType<BadUsernameSessionEvent>(_service.Events.Latest);
        Assert.Equal("mallory@EXAMPLE.COM", failed.UserName);
        Assert.Equal("192.0.2.7", failed.IpAddress);
    }

    [Fact]
    public async Task The_event_of_a_message_that_is_too_old_has_the_name_too()
    {
        var message = MessageMaker.HolderOfKey(new TokenMaker { NameId = "ada@EXAMPLE.COM", Holder = TestKeys.Holder }, TestKeys.Holder);
        await SendAsync((message with { Created = TestKeys.Now.AddHours(-2), Expires = TestKeys.Now.AddHours(-1) }).Make());

        Assert.Contains("the timestamp has expired", Assert.Single(_service.Calls).Reason, StringComparison.Ordinal);
        Assert.Equal(@"EXAMPLE.COM\ada", Assert.IsType<BadUsernameSessionEvent>(_service.Events.Latest).UserName);
    }

    [Fact]
    public async Task A_login_without_a_token_is_refused()
    {
        var answer = await _service.CallAsync("<LoginByToken _NS><_this>SessionManager</_this></LoginByToken>");

        Assert.Contains("<InvalidLoginFault ", answer.Answer, StringComparison.Ordinal);
        Assert.Contains("the message has no header", Assert.Single(_service.Calls).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_host_has_no_logins_by_token()
    {
        using var host = new TestService(esx: true);
        var answer = await host.CallAsync("<LoginByToken _NS><_this type=\"SessionManager\">ha-sessionmgr</_this></LoginByToken>");

        Assert.Contains("<NotSupportedFault ", answer.Answer, StringComparison.Ordinal);
    }

    private static string Bearer(TokenMaker? token = null, string locale = "") => new MessageMaker
    {
        Token = (token ?? new TokenMaker()).Make(),
        Call = $"<LoginByToken xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this>{(locale.Length == 0 ? "" : $"<locale>{locale}</locale>")}</LoginByToken>",
    }.Make();

    private Task<TestExchange> SendAsync(string message, X509Certificate2? certificate = null, string? cookie = null)
    {
        var exchange = new TestExchange { Body = Encoding.UTF8.GetBytes(message), Certificate = certificate }.With("SOAPAction", "urn:vim25/8.0.3.0");
        return _service.SendAsync(cookie is null ? exchange : exchange.With("Cookie", cookie));
    }

    private static string Cookie(TestExchange login)
    {
        Assert.Equal(200, login.Status);
        return login.AnswerHeaders["Set-Cookie"].Split(';')[0];
    }

    /// <summary>Ends the session of a call once the call was found to be in it.</summary>
    private sealed class EndSession(Func<string, ValueTask<bool>> end) : ICallStep<DecodedCall>
    {
        public bool IsOn { get; set; }

        public async ValueTask RunAsync(DecodedCall call, CancellationToken cancelled)
        {
            if (IsOn && call.Context.Session is { } session)
                Assert.True(await end(session.Key));
        }
    }
}
