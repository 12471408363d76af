using System.Diagnostics;
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
            Tickets = new TicketFileOptions { TicketedPaths = "/folder" },
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

    /// <summary>
    /// The server knows no time limit of bodies but a least rate, which is made of the limit of requests: a call that is far below that rate is answered all the
    /// same within its time. The server's clock is the real one.
    /// </summary>
    [Theory]
    [InlineData(1024 * 1024)]
    [InlineData(64 * 1024 * 1024)]
    public async Task A_slow_call_is_answered_whatever_the_limit_of_requests(int largest)
    {
        await using var service = await StartSlowAsync(largest, TimeSpan.FromSeconds(8));
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", service.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Head(Call.Length), TestContext.Current.CancellationToken);
        using var half = new PeriodicTimer(TimeSpan.FromSeconds(0.5));
        foreach (var part in Call.Chunk((Call.Length / 6) + 1))
        {
            await half.WaitForNextTickAsync(TestContext.Current.CancellationToken);
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(part), TestContext.Current.CancellationToken);
        }

        using var reader = new StreamReader(stream);
        Assert.StartsWith("HTTP/1.1 200", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1024 * 1024)]
    [InlineData(64 * 1024 * 1024)]
    public async Task A_call_that_does_not_come_ends_after_its_time_whatever_the_limit_of_requests(int largest)
    {
        var time = TimeSpan.FromSeconds(2);
        await using var service = await StartSlowAsync(largest, time);
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", service.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        var started = Stopwatch.GetTimestamp();
        await stream.WriteAsync((byte[])[.. Head(Call.Length), .. System.Text.Encoding.ASCII.GetBytes(Call[..20])], TestContext.Current.CancellationToken);

        using var reader = new StreamReader(stream);
        Assert.Contains("The request did not arrive whole or in time", await reader.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.True(Stopwatch.GetElapsedTime(started) > time / 2, $"after {Stopwatch.GetElapsedTime(started)}");
    }

    /// <summary>A client that reads nothing of an answer is disconnected; one that reads it gets all of it. The server's clock is the real one.</summary>
    [Fact]
    public async Task Who_reads_an_answer_too_slowly_is_disconnected()
    {
        const int Size = 64 * 1024 * 1024;
        var given = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = TestHost.Build(TestHost.Settings(new ServiceOptions { Transport = new TransportOptions { MinResponseRate = 1_000_000 } }) with { ResponseGrace = TimeSpan.FromSeconds(2) });
        app.MapGet("/large", async context =>
        {
            context.RequestAborted.UnsafeRegister(static given => ((TaskCompletionSource)given!).TrySetResult(), given);
            var part = new byte[64 * 1024];
            for (var sent = 0; sent < Size; sent += part.Length)
                await context.Response.Body.WriteAsync(part, context.RequestAborted);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        using (var reading = new HttpClient())
            Assert.Equal(Size, (await reading.GetByteArrayAsync(new Uri(app.Url(), "/large"), TestContext.Current.CancellationToken)).Length);
        Assert.False(given.Task.IsCompleted);

        using var client = new TcpClient { ReceiveBufferSize = 4096 };
        await client.ConnectAsync("127.0.0.1", app.Url().Port, TestContext.Current.CancellationToken);
        await client.GetStream().WriteAsync("GET /large HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray(), TestContext.Current.CancellationToken);

        await given.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        var read = 0L;
        var failure = await Record.ExceptionAsync(async () =>
        {
            var part = new byte[64 * 1024];
            while (await client.GetStream().ReadAsync(part, TestContext.Current.CancellationToken) is > 0 and var more)
                read += more;
        });
        Assert.True(failure is null or IOException, failure?.ToString());
        Assert.InRange(read, 0, Size - 1);
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

    private static string Call { get; } =
        "<Envelope xmlns=\"http://schemas.xmlsoap.org/soap/envelope/\"><Body><RetrieveServiceContent xmlns=\"urn:vim25\"><_this>ServiceInstance</_this></RetrieveServiceContent></Body></Envelope>" + new string(' ', 100_000);

    private static byte[] Head(int length) =>
        System.Text.Encoding.ASCII.GetBytes($"POST /sdk HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: text/xml\r\nContent-Length: {length}\r\n\r\n");

    private static Task<Wire.RunningService> StartSlowAsync(int largest, TimeSpan time) => Wire.RunningService.StartAsync(new ServiceOptions
    {
        Tls = new TlsOptions { Enabled = false },
        Transport = new TransportOptions { BodyTimeout = time, MaxRequestBytes = largest },
    });

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
