using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tasks;

/// <summary>What a task does, and how long it takes.</summary>
internal sealed record TaskPlan
{
    /// <summary>The method that began it, such as <c>PowerOnVM_Task</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The object that it is about.</summary>
    public required ManagedObjectReference Target { get; init; }

    /// <summary>The object with a name on which it is seen, where it is about an object without one; null for the object that it is about.</summary>
    public ManagedObjectReference? Entity { get; init; }

    /// <summary>How many data objects its result has, when they are many.</summary>
    public int ResultWeight { get; init; }

    /// <summary>How long it waits before it runs.</summary>
    public TimeSpan Queued { get; init; }

    /// <summary>How long it runs.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Whether clients may cancel it.</summary>
    public bool IsCancelable { get; init; }

    /// <summary>Whether no other task that says so may be about the same object at the same time.</summary>
    public bool IsExclusive { get; init; }

    /// <summary>Is called when it begins to run: throws the fault that it ends with at once. Null where nothing can be wrong.</summary>
    public Action? Check { get; init; }

    /// <summary>Does what the task does, when it has run for its time, and gives its result. Throws the fault that it ends with instead.</summary>
    public required Func<object?> Finish { get; init; }

    /// <summary>Says what it does for other replicas, which finish it when this one does not live. Null for a task that has ended when it has begun.</summary>
    public Func<TaskWork>? Describe { get; init; }
}
