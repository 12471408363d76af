using System.Net;
using System.Net.Sockets;

namespace VimSessionService.Load.Http;

/// <summary>One of many connections that wait for an answer. All share a buffer, as only one is read at a time.</summary>
internal sealed class WaitingConnection : IDisposable
{
    private static readonly byte[] Buffer = new byte[16 * 1024];
    private readonly Socket _socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = 60_000, SendTimeout = 60_000 };

    /// <summary>Connects.</summary>
    public WaitingConnection(IPEndPoint server) => _socket.Connect(server);

    /// <summary>Sends a request.</summary>
    public void Send(ReadOnlySpan<byte> request) => _socket.Send(request);

    /// <summary>One answer, which is small enough to be sent whole but may arrive in parts. It is good until another connection is read.</summary>
    public ReadOnlySpan<byte> Receive()
    {
        var length = 0;
        while (true)
        {
            var read = _socket.Receive(Buffer.AsSpan(length));
            if (read == 0)
                throw new InvalidDataException("The server closed the connection");
            length += read;
            if (Buffer.AsSpan(0, length).IndexOf("</soapenv:Envelope>"u8) < 0)
                continue;
            var answer = Buffer.AsSpan(0, length);
            return answer.StartsWith("HTTP/1.1 200 "u8) ? answer : throw new InvalidDataException("A call failed");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
