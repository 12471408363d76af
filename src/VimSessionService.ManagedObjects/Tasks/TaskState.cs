using System.Collections.Immutable;

namespace VimSessionService.ManagedObjects.Tasks;

/// <summary>The tasks at one moment, by their numbers.</summary>
/// <param name="Live">Those that are objects.</param>
/// <param name="Past">Those that only collectors find.</param>
internal sealed record TaskState(ImmutableSortedDictionary<int, TaskRun> Live, ImmutableSortedDictionary<int, TaskRun> Past)
{
    /// <summary>No tasks.</summary>
    public static TaskState Empty { get; } = new(ImmutableSortedDictionary<int, TaskRun>.Empty, ImmutableSortedDictionary<int, TaskRun>.Empty);

    /// <summary>All of them, the oldest first.</summary>
    public IEnumerable<TaskRun> All => Past.Values.Concat(Live.Values).OrderBy(static task => task.Number);

    /// <summary>A task of a number; null for none.</summary>
    public TaskRun? Find(int number) => Live.GetValueOrDefault(number) ?? Past.GetValueOrDefault(number);

    /// <summary>The same with a task as it is now. Of those that only collectors find the latest stay.</summary>
    public TaskState With(TaskRun task)
    {
        if (!task.IsPast)
            return this with { Live = Live.SetItem(task.Number, task) };
        var past = Past.SetItem(task.Number, task);
        return new(Live.Remove(task.Number), past.Count > TaskBook.MostTasks ? past.Remove(past.First().Key) : past);
    }

    /// <summary>The same without a task.</summary>
    public TaskState Without(int number) => new(Live.Remove(number), Past.Remove(number));
}
