using System.Net;
using VimSessionService.Core;
using VimSessionService.Core.Limits;
using VimSessionService.Endpoint.Http;

namespace VimSessionService.Endpoint.Tests.Http;

/// <summary>The bodies of all doors are read into the same memory, of which each address has a share.</summary>
public sealed class RequestBodyTests
{
    private const int Most = 256 * 1024;

    private readonly ServiceLimits _limits = new(new WorkLimits { MaxRequestBytes = Most });

    [Theory]
    [InlineData(4_000, 0)]
    [InlineData(32 * 1024, 0)]
    [InlineData((32 * 1024) + 1, 64 * 1024)]
    [InlineData(200_000, 256 * 1024)]
    public async Task Large_ones_are_counted_while_they_are_held(int bytes, int counted)
    {
        var buffers = new RequestBuffers(_limits);
        var buffer = buffers.Take();
        await ReadAsync(bytes, buffer);
        Assert.Equal(bytes, buffer.Length);
        Assert.Equal(counted, _limits.Requests.Used);

        buffers.Return(buffer);
        Assert.Equal(0, _limits.Requests.Used);
    }

    [Fact]
    public async Task An_address_has_a_share()
    {
        while (_limits.Requests.TryTake(IPAddress.Parse("192.0.2.7"), 64 * 1024))
        {
        }

        var used = _limits.Requests.Used;
        using var refused = new RequestBuffer(_limits);
        await Assert.ThrowsAsync<ServiceBusyException>(async () => await ReadAsync(200_000, refused));
        Assert.Equal(used, _limits.Requests.Used);
        using var other = new RequestBuffer(_limits);
        await ReadAsync(200_000, other, "192.0.2.8");
        Assert.Equal(200_000, other.Length);
    }

    [Theory]
    [InlineData("gzip", RequestBodyProblem.UnsupportedEncoding)]
    [InlineData("deflate", RequestBodyProblem.UnsupportedEncoding)]
    public async Task A_door_that_takes_no_compressed_bodies_refuses_them(string encoding, RequestBodyProblem problem)
    {
        using var buffer = new RequestBuffer(_limits);
        var exchange = new TestExchange { Body = [1] }.With("Content-Encoding", encoding);
        var refused = await Assert.ThrowsAsync<RequestBodyException>(async () => await RequestBody.ReadAsync(exchange, buffer, Most, allowsGzip: false));
        Assert.Equal(problem, refused.Problem);
    }

    private static ValueTask ReadAsync(int bytes, RequestBuffer buffer, string from = "192.0.2.7") =>
        RequestBody.ReadAsync(new TestExchange { Body = new byte[bytes], From = from }, buffer, Most);
}
