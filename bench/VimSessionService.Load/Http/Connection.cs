using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;
using System.Text;
using VimSessionService.Load.Measuring;

namespace VimSessionService.Load.Http;

/// <summary>A connection that is kept. It allocates nothing for a call, so that a client costs little beside the server it measures.</summary>
internal sealed class Connection : IDisposable
{
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(20);

    /// <summary>What stands before a token in the head of an answer, of SOAP and of VI-JSON.</summary>
    private static readonly byte[][] TokenNames = [[.. "vmware_soap_session=\""u8], [.. "vmware-api-session-id: "u8]];

    private readonly IPEndPoint _server;
    private readonly byte[] _buffer = new byte[128 * 1024];
    private int _length;
    private int _bodyStart;
    private int _total;
    private bool _isChunked;

    /// <summary>Connects.</summary>
    public Connection(IPEndPoint server)
    {
        _server = server;
        Socket = Open();
    }

    /// <summary>The socket, to be waited for.</summary>
    public Socket Socket { get; private set; }

    /// <summary>The latest answer as it travelled; good until the next request.</summary>
    public ReadOnlySpan<byte> Answer => _buffer.AsSpan(0, _length);

    /// <summary>The body of the latest answer.</summary>
    public ReadOnlySpan<byte> Body => _buffer.AsSpan(_bodyStart, _length - _bodyStart);

    /// <summary>The token that the latest answer set; empty when it set none.</summary>
    public ReadOnlySpan<byte> Token
    {
        get
        {
            var head = _buffer.AsSpan(0, _bodyStart);
            foreach (var name in TokenNames)
            {
                var start = head.IndexOf(name);
                if (start >= 0)
                    return head.Slice(start + name.Length, HttpMessage.TokenPlace.Length);
            }

            return Body.StartsWith("\""u8) ? Body.Slice(1, HttpMessage.TokenPlace.Length) : default; // REST: the whole answer is the token
        }
    }

    /// <summary>The key of the session that the latest answer tells of; empty when it tells of none.</summary>
    public ReadOnlySpan<byte> Key => After("<key>"u8, Calls.KeyPlace.Length);

    /// <summary>The clone ticket that the latest answer gives; empty when it gives none.</summary>
    public ReadOnlySpan<byte> Ticket => After("<returnval>cst"u8, Calls.TicketPlace.Length, 3);

    /// <summary>Closes the connection and opens another.</summary>
    public void Reconnect()
    {
        Socket.Dispose();
        Socket = Open();
    }

    /// <summary>Sends a request.</summary>
    public void Send(ReadOnlySpan<byte> request)
    {
        while (!request.IsEmpty)
            request = request[Socket.Send(request)..];
        _length = 0;
        _bodyStart = 0;
        _total = int.MaxValue;
        _isChunked = false;
    }

    /// <summary>Takes what has come of the answer, waiting for some of it; true once all of it has.</summary>
    /// <exception cref="InvalidDataException">The answer is not a success.</exception>
    public bool Receive()
    {
        var read = Socket.Receive(_buffer.AsSpan(_length));
        if (read == 0)
            throw new InvalidDataException("The server closed the connection");
        _length += read;
        if (_bodyStart == 0 && Answer.IndexOf("\r\n\r\n"u8) is >= 0 and var end)
        {
            _bodyStart = end + 4;
            _isChunked = Answer[.._bodyStart].IndexOf("Transfer-Encoding: chunked"u8) >= 0;
            _total = _isChunked ? int.MaxValue : _bodyStart + (HasStatus("204"u8) ? 0 : ContentLength(Answer[.._bodyStart]));
        }

        if (_isChunked ? !Body.EndsWith("0\r\n\r\n"u8) : _length < _total)
            return false;
        return HasStatus("2"u8) ? true : throw new InvalidDataException(Encoding.UTF8.GetString(Answer));
    }

    /// <summary>Sends a request and waits for the whole of its answer.</summary>
    /// <exception cref="InvalidDataException">The answer is not a success.</exception>
    public void Call(ReadOnlySpan<byte> request)
    {
        Send(request);
        while (!Receive())
        {
        }
    }

    /// <inheritdoc/>
    public void Dispose() => Socket.Dispose();

    private bool HasStatus(ReadOnlySpan<byte> beginning) => Answer["HTTP/1.1 ".Length..].StartsWith(beginning);

    private Socket Open()
    {
        var timeout = (int)MaxWait.TotalMilliseconds;
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, SendTimeout = timeout, ReceiveTimeout = timeout };
        socket.Connect(_server);
        return socket;
    }

    /// <summary>What comes after a text in the latest answer's body, from some bytes before the text's end on.</summary>
    private ReadOnlySpan<byte> After(ReadOnlySpan<byte> text, int length, int back = 0)
    {
        var start = Body.IndexOf(text);
        return start < 0 ? default : Body.Slice(start + text.Length - back, length);
    }

    private static int ContentLength(ReadOnlySpan<byte> head)
    {
        var name = "Content-Length: "u8;
        var start = head.IndexOf(name);
        return start >= 0 && Utf8Parser.TryParse(head[(start + name.Length)..], out int length, out _)
            ? length
            : throw new InvalidDataException("The answer has no Content-Length");
    }
}
