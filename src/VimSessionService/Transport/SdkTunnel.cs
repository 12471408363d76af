using System.IO.Pipelines;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using VimSessionService.Certificates;
using VimSessionService.Options;

namespace VimSessionService.Transport;

/// <summary>
/// The SDK tunnel: a client with a certificate sends CONNECT <c>sdkTunnel:8089</c> to the plain HTTP port and
/// continues with TLS (docs/facts/clients.md). The connection is served by this process; no other host can be reached through it.
/// </summary>
/// <param name="secure">Handles a tunnelled connection: TLS, with HTTP in it.</param>
/// <param name="plain">Handles a connection that begins with another request; null if that is not permitted.</param>
/// <param name="options">How long a client may take.</param>
/// <param name="time">The clock of it.</param>
internal sealed class SdkTunnel(ConnectionDelegate secure, ConnectionDelegate? plain, TransportOptions options, TimeProvider time)
{
    private const string Target = "sdkTunnel:8089";

    /// <summary>With a length, which such an answer needs not have: pyVmomi's own tunnel closes one whose answer has none.</summary>
    private static readonly byte[] Established = "HTTP/1.1 200 Connection established\r\nContent-Length: 0\r\n\r\n"u8.ToArray();
    private static readonly byte[] Forbidden = Refusal("403 Forbidden", $"This tunnel leads to {Target} and nowhere else.");
    private static readonly byte[] BadRequest = Refusal("400 Bad Request", $"This port serves CONNECT {Target} only. Use HTTPS on the service's own port.");
    private static readonly byte[] TooSlow = Refusal("408 Request Timeout", "The request took too long.");

    /// <summary>Has a listener serve the tunnel.</summary>
    /// <param name="listen">The listener.</param>
    /// <param name="certificate">The certificate inside.</param>
    /// <param name="options">How long a client may take.</param>
    /// <param name="time">The clock of it.</param>
    /// <param name="besidesHttp">Whether the listener serves plain HTTP too, or the tunnel only.</param>
    public static void Serve(ListenOptions listen, Lazy<ServerCertificate> certificate, TransportOptions options, TimeProvider time, bool besidesHttp)
    {
        // What is added last is linked first: HTTP is known by the time that the tunnel is linked to TLS.
        ConnectionDelegate? http = null;
        listen.Use(next => new SdkTunnel(next, besidesHttp ? http : null, options, time).RunAsync);
        listen.UseHttps(ConnectionTls.With(certificate));
        listen.Use(next => http = next);
    }

    /// <summary>Takes a connection that has just been made.</summary>
    public async Task RunAsync(ConnectionContext connection)
    {
        byte[] answer;
        try
        {
            var head = await ReadAsync(connection.Transport.Input, connection.ConnectionClosed);
            if (head.Kind == ConnectHeadKind.Incomplete)
                return; // it closed before it had said what it wants
            answer = AnswerTo(head);
        }
        catch (OperationCanceledException)
        {
            if (connection.ConnectionClosed.IsCancellationRequested)
                return;
            answer = TooSlow;
        }
        catch (Exception failure) when (failure is IOException or ConnectionAbortedException)
        {
            return; // it broke off
        }

        if (answer.Length > 0)
            await connection.Transport.Output.WriteAsync(answer);
        if (answer == Established)
            await secure(connection);
        else if (answer.Length == 0)
            await plain!(connection);
    }

    /// <summary>The tunnel's own response; empty for a connection that continues as plain HTTP.</summary>
    private byte[] AnswerTo(ConnectHead head) => head.Kind switch
    {
        ConnectHeadKind.Connect when head.Target.Equals(Target, StringComparison.OrdinalIgnoreCase) => Established,
        ConnectHeadKind.Connect => Forbidden,
        ConnectHeadKind.Other when plain is not null => [],
        _ => BadRequest,
    };

    /// <summary>
    /// The head of the first request. Before the first byte the time limit is that of an idle connection, after it the limit of
    /// request headers.
    /// </summary>
    private async Task<ConnectHead> ReadAsync(PipeReader input, CancellationToken closed)
    {
        using var patience = new CancellationTokenSource(options.KeepAliveTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, closed);
        var hasBegun = false;
        while (true)
        {
            var read = await input.ReadAsync(both.Token);
            var head = read.Buffer.IsEmpty ? new ConnectHead(ConnectHeadKind.Incomplete) : ConnectHead.Read(read.Buffer);
            if (head.Kind == ConnectHeadKind.Connect)
            {
                input.AdvanceTo(head.End);
                return head;
            }

            if (head.Kind != ConnectHeadKind.Incomplete || read.IsCompleted)
            {
                input.AdvanceTo(read.Buffer.Start); // for whoever goes on with it
                return head;
            }

            if (!hasBegun)
                patience.CancelAfter(options.HeaderTimeout);
            hasBegun = true;
            input.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    private static byte[] Refusal(string status, string text) => System.Text.Encoding.ASCII.GetBytes(
        $"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: {text.Length + 1}\r\nConnection: close\r\n\r\n{text}\n");
}
