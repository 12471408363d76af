using System.Globalization;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties.Updates;

/// <summary>
/// The filters that one session has in one collector, what its client knows of them, and its calls that wait. A client knows the
/// version that it names: that of the last updates, or the one before it, which gives again what followed, with all that has
/// come since. Disposed of with the session, which ends the waits.
/// </summary>
internal sealed class CollectorFilters(ISessionStore sessions, TimeProvider time, CancellationToken stopping) : IDisposable
{
    /// <summary>How long a wait lasts whose client sets no bound or a longer one; the client asks again.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(30);

    private readonly SemaphoreSlim _evaluation = new(1, 1);
    private readonly Lock _lock = new();
    private readonly List<PropertyFilter> _filters = [];
    private readonly List<UpdateWaiter> _waiters = [];
    private UpdatePages? _pages;
    private int _base;
    private int _sent;
    private WaitEnd _end;

    /// <summary>The filters, in the order of their making.</summary>
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
    public async ValueTask<UpdateSet?> CheckAsync(CallContext call, string? version, int? maxObjects, bool takesPages)
    {
        await _evaluation.WaitAsync(call.Cancelled);
        try
        {
            return await EvaluateAsync(call, version, maxObjects, takesPages);
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
        using var waiter = new UpdateWaiter(call, time, limit, stopping);
        lock (_lock)
        {
            _waiters.Add(waiter);
            if (_end != WaitEnd.None)
                waiter.Stop(_end);
        }

        try
        {
            while (true)
            {
                var signal = waiter.Arm();
                await call.RefreshAsync(sessions);
                ThrowIfEnded(waiter, call, demandSession);
                if (await CheckAsync(call, version, maxObjects, takesPages) is { } updates)
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

    private async ValueTask<UpdateSet?> EvaluateAsync(CallContext call, string? version, int? maxObjects, bool takesPages)
    {
        if (takesPages && version is not null && _pages?.Continue(version, maxObjects) is { } page)
            return page;
        var filters = Snapshot();
        Know(version, filters);
        _pages = null;
        foreach (var filter in filters)
            await filter.State.RefreshAsync(call);
        var entries = Collect(filters, call.Version);
        if (entries.Count == 0)
            return null;
        foreach (var filter in filters)
            filter.State.Send();
        _pages = new UpdatePages(++_sent, entries);
        return _pages.First(maxObjects, takesPages);
    }

    /// <summary>The client knows what the version stands for.</summary>
    private void Know(string? version, PropertyFilter[] filters)
    {
        if (string.IsNullOrEmpty(version))
        {
            _base = 0;
            foreach (var filter in filters)
                filter.State.Forget();
            return;
        }

        if (!int.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1 || (number != _base && number != _sent))
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
