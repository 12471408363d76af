using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Transport;

namespace VimSessionService.Tests.Transport;

public class ConnectionLimiterTests
{
    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.2")]
    [InlineData("::ffff:192.0.2.1", "192.0.2.2")]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:2::1")]
    public async Task The_address_with_the_most_connections_loses_its_oldest(string many, string few)
    {
        var places = Places(3);
        var first = Open(places, many);
        var second = Open(places, many);
        var third = Open(places, many);
        Assert.False(first.IsClosed);

        var other = Open(places, few);
        await first.Closed;
        Assert.False(second.IsClosed || third.IsClosed || other.IsClosed);

        var fourth = Open(places, many);
        await second.Closed;
        Assert.False(third.IsClosed || fourth.IsClosed || other.IsClosed);
    }

    [Fact]
    public async Task Addresses_of_one_IPv6_network_are_one_client()
    {
        var places = Places(3);
        var other = Open(places, "2001:db8:0:2::1");
        var first = Open(places, "2001:db8:0:1::1");
        var second = Open(places, "2001:db8:0:1::2");

        var third = Open(places, "2001:db8:0:1::3");

        await first.Closed;
        Assert.False(second.IsClosed || third.IsClosed || other.IsClosed);
    }

    [Fact]
    public async Task A_connection_that_ended_leaves_its_place()
    {
        var places = Places(2);
        var first = Open(places, "192.0.2.1");
        var second = Open(places, "192.0.2.1");
        await second.EndAsync();

        var third = Open(places, "192.0.2.1");

        Assert.False(first.IsClosed || third.IsClosed);
    }

    /// <summary>The memory limit of .NET in a container is three quarters of the container's.</summary>
    [Theory]
    [InlineData(256, 768)]
    [InlineData(32, 256)]
    [InlineData(64 * 1024, 16384)]
    public void The_number_follows_from_the_memory(int mebibytesOfContainer, int connections) =>
        Assert.Equal(connections, ConnectionLimiter.ForMemory(mebibytesOfContainer * 1024L * 1024 * 3 / 4));

    private ConnectionLimiter Places(int most) => new(most, _time, NullLogger.Instance);

    private Opened Open(ConnectionLimiter places, string address)
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        return new Opened(places, address);
    }

    /// <summary>A connection that stays open until it is ended or closed.</summary>
    private sealed class Opened
    {
        private readonly TaskCompletionSource _end = new();
        private readonly CancellationToken _closed;
        private readonly Task _served;

        public Opened(ConnectionLimiter places, string address)
        {
            var connection = new DefaultConnectionContext { RemoteEndPoint = new IPEndPoint(IPAddress.Parse(address), 50_000) };
            _closed = connection.ConnectionClosed;
            Closed = Task.Delay(Timeout.Infinite, _closed).ContinueWith(static _ => { }, TaskScheduler.Default);
            _served = places.Guard(_ => _end.Task)(connection);
        }

        public Task Closed { get; }

        public bool IsClosed => _closed.IsCancellationRequested;

        public Task EndAsync()
        {
            _end.SetResult();
            return _served;
        }
    }
}
