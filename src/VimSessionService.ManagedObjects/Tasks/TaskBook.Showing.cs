using VimSessionService.Core;

namespace VimSessionService.ManagedObjects.Tasks;

/// <summary>The objects of tasks, their timers, and the drafts of changes.</summary>
internal sealed partial class TaskBook
{
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(1);

    /// <summary>Has what the thread of the trial changes go into a draft.</summary>
    public void BeginDraft() => _tried = Volatile.Read(ref _state);

    /// <summary>Ends the draft, and gives the tasks before and after it.</summary>
    public (TaskState Before, TaskState After) EndDraft()
    {
        var tried = _tried!;
        _tried = null;
        return (Volatile.Read(ref _state), tried);
    }

    /// <summary>Has all see tasks as they are now.</summary>
    /// <param name="gone">The numbers of those that are not there any more.</param>
    /// <param name="changed">The others.</param>
    public void Apply(IReadOnlyList<int> gone, IReadOnlyList<TaskRun> changed)
    {
        lock (_lock)
        {
            foreach (var number in gone)
            {
                Hide(number);
                Volatile.Write(ref _state, _state.Without(number));
            }

            foreach (var task in changed)
                Put(task);
        }

        NotifyManager();
        Changed.CallAll();
    }

    /// <summary>Has a task be as it is now. The lock is held.</summary>
    private void Put(TaskRun task)
    {
        if (trial.IsMine)
        {
            _tried = _tried!.With(task);
            return;
        }

        Volatile.Write(ref _state, _state.With(task));
        if (task.IsPast)
            Hide(task.Number);
        else
            Show(task);
        changes.Notify(task.Reference, "info");
        if (task.IsOver)
            NotifyManager();
    }

    private void Show(TaskRun task)
    {
        if (registry.FindServed(task.Reference.Value) is not TaskObject)
            registry.Add(new TaskObject(task.Reference, api, () => HolderOf(task), () => Info(task), cancellationToken => CancelAsync(task.Number, cancellationToken)));
        if (task.IsOver)
            Stop(task.Number);
        else
            WakeAfter(task.Number, task.UntilNext(work.Since(task.Began)));
    }

    private void Hide(int number)
    {
        Stop(number);
        registry.Remove(TaskRun.ReferenceOf(number));
    }

    private void Stop(int number)
    {
        if (_timers.Remove(number, out var timer))
            timer.Dispose();
    }

    private void WakeAfter(int number, TimeSpan duration)
    {
        if (_isDisposed)
            return;
        if (!_timers.TryGetValue(number, out var timer))
            _timers[number] = timer = BackgroundWork.CreateTimer(time, logger, "a task", () => Wake(number));
        timer.Change(duration, Timeout.InfiniteTimeSpan);
    }

    private void Wake(int number) => _ = BackgroundWork.RunAsync(logger, "a task", () => work.IsShared ? WakeAsync(number) : AdvanceAsync(number));

    /// <summary>In a service without replicas this is done when it returns, so that the clock that wakes a task finds it as it is by then.</summary>
    private async ValueTask AdvanceAsync(int number)
    {
        await work.RunAsync(
            () =>
            {
                lock (_lock)
                {
                    if (State.Live.GetValueOrDefault(number) is { IsOver: false } task)
                        Put(Advanced(task));
                }

                return true;
            },
            CancellationToken.None);
        TellChanged();
    }

    /// <summary>Every replica wakes, so that one that does not live is not missed. The first makes the change.</summary>
    private async ValueTask WakeAsync(int number)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // whoever set the timer may have the turn
        try
        {
            await SettleAsync(CancellationToken.None);
        }
        catch (ServiceBusyException)
        {
            lock (_lock)
                WakeAfter(number, AgainAfter);
            return;
        }

        lock (_lock)
        {
            if (State.Live.GetValueOrDefault(number) is { IsOver: false } task)
                Put(task); // it is further, though in the same state
        }

        TellChanged();
    }

    private void TellChanged()
    {
        if (!trial.IsMine)
            Changed.CallAll();
    }

    private void NotifyManager()
    {
        if (manager is not null && !trial.IsMine)
            changes.Notify(manager, RecentTask);
    }
}
