using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.AdminClient.Journal;
using VimSessionService.AdminClient.Rules;

namespace VimSessionService.Admin.Tests.Journal;

/// <summary>The operator is told why a call had no session and why a login was refused; the client is not.</summary>
public sealed class DiagnosisTests
{
    private const string Logout = "<Logout xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this></Logout>";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cookie_whose_session_has_expired_is_told_with_the_time()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));
        await using var host = await LabHost.StartAsync(before: services => services.AddSingleton<TimeProvider>(time));
        var login = await host.LoginAsync();
        time.Advance(TimeSpan.FromMinutes(31));

        var diagnosis = await DiagnoseAsync(host, login.Cookie);

        Assert.Equal(DiagnosisCause.Expired, diagnosis.Cause);
        var token = Assert.Single(diagnosis.Tokens!);
        Assert.Equal(("cookie vmware_soap_session", KeyOf(login.Content), "VSPHERE.LOCAL\\alice"), (token.Source, token.Session, token.User));
        Assert.Equal(new DateTimeOffset(2030, 1, 1, 12, 30, 0, TimeSpan.Zero), token.At);
        Assert.Equal(8, token.Hash.Length);
        Assert.Contains("which expired at 2030-01-01 12:30:00Z", diagnosis.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cookie_whose_session_was_logged_out_or_terminated_is_told_with_who_did_it()
    {
        await using var host = await LabHost.StartAsync();
        var (one, other, admin) = (await host.LoginAsync(), await host.LoginAsync(), await host.LoginAsync());
        await host.CallAsync(Logout, one.Cookie);
        await host.CallAsync($"<TerminateSession xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this><sessionId>{KeyOf(other.Content)}</sessionId></TerminateSession>", admin.Cookie);

        Assert.Equal(DiagnosisCause.LoggedOut, (await DiagnoseAsync(host, one.Cookie)).Cause);
        var terminated = await DiagnoseAsync(host, other.Cookie);
        Assert.Equal(DiagnosisCause.Terminated, terminated.Cause);
        Assert.Equal($"VSPHERE.LOCAL\\alice in session {KeyOf(admin.Content)}", Assert.Single(terminated.Tokens!).By);
    }

    [Theory]
    [InlineData(null, DiagnosisCause.NoToken)]
    [InlineData("vmware_soap_session=\"0123456789abcdef0123456789abcdef01234567\"", DiagnosisCause.NeverIssued)]
    [InlineData("vmware_soap_session=nonsense", DiagnosisCause.NeverIssued)]
    [InlineData("other=cookie", DiagnosisCause.NoToken)]
    public async Task A_cookie_that_was_never_given_out_is_told(string? cookie, DiagnosisCause cause)
    {
        await using var host = await LabHost.StartAsync();

        Assert.Equal(cause, (await DiagnoseAsync(host, cookie)).Cause);
        Assert.Contains($"\"cause\":\"{char.ToLowerInvariant($"{cause}"[0])}{$"{cause}"[1..]}\"", (await host.SendAsync(HttpMethod.Get, "journal")).Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Several_cookies_are_told_one_by_one_and_the_SOAP_header_too()
    {
        await using var host = await LabHost.StartAsync();
        var login = await host.LoginAsync();
        await host.CallAsync(Logout, login.Cookie);
        var token = login.Cookie!.Split('=', 2)[1].Trim('"');

        await host.SendEnvelopeAsync(
            $"<soapenv:Header><vcSessionCookie>{token}</vcSessionCookie></soapenv:Header><soapenv:Body><Fetch xmlns=\"urn:vim25\"><_this>SessionManager</_this><prop>sessionList</prop></Fetch></soapenv:Body>",
            "vmware_soap_session=other");

        var diagnosis = (await host.Api.QueryJournalAsync(new JournalQuery { Fault = "NotAuthenticated" }, cancellationToken: Cancelled)).Calls[^1].Diagnosis!;
        Assert.Equal(
            [("cookie vmware_soap_session", DiagnosisCause.NeverIssued), ("SOAP header vcSessionCookie", DiagnosisCause.LoggedOut)],
            diagnosis.Tokens!.Select(static fate => (fate.Source, fate.Fate)));
    }

    [Theory]
    [InlineData("alice@vsphere.local", "wrong", DiagnosisCause.WrongPassword)]
    [InlineData("mallory", "wrong", DiagnosisCause.UnknownUser)]
    [InlineData("alice@vsphere.local", "", DiagnosisCause.MissingCredentials)]
    [InlineData("", "wrong", DiagnosisCause.MissingCredentials)]
    public async Task A_refused_login_is_told_with_the_true_reason(string user, string password, DiagnosisCause cause)
    {
        await using var host = await LabHost.StartAsync();

        var login = await host.LoginAsync(user, password);

        Assert.DoesNotContain("exists", login.Content, StringComparison.Ordinal);
        Assert.Equal(cause, (await host.Api.QueryJournalAsync(cancellationToken: Cancelled)).Calls[^1].Diagnosis?.Cause);
    }

    [Fact]
    public async Task A_locked_and_a_disabled_account_are_told()
    {
        await using var host = await LabHost.StartAsync();
        await host.Api.CreateUserAsync(new() { Name = "svc@vsphere.local", Password = "right" }, Cancelled);
        await host.Api.SetLockoutPolicyAsync(new(2, TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(5)), Cancelled);

        await CauseAsync("wrong", DiagnosisCause.WrongPassword);
        await CauseAsync("wrong", DiagnosisCause.WrongPassword);
        await CauseAsync("right", DiagnosisCause.Locked);
        await CauseAsync("wrong", DiagnosisCause.Locked);
        await host.Api.ChangeUserAsync("svc", new() { Disabled = true }, Cancelled);
        await CauseAsync("right", DiagnosisCause.Disabled);

        async Task CauseAsync(string password, DiagnosisCause cause)
        {
            await host.LoginAsync("svc@vsphere.local", password);
            Assert.Equal(cause, (await host.Api.QueryJournalAsync(cancellationToken: Cancelled)).Calls[^1].Diagnosis?.Cause);
        }
    }

    [Fact]
    public async Task A_second_login_and_a_rule_are_told()
    {
        await using var host = await LabHost.StartAsync();
        var login = await host.LoginAsync();
        await host.CallAsync($"<Login xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this><userName>{LabHost.User}</userName><password>{LabHost.Password}</password></Login>", login.Cookie);
        Assert.Equal(DiagnosisCause.AlreadyLoggedIn, (await host.Api.QueryJournalAsync(cancellationToken: Cancelled)).Calls[^1].Diagnosis?.Cause);

        await host.AddAsync(new RuleSpec { Id = "half-alive", Answer = new RuleAnswer { Fault = new FaultSpec { Type = "NotAuthenticated" } } });
        var diagnosis = await DiagnoseAsync(host, login.Cookie);
        Assert.Equal((DiagnosisCause.Rule, "The session is live; rule half-alive answered."), (diagnosis.Cause, diagnosis.Text));
    }

    [Fact]
    public async Task A_call_in_a_live_session_has_no_diagnosis()
    {
        await using var host = await LabHost.StartAsync();
        var login = await host.LoginAsync();
        await host.FetchAsync("sessionList", login.Cookie);

        Assert.All((await host.Api.QueryJournalAsync(cancellationToken: Cancelled)).Calls, static call => Assert.Null(call.Diagnosis));
    }

    private static async Task<CallDiagnosis> DiagnoseAsync(LabHost host, string? cookie)
    {
        var answer = await host.FetchAsync("sessionList", cookie);
        Assert.Contains("NotAuthenticatedFault", answer.Content, StringComparison.Ordinal);
        Assert.DoesNotContain("expired", answer.Content, StringComparison.OrdinalIgnoreCase);
        return (await host.Api.QueryJournalAsync(new JournalQuery { Fault = "NotAuthenticated" }, cancellationToken: Cancelled)).Calls[^1].Diagnosis!;
    }

    private static string KeyOf(string login) => login.Split("<key>")[1].Split("</key>")[0];
}
