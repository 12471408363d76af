using System.Collections.Concurrent;

namespace VimSessionService.Core.Tables;

/// <summary>
/// Does what follows changes in the order of the changes, and not on their turn: what is posted goes to a log of the host's, which may be slow, and then the next change need not wait for it.
/// </summary>
internal sealed class FollowUpOrder
{
    private readonly ConcurrentQueue<FollowUps> _waiting = new();
    private readonly Lock _lock = new();

    /// <summary>Names what follows a change. To be called on the turn of the change.</summary>
    public void Add(FollowUps then)
    {
        if (!then.IsEmpty)
            _waiting.Enqueue(then);
    }

    /// <summary>Returns when what follows a change is done, and all before it. To be called after the turn.</summary>
    public void Run(FollowUps then)
    {
        if (then.IsEmpty)
            return;
        lock (_lock)
        {
            while (_waiting.TryDequeue(out var next))
                next.Run();
        }

        then.ThrowIfFailed();
    }
}
