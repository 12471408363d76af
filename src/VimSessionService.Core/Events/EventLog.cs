using VimSessionService.Core.Messages;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Events;

/// <summary>
/// The latest events. New events replace the oldest, and the retention can limit their age. The text of an event is created when it is read, in
/// the reader's language. If a <see cref="SessionNote"/> is stored, the event is created then too, because most events, such as
/// those of many logins, are never read. Each
/// event has a position, one more than that of the event before.
/// </summary>
internal sealed class EventLog : IEventLog
{
    private readonly TimeProvider _time;
    private readonly EventTexts _texts;
    private readonly LocaleChoice _locale;
    private readonly Lock _lock = new();
    private readonly PostSignal _signal = new();
    private readonly EventRetention _retention;
    private readonly ChunkedLog<Entry> _entries = new();
    private long _bytes;
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
                DropOld(_time.GetUtcNow().UtcDateTime);
                return (_entries.Oldest, _entries.Newest);
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
            var posted = make(stamp);
            Add(new Entry(stamp, posted, default, (int)Math.Min(int.MaxValue, ObjectSize.Of(posted))));
        }

        _signal.Raise();
    }

    /// <summary>Adds the event that a note is of.</summary>
    public void Post(SessionNote note)
    {
        lock (_lock)
            Add(new Entry(NextStamp(), null, note, note.Bytes));
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
        Entry latest;
        lock (_lock)
        {
            DropOld(_time.GetUtcNow().UtcDateTime);
            if (_entries.Count == 0)
                return null;
            latest = _entries[_entries.Newest];
        }

        return _texts.WithText(latest.Event, locale);
    }

    /// <summary>Copies events in the order of the log, without texts.</summary>
    /// <param name="position">The position to begin at; moved up to the first event that is still kept.</param>
    /// <param name="into">Takes as many as fit.</param>
    /// <returns>How many were copied; 0 at the end of the log.</returns>
    public int Copy(ref long position, Span<Event> into)
    {
        lock (_lock)
        {
            DropOld(_time.GetUtcNow().UtcDateTime);
            position = Math.Max(position, _entries.Oldest);
            var count = (int)Math.Clamp(_entries.Newest - position + 1, 0, into.Length);
            for (var i = 0; i < count; i++)
                into[i] = _entries[position + i].Event;
            return count;
        }
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

    /// <summary>Adds an event. Beyond the limits the oldest events are removed.</summary>
    private void Add(Entry entry)
    {
        DropBeyond(_retention.Capacity - 1, _retention.MaxBytes - entry.Bytes);
        _entries.Add(entry);
        _bytes += entry.Bytes;
        DropOld(entry.Stamp.CreatedTime);
    }

    /// <summary>Removes events that are too old. Each event is examined once, when it is removed, so the cost of a call is small.</summary>
    private void DropOld(DateTime now)
    {
        while (_entries.Count > 0 && _retention.IsPast(_entries[_entries.Oldest].Stamp.CreatedTime, now))
            DropOldest();
    }

    private void DropBeyond(long count, long bytes)
    {
        while (_entries.Count > 0 && (_entries.Count > count || _bytes > bytes))
            DropOldest();
    }

    private void DropOldest() => _bytes -= _entries.RemoveOldest().Bytes;

    private void OnRetentionChanged()
    {
        lock (_lock)
        {
            DropOld(_time.GetUtcNow().UtcDateTime);
            DropBeyond(_retention.Capacity, _retention.MaxBytes);
        }

        _signal.Raise();
    }

    /// <summary>An event that was posted, or else the note of one.</summary>
    /// <param name="Stamp">Its key and time.</param>
    /// <param name="Posted">The event; null where a note is kept.</param>
    /// <param name="Note">The note.</param>
    /// <param name="Bytes">About what it takes up.</param>
    private readonly record struct Entry(EventStamp Stamp, Event? Posted, SessionNote Note, int Bytes)
    {
        public Event Event => Posted ?? Note.ToEvent(Stamp);
    }
}
