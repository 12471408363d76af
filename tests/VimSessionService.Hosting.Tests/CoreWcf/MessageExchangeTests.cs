using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.CoreWcf;
using VimSessionService.Endpoint;
using VimSessionService.Endpoint.Http;
using VimSessionService.Hosting.Http;

namespace VimSessionService.Hosting.Tests.CoreWcf;

/// <summary>What the CoreWCF host does with calls, without CoreWCF: status and headers come first, the body follows as fast as it is read.</summary>
public sealed class MessageExchangeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(typeof(SdkEndpoint))]
    [InlineData(typeof(HttpExchange))]
    [InlineData(typeof(HttpContextExchange))]
    public void The_types_that_another_server_needs_are_public(Type type) => Assert.True(type.IsPublic);

    [Fact]
    public async Task A_login_has_its_status_and_headers_before_the_body_is_read()
    {
        await using var app = await SomeHost.StartAsync(static options => options.Directory.AddUser("alice", "secret", role: "Admin"));
        var context = Request("<Login xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this><userName>alice</userName><password>secret</password></Login>");
        var exchange = new MessageExchange(context, context.Request.Body);

        await exchange.CallAsync(app.Services.GetRequiredService<SdkEndpoint>()).WaitAsync(Cancellation);

        Assert.Equal(StatusCodes.Status200OK, exchange.Status);
        Assert.True(exchange.HasBody);
        Assert.Equal("text/xml; charset=utf-8", exchange.Headers["Content-Type"]);
        Assert.Equal("no-cache", exchange.Headers["Cache-Control"]);
        Assert.StartsWith("vmware_soap_session=", exchange.Headers["Set-Cookie"], StringComparison.Ordinal);
        using var body = new MemoryStream();
        await exchange.CopyBodyAsync(body).WaitAsync(Cancellation);
        Assert.Equal(context.Response.ContentLength, body.Length);
        Assert.Contains("<userName>alice</userName>", Encoding.UTF8.GetString(body.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_is_written_no_further_than_its_reader_has_come()
    {
        await using var app = await SomeHost.StartAsync();
        var format = new EndlessFormat();
        var context = Request("");
        var exchange = new MessageExchange(context, context.Request.Body);

        await exchange.CallAsync(new SdkEndpoint(app.Services.GetRequiredService<CallEndpoint>(), format)).WaitAsync(Cancellation);

        exchange.EndBody();
        await format.Ended.WaitAsync(Cancellation);
        Assert.InRange(format.WrittenBytes, 1, 256 * 1024); // it waited: it would have written on for ever
    }

    [Fact]
    public async Task A_call_ends_when_its_response_cannot_be_sent_any_further()
    {
        await using var app = await SomeHost.StartAsync();
        var format = new EndlessFormat();
        var context = Request("");
        var exchange = new MessageExchange(context, context.Request.Body);

        await exchange.CallAsync(new SdkEndpoint(app.Services.GetRequiredService<CallEndpoint>(), format)).WaitAsync(Cancellation);

        await Assert.ThrowsAsync<IOException>(() => exchange.CopyBodyAsync(new BrokenStream()).WaitAsync(Cancellation));
        exchange.EndBody(); // as the closed message does
        await format.Ended.WaitAsync(Cancellation);
    }

    [Fact]
    public async Task A_client_that_goes_before_the_response_ends_the_call_with_cancellation()
    {
        await using var app = await SomeHost.StartAsync();
        using var gone = new CancellationTokenSource();
        var context = Request("");
        context.RequestAborted = gone.Token;
        var exchange = new MessageExchange(context, new NeverStream());

        var call = exchange.CallAsync(app.Services.GetRequiredService<SdkEndpoint>());
        Assert.False(call.IsCompleted);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call.WaitAsync(TimeSpan.FromSeconds(30), Cancellation));
    }

    private static DefaultHttpContext Request(string body)
    {
        var bytes = Encoding.UTF8.GetBytes(
            $"""<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body>{body}</soapenv:Body></soapenv:Envelope>""");
        return new DefaultHttpContext { Request = { Method = HttpMethods.Post, Path = "/sdk", ContentLength = bytes.Length, Body = new MemoryStream(bytes) } };
    }
}
