using VimSessionService.Core.Calls;
using VimSessionService.Core.Events;
using VimSessionService.Core.Messages;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.ManagedObjects.Sharing;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Events;

/// <summary>
/// An EventHistoryCollector: one session's view of the events. A change of its latest page is reported at the next event after the page was
/// read, so that posting costs nothing for a collector that is not read.
/// </summary>
internal sealed class EventHistoryCollector : EventHistoryCollectorBase<CallContext>, IChangingObject, IDisposable
{
    private readonly SessionObjects _owner;
    private readonly IEventLog _log;
    private readonly EventTexts _texts;
    private readonly EventCollection _events;
    private readonly EventScopes _scopes;
    private readonly EventVisibility _visibility;
    private readonly LocaleChoice _defaultLocale;
    private readonly ObjectSharing _sharing;
    private readonly Action _posted;
    private volatile bool _isDisposed;

    /// <summary>Makes a collector of a session.</summary>
    public EventHistoryCollector(
        ManagedObjectReference reference,
        SessionObjects owner,
        IEventLog log,
        EventTexts texts,
        EventFilter filter,
        EventScopes scopes,
        EventVisibility visibility,
        LocaleChoice defaultLocale,
        PropertyChanges changes,
        ObjectSharing sharing)
        : base(reference)
    {
        _sharing = sharing;
        _owner = owner;
        _log = log;
        _texts = texts;
        _events = new EventCollection(log, filter);
        _scopes = scopes;
        _visibility = visibility;
        _defaultLocale = defaultLocale;
        _posted = () => changes.Notify(reference, "latestPage");
    }

    /// <inheritdoc/>
    public SharedObjectRecord Describe()
    {
        var (pageSize, place) = _events.Position;
        return new() { Kind = Reference.Type, PageSize = pageSize, Place = place, Spec = SpecText.Write(_events.Filter.Spec) };
    }

    /// <inheritdoc/>
    public void Take(CallContext call, SharedObjectRecord record)
    {
        if (_events.MoveTo(record.PageSize, record.Place))
            _posted();
    }

    /// <inheritdoc/>
    public void Drop(CallContext call) => _owner.Remove(this);

    /// <inheritdoc/>
    public void Dispose()
    {
        _isDisposed = true;
        _log.CancelNotify(_posted);
    }

    /// <inheritdoc/>
    protected override ValueTask<object?> GetFilter(CallContext call) => new(_events.Filter.Spec);

    /// <summary>The page is there as soon as the collector is, whether or not the filter has delayedInit.</summary>
    protected override ValueTask<bool?> GetInitialized(CallContext call) => new(true);

    /// <inheritdoc/>
    protected override async ValueTask<Event[]?> GetLatestPage(CallContext call)
    {
        _log.NotifyOnce(_posted);
        if (_isDisposed)
            _log.CancelNotify(_posted); // it was destroyed meanwhile
        return Present(call, await _events.LatestPageAsync(await ScopeAsync(call), _visibility.For(call), call.Cancelled));
    }

    /// <inheritdoc/>
    protected override async ValueTask<Event[]?> ReadNextEvents(CallContext call, int maxCount) =>
        Present(call, await _sharing.ChangeAsync(call, this, async () => await _events.ReadNextAsync(maxCount, await ScopeAsync(call), _visibility.For(call), call.Cancelled)));

    /// <inheritdoc/>
    protected override async ValueTask<Event[]?> ReadPreviousEvents(CallContext call, int maxCount) =>
        Present(call, await _sharing.ChangeAsync(call, this, async () => await _events.ReadPreviousAsync(maxCount, await ScopeAsync(call), _visibility.For(call), call.Cancelled)));

    /// <inheritdoc/>
    protected override async ValueTask SetCollectorPageSize(CallContext call, int maxCount)
    {
        await ChangeAsync(call, () => _events.SetPageSizeAsync(maxCount, call.Cancelled));
        _posted();
    }

    /// <inheritdoc/>
    protected override ValueTask RewindCollector(CallContext call) => ChangeAsync(call, () => _events.RewindAsync(call.Cancelled));

    /// <inheritdoc/>
    protected override ValueTask ResetCollector(CallContext call) => ChangeAsync(call, async () => await _events.ResetAsync(await ScopeAsync(call), _visibility.For(call), call.Cancelled));

    /// <inheritdoc/>
    protected override async ValueTask DestroyCollector(CallContext call)
    {
        await _sharing.RemoveAsync(call, [this]);
        if (!_owner.Remove(this))
            throw new VimFaultException(new ManagedObjectNotFound { Obj = Reference }, "the collector was destroyed meanwhile");
    }

    private async ValueTask ChangeAsync(CallContext call, Func<ValueTask> change) => await _sharing.ChangeAsync(call, this, async () =>
    {
        await change();
        return true;
    });

    private ValueTask<EntityScope?> ScopeAsync(CallContext call) => _scopes.OfAsync(_events.Filter.Spec.Entity, call);

    private Event[]? Present(CallContext call, Event[] events) => events.Length == 0
        ? null
        : Array.ConvertAll(events, posted => _events.Filter.Present(posted, e => _texts.WithText(e, call.Locale ?? _defaultLocale)));
}
