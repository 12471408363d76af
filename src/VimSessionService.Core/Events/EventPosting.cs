using VimSessionService.Core.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Events;

/// <summary>What clients put into the log themselves. Key, time and user are the server's to say, whatever the client wrote.</summary>
internal sealed class EventPosting(IEventLog log)
{
    /// <summary>More than any message that people read; a log full of the largest stays within reason.</summary>
    private const int MaxCharacters = 8 * 1024;

    /// <summary>How deep an argument of an event is looked into.</summary>
    private const int MaxDepth = 16;

    /// <summary>Posts an event of a client's own making (EventManager.PostEvent).</summary>
    /// <param name="session">Who posts.</param>
    /// <param name="posted">The event.</param>
    /// <param name="task">The task that it belongs to, whose chain of events it joins; null for none.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="VimFaultException">
    /// InvalidEvent: the event is of a type that only the server posts, or is not complete. InvalidArgument: it is too large.
    /// </exception>
    /// <exception cref="ServiceBusyException">It could not be added yet.</exception>
    public ValueTask PostAsync(Session session, Event posted, TaskInfo? task, CancellationToken cancellationToken)
    {
        if (posted is not (EventEx or GeneralEvent))
            throw new VimFaultException(new InvalidEvent(), $"{posted} is not for clients to post");
        if (posted is EventEx { EventTypeId: "" })
            throw new VimFaultException(new InvalidEvent(), "the event has no eventTypeId");
        if (posted is EventEx { Severity: { } severity } && !EventCategories.All.Contains(severity))
            throw new VimFaultException(new InvalidEvent(), "the event's severity is not known");
        if (Size(posted, 0) > MaxCharacters)
            throw TooLarge("eventToPost");
        var userName = session.Data.User.UserName;
        return log.PostAsync(
            stamp => posted with
            {
                Key = stamp.Key,
                ChainId = task is { EventChainId: > 0 } ? task.EventChainId : stamp.Key,
                CreatedTime = stamp.CreatedTime,
                UserName = userName,
                FullFormattedMessage = null,
            },
            cancellationToken);
    }

    /// <summary>Logs a text against an inventory object (EventManager.LogUserEvent).</summary>
    /// <param name="session">Who logs it.</param>
    /// <param name="entity">The object.</param>
    /// <param name="datacenter">The datacenter that the object is in, if any.</param>
    /// <param name="message">The text.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <exception cref="VimFaultException">InvalidArgument: the text is too long.</exception>
    /// <exception cref="ServiceBusyException">It could not be added yet.</exception>
    public ValueTask LogAsync(Session session, ManagedEntityEventArgument entity, DatacenterEventArgument? datacenter, string message, CancellationToken cancellationToken)
    {
        if (message.Length > MaxCharacters)
            throw TooLarge("msg");
        var userName = session.Data.User.UserName;
        return log.PostAsync(
            stamp => new GeneralUserEvent
            {
                Key = stamp.Key,
                ChainId = stamp.Key,
                CreatedTime = stamp.CreatedTime,
                UserName = userName,
                Datacenter = datacenter,
                Message = message,
                Entity = entity,
            },
            cancellationToken);
    }

    private static VimFaultException TooLarge(string argument) =>
        new(new InvalidArgument { InvalidProperty = argument }, $"the event has more than {MaxCharacters} characters");

    /// <summary>About how many characters a value holds.</summary>
    private static long Size(object? value, int depth) => depth > MaxDepth ? MaxCharacters + 1 : value switch
    {
        null => 0,
        string text => text.Length,
        byte[] bytes => bytes.Length,
        ManagedObjectReference reference => reference.Type.Length + reference.Value.Length,
        DataObject data => SizeOf(data, depth + 1),
        System.Collections.IEnumerable items => items.Cast<object?>().Sum(item => Size(item, depth + 1) + 1),
        TypedArray array => Size(array.Items, depth),
        _ => 1,
    };

    private static long SizeOf(DataObject data, int depth)
    {
        var size = 0L;
        for (var type = data.GetSchema(); type is not null; type = type.Base)
            size += type.Fields.Sum(field => Size(field.Get(data), depth) + 1);
        return size;
    }
}
