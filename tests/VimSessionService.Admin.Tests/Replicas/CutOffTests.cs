using System.Net;
using System.Text;
using VimSessionService.Admin.Tests.AtEachDoor;
using VimSessionService.TestEngines;

namespace VimSessionService.Admin.Tests.Replicas;

/// <summary>A replica that is cut off from the engine answers nobody at any door: what it remembers may not be true any more.</summary>
public sealed class CutOffTests : IDisposable
{
    private const string Trust = "http://docs.oasis-open.org/ws-sx/ws-trust/200512";
    private const string Security = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
    private const string Utility = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd";

    private readonly RedisServer _engine = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("8.0.3.0")]
    [InlineData("7.0.3.0")]
    public async Task Every_door_is_unavailable_while_the_replica_is_cut_off_and_open_again_afterwards(string version)
    {
        await using var hosts = new ReplicaHosts(_engine);
        var host = await hosts.JoinAsync(options => options.Emulation.ApiVersion = version, DoorRequest.AddDoors);
        var requests = DoorRequest.All.Where(request => version == "8.0.3.0" || request.Door != "vi-json").ToArray();
        foreach (var request in requests)
            await request.SucceedAsync(host);

        _engine.Kill();
        await UntilReadyIsAsync(host, 503);
        foreach (var request in requests)
        {
            var (status, content, _) = await request.SendAsync(host);
            if (request.Door == "json-rpc")
                Assert.Contains("com.vmware.vapi.std.errors.service_unavailable", content, StringComparison.Ordinal);
            else
                Assert.Equal((request.Name, 503), (request.Name, status));
            if (request is { Status: 200, Answer.Length: > 1 } && request.Answer != "\"value\"")
                Assert.DoesNotContain(request.Answer, content, StringComparison.Ordinal);
        }

        using var client = host.NewClient();
        foreach (var path in (string[])["/healthz", "/", "/sts/STSService?wsdl", "/sdk/vimServiceVersions.xml"])
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(path, Cancel)).StatusCode);

        _engine.Start();
        await UntilReadyIsAsync(host, 200);
        foreach (var request in requests)
            await request.SucceedAsync(host);
    }

    /// <summary>Nothing tells that the engine will not answer: a call waits for it for five seconds at most, and the lease is over by then.</summary>
    [Fact]
    public async Task An_engine_that_is_silent_makes_every_door_unavailable_until_it_answers()
    {
        await using var hosts = new ReplicaHosts(_engine);
        var host = await hosts.JoinAsync(add: DoorRequest.AddDoors);
        foreach (var request in DoorRequest.All)
            await request.SucceedAsync(host);

        _engine.Freeze();
        await UntilReadyIsAsync(host, 503);
        foreach (var request in DoorRequest.All.Where(static request => request.Door != "json-rpc"))
            Assert.Equal((request.Name, 503), (request.Name, (await request.SendAsync(host)).Status));

        _engine.Thaw();
        await UntilReadyIsAsync(host, 200);
        foreach (var request in DoorRequest.All)
            await request.SucceedAsync(host);
    }

    [Fact]
    public async Task No_token_is_issued_for_a_password_and_no_key_is_shown()
    {
        await using var hosts = new ReplicaHosts(_engine);
        var host = await hosts.JoinAsync();
        using var client = host.NewClient();
        var (status, content) = await IssueAsync(client);
        Assert.True(status == HttpStatusCode.OK && content.Contains("<saml2:Assertion", StringComparison.Ordinal), content);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/websso/SAML2/Metadata/vsphere.local", Cancel)).StatusCode);

        _engine.Kill();
        await UntilReadyIsAsync(host, 503);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, ""), await IssueAsync(client));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.GetAsync("/websso/SAML2/Metadata/vsphere.local", Cancel)).StatusCode);

        _engine.Start();
        await UntilReadyIsAsync(host, 200);
        Assert.Equal(HttpStatusCode.OK, (await IssueAsync(client)).Status);
    }

    [Fact]
    public async Task A_ticketed_path_is_unavailable_for_a_ticket_a_session_a_password_and_nobody()
    {
        await using var hosts = new ReplicaHosts(_engine);
        var host = await hosts.JoinAsync();
        var cookie = (await host.LoginAsync()).Cookie;
        var issued = await host.CallAsync(
            """
            <AcquireGenericServiceTicket xmlns="urn:vim25"><_this>SessionManager</_this><spec xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="SessionManagerHttpServiceRequestSpec">
            <method>httpPut</method><url>http://localhost/folder/a.iso</url></spec></AcquireGenericServiceTicket>
            """,
            cookie);
        var ticket = issued.Content.Split("<id>")[1].Split("</id>")[0];
        (string, string)?[] shown =
        [
            ("Cookie", $"vmware_cgi_ticket={ticket}"), ("Cookie", cookie!),
            ("Authorization", "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes($"{LabHost.User}:{LabHost.Password}"))), null,
        ];
        _engine.Kill();
        await UntilReadyIsAsync(host, 503);
        foreach (var header in shown)
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await PutAsync(host, header));
    }

    private static async Task<HttpStatusCode> PutAsync(LabHost host, (string Name, string Value)? header)
    {
        using var client = host.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Put, "/folder/a.iso") { Content = new ByteArrayContent([1, 2, 3]) };
        if (header is var (name, value))
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await client.SendAsync(request, Cancel);
        return response.StatusCode;
    }

    private static async Task<(HttpStatusCode Status, string Content)> IssueAsync(HttpClient client)
    {
        var now = DateTime.UtcNow;
        var message = $"<soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Header><wsse:Security xmlns:wsse=\"{Security}\">"
            + $"<wsu:Timestamp xmlns:wsu=\"{Utility}\"><wsu:Created>{now:yyyy-MM-ddTHH:mm:ss.fffZ}</wsu:Created><wsu:Expires>{now.AddMinutes(1):yyyy-MM-ddTHH:mm:ss.fffZ}</wsu:Expires></wsu:Timestamp>"
            + $"<wsse:UsernameToken><wsse:Username>{LabHost.User}</wsse:Username><wsse:Password>{LabHost.Password}</wsse:Password></wsse:UsernameToken></wsse:Security></soap:Header>"
            + $"<soap:Body><RequestSecurityToken xmlns=\"{Trust}\"><RequestType>{Trust}/Issue</RequestType></RequestSecurityToken></soap:Body></soap:Envelope>";
        using var content = new StringContent(message, Encoding.UTF8, "text/xml");
        using var response = await client.PostAsync("/sts/STSService/vsphere.local", content, Cancel);
        return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancel));
    }

    private static async Task UntilReadyIsAsync(LabHost host, int status)
    {
        using var client = host.NewClient();
        while ((int)(await client.GetAsync("/readyz", Cancel)).StatusCode != status)
            await Task.Delay(100, Cancel);
    }
}
