using VimSessionService.Core.Tables;

namespace VimSessionService.Core.Work;

/// <summary>The trial of a change: what it makes is seen on the thread that tries it, and nowhere else. There is one trial at a time. In a service without replicas there is none.</summary>
internal sealed class WorkTrial
{
    private int _thread;

    /// <summary>Whether the calling thread tries a change.</summary>
    public bool IsMine => Volatile.Read(ref _thread) is not 0 and var thread && thread == Environment.CurrentManagedThreadId;

    /// <summary>Takes the events of the change that is tried.</summary>
    public FollowUps Then { get; private set; } = new();

    /// <summary>Begins a trial on this thread.</summary>
    public void Begin(FollowUps then)
    {
        Then = then;
        Volatile.Write(ref _thread, Environment.CurrentManagedThreadId);
    }

    /// <summary>Ends the trial.</summary>
    public void End() => Volatile.Write(ref _thread, 0);
}
