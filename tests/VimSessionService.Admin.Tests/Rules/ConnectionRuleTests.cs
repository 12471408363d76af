using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.AdminClient.Rules;
using VimSessionService.Hosting;
using VimSessionService.Lab.Rules;

namespace VimSessionService.Admin.Tests.Rules;

/// <summary>What a rule does to a connection, as a socket sees it: a dropped one ends in order (FIN), a reset one with an error (RST).</summary>
public sealed class ConnectionRuleTests
{
    private const string Call =
        """<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><RetrieveServiceContent xmlns="urn:vim25"><_this type="ServiceInstance">ServiceInstance</_this></RetrieveServiceContent></soapenv:Body></soapenv:Envelope>""";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_dropped_connection_ends_in_order_without_a_byte()
    {
        await using var app = await StartAsync(new RuleAnswer { Connection = ConnectionFailure.Dropped });

        Assert.Equal("", await SendAsync(app));
        Assert.StartsWith("HTTP/1.1 200", await SendAsync(app), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reset_connection_ends_with_a_reset()
    {
        await using var app = await StartAsync(new RuleAnswer { Connection = ConnectionFailure.Reset });

        var failure = await Assert.ThrowsAsync<SocketException>(() => SendAsync(app));
        Assert.Equal(SocketError.ConnectionReset, failure.SocketErrorCode);
        Assert.StartsWith("HTTP/1.1 200", await SendAsync(app), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_half_sent_answer_ends_in_order_after_its_part()
    {
        await using var app = await StartAsync(new RuleAnswer { Connection = ConnectionFailure.HalfSent, Bytes = 20 });

        var answer = await SendAsync(app);

        Assert.StartsWith("HTTP/1.1 200", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("Envelope>", answer, StringComparison.Ordinal);
    }

    /// <summary>A service on a socket, with a rule that is applied to its first call.</summary>
    private static async Task<WebApplication> StartAsync(RuleAnswer answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddVimSessionService(static options => options.Directory.AddUser(LabHost.User, LabHost.Password, role: "Admin"));
        builder.Services.AddVimSessionAdmin(static options => options.Token = LabHost.Token);
        var app = builder.Build();
        app.MapVimSessionService();
        app.MapVimSessionAdmin();
        await app.StartAsync(Cancelled);
        app.Services.GetRequiredService<RuleBook>().Add(new RuleSpec { Calls = new RuleCount { Times = 1 }, Answer = answer });
        return app;
    }

    /// <summary>Sends a call on a connection of its own, and gives all that comes up to its end.</summary>
    private static async Task<string> SendAsync(WebApplication app)
    {
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, address.Port, Cancelled);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"POST /sdk HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: text/xml\r\nContent-Length: {Call.Length}\r\n\r\n{Call}"), Cancelled);
        var received = new List<byte>();
        var buffer = new byte[4096];
        int read;
        while ((read = await socket.ReceiveAsync(buffer, Cancelled)) > 0)
            received.AddRange(buffer[..read]);
        return Encoding.UTF8.GetString([.. received]);
    }
}
