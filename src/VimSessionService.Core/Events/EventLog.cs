using VimSessionService.Core.Locales;
using VimSessionService.Core.Messages;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Events;

/// <summary>
/// The latest events. Old ones give way to new ones. A text is made when an event is read, in the reader's language: most events,
/// such as those of a storm of logins, give way unread. Each event has a position, one more than that of the event before.
/// </summary>
public sealed class EventLog
{
    private readonly TimeProvider _time;
    private readonly MessageCatalog _messages;
    private readonly LocaleChoice _locale;
    private readonly Lock _lock = new();
    private readonly PostSignal _signal = new();
    private readonly Event[] _ring;
    private long _posted;
    private int _lastKey;

    /// <summary>Makes an empty log.</summary>
    /// <param name="time">The clock of createdTime.</param>
    /// <param name="messages">Where the texts come from.</param>
    /// <param name="locale">The language of a reader who has none of his own.</param>
    /// <param name="capacity">How many events are kept.</param>
    public EventLog(TimeProvider time, MessageCatalog messages, string locale = "en", int capacity = 1000)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _time = time;
        _messages = messages;
        _locale = new LocaleChoice(locale, locale);
        _ring = new Event[capacity];
    }

    /// <summary>The newest event, with its text in the server's language; null before the first.</summary>
    public Event? Latest => ReadLatest(_locale);

    /// <summary>The position of the oldest event that is kept, and of the newest; the newest is before the oldest while there is none.</summary>
    public (long Oldest, long Newest) Bounds
    {
        get
        {
            lock (_lock)
                return (Oldest, _posted);
        }
    }

    private long Oldest => Math.Max(1, _posted - _ring.Length + 1);

    /// <summary>
    /// Adds the event that <paramref name="make"/> makes of its stamp. Keys increase in the order of the log, so
    /// <paramref name="make"/> runs within its lock and only builds the record.
    /// </summary>
    public void Post(Func<EventStamp, Event> make)
    {
        lock (_lock)
        {
            _lastKey = _lastKey == int.MaxValue ? 1 : _lastKey + 1;
            _ring[_posted % _ring.Length] = make(new EventStamp(_lastKey, _time.GetUtcNow().UtcDateTime));
            _posted++;
        }

        _signal.Raise();
    }

    /// <summary>
    /// Has <paramref name="posted"/> called once, after the next post, on the thread of whoever posts; it does not block and does not
    /// throw. Ask first and read then, and nothing is missed.
    /// </summary>
    public void NotifyOnce(Action posted) => _signal.Wait(posted);

    /// <summary>Takes back what <see cref="NotifyOnce"/> asked for.</summary>
    public void CancelNotify(Action posted) => _signal.Cancel(posted);

    /// <summary>The newest event, with its text in the reader's language; null before the first.</summary>
    public Event? ReadLatest(LocaleChoice locale)
    {
        Event latest;
        lock (_lock)
        {
            if (_posted == 0)
                return null;
            latest = _ring[(_posted - 1) % _ring.Length];
        }

        return WithText(latest, locale);
    }

    /// <summary>Copies events in the order of the log, without texts.</summary>
    /// <param name="position">The position to begin at; moved up to the first event that is still kept.</param>
    /// <param name="into">Takes as many as fit.</param>
    /// <returns>How many were copied; 0 at the end of the log.</returns>
    public int Copy(ref long position, Span<Event> into)
    {
        lock (_lock)
        {
            position = Math.Max(position, Oldest);
            var count = (int)Math.Clamp(_posted - position + 1, 0, into.Length);
            for (var i = 0; i < count; i++)
                into[i] = _ring[(position - 1 + i) % _ring.Length];
            return count;
        }
    }

    /// <summary>The events that are kept, oldest first, with their texts in the server's language.</summary>
    public Event[] Snapshot()
    {
        var events = new Event[_ring.Length];
        var position = 0L;
        return Array.ConvertAll(events[..Copy(ref position, events)], posted => WithText(posted, _locale));
    }

    /// <summary>An event as a reader sees it: with its text in his language, and with that of its fault where the fault came without.</summary>
    public Event WithText(Event posted, LocaleChoice locale)
    {
        var text = _messages.EventText(posted, locale);
        return posted is EventEx { Fault: { LocalizedMessage: null } fault } extended
            ? extended with { FullFormattedMessage = text, Fault = fault with { LocalizedMessage = _messages.FaultText(fault.Fault, locale.MessageLocale) } }
            : posted with { FullFormattedMessage = text };
    }
}
