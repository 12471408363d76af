using System.Buffers;
using System.Text;
using VimSessionService.Testing;
using VimSessionService.Transport;

namespace VimSessionService.Tests.Transport;

/// <summary>The head of a CONNECT request is read alike however its bytes come, in time and memory that grow no faster than it.</summary>
[Collection(AloneCollection.Name)]
public sealed class ConnectHeadTests
{
    [Theory]
    [InlineData("CONNECT sdkTunnel:8089 HTTP/1.1\r\nHost: sdkTunnel:8089\r\n\r\n\u0016\u0003", nameof(ConnectHeadKind.Connect), "sdkTunnel:8089")]
    [InlineData("CONNECT sdkTunnel:8089 HTTP/1.0\r\n\r\n", nameof(ConnectHeadKind.Connect), "sdkTunnel:8089")]
    [InlineData("CONNECT sdkTunnel:8089 HTTP/2\r\n\r\n", nameof(ConnectHeadKind.Malformed), "")]
    [InlineData("CONNECT  HTTP/1.1\r\n\r\n", nameof(ConnectHeadKind.Malformed), "")]
    [InlineData("CONNECT sdkTunnel:8089 HTTP/1.1\r\nHost: a\r\n", nameof(ConnectHeadKind.Incomplete), "")]
    [InlineData("POST /sdk HTTP/1.1\r\n\r\n", nameof(ConnectHeadKind.Other), "")]
    public void Every_split_has_the_same_result(string text, string kind, string target)
    {
        var bytes = Encoding.Latin1.GetBytes(text);
        for (var at = 0; at <= bytes.Length; at++)
        {
            var received = Split(bytes, at);
            var head = ConnectHead.Read(received);
            Assert.Equal((kind, target), (head.Kind.ToString(), head.Target));
            if (kind == nameof(ConnectHeadKind.Connect))
                Assert.Equal(text.Split("\r\n\r\n", 2)[1], Encoding.Latin1.GetString(received.Slice(head.End)));
        }
    }

    [Theory]
    [InlineData("characters of the target", 1_900)]
    [InlineData("headers", 400)]
    [InlineData("blanks", 1_900)]
    [InlineData("what does not end", 1_900)]
    public void Reading_takes_time_and_memory_in_proportion_to_the_head(string what, int n)
    {
        Growth.AssertLinear(what, size => Split(Head(what, size), size), static head => ConnectHead.Read(head), n);
        var large = Head(what, 4 * n);
        Assert.InRange(large.Length, 4 * n, 8_192);
        Growth.AssertMemory(what, large.Length, 60, () => ConnectHead.Read(Split(large, n)), constant: 2_000);
    }

    private static byte[] Head(string what, int n) => Encoding.ASCII.GetBytes(what switch
    {
        "characters of the target" => $"CONNECT {new string('a', n)} HTTP/1.1\r\n\r\n",
        "headers" => $"CONNECT a:1 HTTP/1.1\r\n{string.Concat(Enumerable.Repeat("a:b\r\n", n))}\r\n",
        "blanks" => $"CONNECT a:1{new string(' ', n)} HTTP/1.1\r\n\r\n",
        _ => "CONNECT " + new string('\r', n),
    });

    private static ReadOnlySequence<byte> Split(byte[] bytes, int at)
    {
        var first = new Part(bytes.AsMemory(0, at), null);
        var last = new Part(bytes.AsMemory(at), first);
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Part : ReadOnlySequenceSegment<byte>
    {
        public Part(ReadOnlyMemory<byte> memory, Part? before)
        {
            Memory = memory;
            RunningIndex = before is null ? 0 : before.RunningIndex + before.Memory.Length;
            if (before is not null)
                before.Next = this;
        }
    }
}
