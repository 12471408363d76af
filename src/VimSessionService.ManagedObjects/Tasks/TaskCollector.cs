using VimSessionService.Core.Calls;
using VimSessionService.ManagedObjects.Inventory;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.ManagedObjects.Sharing;
using VimSessionService.Schema;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tasks;

/// <summary>
/// A TaskHistoryCollector: one session's view of the tasks that pass its filter and that its caller may see. Tasks are in the order of their making; the place stays between the same two while
/// tasks come and are forgotten.
/// </summary>
internal sealed class TaskCollector : ManagedObject<CallContext>, IChangingObject, IDisposable
{
    /// <summary>How many tasks a page has at most, as of a vCenter.</summary>
    private const int MaxPage = 1000;

    /// <summary>The place before all tasks.</summary>
    private const int Start = int.MinValue;

    private readonly SessionObjects _owner;
    private readonly TaskBook _tasks;
    private readonly TaskFilter _filter;
    private readonly TaskResults _results;
    private readonly Visibility _visibility;
    private readonly ObjectSharing _sharing;
    private readonly TypedArray _none;
    private readonly Action _changed;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private int _pageSize = 10;
    private int _place = Start; // reading on begins with the task of this number, reading back with the one before it

    /// <summary>Makes a collector whose place is before the oldest task.</summary>
    /// <param name="reference">Its name.</param>
    /// <param name="owner">The objects of its session.</param>
    /// <param name="api">Its type.</param>
    /// <param name="tasks">The tasks.</param>
    /// <param name="filter">Which of them it has.</param>
    /// <param name="results">Which of their results it shows.</param>
    /// <param name="visibility">What callers may see.</param>
    /// <param name="changes">Is told that the latest page has changed.</param>
    /// <param name="sharing">Has other replicas find it, and its place.</param>
    public TaskCollector(
        ManagedObjectReference reference,
        SessionObjects owner,
        WholeApi api,
        TaskBook tasks,
        TaskFilter filter,
        TaskResults results,
        Visibility visibility,
        PropertyChanges changes,
        ObjectSharing sharing)
        : base(reference)
    {
        (_owner, _tasks, _filter, _results, _visibility, _sharing) = (owner, tasks, filter, results, visibility, sharing);
        Type = api.FindManagedType("TaskHistoryCollector")!;
        _none = new TypedArray(api.FindType("TaskInfo")!, []);
        _changed = () => changes.Notify(reference, "latestPage");
        tasks.Changed += _changed;
    }

    /// <inheritdoc/>
    public override VimManagedType Type { get; }

    /// <inheritdoc/>
    public SharedObjectRecord Describe() => new() { Kind = Reference.Type, PageSize = Volatile.Read(ref _pageSize), Place = _place, Spec = TaskCollectorSpec.Write(_filter, _results) };

    /// <inheritdoc/>
    public void Take(CallContext call, SharedObjectRecord record)
    {
        _place = (int)record.Place;
        if (Interlocked.Exchange(ref _pageSize, record.PageSize) != record.PageSize)
            _changed();
    }

    /// <inheritdoc/>
    public void Drop(CallContext call) => _owner.Remove(this);

    /// <inheritdoc/>
    public void Dispose() => _tasks.Changed -= _changed;

    /// <inheritdoc/>
    public override async ValueTask<object?> ReadPropertyAsync(string name, CallContext call)
    {
        switch (name)
        {
            case "filter":
                return _filter.Spec;
            case "latestPage":
                var newest = _tasks.Known;
                return _none with { Items = Infos(await FindAsync(newest.Reverse(), Volatile.Read(ref _pageSize), call)) };
            default:
                return null;
        }
    }

    /// <inheritdoc/>
    public override async ValueTask<MethodResult> InvokeAsync(VimRequest request, CallContext call)
    {
        var method = request.GetMethod().Name;
        if (method == "DestroyCollector")
        {
            await _sharing.RemoveAsync(call, [this]);
            return _owner.Remove(this) ? default : throw new VimFaultException(new ManagedObjectNotFound { Obj = Reference }, "the collector was destroyed meanwhile");
        }

        await _gate.WaitAsync(call.Cancelled);
        try
        {
            return await _sharing.ChangeAsync(call, this, () => MoveAsync(method, request, call));
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Reads on or back, or goes elsewhere.</summary>
    private async ValueTask<MethodResult> MoveAsync(string method, VimRequest request, CallContext call)
    {
        switch (method)
        {
            case "ReadNextTasks":
                var next = await FindAsync(_tasks.Known.Where(task => task.Number >= _place), CountOf(request), call);
                if (next is [.., var last])
                    _place = last.Number + 1;
                return Answered(next);
            case "ReadPreviousTasks":
                var previous = await FindAsync(_tasks.Known.Where(task => task.Number < _place).Reverse(), CountOf(request), call);
                if (previous is [.., var first])
                    _place = first.Number;
                previous.Reverse();
                return Answered(previous);
            case "RewindCollector":
                _place = Start;
                return default;
            case "ResetCollector": // what is read back from there is older than the whole latest page
                var known = _tasks.Known;
                var page = await FindAsync(known.Reverse(), _pageSize, call);
                _place = page is [.., var oldest] ? oldest.Number : known is [.., var newest] ? newest.Number + 1 : Start;
                return default;
            case "SetCollectorPageSize":
                Volatile.Write(ref _pageSize, CountOf(request));
                _changed();
                return default;
            default:
                throw NotEmulated(method);
        }
    }

    /// <summary>The first of some tasks that pass the filter, as many as are wanted.</summary>
    private async ValueTask<List<KnownTask>> FindAsync(IEnumerable<KnownTask> tasks, int count, CallContext call)
    {
        var found = new List<KnownTask>();
        foreach (var task in tasks)
        {
            call.Budget.Spend();
            if (found.Count == count)
                break;
            if (_filter.Matches(task) && !(task.Holder is { } holder && await _visibility.HidesAsync(holder, call)))
                found.Add(task);
        }

        return found;
    }

    private static int CountOf(VimRequest request) => DynamicMembers.Argument(request, "maxCount") is int count and >= 1 and <= MaxPage
        ? count
        : throw new VimFaultException(new InvalidArgument { InvalidProperty = "maxCount" }, $"maxCount is not from 1 to {MaxPage}");

    private MethodResult Answered(List<KnownTask> tasks) => new(tasks.Count == 0 ? null : Infos(tasks));

    private DataObject[] Infos(List<KnownTask> tasks) => [.. tasks.Select(task => _results.Show(task.Info()))];
}
