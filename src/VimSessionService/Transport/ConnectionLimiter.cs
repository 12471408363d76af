using System.Net;
using Microsoft.AspNetCore.Connections;
using VimSessionService.Core;
using VimSessionService.Core.Expiry;
using VimSessionService.Options;

namespace VimSessionService.Transport;

/// <summary>
/// Bounds how many connections are open. A connection takes memory before its client has said anything, most of all during the TLS handshake
/// and while a request arrives. When there are too many, the address (with IPv6 the network) that has the most loses its oldest connection, so that
/// one client cannot use up the places of the others.
/// </summary>
/// <param name="most">How many connections may be open.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Is told, once a minute at most.</param>
internal sealed partial class ConnectionLimiter(int most, TimeProvider time, ILogger logger)
{
    private const int Fewest = 256;
    private const int Most = 16 * 1024;

    /// <summary>What a connection may take: buffers of TLS, a request's headers and the part of its body that has arrived.</summary>
    private const int BytesOfConnection = 256 * 1024;

    private static readonly TimeSpan BetweenWarnings = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly SharedCapacity<ConnectionContext> _open = new(most, most);
    private long? _warned;
    private int _closed;

    /// <summary>Those of a service, as many as its options or its memory allow.</summary>
    public static ConnectionLimiter Of(TransportOptions options, TimeProvider time, ILogger logger) =>
        new(options.MaxConnections > 0 ? options.MaxConnections : ForMemory(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes), time, logger);

    /// <summary>How many connections a process with so many bytes of memory may have.</summary>
    public static int ForMemory(long bytes) => (int)Math.Clamp(bytes / BytesOfConnection, Fewest, Most);

    /// <summary>Lets a connection through to the next handler, in the place of another one where all are taken.</summary>
    public ConnectionDelegate Guard(ConnectionDelegate next) => async connection =>
    {
        var address = ClientNetwork.Of((connection.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None).ToString();
        var place = new SharedCapacity<ConnectionContext>.Entry(address, connection, time.GetTimestamp());
        Enter(place)?.Abort(new ConnectionAbortedException("There are too many connections, and most of them are of this address."));
        try
        {
            await next(connection);
        }
        finally
        {
            lock (_lock)
                _open.Remove(place);
        }
    };

    /// <summary>Takes a place. Returns the connection that has to close for it, or null.</summary>
    private ConnectionContext? Enter(SharedCapacity<ConnectionContext>.Entry place)
    {
        ConnectionContext? displaced;
        int closed;
        lock (_lock)
        {
            displaced = _open.Add(place);
            if (displaced is null)
                return null;
            _closed++;
            if (_warned is { } last && time.GetElapsedTime(last) < BetweenWarnings)
                return displaced;
            _warned = time.GetTimestamp();
            (closed, _closed) = (_closed, 0);
        }

        Log.Closed(logger, closed, most, (displaced.RemoteEndPoint as IPEndPoint)?.Address);
        return displaced;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "{Closed} connections were closed since the last such line, because more than {Most} were open (--max-connections). The last one was of {Address}.")]
        public static partial void Closed(ILogger logger, int closed, int most, IPAddress? address);
    }
}
