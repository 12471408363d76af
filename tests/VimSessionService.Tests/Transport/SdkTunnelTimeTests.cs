using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Options;
using VimSessionService.Transport;

namespace VimSessionService.Tests.Transport;

/// <summary>How long the tunnel waits for a client.</summary>
public sealed class SdkTunnelTimeTests
{
    [Theory]
    [InlineData("CONNECT sdkTun", 30)]
    [InlineData("", 130)]
    public async Task A_client_that_is_slow_is_refused(string said, int seconds)
    {
        var time = new FakeTimeProvider();
        var incoming = new Pipe();
        var outgoing = new Pipe();
        var connection = new DefaultConnectionContext("test", new Duplex(incoming.Reader, outgoing.Writer), new Duplex(outgoing.Reader, incoming.Writer));
        var tunnel = new SdkTunnel(_ => throw new InvalidOperationException("It was let in."), null, new TransportOptions(), time);
        await incoming.Writer.WriteAsync(Encoding.ASCII.GetBytes(said), TestContext.Current.CancellationToken);
        var running = tunnel.RunAsync(connection);

        time.Advance(TimeSpan.FromSeconds(seconds - 1));
        Assert.False(running.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        await running;

        var answer = await outgoing.Reader.ReadAsync(TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 408 ", Encoding.ASCII.GetString(answer.Buffer), StringComparison.Ordinal);
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
