using VimSessionService.ManagedObjects.Events;
using VimSessionService.ManagedObjects.Inventory.Edits;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tasks;

/// <summary>What a stub does, and what it answers with.</summary>
internal sealed record StubbedOutcome
{
    /// <summary>The object that was called.</summary>
    public required ManagedObjectReference Target { get; init; }

    /// <summary>Who called.</summary>
    public required string UserName { get; init; }

    /// <summary>What becomes of properties.</summary>
    public IReadOnlyList<StubbedChange> Changes { get; init; } = [];

    /// <summary>What is posted.</summary>
    public IReadOnlyList<Event> Events { get; init; } = [];

    /// <summary>The result; null for none, and for a fault.</summary>
    public object? Result { get; init; }

    /// <summary>The fault in the place of a result; null for none.</summary>
    public VimFaultException? Failure { get; init; }

    /// <summary>Does it, also when a fault follows.</summary>
    /// <exception cref="VimFaultException">The fault.</exception>
    public object? Do(InventoryEdits edits, EntityEvents events)
    {
        foreach (var change in Changes)
        {
            if (change is { Path: "name", Value: string name } && edits.SourceOf(change.Object)?.IsEntity is true)
                edits.Rename(change.Object, name);
            else
                edits.Set(change.Object, change.Path, change.Value);
        }

        foreach (var posted in Events)
            events.Post(posted, Target, UserName);
        return Answer();
    }

    /// <summary>Its result.</summary>
    /// <exception cref="VimFaultException">The fault in its place.</exception>
    public object? Answer() => Failure is { } failure ? throw new VimFaultException(failure.Fault, failure.Message, failure.Text) : Result;
}
