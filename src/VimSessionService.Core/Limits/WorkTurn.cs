using System.Net;

namespace VimSessionService.Core.Limits;

/// <summary>The turn of one request in a queue. It is given up while the request waits for something that takes no work.</summary>
/// <param name="queue">The queue.</param>
/// <param name="share">Where the request comes from; see <see cref="ClientNetwork.Of"/>.</param>
internal sealed class WorkTurn(WorkQueue queue, IPAddress share) : IDisposable
{
    private bool _isTaken;

    /// <summary>Waits for the turn.</summary>
    /// <exception cref="ServiceBusyException">Too many wait already.</exception>
    public async ValueTask TakeAsync(CancellationToken cancellationToken)
    {
        if (_isTaken)
            return;
        await queue.EnterAsync(share, cancellationToken);
        _isTaken = true;
    }

    /// <summary>Waits for something outside of the turn, and for the turn again afterwards. A request that had no turn only waits.</summary>
    /// <exception cref="ServiceBusyException">Too many wait already.</exception>
    public async ValueTask<T> OutsideAsync<T>(Func<ValueTask<T>> something, CancellationToken cancellationToken)
    {
        var wasTaken = _isTaken;
        Dispose();
        var result = await something();
        if (wasTaken)
            await TakeAsync(cancellationToken);
        return result;
    }

    /// <summary>Gives the turn to the next request.</summary>
    public void Dispose()
    {
        if (!_isTaken)
            return;
        _isTaken = false;
        queue.Leave();
    }
}
