using VimSessionService.Core.Messages;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Events;

/// <summary>
/// The latest events, with texts in the server's language. Old ones give way to new ones. A text is made when an event is read:
/// most events, such as those of a storm of logins, give way unread.
/// </summary>
public sealed class EventLog
{
    private readonly TimeProvider _time;
    private readonly MessageCatalog _messages;
    private readonly string _locale;
    private readonly Lock _lock = new();
    private readonly Event[] _ring;
    private int _count;
    private int _next;
    private int _lastKey;

    /// <summary>Makes an empty log.</summary>
    /// <param name="time">The clock of createdTime.</param>
    /// <param name="messages">Where the texts come from.</param>
    /// <param name="locale">The language of fullFormattedMessage.</param>
    /// <param name="capacity">How many events are kept.</param>
    public EventLog(TimeProvider time, MessageCatalog messages, string locale = "en", int capacity = 1000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _time = time;
        _messages = messages;
        _locale = locale;
        _ring = new Event[capacity];
    }

    /// <summary>The newest event; null before the first.</summary>
    public Event? Latest
    {
        get
        {
            lock (_lock)
            {
                if (_count == 0)
                    return null;
                return WithText(_ring[(_next + _ring.Length - 1) % _ring.Length]);
            }
        }
    }

    /// <summary>
    /// Adds the event that <paramref name="make"/> makes of its stamp. Keys increase in the order of the log, so
    /// <paramref name="make"/> runs within its lock and only builds the record.
    /// </summary>
    public void Post(Func<EventStamp, Event> make)
    {
        lock (_lock)
        {
            _lastKey = _lastKey == int.MaxValue ? 1 : _lastKey + 1;
            _ring[_next] = make(new EventStamp(_lastKey, _time.GetUtcNow().UtcDateTime));
            _next = (_next + 1) % _ring.Length;
            _count = Math.Min(_count + 1, _ring.Length);
        }
    }

    /// <summary>The events that are kept, oldest first.</summary>
    public Event[] Snapshot()
    {
        Event[] events;
        lock (_lock)
        {
            events = new Event[_count];
            var first = (_next + _ring.Length - _count) % _ring.Length;
            for (var i = 0; i < events.Length; i++)
                events[i] = _ring[(first + i) % _ring.Length];
        }

        return Array.ConvertAll(events, WithText);
    }

    private Event WithText(Event posted) => posted with { FullFormattedMessage = _messages.EventText(posted, _locale) };
}
