using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Admin.Tests.AtEachDoor;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Sessions.Logins;
using VimSessionService.Identity.Negotiation;

namespace VimSessionService.Admin.Tests;

/// <summary>
/// Everything of the service that ends or is dated follows the clock of the admin API. What does not is named in docs/admin.md: the validity of TLS certificates, which clients check by
/// their own clocks, and of Kerberos tickets, which the Kerberos library checks.
/// </summary>
public sealed class ClockFollowersTests
{
    private const string Path = "/folder/a.iso";

    private static readonly DateTimeOffset Start = new(2031, 5, 6, 7, 8, 9, TimeSpan.Zero);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(23, true)]
    [InlineData(25, false)]
    public async Task Clone_tickets(int hours, bool isGood)
    {
        await using var host = await LabHost.StartAsync(static options => options.Sessions.SessionTimeout = TimeSpan.FromDays(7)); // the session outlives its ticket
        var (_, _, cookie) = await host.LoginAsync();
        var (_, acquired, _) = await host.CallAsync(Call("AcquireCloneTicket", "SessionManager", "SessionManager"), cookie);

        await host.Api.AdvanceClockAsync(TimeSpan.FromHours(hours), Cancelled);

        var (_, cloned, _) = await host.CallAsync(Call("CloneSession", "SessionManager", "SessionManager", $"<cloneTicket>{Between(acquired, "<returnval>", "</returnval>")}</cloneTicket>"));
        Assert.Equal(isGood, cloned.Contains("<key>", StringComparison.Ordinal));
        Assert.Equal(!isGood, cloned.Contains("InvalidLoginFault", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, HttpStatusCode.NotFound)] // the ticket is good, and there is no such file
    [InlineData(3, HttpStatusCode.Unauthorized)]
    public async Task Generic_service_tickets(int minutes, HttpStatusCode status)
    {
        await using var host = await LabHost.StartAsync();
        var (_, _, cookie) = await host.LoginAsync();
        var (_, acquired, _) = await host.CallAsync(
            $"""<AcquireGenericServiceTicket xmlns="urn:vim25"><_this type="SessionManager">SessionManager</_this><spec xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="SessionManagerHttpServiceRequestSpec"><method>httpGet</method><url>http://localhost{Path}</url></spec></AcquireGenericServiceTicket>""",
            cookie);

        await host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(minutes), Cancelled);

        using var client = host.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("http://localhost" + Path));
        request.Headers.Add("Cookie", $"vmware_cgi_ticket={Between(acquired, "<id>", "</id>")}");
        using var response = await client.SendAsync(request, Cancelled);
        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(60, false)]
    public async Task Tokens_of_single_sign_on(int minutes, bool isGood)
    {
        await using var host = await LabHost.StartAsync();
        var token = await IssueAsync(host);

        await host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(minutes), Cancelled);

        var (_, answer, _) = await host.SendEnvelopeAsync(
            $"""<soapenv:Header><o:Security xmlns:o="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd">{token.Assertion}</o:Security></soapenv:Header><soapenv:Body>{Call("LoginByToken", "SessionManager", "SessionManager")}</soapenv:Body>""");
        Assert.Equal(isGood, answer.Contains("<key>", StringComparison.Ordinal));
        Assert.Equal(!isGood, answer.Contains("InvalidLoginFault", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_certificate_that_signs_tokens_and_its_key()
    {
        await using var host = await LabHost.StartAsync(static options => options.SingleSignOn.StsKeyLifetime = TimeSpan.FromDays(30));
        await host.Api.FreezeClockAsync(Cancelled);
        await host.Api.SetClockAsync(Start, Cancelled);
        var before = (await IssueAsync(host)).Certificate;
        await host.Api.AdvanceClockAsync(TimeSpan.FromDays(29), Cancelled);
        var still = (await IssueAsync(host)).Certificate;

        await host.Api.AdvanceClockAsync(TimeSpan.FromDays(2), Cancelled);

        var after = (await IssueAsync(host)).Certificate;
        Assert.Equal(before, still);
        Assert.NotEqual(before, after);
        using var first = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate(Convert.FromBase64String(before));
        using var second = System.Security.Cryptography.X509Certificates.X509CertificateLoader.LoadCertificate(Convert.FromBase64String(after));
        Assert.InRange(first.NotAfter.ToUniversalTime(), Start.UtcDateTime.AddDays(30), Start.UtcDateTime.AddDays(400));
        Assert.InRange(second.NotBefore.ToUniversalTime(), Start.UtcDateTime.AddDays(29), Start.UtcDateTime.AddDays(31));
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(3, false)]
    public async Task Half_made_negotiations(int minutes, bool isGood)
    {
        await using var host = await StartWithNegotiationsAsync();
        var (_, challenge, cookie) = await host.CallAsync(Sspi(Convert.ToBase64String(Encoding.UTF8.GetBytes(LabHost.User))));

        await host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(minutes), Cancelled);

        Assert.Equal(isGood ? 1 : 0, host.App.Services.GetRequiredService<PendingNegotiations<SecretHash, INegotiation>>().Count);
        var (_, answer, _) = await host.CallAsync(Sspi(Between(challenge, "<base64Token>", "</base64Token>")), cookie);
        Assert.Equal(isGood, answer.Contains("<key>", StringComparison.Ordinal));
        Assert.Equal(!isGood, answer.Contains("InvalidLoginFault", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Half_made_negotiations_wait_while_it_is_frozen()
    {
        var real = new FakeTimeProvider();
        await using var host = await StartWithNegotiationsAsync(real);
        var (_, challenge, cookie) = await host.CallAsync(Sspi(Convert.ToBase64String(Encoding.UTF8.GetBytes(LabHost.User))));

        await host.Api.FreezeClockAsync(Cancelled);
        real.Advance(TimeSpan.FromHours(2));

        var (_, answer, _) = await host.CallAsync(Sspi(Between(challenge, "<base64Token>", "</base64Token>")), cookie);
        Assert.Contains("<key>", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_of_events_of_sessions_and_of_calls()
    {
        await using var host = await LabHost.StartAsync();
        await host.Api.FreezeClockAsync(Cancelled);
        await host.Api.SetClockAsync(Start, Cancelled);
        var (_, login, cookie) = await host.LoginAsync();
        await host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(7), Cancelled);

        var (_, latest, _) = await host.CallAsync("""<Fetch xmlns="urn:vim25"><_this>EventManager</_this><prop>latestEvent</prop></Fetch>""", cookie);
        var (_, session, _) = await host.FetchAsync("currentSession", cookie);
        var (_, time, _) = await host.CallAsync(Call("CurrentTime", "ServiceInstance", "ServiceInstance"), cookie);

        Assert.Contains("UserLoginSessionEvent", latest, StringComparison.Ordinal);
        Assert.Equal(Start, Moment(latest, "createdTime"));
        Assert.Equal(Start, Moment(login, "loginTime"));
        Assert.Equal(Start, Moment(session, "loginTime"));
        Assert.Equal(Start.AddMinutes(7), Moment(time, "returnval"));
        Assert.Equal([Start, Start.AddMinutes(7), Start.AddMinutes(7), Start.AddMinutes(7)], (await host.Api.QueryJournalAsync(cancellationToken: Cancelled)).Calls.Select(static call => call.Time));
    }

    [Fact]
    public async Task Sessions_of_every_door()
    {
        await using var host = await LabHost.StartAsync();
        List<DoorSession> sessions = [];
        foreach (var door in DoorSession.Doors)
            sessions.Add(await DoorSession.OpenAsync(host, door));

        await host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(29), Cancelled);
        foreach (var session in sessions)
            Assert.True(await session.IsAliveAsync(host), session.Door);
        await host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(30), Cancelled);

        foreach (var session in sessions)
            Assert.False(await session.IsAliveAsync(host), session.Door);
    }

    [Fact]
    public async Task Ages_of_leaks_also_of_those_that_have_expired()
    {
        await using var host = await LabHost.StartAsync();
        await host.Api.FreezeClockAsync(Cancelled);
        await host.LoginAsync();
        await host.Api.AdvanceClockAsync(TimeSpan.FromMinutes(10), Cancelled);
        Assert.Equal(TimeSpan.FromMinutes(10), Assert.Single((await host.Api.GetLeaksAsync(cancellationToken: Cancelled)).Sessions).Age);

        await host.Api.AdvanceClockAsync(TimeSpan.FromHours(5), Cancelled);

        var leak = Assert.Single((await host.Api.GetLeaksAsync(cancellationToken: Cancelled)).Sessions);
        Assert.Equal((false, TimeSpan.FromMinutes(30)), (leak.IsOpen, leak.Age));
    }

    private static string Call(string method, string type, string target, string arguments = "") => $"<{method} xmlns=\"urn:vim25\"><_this type=\"{type}\">{target}</_this>{arguments}</{method}>";

    private static string Sspi(string token) => Call("LoginBySSPI", "SessionManager", "SessionManager", $"<base64Token>{token}</base64Token>");

    private static Task<LabHost> StartWithNegotiationsAsync(TimeProvider? real = null) => LabHost.StartAsync(before: services =>
    {
        if (real is not null)
            services.AddSingleton(real);
        services.AddSingleton<INegotiator>(static provider => new ScriptedNegotiator(provider.GetRequiredService<AccountDirectory>(), legs: 1));
    });

    private static string Between(string text, string before, string after)
    {
        Assert.Contains(before, text, StringComparison.Ordinal);
        return text.Split(before)[1].Split(after)[0];
    }

    private static DateTimeOffset Moment(string text, string element) =>
        DateTimeOffset.Parse(text.Split("<" + element)[1].Split('>', 2)[1].Split('<')[0], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>A token for the usual user, asked for at the time that the service shows.</summary>
    private static async Task<(string Assertion, string Certificate)> IssueAsync(LabHost host)
    {
        var now = (await host.Api.GetClockAsync(Cancelled)).Now;
        var message = $"""
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><o:Security xmlns:o="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
            ><u:Timestamp xmlns:u="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"><u:Created>{now:yyyy-MM-ddTHH:mm:ss.fffZ}</u:Created><u:Expires>{now.AddMinutes(5):yyyy-MM-ddTHH:mm:ss.fffZ}</u:Expires></u:Timestamp
            ><o:UsernameToken><o:Username>{LabHost.User}</o:Username><o:Password>{LabHost.Password}</o:Password></o:UsernameToken></o:Security></s:Header
            ><s:Body><RequestSecurityToken xmlns="http://docs.oasis-open.org/ws-sx/ws-trust/200512"><RequestType>http://docs.oasis-open.org/ws-sx/ws-trust/200512/Issue</RequestType
            ></RequestSecurityToken></s:Body></s:Envelope>
            """;
        using var client = host.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("http://localhost/sts/STSService")) { Content = new StringContent(message, Encoding.UTF8, "text/xml") };
        request.Headers.Add("SOAPAction", "http://docs.oasis-open.org/ws-sx/ws-trust/200512/RST/Issue");
        using var response = await client.SendAsync(request, Cancelled);
        var answer = await response.Content.ReadAsStringAsync(Cancelled);
        Assert.True(response.IsSuccessStatusCode, answer);
        return (answer[answer.IndexOf("<saml2:Assertion", StringComparison.Ordinal)..answer.IndexOf("</RequestedSecurityToken>", StringComparison.Ordinal)], Between(answer, "<ds:X509Certificate>", "</ds:X509Certificate>"));
    }
}
