using System.Buffers;
using System.Text;

namespace VimSessionService.Transport;

/// <summary>What the first bytes of a connection say.</summary>
internal enum ConnectHeadKind
{
    /// <summary>There are too few of them yet.</summary>
    Incomplete,

    /// <summary>They are not those of a CONNECT request.</summary>
    Other,

    /// <summary>They are a CONNECT request that is malformed or too long.</summary>
    Malformed,

    /// <summary>They are a whole CONNECT request.</summary>
    Connect,
}

/// <summary>The head of a CONNECT request (RFC 9110 §9.3.6).</summary>
/// <param name="Kind">What there is.</param>
/// <param name="Target">The authority that is asked for.</param>
/// <param name="End">Where what goes through the tunnel begins.</param>
internal readonly record struct ConnectHead(ConnectHeadKind Kind, string Target = "", SequencePosition End = default)
{
    /// <summary>No client of the tunnel sends a longer head, in bytes.</summary>
    private const int MaxLength = 8_192;

    private static ReadOnlySpan<byte> Method => "CONNECT "u8;

    private static ReadOnlySpan<byte> Blank => "\r\n\r\n"u8;

    /// <summary>Reads what has come so far.</summary>
    public static ConnectHead Read(ReadOnlySequence<byte> received)
    {
        var start = received.Slice(0, Math.Min(received.Length, Method.Length)).ToArray();
        if (!Method.StartsWith(start))
            return new ConnectHead(ConnectHeadKind.Other);
        var reader = new SequenceReader<byte>(received.Slice(0, Math.Min(received.Length, MaxLength)));
        if (!reader.TryReadTo(out ReadOnlySequence<byte> head, Blank))
            return new ConnectHead(received.Length < MaxLength ? ConnectHeadKind.Incomplete : ConnectHeadKind.Malformed);
        var text = Encoding.Latin1.GetString(head);
        var line = text.Split("\r\n", 2)[0].Split(' ');
        return line is [_, { Length: > 0 } target, "HTTP/1.1" or "HTTP/1.0"]
            ? new ConnectHead(ConnectHeadKind.Connect, target, reader.Position)
            : new ConnectHead(ConnectHeadKind.Malformed);
    }
}
