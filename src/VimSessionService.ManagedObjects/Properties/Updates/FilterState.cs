using VimSessionService.Core.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties.Updates;

/// <summary>
/// What a client knows of one filter, and what has become of it since. Changes only mark what they touch; what is marked is read
/// once, when somebody asks. Not thread-safe but for the marks: its collector lets one in at a time.
/// </summary>
internal sealed class FilterState(
    PropertyFilterSpec spec, bool partial, FilterReader reader, PropertyChanges changes, string sessionKey, Action wake, Action<long> weigh)
    : IDisposable
{
    private readonly Lock _lock = new();
    private List<Mark> _marks = [];
    private FilterSnapshot _base = FilterSnapshot.Empty;
    private FilterSnapshot _sent = FilterSnapshot.Empty;
    private FilterSnapshot _current = FilterSnapshot.Empty;
    private List<Mark> _whole = [];
    private long _bytes;
    private int _isMarked = 1;
    private bool _isStale = true;
    private bool _isDisposed;

    /// <summary>The client knows nothing.</summary>
    public void Forget() => _base = FilterSnapshot.Empty;

    /// <summary>The client knows what it was last sent.</summary>
    public void Acknowledge() => _base = _sent;

    /// <summary>The client is sent what is there now.</summary>
    public void Send() => _sent = _current;

    /// <summary>The client is sent some of what it does not know yet.</summary>
    public void Send(IEnumerable<FilterEntry> told) => _sent = _current.After(_base, told);

    /// <summary>What the client knows.</summary>
    public FilterSnapshot Known => _base;

    /// <summary>What the client was last sent.</summary>
    public FilterSnapshot Told => _sent;

    /// <summary>Another replica has told the client something: takes over what it knows and what it was last sent, and reads everything anew.</summary>
    public void Restore((FilterSnapshot Known, FilterSnapshot Told) elsewhere)
    {
        (_base, _sent) = elsewhere;
        MarkStale();
    }

    /// <summary>What the client does not know yet.</summary>
    public void AddUpdates(ApiVersion version, List<ObjectUpdate> updates) => _current.AddUpdates(_base, partial, version, updates);

    /// <summary>The objects that the client does not know yet to be missing.</summary>
    public MissingObject[]? Missing() => _current.MissingSince(_base);

    /// <summary>Reads what may have changed.</summary>
    public async ValueTask RefreshAsync(CallContext call)
    {
        if (_isDisposed || Interlocked.Exchange(ref _isMarked, 0) == 0)
            return;
        try
        {
            WatchWhole();
            if (TakeStale())
                await ReadAllAsync(call);
            else
                await ReadMarkedAsync(call);
        }
        catch
        {
            // What was not read is read the next time.
            _isStale = true;
            Volatile.Write(ref _isMarked, 1);
            throw;
        }
    }

    /// <summary>Which objects there are may be other than it was.</summary>
    public void MarkStale()
    {
        Volatile.Write(ref _isStale, true);
        MarkAndWake();
    }

    /// <summary>Ends its watches.</summary>
    public void Dispose()
    {
        lock (_lock)
            _isDisposed = true;
        EndAll(Exchange(ref _marks, []));
        EndAll(Exchange(ref _whole, []));
    }

    private void WatchWhole()
    {
        if (_whole.Count > 0)
            return;
        List<Mark> whole = [new Mark(this), new Mark(this)];
        changes.WatchEverything(whole[0]);
        changes.WatchSession(sessionKey, whole[1]);
        EndAll(Exchange(ref _whole, whole));
    }

    private bool TakeStale()
    {
        var isStale = Volatile.Read(ref _isStale);
        Volatile.Write(ref _isStale, false);
        return isStale;
    }

    private async ValueTask ReadAllAsync(CallContext call)
    {
        // Each property is watched before it is read, so that no change falls between the two.
        var marks = new List<Mark>();
        var followed = new HashSet<(ManagedObjectReference From, string Property)>();
        try
        {
            var values = reader.ValuesOf(call);
            var (selected, missing) = await reader.SelectAsync(call, spec, values, Follow);
            var objects = new ObjectSnapshot[selected.Count];
            for (var i = 0; i < objects.Length; i++)
            {
                var (target, paths) = selected[i];
                for (var j = 0; j < paths.Length; j++)
                {
                    // The paths are in order, so that those of one property follow each other, but for a few with other characters between.
                    if (j == 0 || paths[j].PropertyName != paths[j - 1].PropertyName)
                        Watch(target.Reference, paths[j].PropertyName, i);
                }

                var readings = new PathReading[paths.Length];
                for (var j = 0; j < paths.Length; j++)
                    readings[j] = await FilterReader.ReadAsync(call, target, paths[j], values);
                objects[i] = new ObjectSnapshot(target, paths, readings);
            }

            Weigh(SnapshotWeight.Of(objects, missing) + (marks.Count * SnapshotWeight.Watch));
            _current = new FilterSnapshot(objects, missing);
        }
        catch
        {
            EndAll(marks);
            throw;
        }

        marks.TrimExcess();
        EndAll(Exchange(ref _marks, marks));

        void Follow(ManagedObjectReference from, string path)
        {
            var property = FilterPaths.PropertyOf(path);
            if (followed.Add((from, property)))
                Watch(from, property, -1);
        }

        void Watch(ManagedObjectReference reference, string property, int objectIndex)
        {
            var mark = new Mark(this, property, objectIndex);
            changes.Watch(reference, property, mark);
            marks.Add(mark);
        }
    }

    private async ValueTask ReadMarkedAsync(CallContext call)
    {
        ObjectSnapshot[]? objects = null;
        var values = reader.ValuesOf(call);
        var bytes = _bytes;
        foreach (var mark in _marks)
        {
            if (!mark.Take())
                continue;
            var old = (objects ?? _current.Objects)[mark.ObjectIndex];
            PathReading[]? readings = null;
            for (var i = FirstOf(mark.Property, old.Paths); i < old.Paths.Length && IsOf(mark.Property, old.Paths[i].Path); i++)
            {
                if (old.Paths[i].PropertyName != mark.Property)
                    continue;
                var reading = await FilterReader.ReadAsync(call, old.Target, old.Paths[i], values);
                if (reading.Same(old.Readings[i]))
                    continue;
                bytes += SnapshotWeight.Of(reading) - SnapshotWeight.Of(old.Readings[i]);
                (readings ??= [.. old.Readings])[i] = reading;
            }

            if (readings is not null)
                (objects ??= [.. _current.Objects])[mark.ObjectIndex] = old with { Readings = readings };
        }

        if (objects is null)
            return;
        Weigh(bytes);
        _current = _current with { Objects = objects };
    }

    /// <summary>Where the paths that begin with a property are, or would be.</summary>
    private static int FirstOf(string property, PlannedPath[] paths)
    {
        var (low, high) = (0, paths.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (string.CompareOrdinal(paths[middle].Path, property) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private static bool IsOf(string property, string path) => path.StartsWith(property, StringComparison.Ordinal);

    private void Weigh(long bytes)
    {
        weigh(bytes);
        _bytes = bytes;
    }

    /// <summary>Puts other marks in the place of some, and gives those that are to be ended: of a disposed filter the new ones.</summary>
    private List<Mark> Exchange(ref List<Mark> place, List<Mark> marks)
    {
        lock (_lock)
        {
            if (_isDisposed && marks.Count > 0)
                return marks;
            (place, marks) = (marks, place);
            return marks;
        }
    }

    private void EndAll(List<Mark> marks)
    {
        foreach (var mark in marks)
            changes.End(mark);
    }

    private void MarkAndWake()
    {
        if (Interlocked.Exchange(ref _isMarked, 1) == 0)
            wake();
    }

    /// <summary>Remembers that a property changed; one without an object stands for the filter as a whole.</summary>
    private sealed class Mark(FilterState filter, string property = "", int objectIndex = -1) : PropertyWatch
    {
        private bool _isSet;

        public string Property { get; } = property;

        public int ObjectIndex { get; } = objectIndex;

        public bool Take()
        {
            var isSet = Volatile.Read(ref _isSet);
            if (isSet)
                Volatile.Write(ref _isSet, false);
            return isSet;
        }

        internal override void Raise()
        {
            if (ObjectIndex < 0)
                Volatile.Write(ref filter._isStale, true);
            else
                Volatile.Write(ref _isSet, true);
            filter.MarkAndWake();
        }
    }
}
