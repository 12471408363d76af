using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using VimSessionService.Options;

namespace VimSessionService.Tests.Transport;

public class LimitTests
{
    [Fact]
    public async Task A_body_that_does_not_come_ends_by_the_body_timeout()
    {
        await using var app = Reading(new TransportOptions { BodyTimeout = TimeSpan.FromSeconds(2) });
        await app.StartAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("HTTP/1.1 408", await AskAsync(app, "POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nhalf"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Headers_that_do_not_come_end_by_the_header_timeout()
    {
        await using var app = Reading(new TransportOptions { HeaderTimeout = TimeSpan.FromSeconds(1) });
        await app.StartAsync(TestContext.Current.CancellationToken);

        Assert.StartsWith("HTTP/1.1 408", await AskAsync(app, "POST /read HTTP/1.1\r\nHost: "), StringComparison.Ordinal);
    }

    /// <summary>The time limit of calls is none for uploads, which last as long as they make progress. The server's clock is the real one.</summary>
    [Fact]
    public async Task An_upload_may_take_longer_than_a_call()
    {
        await using var service = await Wire.RunningService.StartAsync(new ServiceOptions
        {
            Tls = new TlsOptions { Enabled = false },
            Transport = new TransportOptions { BodyTimeout = TimeSpan.FromSeconds(2) },
            Tickets = new LocalTicketOptions { TicketedPaths = "/folder" },
        });
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", service.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        var login = Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes($"administrator@vsphere.local:{Wire.RunningService.Password}"));
        await stream.WriteAsync(
            System.Text.Encoding.ASCII.GetBytes($"PUT /folder/slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Basic {login}\r\nContent-Length: 5\r\n\r\n"), TestContext.Current.CancellationToken);
        using var second = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var sent = 0; sent < 5; sent++)
        {
            await second.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            await stream.WriteAsync("x"u8.ToArray(), TestContext.Current.CancellationToken);
        }

        using var reader = new StreamReader(stream);
        Assert.StartsWith("HTTP/1.1 201", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    /// <summary>A larger limit of requests leaves calls the time that they have: the server's clock is the real one.</summary>
    [Theory]
    [InlineData(1024 * 1024)]
    [InlineData(64 * 1024 * 1024)]
    public async Task A_slow_call_is_answered_whatever_the_limit_of_requests(int largest)
    {
        await using var service = await Wire.RunningService.StartAsync(new ServiceOptions
        {
            Tls = new TlsOptions { Enabled = false },
            Transport = new TransportOptions { BodyTimeout = TimeSpan.FromSeconds(4), MaxRequestBytes = largest },
        });
        const string Call = "<Envelope xmlns=\"http://schemas.xmlsoap.org/soap/envelope/\"><Body><RetrieveServiceContent xmlns=\"urn:vim25\"><_this>ServiceInstance</_this></RetrieveServiceContent></Body></Envelope>";
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", service.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            System.Text.Encoding.ASCII.GetBytes($"POST /sdk HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: text/xml\r\nContent-Length: {Call.Length}\r\n\r\n{Call[..20]}"), TestContext.Current.CancellationToken);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.5));
        await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken);
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(Call[20..]), TestContext.Current.CancellationToken);

        using var reader = new StreamReader(stream);
        Assert.StartsWith("HTTP/1.1 200", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    /// <summary>The server reads what is left of a refused body, which it can only after the part that was read is given back to it.</summary>
    [Fact]
    public async Task A_body_that_is_too_large_leaves_no_error_in_the_log()
    {
        await using var service = await Wire.RunningService.StartAsync(new ServiceOptions
        {
            Tls = new TlsOptions { Enabled = false },
            Transport = new TransportOptions { MaxRequestBytes = 4096 },
        });
        using (var client = service.NewClient())
        using (var request = new HttpRequestMessage(HttpMethod.Post, "/sdk") { Content = new StringContent(new string(' ', 20_000)) })
        {
            request.Headers.TransferEncodingChunked = true;
            using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Contains("larger than 4096 bytes", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }

        var log = await service.StopAndReadLogAsync();

        Assert.Contains("larger than 4096 bytes", log, StringComparison.Ordinal);
        Assert.DoesNotContain("body reader", log, StringComparison.Ordinal);
    }

    private static WebApplication Reading(TransportOptions options)
    {
        var app = TestHost.Build(TestHost.Settings(new ServiceOptions { Transport = options }));
        app.MapPost("/read", context => context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted));
        return app;
    }

    private static async Task<string> AskAsync(WebApplication app, string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", app.Url().Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(request), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
    }
}
