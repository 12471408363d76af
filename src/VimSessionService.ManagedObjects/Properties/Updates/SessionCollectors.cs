using VimSessionService.Core.Calls;
using VimSessionService.ManagedObjects.Sharing;

namespace VimSessionService.ManagedObjects.Properties.Updates;

/// <summary>The filters of one session, by collector. They end with the session.</summary>
internal sealed class SessionCollectors : IDisposable
{
    private readonly Lock _lock = new();
    private readonly List<CollectorFilters> _all = [];
    private CollectorFilters? _shared;
    private bool _hasEnded;

    /// <summary>
    /// Those of the session of a call, which from now on hear when it loses an object of its own, and when another replica has written something of it.
    /// </summary>
    public static SessionCollectors Of(CallContext call, ObjectSharing sharing)
    {
        var attachments = call.Attachments!;
        if (attachments.Find<SessionCollectors>() is { } existing)
            return existing;
        var objects = SessionObjects.Of(call);
        var shared = sharing.IsOn ? sharing.Of(call) : null;
        return attachments.GetOrAdd(() =>
        {
            var collectors = new SessionCollectors();
            objects.Removed += collectors.MarkStale;
            if (shared is not null)
            {
                shared.Changed += collectors.Wake;
                shared.Cancelled += collectors.CancelWaits;
            }

            return collectors;
        });
    }

    /// <summary>The filters in the collector that all sessions share by name.</summary>
    public CollectorFilters Shared(CollectorServices services)
    {
        lock (_lock)
            return _shared ??= Make(services, "");
    }

    /// <summary>The filters of another collector.</summary>
    /// <param name="services">What it works with.</param>
    /// <param name="name">The name of the collector in its session.</param>
    public CollectorFilters New(CollectorServices services, string name)
    {
        lock (_lock)
            return Make(services, name);
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

    private CollectorFilters Make(CollectorServices services, string name)
    {
        var filters = new CollectorFilters(services, name);
        _all.Add(filters);
        if (_hasEnded)
            filters.Dispose();
        return filters;
    }

    private void Wake()
    {
        foreach (var filters in Snapshot())
            filters.Wake();
    }

    private void CancelWaits(string name, long version)
    {
        foreach (var filters in Snapshot())
        {
            if (filters.Name == name)
                filters.CancelWaits(version);
        }
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
