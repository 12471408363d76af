using VimSessionService.Vim25;

namespace VimSessionService.Core.Events;

/// <summary>
/// A reader's view of the events that pass its filter (HistoryCollector): the latest page, and a position from which it reads
/// in either direction. The position stays between the same two events while events are added and removed.
/// </summary>
internal sealed class EventCollection : IDisposable
{
    /// <summary>How many events the latest page has unless the reader says otherwise, as of a vCenter.</summary>
    public const int DefaultPageSize = 10;

    /// <summary>From so many new events on, looking back from the newest is less work than looking at each.</summary>
    private const int FarBehind = 4 * EventFilter.MaxPage;

    private readonly IEventLog _log;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly Queue<PlacedEvent> _latest = new();
    private int _pageSize;
    private long _seen; // the position up to which the latest page knows the log
    private bool _isFilled;
    private long _place; // reading on begins with the event of this position, reading back with the one before it

    /// <summary>Makes a view whose place is before the oldest event.</summary>
    public EventCollection(IEventLog log, EventFilter filter)
    {
        _log = log;
        Filter = filter;
        _pageSize = filter.Spec.MaxCount ?? DefaultPageSize;
    }

    /// <summary>Which events it has.</summary>
    public EventFilter Filter { get; }

    /// <summary>How large its latest page is, and where it stands.</summary>
    public (int PageSize, long Place) Position => (_pageSize, Volatile.Read(ref _place));

    /// <summary>Takes over the position of the same view elsewhere. Whether its latest page has another size now.</summary>
    public bool MoveTo(int pageSize, long place)
    {
        Volatile.Write(ref _place, place);
        if (pageSize == _pageSize)
            return false;
        _isFilled &= pageSize < _pageSize;
        _pageSize = pageSize;
        return true;
    }

    /// <summary>The newest events, newest first.</summary>
    /// <param name="scope">The objects of the filter by entity, if it has one.</param>
    /// <param name="shows">Whether the reader may see an event; null to show all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async ValueTask<Event[]> LatestPageAsync(EntityScope? scope, Func<Event, ValueTask<bool>>? shows, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await UpdateAsync(scope, shows, cancellationToken);
            var page = new List<Event>();
            foreach (var (_, posted) in _latest.Reverse())
            {
                if (shows is null || await shows(posted)) // it may have been hidden since
                    page.Add(posted);
            }

            return [.. page];
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Gives the latest page another size.</summary>
    /// <exception cref="VimFaultException">InvalidArgument: it is not from 1 to 1000.</exception>
    public async ValueTask SetPageSizeAsync(int size, CancellationToken cancellationToken)
    {
        CheckCount(size);
        await _gate.WaitAsync(cancellationToken);
        if (size > _pageSize)
            _isFilled = false; // older events belong to it now
        _pageSize = size;
        _gate.Release();
    }

    /// <summary>Puts the place before the oldest event.</summary>
    public async ValueTask RewindAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        _place = 0;
        _gate.Release();
    }

    /// <summary>Puts the place before the latest page: what is read back from there is older than all of it.</summary>
    public async ValueTask ResetAsync(EntityScope? scope, Func<Event, ValueTask<bool>>? shows, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await UpdateAsync(scope, shows, cancellationToken);
            _place = _latest.TryPeek(out var oldest) ? oldest.Position : _seen + 1;
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The next events after the place, oldest first; the place moves behind them. None at the end.</summary>
    /// <exception cref="VimFaultException">InvalidArgument: the count is not from 1 to 1000.</exception>
    public async ValueTask<Event[]> ReadNextAsync(int maxCount, EntityScope? scope, Func<Event, ValueTask<bool>>? shows, CancellationToken cancellationToken)
    {
        CheckCount(maxCount);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var events = await EventScan.ForwardAsync(_log, _place, maxCount, posted => Filter.Matches(posted, scope), shows, cancellationToken);
            if (events.Count > 0)
                _place = events[^1].Position + 1;
            return Events(events);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>The events before the place, oldest first; the place moves before them. None at the beginning.</summary>
    /// <inheritdoc cref="ReadNextAsync"/>
    public async ValueTask<Event[]> ReadPreviousAsync(int maxCount, EntityScope? scope, Func<Event, ValueTask<bool>>? shows, CancellationToken cancellationToken)
    {
        CheckCount(maxCount);
        await _gate.WaitAsync(cancellationToken);
        try
        {
            var events = await EventScan.BackwardAsync(_log, _place, maxCount, posted => Filter.Matches(posted, scope), shows, cancellationToken);
            if (events.Count > 0)
                _place = events[0].Position;
            return Events(events);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    private static Event[] Events(List<PlacedEvent> events) => [.. events.Select(static placed => placed.Event)];

    private static void CheckCount(int count)
    {
        if (count is < 1 or > EventFilter.MaxPage)
            throw new VimFaultException(new InvalidArgument { InvalidProperty = "maxCount" }, $"maxCount {count} is not from 1 to {EventFilter.MaxPage}");
    }

    /// <summary>Takes in what was posted since the page was last looked at, and lets go of what is no longer kept.</summary>
    private async ValueTask UpdateAsync(EntityScope? scope, Func<Event, ValueTask<bool>>? shows, CancellationToken cancellationToken)
    {
        var (oldest, newest) = await _log.GetBoundsAsync(cancellationToken);
        var isFirst = !_isFilled || newest - _seen > FarBehind;
        var events = isFirst
            ? await EventScan.BackwardAsync(_log, newest + 1, _pageSize, posted => Filter.Matches(posted, scope), shows, cancellationToken)
            : await EventScan.ForwardAsync(_log, _seen + 1, int.MaxValue, posted => Filter.Matches(posted, scope), shows, cancellationToken);
        if (isFirst)
            _latest.Clear();
        foreach (var placed in events)
        {
            _latest.Enqueue(placed);
            _seen = Math.Max(_seen, placed.Position);
        }

        _seen = Math.Max(_seen, newest);
        _isFilled = true;
        while (_latest.TryPeek(out var first) && (_latest.Count > _pageSize || first.Position < oldest))
            _latest.Dequeue();
    }
}
