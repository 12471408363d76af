using System.Globalization;
using VimSessionService.Core.Directory;
using VimSessionService.Schema;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tasks;

/// <summary>A task and how far it is. Its book has the lock.</summary>
/// <param name="number">Its number, from which its names follow.</param>
/// <param name="plan">What it does.</param>
/// <param name="userName">Who began it.</param>
/// <param name="entity">What it is about, as it was then; null for an object that is not part of the tree.</param>
/// <param name="queued">When it was begun.</param>
/// <param name="began">The same as a time stamp of the clock.</param>
internal sealed class TaskRun(int number, TaskPlan plan, string userName, InventoryEntity? entity, DateTime queued, long began)
{
    /// <summary>What clients call it.</summary>
    public ManagedObjectReference Reference { get; } = new("Task", string.Create(CultureInfo.InvariantCulture, $"task-{number}"));

    /// <summary>What it does; once it has ended, without what did it, which may hold much.</summary>
    public TaskPlan Plan { get; private set; } = plan;

    /// <summary>What it is about, as it was when it was begun; null for an object that is not part of the tree.</summary>
    public InventoryEntity? Entity => entity;

    /// <summary>When it was begun, as a time stamp of the clock.</summary>
    public long Began => began;

    /// <summary><c>queued</c>, <c>running</c>, <c>success</c> or <c>error</c>.</summary>
    public string State { get; private set; } = "queued";

    /// <summary>Whether it has ended.</summary>
    public bool IsOver => Completed is not null;

    /// <summary>When it ended; null before.</summary>
    public DateTime? Completed { get; private set; }

    /// <summary>Its number.</summary>
    public int Number => number;

    /// <summary>Whether a client has cancelled it.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>Wakes it.</summary>
    public ITimer? Timer { get; set; }

    private DateTime? Started { get; set; }

    private int? Progress { get; set; }

    private object? Result { get; set; }

    private (MethodFault Fault, string Text)? Error { get; set; }

    /// <summary>Notes that it runs, and how far it is, from 0 to 100.</summary>
    public void Run(DateTime now, int progress)
    {
        Started ??= now;
        (State, Progress) = ("running", progress);
    }

    /// <summary>Notes that it has done what it does.</summary>
    public void Succeed(DateTime now, object? result)
    {
        Started ??= now;
        (State, Completed, Progress, Result) = ("success", now, null, result);
        Forget();
    }

    /// <summary>Forgets its result.</summary>
    public void DropResult() => Result = null;

    /// <summary>Notes that it has failed.</summary>
    public void Fail(DateTime now, MethodFault fault, string text)
    {
        Started ??= now;
        (State, Completed, Progress, Error) = ("error", now, null, (fault, text));
        Forget();
    }

    /// <summary>Notes that a client has cancelled it; it fails by that.</summary>
    public void Cancel(DateTime now, MethodFault fault, string text)
    {
        IsCancelled = true;
        Fail(now, fault, text);
    }

    /// <summary>How it is by now.</summary>
    /// <param name="holder">Who may see this may see it.</param>
    /// <param name="info">Reads it.</param>
    public KnownTask Known(ManagedObjectReference? holder, Func<DataObject> info) => new()
    {
        Number = number,
        Chain = number,
        Entity = entity,
        Holder = holder,
        UserName = userName,
        State = State,
        Queued = queued,
        Started = Started,
        Completed = Completed,
        Info = info,
    };

    /// <summary>What clients read.</summary>
    public DataObject Info(WholeApi api)
    {
        var reason = api.FindDynamicType("TaskReasonUser")!.Create(("userName", userName));
        var error = Error is { } failed ? api.FindDynamicType("LocalizedMethodFault")!.Create(("fault", failed.Fault), ("localizedMessage", failed.Text)) : null;
        return api.FindDynamicType("TaskInfo")!.Create(
            ("key", Reference.Value),
            ("task", Reference),
            ("name", Plan.Method),
            ("descriptionId", $"{Plan.Target.Type}.{Operation}"),
            ("entity", entity?.Reference),
            ("entityName", entity?.Name),
            ("state", api.FindEnum("TaskInfoState")!.Find(State)),
            ("cancelled", IsCancelled),
            ("cancelable", Plan.IsCancelable),
            ("error", error),
            ("result", Result),
            ("progress", Progress),
            ("reason", reason),
            ("queueTime", queued),
            ("startTime", Started),
            ("completeTime", Completed),
            ("eventChainId", number));
    }

    private void Forget() => Plan = Plan with { Check = null, Finish = static () => null };

    /// <summary>The method as the identifiers of descriptions have it: <c>powerOn</c> for <c>PowerOnVM_Task</c>.</summary>
    private string Operation
    {
        get
        {
            var stem = Plan.Method.Replace("_Task", "", StringComparison.Ordinal).Replace("VM", "", StringComparison.Ordinal);
            return stem switch
            {
                "Reconfig" => "reconfigure",
                "RemoveSnapshot" => "remove",
                "RevertToSnapshot" => "revert",
                "SearchDatastore" => "search",
                "SearchDatastoreSubFolders" => "searchSubFolders",
                "" => Plan.Method,
                _ => char.ToLowerInvariant(stem[0]) + stem[1..],
            };
        }
    }
}
