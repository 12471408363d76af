using VimSessionService.Core.Limits;
using VimSessionService.Soap.Xml;

namespace VimSessionService.Endpoint.Tests;

public sealed class SdkCodecTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Nothing_of_a_request_stays_in_the_buffer_of_the_next_call(int growth)
    {
        using var codec = new SdkCodec(VimSessionService.Soap.SoapReaderSettings.Default, ConstantContents.None, new ServiceLimits(new WorkLimits()));
        for (var i = 0; i < growth; i++)
            codec.Grow(System.Net.IPAddress.Loopback);
        codec.RequestBuffer.AsSpan().Fill((byte)'x');
        codec.RequestLength = 100;

        codec.ClearRequest();

        Assert.Equal(0, codec.RequestLength);
        Assert.False(codec.RequestBuffer.AsSpan().ContainsAnyExcept((byte)0));
    }
}
