using System.Net;
using VimSessionService.AdminClient.Outages;

namespace VimSessionService.Testing.Tests.Outages;

/// <summary>Outages, of everything or of one door.</summary>
public sealed class OutageTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Single_sign_on_is_out_while_SOAP_is_well()
    {
        await using var vcenter = await VimTestServer.StartAsync(cancellationToken: Cancelled);
        using var http = vcenter.CreateHttpClient();

        using (var outage = vcenter.Outages.Start(OutageMode.Unavailable, "sts"))
        {
            using var answer = await http.PostAsync(new Uri("/sts/STSService", UriKind.Relative), new StringContent("x"), Cancelled);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            await using var client = await Client.LoginAsync(vcenter);
            Assert.Equal(1, outage.Met);
        }

        using var after = await http.PostAsync(new Uri("/sts/STSService", UriKind.Relative), new StringContent("x"), Cancelled);
        Assert.NotEqual(HttpStatusCode.ServiceUnavailable, after.StatusCode);
    }

    [Fact]
    public async Task Connections_are_refused_until_the_time_of_the_outage_is_over()
    {
        await using var vcenter = await VimTestServer.StartAsync(cancellationToken: Cancelled);
        vcenter.Clock.Freeze();
        vcenter.Outages.Start(OutageMode.Refuse, TimeSpan.FromMinutes(2));
        using var http = vcenter.CreateHttpClient();

        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(new Uri("/healthz", UriKind.Relative), Cancelled));
        vcenter.Clock.Advance(TimeSpan.FromMinutes(2));

        using var answer = await http.GetAsync(new Uri("/healthz", UriKind.Relative), Cancelled);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Throws<ArgumentException>(() => vcenter.Outages.Start(OutageMode.Hang, "window"));
        Assert.Throws<ArgumentException>(() => vcenter.Outages.Start(OutageMode.Hang, TimeSpan.Zero));
    }

    [Fact]
    public async Task A_restart_loses_the_sessions_unless_they_are_kept()
    {
        await using var vcenter = await VimTestServer.StartAsync(cancellationToken: Cancelled);
        await using var client = await Client.LoginAsync(vcenter);

        Assert.Equal(0, (await vcenter.Outages.RestartAsync(keepSessions: true, cancellationToken: Cancelled)).SessionsLost);
        Assert.Single(await vcenter.Sessions.ListAsync(cancellationToken: Cancelled));
        Assert.Equal(1, (await vcenter.Outages.RestartAsync(cancellationToken: Cancelled)).SessionsLost);

        Assert.Empty(await vcenter.Sessions.ListAsync(cancellationToken: Cancelled));
    }

    [Fact]
    public async Task A_server_ends_although_calls_hang_in_an_outage()
    {
        var vcenter = await VimTestServer.StartAsync(cancellationToken: Cancelled);
        var outage = vcenter.Outages.Start(OutageMode.Hang);
        using var http = vcenter.CreateHttpClient();
        var call = http.GetAsync(new Uri("/sdk/vimService.wsdl", UriKind.Relative), Cancelled);
        while (outage.Met == 0)
            await Task.Yield();

        await vcenter.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), Cancelled);

        await Task.WhenAny(call);
        Assert.True(call.IsCompleted);
    }

    [Fact]
    public async Task A_server_ends_although_the_latency_of_a_call_does_not_pass()
    {
        var vcenter = await VimTestServer.StartAsync(cancellationToken: Cancelled);
        vcenter.Clock.Freeze();
        var rule = vcenter.Faults.OnAny().Latency(TimeSpan.FromHours(1));
        using var http = vcenter.CreateHttpClient();
        var call = http.PostAsync(
            new Uri("/sdk", UriKind.Relative),
            new StringContent("""<Envelope xmlns="http://schemas.xmlsoap.org/soap/envelope/"><Body><RetrieveServiceContent xmlns="urn:vim25"><_this>ServiceInstance</_this></RetrieveServiceContent></Body></Envelope>"""),
            Cancelled);
        while (rule.Applied == 0)
            await Task.Yield();

        await vcenter.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20), Cancelled);

        await Assert.ThrowsAsync<HttpRequestException>(() => call);
    }
}
