using Microsoft.Extensions.Logging;
using VimSessionService.Core;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Messages;
using VimSessionService.ManagedObjects.Inventory.Edits;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.Schema;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tasks;

/// <summary>
/// The tasks of the service: each is queued, runs and ends on the clock of the service. One that has ended is an object for ten minutes, as of a vCenter, and as one of the latest thousand;
/// collectors find the latest thousand of those that were forgotten, too. Thread-safe.
/// </summary>
/// <param name="api">The types of what clients read.</param>
/// <param name="manager">The TaskManager, which names recent tasks; null for none.</param>
/// <param name="registry">Has the objects of the tasks.</param>
/// <param name="inventory">Names what tasks are about.</param>
/// <param name="edits">Has the recent tasks of an object.</param>
/// <param name="changes">Is told how far tasks are.</param>
/// <param name="messages">The texts of faults.</param>
/// <param name="time">The clock.</param>
/// <param name="logger">Told of failures.</param>
internal sealed class TaskBook(
    WholeApi api,
    ManagedObjectReference? manager,
    ManagedObjectRegistry registry,
    InventoryTree inventory,
    InventoryEdits edits,
    PropertyChanges changes,
    MessageCatalog messages,
    TimeProvider time,
    ILogger logger) : IDisposable
{
    /// <summary>How many tasks there may be.</summary>
    public const int MostTasks = 1_000;

    /// <summary>How many data objects the results of tasks may have together; the oldest are dropped.</summary>
    public const int MostResults = 200_000;

    private const int Steps = 5;
    private const string RecentTask = "recentTask";

    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly List<TaskRun> _tasks = [];
    private readonly Queue<TaskRun> _past = new();
    private int _last;

    /// <summary>Raised after a task came, or something has changed of one.</summary>
    public event Action? Changed;

    /// <summary>The tasks of the inventory, which are older than its own; null for none.</summary>
    public RecordedTasks? Recorded { get; init; }

    /// <summary>All tasks that are known, in the order of their making.</summary>
    public KnownTask[] Known
    {
        get
        {
            lock (_lock)
                return [.. Recorded?.Known ?? [], .. _past.Concat(_tasks).OrderBy(static task => task.Number).Select(task => task.Known(HolderOf(task), () => Info(task)))];
        }
    }

    /// <summary>The tasks that have not ended, or not long ago, oldest first, each with the object on which it is seen; null for the root folder.</summary>
    public IReadOnlyList<(ManagedObjectReference Task, ManagedObjectReference? Holder)> Recent
    {
        get
        {
            lock (_lock)
            {
                var now = time.GetUtcNow().UtcDateTime;
                return [.. _tasks.Where(task => !IsForgotten(task, now)).Select(task => (task.Reference, HolderOf(task)))];
            }
        }
    }

    /// <summary>Begins a task.</summary>
    /// <param name="plan">What it does.</param>
    /// <param name="userName">Who begins it.</param>
    /// <exception cref="VimFaultException">TaskInProgress: another one is about the same object.</exception>
    /// <exception cref="ServiceBusyException">There are too many.</exception>
    public ManagedObjectReference Begin(TaskPlan plan, string userName)
    {
        TaskRun task;
        lock (_lock)
        {
            Forget();
            if (plan.IsExclusive && BusyWith(plan.Target) is { } busy)
                throw new VimFaultException(new DynamicFault(api.FindDynamicType("TaskInProgress")!.Create(("task", busy.Reference))), $"{busy.Reference.Value} is about {plan.Target.Value}", "The operation is not allowed because another task is in progress.");
            if (_tasks.Count >= MostTasks)
                throw new ServiceBusyException($"{MostTasks} tasks have not ended");
            task = new TaskRun(++_last, plan, userName, inventory.Find((plan.Entity ?? plan.Target).Value), time.GetUtcNow().UtcDateTime, time.GetTimestamp());
            _tasks.Add(task);
            registry.Add(new TaskObject(task.Reference, api, () => HolderOf(task), () => Info(task), () => Cancel(task)));
            task.Timer = BackgroundWork.CreateTimer(time, logger, "a task", () => Advance(task));
            ShowRecent(plan.Target);
        }

        Advance(task);
        Changed?.Invoke();
        return task.Reference;
    }

    /// <summary>Cancels a task.</summary>
    /// <exception cref="VimFaultException">NotSupported: it cannot be cancelled. InvalidState: it has ended.</exception>
    public void Cancel(TaskRun task)
    {
        lock (_lock)
        {
            if (!task.Plan.IsCancelable)
                throw new VimFaultException(new NotSupported(), $"{task.Reference.Value} cannot be cancelled");
            if (task.IsOver)
                throw new VimFaultException(new InvalidState(), $"{task.Reference.Value} has ended");
            var fault = new RequestCanceled();
            task.Cancel(time.GetUtcNow().UtcDateTime, fault, messages.FaultText(fault, "en"));
            End(task);
        }

        Notify(task);
    }

    /// <summary>Ends all tasks and forgets them; what they have done stays.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            foreach (var task in _tasks)
                Drop(task);
            _tasks.Clear();
            _past.Clear();
        }

        NotifyManager();
        Changed?.Invoke();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            foreach (var task in _tasks)
                task.Timer?.Dispose();
        }
    }

    /// <summary>Who may read what a task is about may read the task; once that has gone, what it was in.</summary>
    private ManagedObjectReference? HolderOf(TaskRun task) =>
        task.Entity is not { } entity ? null : (inventory.Find(entity.Reference.Value) ?? inventory.Find(entity.Parent?.Reference.Value ?? ""))?.Reference;

    private DataObject Info(TaskRun task)
    {
        lock (_lock)
            return task.Info(api);
    }

    /// <summary>The task that nothing else may be done beside; null for none.</summary>
    private TaskRun? BusyWith(ManagedObjectReference target) => _tasks.Find(other => !other.IsOver && other.Plan.IsExclusive && other.Plan.Target == target);

    /// <summary>Takes a task as far as it is by now.</summary>
    private void Advance(TaskRun task)
    {
        lock (_lock)
        {
            if (task.IsOver || !_tasks.Contains(task))
                return;
            var (plan, elapsed, now) = (task.Plan, time.GetElapsedTime(task.Began), time.GetUtcNow().UtcDateTime);
            if (elapsed < plan.Queued)
            {
                task.Timer!.Change(plan.Queued - elapsed, Timeout.InfiniteTimeSpan);
                return;
            }

            var ran = elapsed - plan.Queued;
            if (task.State == "queued" && !Try(task, now, () =>
            {
                plan.Check?.Invoke();
                task.Run(now, progress: 0);
            }))
            {
                End(task);
            }
            else if (ran >= plan.Duration)
            {
                Try(task, now, () => task.Succeed(now, plan.Finish()));
                End(task);
            }
            else
            {
                var step = ran.Ticks * Steps / plan.Duration.Ticks;
                task.Run(now, (int)step * 100 / Steps);
                task.Timer!.Change(TimeSpan.FromTicks((((step + 1) * plan.Duration.Ticks) + Steps - 1) / Steps) - ran, Timeout.InfiniteTimeSpan);
            }
        }

        Notify(task);
    }

    private void Notify(TaskRun task)
    {
        changes.Notify(task.Reference, "info");
        Changed?.Invoke();
    }

    /// <summary>Does a part of a task; false when the task has failed by it.</summary>
    private bool Try(TaskRun task, DateTime now, Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (VimFaultException failure)
        {
            task.Fail(now, failure.Fault, failure.Text ?? messages.FaultText(failure.Fault, "en"));
        }
        catch (Exception failure)
        {
            BackgroundWork.Run(logger, "a task", () => throw new InvalidOperationException($"The task {task.Plan.Method} has failed.", failure));
            task.Fail(now, new SystemError { Reason = "Internal error" }, messages.FaultText(new SystemError { Reason = "Internal error" }, "en"));
        }

        return false;
    }

    private void End(TaskRun task)
    {
        task.Timer?.Dispose();
        task.Timer = null;
        NotifyManager();
    }

    /// <summary>Forgets what has ended long ago, and the oldest of what has ended when there are too many.</summary>
    private void Forget()
    {
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var old in _tasks.Where(task => IsForgotten(task, now)).ToArray())
            Remove(old);
        while (_tasks.Count >= MostTasks && _tasks.Find(static task => task.IsOver) is { } oldest)
            Remove(oldest);

        var results = 0L;
        for (var i = _tasks.Count - 1; i >= 0; i--)
        {
            if ((results += _tasks[i].Plan.ResultWeight) > MostResults && _tasks[i] is { IsOver: true, Plan.ResultWeight: > 0 } heavy)
                Remove(heavy);
        }
    }

    private void Remove(TaskRun task)
    {
        Drop(task);
        if (task.Plan.ResultWeight > 0)
            task.DropResult();
        _tasks.Remove(task);
        _past.Enqueue(task);
        if (_past.Count > MostTasks)
            _past.Dequeue();
        ShowRecent(task.Plan.Target);
    }

    private void Drop(TaskRun task)
    {
        task.Timer?.Dispose();
        registry.Remove(task.Reference);
    }

    private void ShowRecent(ManagedObjectReference target)
    {
        if (edits.SourceOf(target)?.IsEntity is true)
            edits.Set(target, RecentTask, (ManagedObjectReference[])[.. _tasks.Where(task => task.Plan.Target == target).Select(static task => task.Reference)]);
        NotifyManager();
    }

    private void NotifyManager()
    {
        if (manager is not null)
            changes.Notify(manager, RecentTask);
    }

    private static bool IsForgotten(TaskRun task, DateTime now) => task.Completed is { } ended && now - ended > Remembered;
}
