using System.Runtime.InteropServices;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Events;

/// <summary>The events of the service, each with a position: one more than that of the event before.</summary>
/// <remarks>
/// <para>
/// Order: the key of an event is its position. Positions of replicas that share a log are those of the one log. The events that are kept are
/// those from <see cref="EventBounds.Oldest"/> to <see cref="EventBounds.Newest"/>, without gaps; the oldest may be dropped at any time.
/// </para>
/// <para>Threads: every method is called by many threads at once.</para>
/// <para>
/// Time: posting happens within other work and must not wait. A log on another machine queues what is posted, within bounds, and sends it in the
/// background; the event can then be read a little later. Readers are asked to be quick: a query of a client reads up to all events.
/// </para>
/// <para>Cancellation: the token of a read is cancelled when the client has gone or the service stops.</para>
/// <para>
/// Exceptions: of a read, the call fails: a client gets the fault SystemError without the exception's text, the log gets the exception. Posting must
/// not throw: its caller has done already what the event tells of.
/// </para>
/// </remarks>
public interface IEventLog
{
    /// <summary>Adds an event.</summary>
    /// <param name="make">
    /// Makes the event of its key and time, once. It only builds the record, from values that do not change, and may run later and on another
    /// thread. The key is nothing but the event's key and, unless the event belongs to a chain, its chainId: a log that learns the key later puts it there.
    /// </param>
    void Post(Func<EventStamp, Event> make);

    /// <summary>
    /// Adds an event that a client asks for, whose call is answered well only then. A log that adds events within <see cref="Post(Func{EventStamp, Event})"/>, or in
    /// <see cref="SettledAsync"/>, has nothing to wait for.
    /// </summary>
    /// <param name="make">Makes the event, as there.</param>
    /// <param name="cancellationToken">Gives up waiting; the event may be added nevertheless.</param>
    /// <exception cref="ServiceBusyException">The event could not be added yet. It may be added later.</exception>
    ValueTask PostAsync(Func<EventStamp, Event> make, CancellationToken cancellationToken)
    {
        Post(make);
        return default;
    }

    /// <summary>
    /// Adds the event of the begin or end of a session. Every login and logout does, and few of these events are ever read: a log in memory keeps the
    /// note and makes the event when it is read.
    /// </summary>
    void Post(SessionNote note) => Post(note.ToEvent);

    /// <summary>
    /// Waits, before a call is answered, until what was posted so far can be read by everyone who reads the log, or could not be added yet. A log that adds events
    /// within <see cref="Post(Func{EventStamp, Event})"/> has nothing to wait for.
    /// </summary>
    ValueTask SettledAsync(CancellationToken cancellationToken) => default;

    /// <summary>The positions of the oldest and the newest event that are kept.</summary>
    ValueTask<EventBounds> GetBoundsAsync(CancellationToken cancellationToken);

    /// <summary>Copies events in the order of the log, without texts (<see cref="EventTexts"/>).</summary>
    /// <param name="position">The position to begin at; where that event is not kept any more, the oldest that is.</param>
    /// <param name="into">Takes as many as fit.</param>
    /// <param name="cancellationToken">Cancelled when the client has gone or the service stops.</param>
    ValueTask<EventsRead> ReadAsync(long position, Memory<Event> into, CancellationToken cancellationToken);

    /// <summary>
    /// Calls <paramref name="posted"/> once, after the next change of what can be read: an event more, or some less. Registering an action again before
    /// it was called is registering it once. It neither blocks nor throws. Register before reading, so that no event is missed.
    /// </summary>
    void NotifyOnce(Action posted);

    /// <summary>Takes back what <see cref="NotifyOnce"/> asked for.</summary>
    void CancelNotify(Action posted);
}

/// <summary>Which events are kept. While there is none, the newest is before the oldest.</summary>
/// <param name="Oldest">The position of the oldest.</param>
/// <param name="Newest">The position of the newest.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EventBounds(long Oldest, long Newest);

/// <summary>What was read.</summary>
/// <param name="Position">The position of the first event.</param>
/// <param name="Count">How many there are; 0 at the end of the log.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct EventsRead(long Position, int Count);
