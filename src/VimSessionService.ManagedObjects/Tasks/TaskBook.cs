using Microsoft.Extensions.Logging;
using VimSessionService.Core;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Messages;
using VimSessionService.Core.Work;
using VimSessionService.ManagedObjects.Inventory.Edits;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.Schema;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tasks;

/// <summary>
/// The tasks of the service: each is queued, runs and ends on the clock of the service. One that has ended is an object for ten minutes, as of a vCenter, and as one of the latest thousand;
/// collectors find the latest thousand of those that were forgotten, too. With replicas, the states of a task are changes that all share: whichever notices first that one is due makes it.
/// Thread-safe.
/// </summary>
/// <param name="api">The types of what clients read.</param>
/// <param name="manager">The TaskManager, which names recent tasks; null for none.</param>
/// <param name="registry">Has the objects of the tasks.</param>
/// <param name="inventory">Names what tasks are about.</param>
/// <param name="edits">Has the recent tasks of an object.</param>
/// <param name="changes">Is told how far tasks are.</param>
/// <param name="messages">The texts of faults.</param>
/// <param name="time">The clock.</param>
/// <param name="work">Makes changes, for all replicas where there are several.</param>
/// <param name="trial">The thread that tries a change.</param>
/// <param name="logger">Told of failures.</param>
internal sealed partial class TaskBook(
    WholeApi api,
    ManagedObjectReference? manager,
    ManagedObjectRegistry registry,
    InventoryTree inventory,
    InventoryEdits edits,
    PropertyChanges changes,
    MessageCatalog messages,
    TimeProvider time,
    IWorkChanges work,
    WorkTrial trial,
    ILogger logger) : IDisposable
{
    /// <summary>How many tasks there may be.</summary>
    public const int MostTasks = 1_000;

    /// <summary>How many data objects the results of tasks may have together; the oldest are dropped.</summary>
    public const int MostResults = 200_000;

    private const string RecentTask = "recentTask";
    private const string Numbers = "task";

    private static readonly TimeSpan Remembered = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<int, ITimer> _timers = [];
    private TaskState _state = TaskState.Empty;
    private TaskState? _tried;
    private DateTime? _moment;
    private bool _isDisposed;

    /// <summary>Raised after a task came, or something has changed of one.</summary>
    public event Action? Changed;

    /// <summary>The tasks of the inventory, which are older than its own; null for none.</summary>
    public RecordedTasks? Recorded { get; init; }

    /// <summary>The time; for what a task does, the time that it is due at.</summary>
    public DateTime Now => _moment is { } moment && _lock.IsHeldByCurrentThread ? moment : time.GetUtcNow().UtcDateTime;

    /// <summary>All tasks that are known, in the order of their making.</summary>
    public KnownTask[] Known => [.. Recorded?.Known ?? [], .. State.All.Select(task => task.Known(HolderOf(task), () => Info(task)))];

    /// <summary>The tasks that have not ended, or not long ago, oldest first, each with the object on which it is seen; null for the root folder.</summary>
    public IReadOnlyList<(ManagedObjectReference Task, ManagedObjectReference? Holder)> Recent
    {
        get
        {
            var now = time.GetUtcNow().UtcDateTime;
            return [.. State.Live.Values.Where(task => !IsForgotten(task, now)).Select(task => (task.Reference, HolderOf(task)))];
        }
    }

    private TaskState State => trial.IsMine ? _tried! : Volatile.Read(ref _state);

    /// <summary>Begins a task, for all replicas.</summary>
    /// <inheritdoc cref="Begin"/>
    public ValueTask<ManagedObjectReference> BeginAsync(TaskPlan plan, string userName, CancellationToken cancellationToken) => work.RunAsync(() => Begin(plan, userName), cancellationToken);

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
            AdvanceDue();
            Forget();
            if (plan.IsExclusive && BusyWith(plan.Target) is { } busy)
                throw new VimFaultException(new DynamicFault(api.FindDynamicType("TaskInProgress")!.Create(("task", busy.Reference))), $"{busy.Reference.Value} is about {plan.Target.Value}", "The operation is not allowed because another task is in progress.");
            if (State.Live.Count >= MostTasks)
                throw new ServiceBusyException($"{MostTasks} tasks have not ended");
            task = Advanced(new TaskRun
            {
                Number = edits.NextNumber(Numbers),
                Plan = plan,
                UserName = userName,
                Entity = inventory.Find((plan.Entity ?? plan.Target).Value),
                Queued = time.GetUtcNow().UtcDateTime,
                Began = work.Now,
            });
            if (work.IsShared && !task.IsOver)
                task = task with { Work = plan.Describe?.Invoke() ?? throw new InvalidOperationException($"{plan.Method} does not say how another replica finishes it.") };
            Put(task);
            ShowRecent(plan.Target);
        }

        TellChanged();
        return task.Reference;
    }

    /// <summary>Cancels a task, for all replicas.</summary>
    /// <exception cref="VimFaultException">NotSupported: it cannot be cancelled. InvalidState: it has ended.</exception>
    public async ValueTask CancelAsync(int number, CancellationToken cancellationToken) => await work.RunAsync(() => Cancel(number), cancellationToken);

    /// <summary>Makes what is due of the states of tasks, as whoever asks from now on has to see it. In a service without replicas timers do.</summary>
    public async ValueTask SettleAsync(CancellationToken cancellationToken)
    {
        if (work.IsShared && Due() is not null)
            await work.RunAsync(Settle, cancellationToken);
    }

    /// <summary>Ends all tasks and forgets them; what they have done stays.</summary>
    public void Reset()
    {
        lock (_lock)
        {
            foreach (var task in State.All)
                Hide(task.Number);
            Volatile.Write(ref _state, TaskState.Empty);
        }

        NotifyManager();
        TellChanged();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            _isDisposed = true;
            foreach (var timer in _timers.Values)
                timer.Dispose();
            _timers.Clear();
        }
    }

    private bool Settle()
    {
        lock (_lock)
            AdvanceDue();
        TellChanged();
        return true;
    }

    private bool Cancel(int number)
    {
        lock (_lock)
        {
            AdvanceDue();
            var task = State.Live.GetValueOrDefault(number) ?? throw new VimFaultException(new ManagedObjectNotFound { Obj = TaskRun.ReferenceOf(number) }, "the task was forgotten meanwhile");
            if (!task.Plan.IsCancelable)
                throw new VimFaultException(new NotSupported(), $"{task.Reference.Value} cannot be cancelled");
            if (task.IsOver)
                throw new VimFaultException(new InvalidState(), $"{task.Reference.Value} has ended");
            var fault = new RequestCanceled();
            Put(task.Cancel(time.GetUtcNow().UtcDateTime, fault, messages.FaultText(fault, "en")));
        }

        TellChanged();
        return true;
    }

    /// <summary>Who may read what a task is about may read the task; once that has gone, what it was in.</summary>
    private ManagedObjectReference? HolderOf(TaskRun task) =>
        task.Entity is not { } entity ? null : (inventory.Find(entity.Reference.Value) ?? inventory.Find(entity.Parent?.Reference.Value ?? ""))?.Reference;

    /// <summary>What clients read of a task by now, also of one that was found before.</summary>
    private DataObject Info(TaskRun task)
    {
        var latest = State.Find(task.Number) ?? task;
        return latest.Info(api, work.Since(latest.Began));
    }

    /// <summary>The task that nothing else may be done beside; null for none.</summary>
    private TaskRun? BusyWith(ManagedObjectReference target) => State.Live.Values.FirstOrDefault(other => !other.IsOver && other.Plan.IsExclusive && other.Plan.Target == target);

    /// <summary>The task whose next state is due first of those that are due by now; null for none.</summary>
    private TaskRun? Due() => State.Live.Values.Where(task => !task.IsOver && work.Since(task.Began) >= task.NextDue).MinBy(static task => (task.Began + task.NextDue.Ticks, task.Number));

    /// <summary>Takes the tasks of all replicas as far as they are by now, in the order in which they are due. In a service without replicas each has its timer.</summary>
    private void AdvanceDue()
    {
        while (work.IsShared && Due() is { } task)
            Put(Step(task));
    }

    /// <summary>A task as far as it is by now.</summary>
    private TaskRun Advanced(TaskRun task)
    {
        while (!task.IsOver && work.Since(task.Began) >= task.NextDue)
            task = Step(task);
        return task;
    }

    /// <summary>A task in its next state, which is due.</summary>
    private TaskRun Step(TaskRun task)
    {
        var at = time.GetUtcNow().UtcDateTime - (work.Since(task.Began) - task.NextDue);
        return Try(task, at, () =>
        {
            if (task.State != TaskRun.IsQueued)
                return task.Succeed(at, task.Plan.Finish());
            task.Plan.Check?.Invoke();
            return task.Run(at);
        });
    }

    /// <summary>Does a part of a task, which may fail by it.</summary>
    private TaskRun Try(TaskRun task, DateTime at, Func<TaskRun> act)
    {
        _moment = at;
        try
        {
            return act();
        }
        catch (VimFaultException failure)
        {
            return task.Fail(at, failure.Fault, failure.Text ?? messages.FaultText(failure.Fault, "en"));
        }
        catch (Exception failure)
        {
            BackgroundWork.Run(logger, "a task", () => throw new InvalidOperationException($"The task {task.Plan.Method} has failed.", failure));
            return task.Fail(at, new SystemError { Reason = "Internal error" }, messages.FaultText(new SystemError { Reason = "Internal error" }, "en"));
        }
        finally
        {
            _moment = null;
        }
    }

    /// <summary>Forgets what has ended long ago, and the oldest of what has ended when there are too many.</summary>
    private void Forget()
    {
        var now = time.GetUtcNow().UtcDateTime;
        foreach (var old in State.Live.Values.Where(task => IsForgotten(task, now)).ToArray())
            Forget(old);
        while (State.Live.Count >= MostTasks && State.Live.Values.FirstOrDefault(static task => task.IsOver) is { } oldest)
            Forget(oldest);

        var results = 0L;
        foreach (var task in State.Live.Values.Reverse().ToArray())
        {
            if ((results += task.Plan.ResultWeight) > MostResults && task is { IsOver: true, Plan.ResultWeight: > 0 })
                Forget(task);
        }
    }

    private void Forget(TaskRun task)
    {
        Put(task.Forget());
        ShowRecent(task.Plan.Target);
    }

    private void ShowRecent(ManagedObjectReference target)
    {
        if (edits.SourceOf(target)?.IsEntity is true)
            edits.Set(target, RecentTask, (ManagedObjectReference[])[.. State.Live.Values.Where(task => task.Plan.Target == target).Select(static task => task.Reference)]);
        NotifyManager();
    }

    private static bool IsForgotten(TaskRun task, DateTime now) => task.Completed is { } ended && now - ended > Remembered;
}
