using VimSessionService.Core.Calls;

namespace VimSessionService.ManagedObjects.Properties.Updates;

/// <summary>The filters of one session, by collector. They end with the session.</summary>
internal sealed class SessionCollectors : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<CollectorFilters> _all = [];
    private CollectorFilters? _shared;
    private bool _hasEnded;

    /// <summary>Those of the session of a call, which from now on hear when it loses an object of its own.</summary>
    public static SessionCollectors Of(CallContext call)
    {
        var attachments = call.Attachments!;
        if (attachments.Find<SessionCollectors>() is { } existing)
            return existing;
        var objects = SessionObjects.Of(call);
        return attachments.GetOrAdd(() =>
        {
            var collectors = new SessionCollectors();
            objects.Removed += collectors.MarkStale;
            return collectors;
        });
    }

    /// <summary>The filters in the collector that all sessions share by name.</summary>
    public CollectorFilters Shared(CollectorServices services)
    {
        lock (_lock)
            return _shared ??= Make(services);
    }

    /// <summary>The filters of another collector.</summary>
    public CollectorFilters New(CollectorServices services)
    {
        lock (_lock)
            return Make(services);
    }

    /// <summary>A collector was destroyed.</summary>
    public void Remove(CollectorFilters filters)
    {
        lock (_lock)
            _all.Remove(filters);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
            _hasEnded = true;
        foreach (var filters in Snapshot())
            filters.Dispose();
    }

    private CollectorFilters Make(CollectorServices services)
    {
        var filters = new CollectorFilters(services.Sessions, services.Time, services.Stopping);
        _all.Add(filters);
        if (_hasEnded)
            filters.Dispose();
        return filters;
    }

    private void MarkStale()
    {
        foreach (var filters in Snapshot())
            filters.MarkStale();
    }

    private CollectorFilters[] Snapshot()
    {
        lock (_lock)
            return [.. _all];
    }
}
