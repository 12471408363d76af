using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Events;
using VimSessionService.Core.Messages;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Events;

/// <summary>A log that holds few events, and the events that tests put into it.</summary>
internal sealed class EventWorld(int capacity = 100)
{
    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2024, 1, 1, 0, 0, 0, TimeSpan.Zero));

    public EventLog Log => _log ??= new EventLog(Time, MessageCatalog.Embedded(), retention: Retention);

    public EventRetention Retention { get; } = new() { Capacity = capacity };

    private EventLog? _log;

    public void Fail(string userName = "joe") => Log.Post(stamp => new BadUsernameSessionEvent
    {
        Key = stamp.Key,
        ChainId = stamp.Key,
        CreatedTime = stamp.CreatedTime,
        UserName = userName,
        IpAddress = "10.0.0.7",
    });

    public void Start() => Log.Post(stamp => new ServerStartedSessionEvent
    {
        Key = stamp.Key,
        ChainId = stamp.Key,
        CreatedTime = stamp.CreatedTime,
        UserName = "",
    });

    public void Extended(string id, string? severity = null, string? objectId = null, string? tag = null) => Log.Post(stamp => new EventEx
    {
        Key = stamp.Key,
        ChainId = stamp.Key,
        CreatedTime = stamp.CreatedTime,
        UserName = @"VSPHERE.LOCAL\Administrator",
        EventTypeId = id,
        Severity = severity,
        ObjectId = objectId,
        ChangeTag = tag,
    });

    public void User(string entity, int? chain = null) => Log.Post(stamp => new GeneralUserEvent
    {
        Key = stamp.Key,
        ChainId = chain ?? stamp.Key,
        CreatedTime = stamp.CreatedTime,
        UserName = "olga",
        Message = "hello",
        Entity = new ManagedEntityEventArgument { Name = entity, Entity = new("Folder", entity) },
    });

    public EventCollection Collect(EventFilterSpec? filter = null) => new(Log, new EventFilter(filter ?? new EventFilterSpec()));

    public static int[] Keys(IEnumerable<Event> events) => [.. events.Select(posted => posted.Key)];
}
