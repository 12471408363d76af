using System.Text;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests;

/// <summary>LoginBySSPI on the wire: its challenge is a fault as any other, but for the cookie that it sets (docs/facts/sessions.md).</summary>
public sealed class SspiLoginTests : IDisposable
{
    private const string Cookie = "^vmware_soap_session=\"[0-9a-f]{40}\"; Path=/; HttpOnly; Secure;$";

    private readonly TestService _service = new(negotiator: new EchoNegotiator());

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task The_challenge_is_a_fault_with_the_token_and_the_cookie()
    {
        var answer = await LoginAsync("reader?");

        Assert.Equal(500, answer.Status);
        Assert.Contains(
            $"<soapenv:Body>\n<soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>The login needs another step of the negotiation.</faultstring><detail><SSPIChallengeFault xmlns=\"urn:vim25\" xsi:type=\"SSPIChallenge\"><base64Token>{Base64(EchoNegotiator.Challenge)}</base64Token></SSPIChallengeFault></detail></soapenv:Fault>\n</soapenv:Body>",
            answer.Answer,
            StringComparison.Ordinal);
        Assert.Matches(Cookie, answer.AnswerHeaders["Set-Cookie"]);
    }

    [Fact]
    public async Task The_cookie_of_the_challenge_leads_to_the_session_and_then_owns_it()
    {
        var cookie = (await LoginAsync("reader?")).AnswerHeaders["Set-Cookie"].Split(';')[0];
        Assert.DoesNotContain("<returnval", (await _service.CallAsync(TestService.Fetch("currentSession"), cookie)).Answer, StringComparison.Ordinal);

        var answer = await LoginAsync(EchoNegotiator.Challenge, cookie);

        Assert.Equal(200, answer.Status);
        Assert.Contains("<LoginBySSPIResponse xmlns=\"urn:vim25\"><returnval><key>52", answer.Answer, StringComparison.Ordinal);
        Assert.Contains("<userName>reader</userName>", answer.Answer, StringComparison.Ordinal);
        foreach (var owner in new[] { cookie, answer.AnswerHeaders["Set-Cookie"].Split(';')[0] })
            Assert.Contains("<userName>reader</userName>", (await _service.CallAsync(TestService.Fetch("currentSession"), owner)).Answer, StringComparison.Ordinal);
        Assert.Contains("InvalidLoginFault", (await LoginAsync(EchoNegotiator.Challenge, cookie)).Answer, StringComparison.Ordinal);
    }

    /// <summary>Whoever began the negotiation knows the cookie: a session of somebody else must not have it.</summary>
    [Theory]
    [InlineData(ApiVersion.V5_5)]
    [InlineData(ApiVersion.V6_0)]
    [InlineData(ApiVersion.V8_0_3_0)]
    [InlineData(ApiVersion.V9_1_0_0)]
    public async Task A_challenges_cookie_that_was_planted_does_not_own_the_next_login(ApiVersion version)
    {
        using var service = new TestService(new EndpointOptions { Version = version }, negotiator: new EchoNegotiator());
        var challenge = TestService.Request($"<LoginBySSPI _NS><_this>SessionManager</_this><base64Token>{Base64("reader?")}</base64Token></LoginBySSPI>", action: null);
        challenge.From = "198.51.100.66";
        var planted = (await service.SendAsync(challenge)).AnswerHeaders["Set-Cookie"].Split(';')[0];

        foreach (var body in new[]
                 {
                     TestService.LoginBody("administrator@vsphere.local", "s3cret-A"),
                     $"<LoginBySSPI _NS><_this>SessionManager</_this><base64Token>{Base64("administrator@vsphere.local")}</base64Token></LoginBySSPI>",
                 })
        {
            var login = await service.CallAsync(body, planted, action: null);
            if (login.Status == 200)
                Assert.NotEqual(planted, login.AnswerHeaders["Set-Cookie"].Split(';')[0]);
            Assert.DoesNotContain("</userName>", (await service.CallAsync(TestService.Fetch("currentSession"), planted, action: null)).Answer, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("garbage", "", "InvalidLogin")]
    [InlineData("nobody", "", "NoPermission")]
    [InlineData("reader", "<locale>english</locale>", "InvalidLocale")]
    public async Task No_other_refusal_sets_a_cookie(string token, string locale, string fault)
    {
        var answer = await LoginAsync(token, locale: locale);
        Assert.Contains($"<{fault}Fault xmlns=\"urn:vim25\" xsi:type=\"{fault}\">", answer.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Set-Cookie", answer.AnswerHeaders.Keys);
    }

    [Fact]
    public async Task The_challenge_is_told_in_the_language_that_the_login_asks_for()
    {
        Assert.Contains("<faultstring>Die Anmeldung erfordert", (await LoginAsync("reader?", locale: "<locale>de</locale>")).Answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_logged_of_a_call_holds_no_token()
    {
        await LoginAsync("reader?");
        await LoginAsync("garbage");

        foreach (var call in _service.Calls)
        {
            var logged = call.ToString();
            Assert.Contains("LoginBySSPI", logged, StringComparison.Ordinal);
            Assert.DoesNotContain(Base64(EchoNegotiator.Challenge), logged, StringComparison.Ordinal);
            Assert.DoesNotContain(Base64("reader?"), logged, StringComparison.Ordinal);
            Assert.DoesNotContain(Base64("garbage"), logged, StringComparison.Ordinal);
        }
    }

    private Task<TestExchange> LoginAsync(string token, string? cookie = null, string locale = "") =>
        _service.CallAsync($"<LoginBySSPI _NS><_this>SessionManager</_this><base64Token>{Base64(token)}</base64Token>{locale}</LoginBySSPI>", cookie);

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
