using System.Net;
using System.ServiceModel;
using System.Text.Json;
using VimSessionService.AdminClient.Rules;
using VimSessionService.ClientTests.Clients.Wcf;
using VimSessionService.Testing.Assertions;
using Api = VimSessionService.Vim25;

namespace VimSessionService.Testing.Tests.Faults;

/// <summary>Calls that are answered as a test wants.</summary>
public sealed class FaultTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_typed_fault_reaches_a_typed_client_as_often_as_asked_for()
    {
        await using var vcenter = await VimTestServer.StartAsync(cancellationToken: Cancelled);
        var rule = vcenter.Faults.On("Login").Times(2).Throw(new Api.InvalidLogin(), "not today");
        await using var client = await Client.ConnectAsync(vcenter);

        for (var i = 0; i < 2; i++)
        {
            var fault = await Assert.ThrowsAsync<FaultException<InvalidLogin>>(() => client.LoginAsync(vcenter.UserName, vcenter.Password));
            Assert.Equal("not today", fault.Message);
        }

        await client.LoginAsync(vcenter.UserName, vcenter.Password);
        rule.ShouldHaveBeenApplied(times: 2);
        Assert.Equal(2, rule.Applied);
    }

    [Fact]
    public async Task The_fields_of_a_fault_are_those_of_the_test()
    {
        await using var vcenter = await VimTestServer.StartAsync(cancellationToken: Cancelled);
        vcenter.Faults.On("Login").Throw(new Api.NoPermission { Object = new Api.ManagedObjectReference("Folder", "group-d1"), PrivilegeId = "Sessions.TerminateSession" });
        vcenter.Faults.On("SessionIsActive").Throw("NoPermission");
        await using var client = await Client.ConnectAsync(vcenter);

        var fault = await Assert.ThrowsAsync<FaultException<NoPermission>>(() => client.LoginAsync(vcenter.UserName, vcenter.Password));
        var ofTheCall = await Assert.ThrowsAsync<FaultException<NoPermission>>(() => client.IsActiveAsync("a", "b"));

        Assert.Equal(("group-d1", "Sessions.TerminateSession"), (fault.Detail.Object?.Value, fault.Detail.PrivilegeId));
        Assert.Equal("SessionManager", ofTheCall.Detail.Object?.Value);
    }

    [Fact]
    public async Task Statuses_and_connections_fail_as_asked_for()
    {
        await using var vcenter = await VimTestServer.StartAsync(cancellationToken: Cancelled);
        using var http = vcenter.CreateHttpClient();

        using (vcenter.Faults.OnAny().Status(503, "busy"))
        {
            using var busy = await CallAsync(http);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "busy"), (busy.StatusCode, await busy.Content.ReadAsStringAsync(Cancelled)));
        }

        using (vcenter.Faults.On("RetrieveServiceContent").DropConnection())
            await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(http));
        using (vcenter.Faults.On("RetrieveServiceContent").ResetConnection())
            await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(http));
        using (vcenter.Faults.On("RetrieveServiceContent").BreakOffAnswer(bytes: 10))
            await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(http));
        using (vcenter.Faults.On("RetrieveServiceContent").TruncateAnswer(bytes: 10))
        {
            using var cut = await CallAsync(http);
            Assert.Equal(10, (await cut.Content.ReadAsByteArrayAsync(Cancelled)).Length);
        }

        Assert.Empty(vcenter.Faults.List());
        using var usual = await CallAsync(http);
        Assert.Contains("RetrieveServiceContentResponse", await usual.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
    }

    /// <summary>The latency passes on the clock of the vCenter: no test has to wait for it.</summary>
    [Fact]
    public async Task A_latency_passes_when_the_clock_is_moved()
    {
        await using var vcenter = await VimTestServer.StartAsync(cancellationToken: Cancelled);
        await using var client = await Client.LoginAsync(vcenter);
        vcenter.Clock.Freeze();
        var rule = vcenter.Faults.On("CurrentTime").Latency(TimeSpan.FromMinutes(2));

        var call = client.CurrentTimeAsync();
        while (rule.Applied == 0)
            await Task.Yield();
        vcenter.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(call.IsCompleted);
        while (!call.IsCompleted)
        {
            vcenter.Clock.Advance(TimeSpan.FromMinutes(1));
            await Task.Yield();
        }

        await call;
    }

    [Fact]
    public async Task Conditions_choose_the_calls()
    {
        await using var vcenter = await VimTestServer.StartAsync(cancellationToken: Cancelled);
        await using var client = await Client.LoginAsync(vcenter);
        var session = (await client.CurrentSessionAsync())!;
        var nobody = vcenter.Faults.OnAny().ForUser("svc@vsphere.local").ForUserAgent("govc/*").AtDoor("soap").ForObject("SessionManager").ForType("SessionManager").Status(503);
        var mine = vcenter.Faults.On("SessionIsActive").ForSession(session.Key).ForUser(vcenter.UserName).After(1).During(TimeSpan.FromMinutes(5)).Delayed(TimeSpan.FromTicks(1)).Named("mine").Throw("RuntimeFault");

        Assert.True(await client.IsActiveAsync(session.Key, session.UserName));
        await Assert.ThrowsAsync<FaultException>(() => client.IsActiveAsync(session.Key, session.UserName));

        mine.ShouldHaveBeenApplied(times: 1);
        await vcenter.Journal.ShouldHaveCalledAsync("SessionIsActive", times: 1, where: new() { Rule = "mine" }, cancellationToken: Cancelled);
        vcenter.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.True(await client.IsActiveAsync(session.Key, session.UserName));
        var missed = Assert.Throws<VimAssertionException>(() => nobody.ShouldHaveBeenApplied());
        Assert.Contains("The call that came nearest was ", missed.Message, StringComparison.Ordinal);
        Assert.Contains("when.users is svc@vsphere.local, and the call had VSPHERE.LOCAL\\", missed.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task A_probability_with_a_seed_gives_the_same_calls_each_time()
    {
        var runs = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            await using var vcenter = await VimTestServer.StartAsync(cancellationToken: Cancelled);
            vcenter.Faults.On("RetrieveServiceContent").WithProbability(0.5, seed: 7).Status(502);
            using var http = vcenter.CreateHttpClient();
            var seen = "";
            for (var i = 0; i < 20; i++)
            {
                using var response = await CallAsync(http);
                seen += response.StatusCode == HttpStatusCode.BadGateway ? "x" : ".";
            }

            runs.Add(seen);
        }

        Assert.Equal(runs[0], runs[1]);
        Assert.Contains('x', runs[0]);
        Assert.Contains('.', runs[0]);
    }

    [Fact]
    public async Task A_rule_that_cannot_be_used_is_refused_with_the_nearest_names()
    {
        await using var vcenter = await VimTestServer.StartAsync(cancellationToken: Cancelled);

        Assert.Contains("Did you mean Login", Assert.Throws<ArgumentException>(() => vcenter.Faults.On("Logn").Status(503)).Message, StringComparison.Ordinal);
        Assert.Contains("Did you mean InvalidLogin", Assert.Throws<ArgumentException>(() => vcenter.Faults.On("Login").Throw("InvalidLogon")).Message, StringComparison.Ordinal);
        Assert.Contains("soap", Assert.Throws<ArgumentException>(() => vcenter.Faults.OnAny().AtDoor("window").Status(503)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => vcenter.Faults.On());
        Assert.Throws<ArgumentException>(() => vcenter.Faults.On("Login").Status(199));
        Assert.Empty(vcenter.Faults.List());
    }

    /// <summary>A typed fault becomes a rule as the admin API shows it.</summary>
    [Fact]
    public async Task A_typed_fault_is_shown_as_a_rule_with_its_fields()
    {
        await using var vcenter = await VimTestServer.StartAsync(cancellationToken: Cancelled);
        vcenter.Faults.On("Login").Throw(new Api.NoPermission
        {
            Object = new Api.ManagedObjectReference("Folder", "group-d1"),
            PrivilegeId = "System.View",
            FaultMessage = [new Api.LocalizableMessage { Key = "a.b", Message = "text", Arg = [new Api.KeyAnyValue { Key = "k", Value = 7 }] }],
        });

        var rule = Assert.Single((await vcenter.Admin.ListRulesAsync(Cancelled)).Rules).Rule;

        Assert.Equal("NoPermission", rule.Answer.Fault!.Type);
        Assert.Equal(
            """{"faultMessage":[{"key":"a.b","arg":[{"key":"k","value":7}],"message":"text"}],"object":"Folder:group-d1","privilegeId":"System.View"}""",
            JsonSerializer.Serialize(rule.Answer.Fault.Fields!.Value));
    }

    [Fact]
    public async Task A_rule_can_be_put_before_another()
    {
        await using var vcenter = await VimTestServer.StartAsync(cancellationToken: Cancelled);
        var last = vcenter.Faults.OnAny().Status(HttpStatusCode.ServiceUnavailable);

        var first = vcenter.Faults.Add(new RuleSpec { Answer = new RuleAnswer { Status = 502 } }, before: last);

        Assert.Equal([first.Id, last.Id], vcenter.Faults.List().Select(static info => info.Rule.Id));
        vcenter.Faults.Clear();
        Assert.Throws<InvalidOperationException>(() => first.Applied);
    }

    private static Task<HttpResponseMessage> CallAsync(HttpClient http) => http.PostAsync(
        new Uri("/sdk", UriKind.Relative),
        new StringContent("""<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body><RetrieveServiceContent xmlns="urn:vim25"><_this>ServiceInstance</_this></RetrieveServiceContent></Body></Envelope>""", System.Text.Encoding.UTF8, "text/xml"),
        Cancelled);
}
