using System.Net;
using VimSessionService.Options;

namespace VimSessionService.Tests.Wire;

/// <summary>Ticketed paths on a real socket (docs/facts/sessions.md).</summary>
public sealed class TicketedPathTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_ticket_opens_its_request_once(bool tls)
    {
        await using var service = await RunningService.StartAsync(new ServiceOptions { Tls = new TlsOptions { Enabled = tls } });
        using var client = service.NewClient();
        var cookie = await client.LoginAsync();
        const string Target = "/folder/a%20b.iso?dcPath=DC&dsName=ds";
        var content = new byte[300_000];
        new Random(7).NextBytes(content);

        using var stored = await SendAsync(client, HttpMethod.Put, Target, await TicketAsync(client, cookie, "httpPut", Target), content);
        var ticket = await TicketAsync(client, cookie, "httpGet", Target);
        using var wrong = await SendAsync(client, HttpMethod.Head, Target, ticket);
        using var read = await SendAsync(client, HttpMethod.Get, Target, ticket);
        using var again = await SendAsync(client, HttpMethod.Get, Target, ticket);

        Assert.Equal(HttpStatusCode.Created, stored.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, wrong.StatusCode);
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
        Assert.Equal(content, await read.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
        Assert.Equal("Basic realm=\"VMware HTTP server\"", again.Headers.WwwAuthenticate.Single().ToString());
    }

    [Fact]
    public async Task The_cookie_of_a_session_opens_the_paths_that_are_configured_and_no_others()
    {
        await using var service = await RunningService.StartAsync(new ServiceOptions
        {
            Tls = new TlsOptions { Enabled = false },
            Tickets = new TicketFileOptions { TicketedPaths = "/datastore", MaxResourceBytes = 10 },
        });
        using var client = service.NewClient();
        var cookie = await client.LoginAsync();
        Assert.Equal(HttpStatusCode.Created, await StatusAsync(client, HttpMethod.Put, "/datastore/x", cookie, new byte[10]));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, await StatusAsync(client, HttpMethod.Put, "/datastore/y", cookie, new byte[11]));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client, HttpMethod.Head, "/datastore/x", cookie));
        Assert.Equal(HttpStatusCode.NoContent, await StatusAsync(client, HttpMethod.Delete, "/datastore/x", cookie));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, HttpMethod.Get, "/datastore/x", cookie));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client, HttpMethod.Head, "/datastore/x", null));
        Assert.Equal(HttpStatusCode.MethodNotAllowed, await StatusAsync(client, HttpMethod.Patch, "/datastore/x", cookie));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, HttpMethod.Get, "/folder/x", cookie));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(client, HttpMethod.Get, "/datastores", cookie));
        var reader = await client.LoginAsync("reader");
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(client, HttpMethod.Put, "/datastore/x", reader, new byte[1]));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, HttpMethod method, string target, string? cookie, byte[]? content = null)
    {
        using var request = new HttpRequestMessage(method, target) { Content = content is null ? null : new ByteArrayContent(content) };
        if (cookie is not null)
            request.Headers.TryAddWithoutValidation("Cookie", cookie);
        using var response = await client.SendAsync(request, Cancel);
        return response.StatusCode;
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, HttpMethod method, string target, string ticket, byte[]? content = null)
    {
        var request = new HttpRequestMessage(method, target) { Content = content is null ? null : new ByteArrayContent(content) };
        request.Headers.TryAddWithoutValidation("Cookie", $"vmware_cgi_ticket=\"{ticket}\"");
        return client.SendAsync(request, Cancel);
    }

    private static async Task<string> TicketAsync(HttpClient client, string cookie, string method, string target)
    {
        var url = new Uri(client.BaseAddress!, target).AbsoluteUri.Replace("&", "&amp;", StringComparison.Ordinal);
        var (_, text) = await client.CallAsync(
            "<AcquireGenericServiceTicket xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this>"
            + $"<spec xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"SessionManagerHttpServiceRequestSpec\"><method>{method}</method><url>{url}</url></spec></AcquireGenericServiceTicket>",
            cookie);
        return text.Split("<id>")[1].Split("</id>")[0];
    }
}
