using System.Globalization;
using VimSessionService.Core.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties.Updates;

/// <summary>
/// The filters that one session has in one collector, what its client knows of them, and its calls that wait. A client knows the
/// version that it names: that of the last updates, or the one before it, which gives again what followed, with all that has
/// come since. Disposed of with the session, which ends the waits.
/// </summary>
internal sealed class CollectorFilters : IDisposable
{
    /// <summary>How long a wait lasts whose client sets no bound or a longer one; the client asks again.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30);

    private readonly CollectorServices _services;
    private readonly ToldVersions _told;
    private readonly SemaphoreSlim _evaluation = new(1, 1);
    private readonly Lock _lock = new();
    private readonly List<PropertyFilter> _filters = [];
    private readonly List<UpdateWaiter> _waiters = [];
    private UpdatePages? _pages;
    private int _base;
    private int _sent;
    private WaitEnd _end;
    private bool _hasMore;

    /// <summary>Makes those of a collector.</summary>
    /// <param name="services">What it works with.</param>
    /// <param name="name">The name of the collector in its session; empty for the one that all sessions share by name.</param>
    public CollectorFilters(CollectorServices services, string name)
    {
        _services = services;
        _told = new ToldVersions(services.Sharing, ToldName = $"~{name}", services.Catalog);
        Name = name;
    }

    /// <summary>The name of the collector in its session.</summary>
    public string Name { get; }

    /// <summary>The name of the document of what the client was told.</summary>
    public string ToldName { get; }

    /// <summary>The filters, in the order of their making.</summary>
    public PropertyFilter[] All => Snapshot();

    /// <summary>The names of the filters, in the order of their making.</summary>
    public ManagedObjectReference[] References
    {
        get
        {
            lock (_lock)
                return [.. _filters.Select(static filter => filter.Reference)];
        }
    }

    /// <summary>Adds a filter; waiting calls report what it selects.</summary>
    public void Add(PropertyFilter filter)
    {
        lock (_lock)
            _filters.Add(filter);
        Wake();
    }

    /// <summary>Takes a filter out, with its updates.</summary>
    public void Remove(PropertyFilter filter)
    {
        lock (_lock)
            _filters.Remove(filter);
        filter.State.Dispose();
    }

    /// <summary>The collector is destroyed: ends the waits as cancelled, and takes the filters out.</summary>
    public PropertyFilter[] Destroy()
    {
        Finish(WaitEnd.Cancelled);
        var filters = Snapshot();
        foreach (var filter in filters)
            Remove(filter);
        return filters;
    }

    /// <summary>Ends the waits as cancelled; without one it does nothing.</summary>
    public void CancelWaits()
    {
        lock (_lock)
            StopWaits(WaitEnd.Cancelled);
    }

    /// <summary>The waits were cancelled at another replica: those that had begun by then end.</summary>
    /// <param name="version">The version of what the session has made, with the cancellation.</param>
    public void CancelWaits(long version)
    {
        lock (_lock)
        {
            foreach (var waiter in _waiters)
            {
                if (waiter.Began < version)
                    waiter.Stop(WaitEnd.Cancelled);
            }
        }
    }

    /// <summary>An object of the session's own has gone, which the filters may have selected.</summary>
    public void MarkStale()
    {
        foreach (var filter in Snapshot())
            filter.State.MarkStale();
    }

    /// <summary>Something has changed that a filter watches.</summary>
    public void Wake()
    {
        lock (_lock)
        {
            foreach (var waiter in _waiters)
                waiter.Wake();
        }
    }

    /// <summary>What followed a version; null when nothing did.</summary>
    /// <exception cref="VimFaultException">InvalidCollectorVersion.</exception>
    public ValueTask<UpdateSet?> CheckAsync(CallContext call, string? version, int? maxObjects, bool takesPages)
    {
        ReadAnew();
        return EvaluateAsync(call, version, maxObjects, takesPages);
    }

    /// <summary>
    /// Where replicas share the session, another one may have changed what this one is told of only later: a call reads everything once. What was read for a page is
    /// good for the next.
    /// </summary>
    private void ReadAnew()
    {
        if (_told.IsOn && !Volatile.Read(ref _hasMore))
            MarkStale();
    }

    private async ValueTask<UpdateSet?> EvaluateAsync(CallContext call, string? version, int? maxObjects, bool takesPages)
    {
        await _evaluation.WaitAsync(call.Cancelled);
        try
        {
            if (!_told.IsOn)
                return await NextAsync(call, version, maxObjects, takesPages);
            while (true)
            {
                if (await _told.FindNewsAsync(call) is { } news)
                    Restore(news);
                var updates = await NextSharedAsync(call, version, maxObjects, takesPages);
                if (updates is null || await _told.TryWriteAsync(call, _base, _sent, Snapshot()))
                    return updates;
            }
        }
        finally
        {
            _evaluation.Release();
        }
    }

    /// <summary>What followed a version, once something has; null after the limit.</summary>
    /// <exception cref="VimFaultException">
    /// InvalidCollectorVersion; RequestCanceled when the wait was cancelled or the service stops; NotAuthenticated, thrown by
    /// <paramref name="demandSession"/>, when the session has ended.
    /// </exception>
    public async ValueTask<UpdateSet?> WaitAsync(CallContext call, string? version, int? maxObjects, bool takesPages, TimeSpan limit, Action demandSession)
    {
        using var waiter = new UpdateWaiter(call, _services.Time, limit, _services.Stopping);
        lock (_lock)
        {
            _waiters.Add(waiter);
            if (_end != WaitEnd.None)
                waiter.Stop(_end);
        }

        try
        {
            ReadAnew();
            while (true)
            {
                var signal = waiter.Arm();
                await call.RefreshAsync(_services.Sessions);
                await _services.Sharing.BringAsync(call);
                ThrowIfEnded(waiter, call, demandSession);
                if (await EvaluateAsync(call, version, maxObjects, takesPages) is { } updates)
                    return updates;
                if (waiter.End == WaitEnd.TimedOut)
                    return null;
                call.Budget.Restart();
                await signal;
            }
        }
        finally
        {
            lock (_lock)
                _waiters.Remove(waiter);
        }
    }

    /// <summary>The session has ended.</summary>
    public void Dispose()
    {
        Finish(WaitEnd.SessionEnded);
        foreach (var filter in Snapshot())
            filter.State.Dispose();
    }

    private static void ThrowIfEnded(UpdateWaiter waiter, CallContext call, Action demandSession)
    {
        call.Cancelled.ThrowIfCancellationRequested();
        if (call.Session is null)
            demandSession();
        switch (waiter.End)
        {
            case WaitEnd.SessionEnded:
                call.LoseSession();
                demandSession();
                break;
            case WaitEnd.Stopping:
                throw new VimFaultException(new RequestCanceled(), "the service stops");
            case WaitEnd.Cancelled:
                throw new VimFaultException(new RequestCanceled(), "the client cancelled the wait");
        }
    }

    private void Finish(WaitEnd end)
    {
        lock (_lock)
        {
            _end = end;
            StopWaits(end);
        }
    }

    private void StopWaits(WaitEnd end)
    {
        foreach (var waiter in _waiters)
            waiter.Stop(end);
    }

    private PropertyFilter[] Snapshot()
    {
        lock (_lock)
            return [.. _filters];
    }

    private async ValueTask<UpdateSet?> NextAsync(CallContext call, string? version, int? maxObjects, bool takesPages)
    {
        if (takesPages && version is not null && _pages?.Continue(version, maxObjects) is { } page)
            return page;
        var filters = Snapshot();
        var entries = await FollowingAsync(call, version, filters);
        if (entries.Count == 0)
            return null;
        foreach (var filter in filters)
            filter.State.Send();
        _pages = new UpdatePages(++_sent, entries);
        return _pages.First(maxObjects, takesPages);
    }

    /// <summary>
    /// The same where another replica may be asked for the next page: each page leads to a version of its own, and what it leaves out is found again as what that
    /// version lacks.
    /// </summary>
    private async ValueTask<UpdateSet?> NextSharedAsync(CallContext call, string? version, int? maxObjects, bool takesPages)
    {
        var filters = Snapshot();
        var entries = await FollowingAsync(call, version, filters);
        Volatile.Write(ref _hasMore, false);
        if (entries.Count == 0)
            return null;
        var page = new UpdatePages(++_sent, entries).Alone(maxObjects, takesPages, out var told);
        foreach (var filter in filters)
        {
            if (told == entries.Count)
                filter.State.Send();
            else
                filter.State.Send(entries.Take(told).Where(entry => entry.Filter == filter.Reference));
        }

        Volatile.Write(ref _hasMore, told < entries.Count);
        return page;
    }

    private async ValueTask<List<FilterEntry>> FollowingAsync(CallContext call, string? version, PropertyFilter[] filters)
    {
        Know(version, filters);
        _pages = null;
        foreach (var filter in filters)
            await filter.State.RefreshAsync(call);
        return Collect(filters, call.Version);
    }

    /// <summary>Another replica has told the client something: takes over what that was.</summary>
    private void Restore(ToldDocument news)
    {
        (_base, _sent) = (news.Base, news.Sent);
        Volatile.Write(ref _hasMore, false);
        foreach (var filter in Snapshot())
            filter.State.Restore(_told.SnapshotsOf(filter, news));
    }

    /// <summary>The client knows what the version stands for.</summary>
    private void Know(string? version, PropertyFilter[] filters)
    {
        if (string.IsNullOrEmpty(version))
        {
            _base = 0;
            _told.Forget();
            foreach (var filter in filters)
                filter.State.Forget();
            return;
        }

        if (_told.IsForgotten || !int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || (number != _base && number != _sent))
            throw new VimFaultException(new InvalidCollectorVersion(), "the collector does not remember this version");
        if (number == _base)
            return;
        _base = number;
        foreach (var filter in filters)
            filter.State.Acknowledge();
    }

    private static List<FilterEntry> Collect(PropertyFilter[] filters, ApiVersion version)
    {
        var entries = new List<FilterEntry>();
        var updates = new List<ObjectUpdate>();
        foreach (var filter in filters)
        {
            updates.Clear();
            filter.State.AddUpdates(version, updates);
            foreach (var update in updates)
                entries.Add(new FilterEntry(filter.Reference, update, null));
            foreach (var missing in filter.State.Missing() ?? [])
                entries.Add(new FilterEntry(filter.Reference, null, missing));
        }

        return entries;
    }
}
