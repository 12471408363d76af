namespace VimSessionService.Vim25;

/// <summary>Names the recent tasks and makes tasks for extensions.</summary>
[ManagedType]
public interface ITaskManager : IManagedObject
{
    [Privilege("System.View"), Reference("Task")]
    ManagedObjectReference[]? RecentTask { get; }

    [Privilege("System.View"), Undeclared("TaskDescription")]
    DynamicData Description { get; }

    [Privilege("System.View")]
    int MaxCollector { get; }

    [Privilege("System.View"), Throws(typeof(InvalidState)), Undeclared]
    void CreateCollectorForTasks();

    [Since(ApiVersion.V8_0_3_0), Privilege("System.View"), Throws(typeof(InvalidState)), Undeclared]
    void CreateCollectorWithInfoFilterForTasks();

    [Since(ApiVersion.V2_5), Privilege("Task.Create")]
    TaskInfo CreateTask(
        ManagedObjectReference obj,
        string taskTypeId,
        string? initiatedBy,
        bool cancelable,
        [Since(ApiVersion.V4_0)] string? parentTaskKey,
        [Since(ApiVersion.V6_0)] string? activationId);

    [Since(ApiVersion.V9_0_0_0), Privilege("System.View"), Undeclared]
    void ReadNextTasksByViewSpec();
}

/// <summary>A task: what it does, how far it is, how it ended.</summary>
public sealed partial record TaskInfo : DynamicData
{
    public required string Key { get; init; }
    [Reference("Task")] public required ManagedObjectReference Task { get; init; }
    [Since(ApiVersion.V4_0)] public LocalizableMessage? Description { get; init; }
    public string? Name { get; init; }
    public required string DescriptionId { get; init; }
    [Reference("ManagedEntity")] public ManagedObjectReference? Entity { get; init; }
    public string? EntityName { get; init; }
    [Reference("ManagedEntity")] public ManagedObjectReference[]? Locked { get; init; }
    public required TaskInfoState State { get; init; }
    public required bool Cancelled { get; init; }
    public required bool Cancelable { get; init; }
    public LocalizedMethodFault? Error { get; init; }
    public object? Result { get; init; }
    public int? Progress { get; init; }
    [Since(ApiVersion.V8_0_1_0)] public KeyAnyValue[]? ProgressDetails { get; init; }
    public required TaskReason Reason { get; init; }
    public required DateTime QueueTime { get; init; }
    public DateTime? StartTime { get; init; }
    public DateTime? CompleteTime { get; init; }
    public required int EventChainId { get; init; }
    [Since(ApiVersion.V4_0)] public string? ChangeTag { get; init; }
    [Since(ApiVersion.V4_0)] public string? ParentTaskKey { get; init; }
    [Since(ApiVersion.V4_0)] public string? RootTaskKey { get; init; }
    [Since(ApiVersion.V6_0)] public string? ActivationId { get; init; }
}

/// <summary>Where a task is in its life.</summary>
[WireEnum]
public enum TaskInfoState
{
    Queued,
    Running,
    Success,
    Error,
}

/// <summary>The base of reasons for which a task was begun.</summary>
public sealed partial record TaskReason : DynamicData;
