namespace VimSessionService.Vim25;

/// <summary>Gives and takes events.</summary>
[ManagedType]
[VmodlName("vim.event.EventManager")]
public interface IEventManager : IManagedObject
{
    [Privilege("System.View")]
    EventDescription Description { get; }

    [Privilege("System.View")]
    Event? LatestEvent { get; }

    [Privilege("System.View")]
    int MaxCollector { get; }

    [Since(ApiVersion.V4_0), Privilege("System.View")]
    EventArgDesc[]? RetrieveArgumentDescription(string eventTypeId);

    [Privilege("System.View"), Throws(typeof(InvalidState))]
    [return: Reference("EventHistoryCollector")]
    ManagedObjectReference CreateCollectorForEvents(EventFilterSpec filter);

    void LogUserEvent([Privilege("Global.LogEvent"), Reference("ManagedEntity")] ManagedObjectReference entity, string msg);

    [Privilege("System.View")]
    Event[]? QueryEvents(EventFilterSpec filter, [Since(ApiVersion.V9_0_0_0)] EventManagerEventViewSpec? eventViewSpec);

    [Since(ApiVersion.V2_5), Privilege("Global.LogEvent"), Throws(typeof(InvalidEvent))]
    void PostEvent(Event eventToPost, TaskInfo? taskInfo);
}

/// <summary>A reader's place in the events that pass its filter.</summary>
[ManagedType]
[VmodlName("vim.event.EventHistoryCollector")]
public interface IEventHistoryCollector : IHistoryCollector
{
    Event[]? LatestPage { get; }

    [Since(ApiVersion.V8_0_3_0)]
    bool? Initialized { get; }

    Event[]? ReadNextEvents(int maxCount);

    Event[]? ReadPreviousEvents(int maxCount);
}

/// <summary>A reader's place in a history, in pages.</summary>
[ManagedType]
public interface IHistoryCollector : IManagedObject
{
    object Filter { get; }

    void SetCollectorPageSize(int maxCount);

    void RewindCollector();

    void ResetCollector();

    void DestroyCollector();
}
