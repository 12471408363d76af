using VimSessionService.Core.Messages;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Events;

/// <summary>
/// The latest events, in the memory of the process. New events replace the oldest, and the retention can limit their age. The text of an event is created when it is
/// read, in the reader's language. Each event has a position, one more than that of the event before.
/// </summary>
internal sealed class EventLog : IEventLog
{
    private readonly TimeProvider _time;
    private readonly EventTexts _texts;
    private readonly LocaleChoice _locale;
    private readonly Lock _lock = new();
    private readonly PostSignal _signal = new();
    private readonly EventRetention _retention;
    private readonly KeptEvents _kept;
    private int _lastKey;

    /// <summary>Makes an empty log.</summary>
    /// <param name="time">The clock of createdTime.</param>
    /// <param name="messages">Where the texts come from.</param>
    /// <param name="locale">The language of a reader who has none of his own.</param>
    /// <param name="retention">What is kept, which lives as long as the log; null for the usual.</param>
    public EventLog(TimeProvider time, MessageCatalog messages, string locale = "en", EventRetention? retention = null)
    {
        _time = time;
        _texts = new EventTexts(messages);
        _locale = new LocaleChoice(locale, locale);
        _retention = retention ?? new EventRetention();
        _kept = new KeptEvents(time, _retention);
        _retention.Changed += OnRetentionChanged;
    }

    /// <summary>The newest event, with its text in the server's language; null before the first.</summary>
    public Event? Latest => ReadLatest(_locale);

    /// <summary>The position of the oldest event that is kept, and of the newest; while the log is empty the newest is before the oldest.</summary>
    public (long Oldest, long Newest) Bounds
    {
        get
        {
            lock (_lock)
            {
                var (oldest, newest) = _kept.Bounds;
                return (oldest, newest);
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask<EventBounds> GetBoundsAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (oldest, newest) = Bounds;
        return new(new EventBounds(oldest, newest));
    }

    /// <inheritdoc/>
    public ValueTask<EventsRead> ReadAsync(long position, Memory<Event> into, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var count = Copy(ref position, into.Span);
        return new(new EventsRead(position, count));
    }

    /// <summary>
    /// Adds the event that <paramref name="make"/> makes of its stamp. Keys increase in the order of the log, so
    /// <paramref name="make"/> runs within its lock and only builds the record.
    /// </summary>
    public void Post(Func<EventStamp, Event> make)
    {
        lock (_lock)
        {
            var stamp = NextStamp();
            _kept.Add(stamp, make(stamp));
        }

        _signal.Raise();
    }

    /// <summary>Adds the event that a note is of.</summary>
    public void Post(SessionNote note)
    {
        lock (_lock)
            _kept.Add(NextStamp(), note);
        _signal.Raise();
    }

    /// <summary>
    /// Calls <paramref name="posted"/> once, after the next post, on the thread that posts; it must not block and not
    /// throw. Register before reading, so that no event is missed.
    /// </summary>
    public void NotifyOnce(Action posted) => _signal.Wait(posted);

    /// <summary>Takes back what <see cref="NotifyOnce"/> asked for.</summary>
    public void CancelNotify(Action posted) => _signal.Cancel(posted);

    /// <summary>The newest event, with its text in the reader's language; null while none is kept.</summary>
    public Event? ReadLatest(LocaleChoice locale)
    {
        Event? latest;
        lock (_lock)
            latest = _kept.Latest;
        return latest is null ? null : _texts.WithText(latest, locale);
    }

    /// <summary>Copies events in the order of the log, without texts.</summary>
    /// <inheritdoc cref="KeptEvents.Copy"/>
    public int Copy(ref long position, Span<Event> into)
    {
        lock (_lock)
            return _kept.Copy(ref position, into);
    }

    /// <summary>The events that are kept, oldest first, with their texts in the server's language.</summary>
    public Event[] Snapshot()
    {
        var (position, newest) = Bounds;
        var events = new Event[newest - position + 1];
        return Array.ConvertAll(events[..Copy(ref position, events)], posted => _texts.WithText(posted, _locale));
    }

    private EventStamp NextStamp()
    {
        _lastKey = _lastKey == int.MaxValue ? 1 : _lastKey + 1;
        return new EventStamp(_lastKey, _time.GetUtcNow().UtcDateTime);
    }

    private void OnRetentionChanged()
    {
        lock (_lock)
            _kept.Trim();
        _signal.Raise();
    }
}
