using System.Diagnostics;
using VimSessionService.Load.Http;

namespace VimSessionService.Load.Measuring;

/// <summary>One connection that makes a scenario's calls over and over, in a session of its own where they open one.</summary>
internal sealed class Caller : IDisposable
{
    private readonly Connection _connection;
    private readonly byte[][] _requests;
    private readonly int[] _tokenPlaces;
    private int _next;
    private long _sent;

    /// <summary>A caller on a connection of its own.</summary>
    /// <param name="connection">The connection, which it disposes of.</param>
    /// <param name="requests">The calls of one round, each with a place for a token or without.</param>
    /// <param name="token">The token of the session that the first calls are made in; empty for none.</param>
    public Caller(Connection connection, byte[][] requests, ReadOnlySpan<byte> token)
    {
        _connection = connection;
        _requests = requests;
        _tokenPlaces = Array.ConvertAll(requests, request => HttpMessage.TokenOffset(request));
        Adopt(token);
    }

    /// <summary>The connection.</summary>
    public Connection Connection => _connection;

    /// <summary>Sends the next call.</summary>
    public void Send()
    {
        _sent = Stopwatch.GetTimestamp();
        _connection.Send(_requests[_next]);
        _next = (_next + 1) % _requests.Length;
    }

    /// <summary>Takes what has come; the time from call to answer once all of it has, null before.</summary>
    public TimeSpan? Receive()
    {
        if (!_connection.Receive())
            return null;
        var duration = Stopwatch.GetElapsedTime(_sent);
        if (_requests.Length > 1)
            Adopt(_connection.Token);
        return duration;
    }

    /// <summary>Makes a number of whole rounds.</summary>
    public void Repeat(int rounds)
    {
        for (var i = rounds * _requests.Length; i > 0; i--)
        {
            Send();
            while (Receive() is null)
            {
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private void Adopt(ReadOnlySpan<byte> token)
    {
        for (var i = 0; i < _requests.Length; i++)
        {
            if (_tokenPlaces[i] >= 0)
                token.CopyTo(_requests[i].AsSpan(_tokenPlaces[i]));
        }
    }
}
