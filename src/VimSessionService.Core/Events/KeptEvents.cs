using VimSessionService.Vim25;

namespace VimSessionService.Core.Events;

/// <summary>
/// The events that a log keeps in the memory of the process: the latest, as far as the retention allows. If a <see cref="SessionNote"/> is stored, the event is
/// created when it is read, because most events, such as those of many logins, are never read. Not for several threads at once.
/// </summary>
/// <param name="time">The clock by which events grow old.</param>
/// <param name="retention">What is kept.</param>
internal sealed class KeptEvents(TimeProvider time, EventRetention retention)
{
    private ChunkedLog<Entry> _entries = new();
    private long _bytes;

    /// <summary>The position of the oldest event that is kept, and of the newest; while there is none the newest is before the oldest.</summary>
    public EventBounds Bounds
    {
        get
        {
            DropOld(Now);
            return new EventBounds(_entries.Oldest, _entries.Newest);
        }
    }

    /// <summary>The newest event; null while none is kept.</summary>
    public Event? Latest
    {
        get
        {
            DropOld(Now);
            return _entries.Count == 0 ? null : _entries[_entries.Newest].Event;
        }
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    /// <summary>Forgets every event. The next has a position.</summary>
    public void BeginAt(long position) => (_entries, _bytes) = (new ChunkedLog<Entry>(position), 0);

    /// <summary>Adds an event at the next position.</summary>
    public void Add(EventStamp stamp, Event posted) => Add(new Entry(stamp, posted, default, (int)Math.Min(int.MaxValue, ObjectSize.Of(posted))));

    /// <summary>Adds the event that a note is of.</summary>
    public void Add(EventStamp stamp, SessionNote note) => Add(new Entry(stamp, null, note, note.Bytes));

    /// <summary>Copies events in their order.</summary>
    /// <param name="position">The position to begin at; moved up to the first event that is still kept.</param>
    /// <param name="into">Takes as many as fit.</param>
    /// <returns>How many were copied; 0 at the end.</returns>
    public int Copy(ref long position, Span<Event> into)
    {
        DropOld(Now);
        position = Math.Max(position, _entries.Oldest);
        var count = (int)Math.Clamp(_entries.Newest - position + 1, 0, into.Length);
        for (var i = 0; i < count; i++)
            into[i] = _entries[position + i].Event;
        return count;
    }

    /// <summary>Removes what the retention, which is another now, does not allow.</summary>
    public void Trim()
    {
        DropOld(Now);
        DropBeyond(retention.Capacity, retention.MaxBytes);
    }

    /// <summary>Adds an event. Beyond the limits the oldest events are removed.</summary>
    private void Add(Entry entry)
    {
        DropBeyond(retention.Capacity - 1, retention.MaxBytes - entry.Bytes);
        _entries.Add(entry);
        _bytes += entry.Bytes;
        DropOld(entry.Stamp.CreatedTime);
    }

    /// <summary>Removes events that are too old. Each event is examined once, when it is removed, so the cost of a call is small.</summary>
    private void DropOld(DateTime now)
    {
        while (_entries.Count > 0 && retention.IsPast(_entries[_entries.Oldest].Stamp.CreatedTime, now))
            DropOldest();
    }

    private void DropBeyond(long count, long bytes)
    {
        while (_entries.Count > 0 && (_entries.Count > count || _bytes > bytes))
            DropOldest();
    }

    private void DropOldest() => _bytes -= _entries.RemoveOldest().Bytes;

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
