using VimSessionService.Core.Tables;

namespace VimSessionService.Core.Work;

/// <summary>Tasks and what changed of an inventory, as documents that replicas share. Each replica has them in its memory, as objects.</summary>
internal interface IWorkState
{
    /// <summary>Makes a change that only the change itself sees, and says what it would write.</summary>
    /// <param name="change">The change. It waits for nothing, and may be made again.</param>
    /// <param name="then">Takes the events of the change.</param>
    IReadOnlyList<WorkEdit> Try(Action change, FollowUps then);

    /// <summary>Has all see documents that were written.</summary>
    void Take(IReadOnlyList<WorkEdit> edits);
}
