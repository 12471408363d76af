using VimSessionService.Core.Limits;
using VimSessionService.Endpoint.Http;

namespace VimSessionService.Endpoint.Tests.Http;

public sealed class RequestBufferTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Nothing_of_a_request_stays_in_the_buffer_of_the_next_call(int growth)
    {
        using var buffer = new RequestBuffer(new ServiceLimits(new WorkLimits()));
        for (var i = 0; i < growth; i++)
            buffer.Grow(System.Net.IPAddress.Loopback);
        buffer.Free.Span.Fill((byte)'x');
        buffer.Length = 100;

        buffer.Clear();

        Assert.Equal(0, buffer.Length);
        Assert.False(buffer.Bytes.AsSpan().ContainsAnyExcept((byte)0));
    }

    [Fact]
    public void Nothing_stays_of_a_request_that_was_shortened()
    {
        using var buffer = new RequestBuffer(new ServiceLimits(new WorkLimits()));
        buffer.Bytes.AsSpan(0, 100).Fill((byte)'x');
        buffer.Length = 100;
        buffer.Length = 0;

        buffer.Clear();

        Assert.False(buffer.Bytes.AsSpan(0, 100).ContainsAnyExcept((byte)0));
    }
}
