using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Endpoint.Calls;
using VimSessionService.Endpoint.Http;
using VimSessionService.Endpoint.Pipeline;

namespace VimSessionService.Hosting.Tests;

/// <summary>A step of a host's own replaces or spoils answers; what the client gets of it, on a server with sockets and on one without.</summary>
public sealed class InterventionTests
{
    private const string Call =
        """<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><RetrieveServiceContent xmlns="urn:vim25"><_this type="ServiceInstance">ServiceInstance</_this></RetrieveServiceContent></soapenv:Body></soapenv:Envelope>""";

    public static TheoryData<string, string> Paths => new()
    {
        { "/sdk", Call },
        { "/lookupservice/sdk", Call.Replace("urn:vim25", "urn:lookup", StringComparison.Ordinal) },
        { "/folder/some.iso", "" },
    };

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_status_replaces_the_answer_and_the_connection_stays(string path, string body)
    {
        var told = new Told();
        await using var app = await StartAsync(new StatusAnswer(418, "text/plain", "short and stout"u8.ToArray()), told);

        var answer = await SendTwiceAsync(app, path, body);

        Assert.Equal(2, answer.Split("HTTP/1.1 418").Length - 1);
        Assert.Equal(2, answer.Split("\r\n\r\nshort and stout").Length - 1);
        for (var i = 0; i < 2; i++)
        {
            var call = await told.Calls.Reader.ReadAsync(TestContext.Current.CancellationToken);
            Assert.Equal((418, "answered by the test"), (call.HttpStatus, call.Reason));
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_dropped_connection_ends_without_a_byte(string path, string body)
    {
        var told = new Told();
        await using var app = await StartAsync(new ClosedConnection(WithReset: false), told);

        Assert.Equal("", await SendTwiceAsync(app, path, body));
        Assert.Equal(0, (await told.Calls.Reader.ReadAsync(TestContext.Current.CancellationToken)).HttpStatus);
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public async Task A_reset_connection_is_reset(string path, string body)
    {
        await using var app = await StartAsync(new ClosedConnection(WithReset: true));

        var failure = await Assert.ThrowsAsync<IOException>(() => SendTwiceAsync(app, path, body));
        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(failure.InnerException).SocketErrorCode);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(null)]
    public async Task An_answer_that_breaks_off_announces_more_than_it_has(int? bytes)
    {
        await using var app = await StartAsync(new CutAnswer(bytes, LooksWhole: false));

        var (head, body) = Split(await SendTwiceAsync(app, "/sdk", Call));

        Assert.Contains("HTTP/1.1 200", head, StringComparison.Ordinal);
        var (size, content) = (body.Split("\r\n", 2)[0], body.Split("\r\n", 2)[1]);
        Assert.StartsWith("<?xml", content, StringComparison.Ordinal);
        Assert.DoesNotContain("Envelope>", content, StringComparison.Ordinal);
        Assert.True(int.Parse(size, NumberStyles.HexNumber, CultureInfo.InvariantCulture) > content.Length);
        Assert.Equal(bytes ?? content.Length, content.Length);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(null)]
    public async Task A_truncated_answer_is_a_correct_one_of_HTTP(int? bytes)
    {
        await using var app = await StartAsync(new CutAnswer(bytes, LooksWhole: true));

        var answer = await SendTwiceAsync(app, "/sdk", Call);

        Assert.Equal(2, answer.Split("HTTP/1.1 200").Length - 1);
        var (head, _) = Split(answer);
        var length = int.Parse(head.Split("Content-Length: ")[1].Split("\r\n")[0], CultureInfo.InvariantCulture);
        Assert.Equal(bytes ?? length, length);
        Assert.DoesNotContain("Envelope>", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_shorter_than_the_cut_comes_whole()
    {
        await using var app = await StartAsync(new CutAnswer(1_000_000, LooksWhole: true));

        Assert.Equal(2, (await SendTwiceAsync(app, "/sdk", Call)).Split("</soapenv:Envelope>").Length - 1);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_without_sockets_aborts(bool withReset)
    {
        await using var app = await StartAsync(new ClosedConnection(withReset), server: false);

        await Assert.ThrowsAnyAsync<Exception>(() => app.FetchAsync("defaultLocale", null));
    }

    [Fact]
    public async Task A_server_without_sockets_cuts_too()
    {
        await using var whole = await StartAsync(new CutAnswer(100, LooksWhole: true), server: false);
        Assert.Equal(100, (await whole.FetchAsync("defaultLocale", null)).Content.Length);

        await using var broken = await StartAsync(new CutAnswer(100, LooksWhole: false), server: false);
        await Assert.ThrowsAnyAsync<Exception>(() => broken.FetchAsync("defaultLocale", null));
    }

    private static (string Head, string Body) Split(string answer)
    {
        var end = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return (answer[..end], answer[(end + 4)..]);
    }

    /// <summary>Sends a request two times on one connection, the second to be the last, and gives all that comes.</summary>
    private static async Task<string> SendTwiceAsync(WebApplication app, string path, string body)
    {
        var address = new Uri(app.Urls.Single());
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(Request("keep-alive")), TestContext.Current.CancellationToken);
        using var received = new MemoryStream();
        var part = new byte[64 * 1024];
        var first = await stream.ReadAsync(part, TestContext.Current.CancellationToken);
        await received.WriteAsync(part.AsMemory(0, first), TestContext.Current.CancellationToken);
        if (first > 0)
        {
            try
            {
                await stream.WriteAsync(Encoding.UTF8.GetBytes(Request("close")), TestContext.Current.CancellationToken);
                await stream.CopyToAsync(received, TestContext.Current.CancellationToken);
            }
            catch (IOException)
            {
                // what came before is what there is
            }
        }

        return Encoding.UTF8.GetString(received.ToArray());

        string Request(string connection) =>
            $"POST {path} HTTP/1.1\r\nHost: x\r\nConnection: {connection}\r\nContent-Type: text/xml\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}";
    }

    private static async Task<WebApplication> StartAsync(AnswerOverride answer, Told? told = null, bool server = true)
    {
        var intervention = new CallIntervention("the test") { Answer = answer };
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        if (server)
            builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        else
            builder.WebHost.UseTestServer();
        builder.Services.AddSingleton(CallStages.Decode.After(new Intervening(intervention))).AddSingleton<IRequestStep>(new Intervening(intervention));
        builder.Services.AddSingleton<ICallObserver>(told ?? new Told());
        builder.Services.AddVimSessionService();
        var app = builder.Build();
        app.MapVimSessionService();
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }

    private sealed class Intervening(CallIntervention intervention) : ICallStep<DecodedCall>, IRequestStep
    {
        public ValueTask RunAsync(DecodedCall call, CancellationToken cancelled)
        {
            call.Intervention = intervention;
            return default;
        }

        public ValueTask<CallIntervention?> RunAsync(DoorRequest request, CancellationToken cancelled) => new(intervention);
    }

    private sealed class Told : ICallObserver
    {
        public Channel<CallFinished> Calls { get; } = Channel.CreateUnbounded<CallFinished>();

        public void Finished(in CallFinished call) => Calls.Writer.TryWrite(call);
    }
}
