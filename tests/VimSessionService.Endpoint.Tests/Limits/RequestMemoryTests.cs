using System.Net;
using VimSessionService.Core;
using VimSessionService.Core.Limits;
using VimSessionService.Soap;
using VimSessionService.Soap.Xml;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests.Limits;

/// <summary>Large requests that are in memory at the same time are counted, and one address cannot have all of that memory.</summary>
public sealed class RequestMemoryTests
{
    private static readonly IPAddress One = IPAddress.Parse("192.0.2.1");
    private static readonly IPAddress Other = IPAddress.Parse("192.0.2.2");

    private readonly ServiceLimits _limits = new(new WorkLimits { ProcessMemory = 192 * 1024 * 1024 });

    [Fact]
    public void One_address_takes_its_share_and_others_go_on()
    {
        var codecs = new List<SdkCodec>();
        Assert.Throws<ServiceBusyException>(() =>
        {
            while (codecs.Count < 1000)
                codecs.Add(Large(One));
        });
        Assert.InRange(codecs.Count, 5, 6);
        using var served = Large(Other);
        codecs.ForEach(codec => codec.Dispose());
        Assert.Equal(1024 * 1024, _limits.Requests.Used);
    }

    [Fact]
    public void Ordinary_requests_are_not_counted_and_a_request_that_ends_gives_its_bytes_back()
    {
        using var codec = Codec(One);
        codec.Grow();
        codec.Grow();
        Assert.Equal(0, _limits.Requests.Used);
        codec.Grow();
        Assert.Equal(32 * 1024, _limits.Requests.Used);
        codec.ClearRequest();
        Assert.Equal(0, _limits.Requests.Used);
    }

    [Fact]
    public void The_request_of_a_call_that_waits_without_its_codec_stays_counted()
    {
        using var codec = Large(One);
        using (codec.HandOverRequest())
        {
            codec.ClearRequest();
            Assert.Equal(1024 * 1024, _limits.Requests.Used);
        }

        Assert.Equal(0, _limits.Requests.Used);
    }

    private SdkCodec Codec(IPAddress address)
    {
        var codec = new SdkCodec(new SoapReaderSettings(), ConstantContents.None, _limits);
        codec.BeginRequest(address);
        return codec;
    }

    private SdkCodec Large(IPAddress address)
    {
        var codec = Codec(address);
        try
        {
            while (codec.RequestBuffer.Length < 1024 * 1024)
                codec.Grow();
            return codec;
        }
        catch
        {
            codec.Dispose();
            throw;
        }
    }
}
