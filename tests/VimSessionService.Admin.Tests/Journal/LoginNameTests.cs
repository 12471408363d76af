using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Admin.Tests.AtEachDoor;
using VimSessionService.AdminClient.Journal;
using VimSessionService.AdminClient.Rules;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory;
using VimSessionService.Identity.Negotiation;

namespace VimSessionService.Admin.Tests.Journal;

/// <summary>The journal has the name that a login presented, at every door, by every kind of login, refused or not; and finds calls by it.</summary>
public sealed class LoginNameTests
{
    private const string Written = "vsphere.local\\Alice";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Logins => [.. DoorSession.Doors];

    [Theory]
    [MemberData(nameof(Logins))]
    public async Task A_login_by_password_has_the_name_as_its_client_wrote_it(string door)
    {
        await using var host = await DoorRequest.StartHostAsync();
        await DoorSession.TryOpenAsync(host, door, Written, "wrong");
        await DoorSession.TryOpenAsync(host, door, "nobody", "wrong");
        var session = await DoorSession.OpenAsync(host, door, Written);
        await session.CallAsync(host);

        var calls = await CallsAsync(host);

        Assert.Equal([Written, "nobody", Written, null], calls.Select(static call => call.LoginName));
        Assert.Equal(["VSPHERE.LOCAL\\alice", "VSPHERE.LOCAL\\alice"], calls.Skip(2).Select(static call => call.User));
        Assert.Equal([1, 3, 4], await NumbersAsync(host, "alice@vsphere.local"));
        Assert.Equal([2], await NumbersAsync(host, "nobody"));
        var har = await host.Api.ExportJournalAsync("har", new JournalQuery { User = "nobody" }, Cancelled);
        Assert.Contains("\"loginName\":\"nobody\"", har, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Logins))]
    public async Task A_login_that_a_rule_answers_has_the_name_by_which_the_rule_finds_it(string door)
    {
        await using var host = await DoorRequest.StartHostAsync();
        await host.AddAsync(new RuleSpec { Id = "fault", When = new RuleConditions { Users = ["alice@vsphere.local"] }, Calls = new RuleCount { Times = 1 }, Answer = new RuleAnswer { Fault = new FaultSpec { Type = "InvalidLogin" } } });
        await host.AddAsync(new RuleSpec { Id = "status", When = new RuleConditions { Users = ["alice"] }, Answer = new RuleAnswer { Status = 503, Body = "{}" } });

        await DoorSession.TryOpenAsync(host, door, Written);
        await DoorSession.TryOpenAsync(host, door, "bob", "wrong");
        await DoorSession.TryOpenAsync(host, door, Written);

        Assert.Equal([("fault", Written), (null, "bob"), ("status", Written)], (await CallsAsync(host)).Select(static call => (call.Rule, call.LoginName)));
        Assert.Equal([1, 3], await NumbersAsync(host, "alice"));
    }

    [Theory]
    [InlineData("rest")]
    [InlineData("json-rpc")]
    public async Task A_login_that_is_refused_before_its_arguments_are_read_has_the_name(string door)
    {
        await using var host = await DoorRequest.StartHostAsync(configure: static options => (options.Emulation.ApiVersion, options.Emulation.Federated) = ("9.0.0.0", true));

        await DoorSession.TryOpenAsync(host, door, "alice");

        Assert.Equal(("alice", null), Assert.Single(await CallsAsync(host)) is var call ? (call.LoginName, call.User) : default);
    }

    [Theory]
    [InlineData("right")]
    [InlineData("wrong")]
    public async Task A_password_at_a_ticketed_path_comes_with_a_name(string password)
    {
        await using var host = await DoorRequest.StartHostAsync();
        using var client = host.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri("http://localhost/folder/a.iso"));
        var credentials = $"{Written}:{(password == "right" ? LabHost.Password : password)}";
        request.Headers.TryAddWithoutValidation("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(credentials)));

        (await client.SendAsync(request, Cancelled)).Dispose();

        Assert.Equal(Written, Assert.Single(await CallsAsync(host)).LoginName);
        Assert.Equal([1], await NumbersAsync(host, "alice@vsphere.local"));
    }

    [Fact]
    public async Task A_request_for_a_token_has_the_name_that_comes_with_its_password()
    {
        await using var host = await DoorRequest.StartHostAsync();
        var now = (await host.Api.GetClockAsync(Cancelled)).Now;
        await IssueAsync(host, Written, LabHost.Password, now);
        await IssueAsync(host, Written, "wrong", now);
        await IssueAsync(host, Written, LabHost.Password, now.AddDays(-1));

        var calls = await CallsAsync(host);

        Assert.Equal([(200, Written), (500, Written), (500, Written)], calls.Select(static call => (call.Status, call.LoginName)));
        Assert.Equal([1, 2, 3], await NumbersAsync(host, "alice@vsphere.local"));
    }

    [Fact]
    public async Task A_login_by_token_has_the_name_that_the_token_claims()
    {
        await using var host = await DoorRequest.StartHostAsync();
        var answer = await IssueAsync(host, LabHost.User, LabHost.Password, (await host.Api.GetClockAsync(Cancelled)).Now);
        var assertion = answer[answer.IndexOf("<saml2:Assertion", StringComparison.Ordinal)..answer.IndexOf("</RequestedSecurityToken>", StringComparison.Ordinal)];
        await LoginByTokenAsync(host, assertion.Replace(">alice@", ">mallory@", StringComparison.Ordinal));
        await LoginByTokenAsync(host, assertion);
        await LoginByTokenAsync(host, "");

        var calls = (await CallsAsync(host)).Skip(1);

        Assert.Equal([("InvalidLogin", "mallory@VSPHERE.LOCAL"), (null, "VSPHERE.LOCAL\\alice"), ("InvalidLogin", null)], calls.Select(static call => (call.Fault, call.LoginName)));
        Assert.Equal([2], await NumbersAsync(host, "mallory@vsphere.local"));
        Assert.Equal([1, 3], await NumbersAsync(host, "alice@vsphere.local"));
    }

    [Fact]
    public async Task A_login_by_a_security_context_has_the_name_that_the_context_claims()
    {
        await using var host = await DoorRequest.StartHostAsync(more: static services =>
            services.AddSingleton<INegotiator>(static provider => new ScriptedNegotiator(provider.GetRequiredService<AccountDirectory>(), legs: 0)));
        foreach (var name in (string[])["nobody@vsphere.local", Written, ""])
            await host.CallAsync($"<LoginBySSPI xmlns=\"urn:vim25\"><_this>SessionManager</_this><base64Token>{Convert.ToBase64String(Encoding.UTF8.GetBytes(name))}</base64Token></LoginBySSPI>");

        Assert.Equal(
            [("InvalidLogin", "nobody@vsphere.local"), (null, "VSPHERE.LOCAL\\alice"), ("InvalidLogin", null)], (await CallsAsync(host)).Select(static call => (call.Fault, call.LoginName)));
    }

    [Theory]
    [InlineData("LoginExtensionByCertificate")]
    [InlineData("LoginExtensionBySubjectName")]
    public async Task A_login_of_an_extension_has_its_key(string method)
    {
        await using var host = await LabHost.StartAsync();

        await host.CallAsync($"<{method} xmlns=\"urn:vim25\"><_this>SessionManager</_this><extensionKey>com.example.a</extensionKey></{method}>");

        Assert.Equal(("NoClientCertificate", "com.example.a"), Assert.Single(await CallsAsync(host)) is var call ? (call.Fault, call.LoginName) : default);
        Assert.Equal([1], await NumbersAsync(host, "com.example.a"));
    }

    [Fact]
    public async Task A_second_login_and_an_impersonation_have_the_name_besides_the_user_of_their_session()
    {
        await using var host = await LabHost.StartAsync();
        var cookie = (await host.LoginAsync()).Cookie;
        await host.CallAsync("<Login xmlns=\"urn:vim25\"><_this>SessionManager</_this><userName>bob</userName><password>pw</password></Login>", cookie);
        await host.CallAsync("<ImpersonateUser xmlns=\"urn:vim25\"><_this>SessionManager</_this><userName>carol</userName></ImpersonateUser>", cookie);

        Assert.Equal([("bob", "VSPHERE.LOCAL\\alice"), ("carol", "VSPHERE.LOCAL\\alice")], (await CallsAsync(host)).Skip(1).Select(static call => (call.LoginName, call.User)));
        Assert.Equal([1, 2, 3], await NumbersAsync(host, "alice@vsphere.local"));
        Assert.Equal([2], await NumbersAsync(host, "bob"));
    }

    [Fact]
    public async Task A_name_is_cut_and_a_call_that_is_no_login_has_none()
    {
        await using var host = await LabHost.StartAsync();
        await host.LoginAsync(new string('n', 1000), "s3cret");
        await host.CallAsync("<SessionIsActive xmlns=\"urn:vim25\"><_this>SessionManager</_this><sessionID>52</sessionID><userName>bob</userName></SessionIsActive>");

        Assert.Equal([new string('n', 256), null], (await CallsAsync(host)).Select(static call => call.LoginName));
        Assert.DoesNotContain("s3cret", await host.Api.ExportJournalAsync("jsonl", cancellationToken: Cancelled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_for_the_calls_of_a_user_ends_with_a_refused_login()
    {
        await using var host = await LabHost.StartAsync();
        var wait = host.Api.WaitForCallsAsync(1, new JournalQuery { User = "svc@vsphere.local" }, TimeSpan.FromMinutes(5), Cancelled);
        await host.LoginAsync("other", "wrong");
        Assert.False(wait.IsCompleted);

        await host.LoginAsync("VSPHERE.LOCAL\\SVC", "wrong");

        Assert.Equal((1, true), ((await wait).Count, (await wait).IsReached));
    }

    private static async Task<IReadOnlyList<JournalCall>> CallsAsync(LabHost host) => (await host.Api.QueryJournalAsync(cancellationToken: Cancelled)).Calls;

    private static async Task<IEnumerable<long>> NumbersAsync(LabHost host, string user)
    {
        var found = (await host.Api.QueryJournalAsync(new JournalQuery { User = user }, cancellationToken: Cancelled)).Calls;
        Assert.Equal(found.Count, (await host.Api.CountJournalAsync(new JournalQuery { User = user }, Cancelled)).Count);
        return found.Select(static call => call.Number);
    }

    private static Task<(HttpStatusCode Status, string Content, string? Cookie)> LoginByTokenAsync(LabHost host, string assertion) => host.SendEnvelopeAsync(
        $"""<soapenv:Header><o:Security xmlns:o="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd">{assertion}</o:Security></soapenv:Header><soapenv:Body><LoginByToken xmlns="urn:vim25"><_this>SessionManager</_this></LoginByToken></soapenv:Body>""");

    /// <summary>Asks for a token; the message is one of that time.</summary>
    private static async Task<string> IssueAsync(LabHost host, string name, string password, DateTimeOffset time)
    {
        var message = $"""
            <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Header><o:Security xmlns:o="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
            ><u:Timestamp xmlns:u="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"><u:Created>{time:yyyy-MM-ddTHH:mm:ss.fffZ}</u:Created><u:Expires>{time.AddMinutes(5):yyyy-MM-ddTHH:mm:ss.fffZ}</u:Expires></u:Timestamp
            ><o:UsernameToken><o:Username>{name}</o:Username><o:Password>{password}</o:Password></o:UsernameToken></o:Security></s:Header
            ><s:Body><RequestSecurityToken xmlns="http://docs.oasis-open.org/ws-sx/ws-trust/200512"><RequestType>http://docs.oasis-open.org/ws-sx/ws-trust/200512/Issue</RequestType
            ></RequestSecurityToken></s:Body></s:Envelope>
            """;
        using var client = host.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("http://localhost/sts/STSService")) { Content = new StringContent(message, Encoding.UTF8, "text/xml") };
        request.Headers.Add("SOAPAction", "http://docs.oasis-open.org/ws-sx/ws-trust/200512/RST/Issue");
        using var response = await client.SendAsync(request, Cancelled);
        return await response.Content.ReadAsStringAsync(Cancelled);
    }
}
