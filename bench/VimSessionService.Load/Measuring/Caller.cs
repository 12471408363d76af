using System.Diagnostics;
using System.Globalization;
using System.Text;
using VimSessionService.Load.Http;

namespace VimSessionService.Load.Measuring;

/// <summary>One connection that makes a scenario's calls over and over, in a session of its own where they open one.</summary>
internal sealed class Caller : IDisposable
{
    private readonly Connection _connection;
    private readonly bool _reconnects;
    private readonly byte[][] _requests;
    private readonly (int Request, int Offset)[] _ownTokens;
    private readonly (int Request, int Offset)[] _ownKeys;
    private readonly (int Request, int Offset)[] _tickets;
    private readonly (int Request, int Offset)[] _operationIds;
    private uint _operation;
    private int _next;
    private long _sent;

    /// <summary>A caller on a connection of its own.</summary>
    /// <param name="connection">The connection, which it disposes of.</param>
    /// <param name="scenario">What it does.</param>
    /// <param name="isFloor">Whether it is the floor that is called.</param>
    /// <param name="session">The session that the first calls are made in; null for none.</param>
    /// <param name="number">Which of the callers it is: each of a recording is another user.</param>
    public Caller(Connection connection, Scenario scenario, bool isFloor, LoggedIn? session, int number = 0)
    {
        _connection = connection;
        _reconnects = scenario.IsRecorded;
        _requests = Array.ConvertAll(scenario.Steps, step => isFloor ? step.ToFloor() : step.ToService());
        _tickets = Places(Calls.TicketPlace);
        var tokens = Places(HttpMessage.TokenPlace);
        var keys = Places(Calls.KeyPlace);
        if (session is not null)
        {
            // A ticket's place holds what stands for a key too.
            Put(session.Key, Array.FindAll(keys, key => !Array.Exists(_tickets, ticket => ticket.Request == key.Request)));
            Put(session.Token, tokens);
        }

        _ownTokens = Array.FindAll(tokens, token => !scenario.Steps[token.Request].OfFirstSession);
        _ownKeys = scenario.IsRecorded ? keys : [];
        _operationIds = scenario.IsRecorded ? Places(Recordings.OperationIdPlace) : [];
        if (scenario.IsRecorded)
            Put(Encoding.ASCII.GetBytes(Recordings.UserName(number)), Places(Recordings.UserName(0)));
    }

    /// <summary>The connection.</summary>
    public Connection Connection => _connection;

    /// <summary>Sends the next call; of a recording that begins again, on a new connection.</summary>
    public void Send()
    {
        if (_reconnects && _next == 0 && _sent != 0)
            _connection.Reconnect();
        if (_operationIds.Length > 0)
            NumberOperation();
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
            Put(_connection.Token, _ownTokens);
            Put(_connection.Ticket, _tickets);
            if (_ownKeys.Length > 0)
                Put(_connection.Key, _ownKeys);
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

    private void NumberOperation()
    {
        Span<byte> id = stackalloc byte[Recordings.OperationIdPlace.Length];
        (++_operation).TryFormat(id, out _, "x8", CultureInfo.InvariantCulture);
        foreach (var (request, offset) in _operationIds)
        {
            if (request == _next)
                id.CopyTo(_requests[request].AsSpan(offset));
        }
    }

    private (int Request, int Offset)[] Places(string place) =>
        [.. _requests.SelectMany((request, i) => HttpMessage.OffsetsOf(request, place).Select(offset => (i, offset)))];

    private void Put(ReadOnlySpan<byte> text, (int Request, int Offset)[] places)
    {
        foreach (var (request, offset) in places)
            text.CopyTo(_requests[request].AsSpan(offset));
    }
}
