using System.Diagnostics;
using VimSessionService.Load.Http;

namespace VimSessionService.Load.Measuring;

/// <summary>One connection that makes a scenario's calls over and over, in a session of its own where they open one.</summary>
internal sealed class Caller : IDisposable
{
    private readonly Connection _connection;
    private readonly byte[][] _requests;
    private readonly int[] _ownTokenPlaces;
    private readonly int[] _ticketPlaces;
    private int _next;
    private long _sent;

    /// <summary>A caller on a connection of its own.</summary>
    /// <param name="connection">The connection, which it disposes of.</param>
    /// <param name="steps">The calls of one round.</param>
    /// <param name="isFloor">Whether it is the floor that is called.</param>
    /// <param name="session">The session that the first calls are made in; null for none.</param>
    public Caller(Connection connection, Step[] steps, bool isFloor, LoggedIn? session)
    {
        _connection = connection;
        _requests = Array.ConvertAll(steps, step => isFloor ? step.ToFloor() : step.ToService());
        _ticketPlaces = Places(Calls.TicketPlace);
        var tokenPlaces = Places(HttpMessage.TokenPlace);
        if (session is not null)
        {
            // A ticket's place holds what stands for a key too.
            Put(session.Key, [.. Places(Calls.KeyPlace).Select((place, i) => _ticketPlaces[i] < 0 ? place : -1)]);
            Put(session.Token, tokenPlaces);
        }

        _ownTokenPlaces = [.. tokenPlaces.Select((place, i) => steps[i].OfFirstSession ? -1 : place)];
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
        {
            Put(_connection.Token, _ownTokenPlaces);
            Put(_connection.Ticket, _ticketPlaces);
        }

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

    /// <summary>
    /// Ends the round that was begun, so that no session of it lives on: the next scenario's answers would tell of it, and the floor's
    /// would not.
    /// </summary>
    public void Finish()
    {
        while (_next != 0)
        {
            Send();
            while (Receive() is null)
            {
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    private int[] Places(string place) => Array.ConvertAll(_requests, request => HttpMessage.OffsetOf(request, place));

    private void Put(ReadOnlySpan<byte> text, int[] places)
    {
        for (var i = 0; i < _requests.Length; i++)
        {
            if (places[i] >= 0)
                text.CopyTo(_requests[i].AsSpan(places[i]));
        }
    }
}
