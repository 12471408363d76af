using System.Net;
using Microsoft.AspNetCore.Http;
using VimSessionService.Core;
using VimSessionService.Core.Limits;
using VimSessionService.Hosting;

namespace VimSessionService.Tests.Hosting;

/// <summary>Requests to single sign-on take of the same memory as calls.</summary>
public class RequestMessageTests
{
    private const int Most = 256 * 1024;

    private readonly SharedBytes<IPAddress> _all = new(1024 * 1024, 512 * 1024);

    [Theory]
    [InlineData(4_000, 0)]
    [InlineData((32 * 1024) - 1, 0)]
    [InlineData(32 * 1024, 64 * 1024)]
    [InlineData(200_000, 256 * 1024)]
    public async Task Large_ones_are_counted_while_they_are_held(int bytes, int counted)
    {
        using (var message = await ReadAsync(bytes, IPAddress.Loopback))
        {
            Assert.Equal(bytes, message!.Content.Length);
            Assert.InRange(_all.Used, counted, 2 * counted);
        }

        Assert.Equal(0, _all.Used);
    }

    [Fact]
    public async Task An_address_has_a_share()
    {
        using var first = await ReadAsync(200_000, IPAddress.Loopback);
        _all.TryTake(IPAddress.Loopback, (512 * 1024) - _all.Used);
        var used = _all.Used;

        await Assert.ThrowsAsync<ServiceBusyException>(async () => await ReadAsync(200_000, IPAddress.Loopback));

        Assert.Equal(used, _all.Used);
        using var other = await ReadAsync(200_000, IPAddress.IPv6Loopback);
        Assert.NotNull(other);
    }

    private ValueTask<RequestMessage?> ReadAsync(int bytes, IPAddress share)
    {
        var context = new DefaultHttpContext();
        context.Request.Body = new MemoryStream(new byte[bytes]);
        return RequestMessage.ReadAsync(context.Request, Most, _all, share, TestContext.Current.CancellationToken);
    }
}
