using System.Globalization;
using VimSessionService.Core.Directory;
using VimSessionService.Schema;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tasks;

/// <summary>A task and how far it is, at one moment.</summary>
internal sealed record TaskRun
{
    /// <summary>The task waits.</summary>
    public const string IsQueued = "queued";

    /// <summary>The task runs.</summary>
    public const string IsRunning = "running";

    /// <summary>How often clients are told how far a task is.</summary>
    public const int Steps = 5;

    /// <summary>Its number, from which its names follow.</summary>
    public required int Number { get; init; }

    /// <summary>What it does; once it has ended, without what did it, which may hold much.</summary>
    public required TaskPlan Plan { get; init; }

    /// <summary>What it does, for other replicas; null in a service without them, and once it has ended.</summary>
    public TaskWork? Work { get; init; }

    /// <summary>Who began it.</summary>
    public required string UserName { get; init; }

    /// <summary>What it is about, as it was when it was begun; null for an object that is not part of the tree.</summary>
    public required InventoryEntity? Entity { get; init; }

    /// <summary>When it was begun.</summary>
    public required DateTime Queued { get; init; }

    /// <summary>When it was begun, as a moment that does not change with the time of day.</summary>
    public required long Began { get; init; }

    /// <summary><c>queued</c>, <c>running</c>, <c>success</c> or <c>error</c>.</summary>
    public string State { get; init; } = IsQueued;

    /// <summary>When it began to run; null before.</summary>
    public DateTime? Started { get; init; }

    /// <summary>When it ended; null before.</summary>
    public DateTime? Completed { get; init; }

    /// <summary>Its result; null for none.</summary>
    public object? Result { get; init; }

    /// <summary>What it failed by; null for nothing.</summary>
    public (MethodFault Fault, string Text)? Error { get; init; }

    /// <summary>Whether a client has cancelled it.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>Whether it is no object any more, and only collectors find it.</summary>
    public bool IsPast { get; init; }

    /// <summary>Whether it has ended.</summary>
    public bool IsOver => Completed is not null;

    /// <summary>What clients call it.</summary>
    public ManagedObjectReference Reference => ReferenceOf(Number);

    /// <summary>What clients call the task of a number.</summary>
    public static ManagedObjectReference ReferenceOf(int number) => new("Task", string.Create(CultureInfo.InvariantCulture, $"task-{number}"));

    /// <summary>How long after its begin the next of its states is due.</summary>
    public TimeSpan NextDue => State == IsQueued ? Plan.Queued : Plan.Queued + Plan.Duration;

    /// <summary>It runs.</summary>
    public TaskRun Run(DateTime at) => this with { State = IsRunning, Started = Started ?? at };

    /// <summary>It has done what it does.</summary>
    public TaskRun Succeed(DateTime at, object? result) => Over(at) with { State = "success", Result = result };

    /// <summary>It has failed.</summary>
    public TaskRun Fail(DateTime at, MethodFault fault, string text) => Over(at) with { State = "error", Error = (fault, text) };

    /// <summary>A client has cancelled it; it fails by that.</summary>
    public TaskRun Cancel(DateTime at, MethodFault fault, string text) => Fail(at, fault, text) with { IsCancelled = true };

    /// <summary>It is no object any more.</summary>
    public TaskRun Forget() => this with { IsPast = true, Result = Plan.ResultWeight > 0 ? null : Result };

    /// <summary>How long it takes from some time after its begin until clients are told something new of it.</summary>
    public TimeSpan UntilNext(TimeSpan elapsed)
    {
        if (elapsed >= NextDue)
            return TimeSpan.Zero;
        if (State == IsQueued)
            return Plan.Queued - elapsed;
        var ran = elapsed - Plan.Queued;
        var next = StepAt(ran) + 1;
        return TimeSpan.FromTicks(((next * Plan.Duration.Ticks) + Steps - 1) / Steps) - ran;
    }

    /// <summary>How it is by now.</summary>
    /// <param name="holder">Who may see this may see it.</param>
    /// <param name="info">Reads it.</param>
    public KnownTask Known(ManagedObjectReference? holder, Func<DataObject> info) => new()
    {
        Number = Number,
        Chain = Number,
        Entity = Entity,
        Holder = holder,
        UserName = UserName,
        State = State,
        Queued = Queued,
        Started = Started,
        Completed = Completed,
        Info = info,
    };

    /// <summary>What clients read.</summary>
    /// <param name="api">The types.</param>
    /// <param name="elapsed">The time since its begin.</param>
    public DataObject Info(WholeApi api, TimeSpan elapsed)
    {
        var reason = api.FindDynamicType("TaskReasonUser")!.Create(("userName", UserName));
        var error = Error is { } failed ? api.FindDynamicType("LocalizedMethodFault")!.Create(("fault", failed.Fault), ("localizedMessage", failed.Text)) : null;
        return api.FindDynamicType("TaskInfo")!.Create(
            ("key", Reference.Value),
            ("task", Reference),
            ("name", Plan.Method),
            ("descriptionId", $"{Plan.Target.Type}.{Operation}"),
            ("entity", Entity?.Reference),
            ("entityName", Entity?.Name),
            ("state", api.FindEnum("TaskInfoState")!.Find(State)),
            ("cancelled", IsCancelled),
            ("cancelable", Plan.IsCancelable),
            ("error", error),
            ("result", Result),
            ("progress", State == IsRunning ? StepAt(elapsed - Plan.Queued) * 100 / Steps : null),
            ("reason", reason),
            ("queueTime", Queued),
            ("startTime", Started),
            ("completeTime", Completed),
            ("eventChainId", Number));
    }

    private TaskRun Over(DateTime at) => this with { Started = Started ?? at, Completed = at, Plan = Plan with { Check = null, Finish = static () => null, Describe = null }, Work = null };

    /// <summary>The step that a task is at which runs since some time.</summary>
    private int StepAt(TimeSpan ran) => Plan.Duration <= TimeSpan.Zero ? Steps - 1 : (int)Math.Clamp(ran.Ticks * Steps / Plan.Duration.Ticks, 0, Steps - 1);

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
