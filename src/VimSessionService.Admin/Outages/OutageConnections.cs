using System.Collections.Concurrent;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;
using VimSessionService.Lab.Outages;

namespace VimSessionService.Admin.Outages;

/// <summary>
/// Resets connections: those that are made while all doors refuse connections, and those that are open when such an outage begins or the service restarts. For a
/// server's own connections: <c>listen.Use(connections.Guard)</c>. Without it only requests meet outages.
/// </summary>
public sealed class OutageConnections : IDisposable
{
    private readonly OutageSwitch _outages;
    private readonly ConcurrentDictionary<ConnectionContext, bool> _open = new();

    /// <summary>Begins to listen for outages.</summary>
    /// <param name="outages">The outages.</param>
    internal OutageConnections(OutageSwitch outages)
    {
        _outages = outages;
        outages.ConnectionsCut += Cut;
    }

    /// <summary>Lets a connection through to the next handler, unless connections are refused.</summary>
    public ConnectionDelegate Guard(ConnectionDelegate next) => async connection =>
    {
        _open.TryAdd(connection, true);
        try
        {
            if (_outages.FindRefusing() is { } outage)
            {
                outage.Meet();
                Reset(connection);
                return;
            }

            await next(connection);
        }
        finally
        {
            _open.TryRemove(connection, out _);
        }
    };

    /// <inheritdoc/>
    public void Dispose() => _outages.ConnectionsCut -= Cut;

    private void Cut()
    {
        foreach (var (connection, _) in _open)
            Reset(connection);
    }

    private static void Reset(ConnectionContext connection)
    {
        if (connection.Features.Get<IConnectionSocketFeature>()?.Socket is { } socket)
        {
            try
            {
                socket.LingerState = new LingerOption(enable: true, seconds: 0);
            }
            catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
            {
                return; // the client was faster
            }
        }

        connection.Abort(new ConnectionAbortedException("an outage"));
    }
}
