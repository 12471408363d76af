using VimSessionService.Core.Directory;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tasks;

/// <summary>A task at one moment, as collectors find it.</summary>
internal sealed record KnownTask
{
    /// <summary>Its number: one more than that of the task before. The first task of the service has the number 1, recorded ones come before it.</summary>
    public required int Number { get; init; }

    /// <summary>The chain of its events.</summary>
    public required int Chain { get; init; }

    /// <summary>What it is about, as it was when the task was begun; null for an object that is not part of the tree.</summary>
    public required InventoryEntity? Entity { get; init; }

    /// <summary>Who may see it is who may see this: an object of the tree, or the task itself; null for the root folder.</summary>
    public required ManagedObjectReference? Holder { get; init; }

    /// <summary>Who began it.</summary>
    public required string UserName { get; init; }

    /// <summary><c>queued</c>, <c>running</c>, <c>success</c> or <c>error</c>.</summary>
    public required string State { get; init; }

    /// <summary>When it was begun.</summary>
    public required DateTime Queued { get; init; }

    /// <summary>When it began to run; null before.</summary>
    public required DateTime? Started { get; init; }

    /// <summary>When it ended; null before.</summary>
    public required DateTime? Completed { get; init; }

    /// <summary>What clients read of it, by now.</summary>
    public required Func<DataObject> Info { get; init; }
}
