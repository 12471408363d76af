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
