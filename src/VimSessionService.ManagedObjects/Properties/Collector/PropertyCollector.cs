using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Sessions;
using VimSessionService.ManagedObjects.Properties.Updates;
using VimSessionService.ManagedObjects.Sharing;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Properties.Collector;

/// <summary>
/// A PropertyCollector: how most clients read properties (docs/facts/properties.md) and wait for their changes. The one of the service content
/// is every session's, though the filters in it are each session's own; the others are objects of the session that made them.
/// </summary>
internal sealed class PropertyCollector : PropertyCollectorBase<CallContext>, ISharedObject, ISharedObjectMaker
{
    private const string CollectorType = "PropertyCollector";
    private const string FilterType = "PropertyFilter";

    private readonly CollectorServices _services;
    private readonly CollectorFilters? _own;
    private readonly SharedPages? _shared;

    /// <summary>Makes the collector of the service content.</summary>
    public PropertyCollector(ManagedObjectReference reference, CollectorServices services)
        : this(reference, services, own: null)
    {
    }

    private PropertyCollector(ManagedObjectReference reference, CollectorServices services, CollectorFilters? own)
        : base(reference)
    {
        _services = services;
        _own = own;
        _shared = services.Sharing.IsOn ? new SharedPages(services) : null;
    }

    /// <inheritdoc/>
    public SharedObjectRecord Describe() => new() { Kind = Reference.Type };

    /// <summary>Makes a collector or a filter. A filter comes after its collector.</summary>
    public ISharedObject? Make(CallContext call, ManagedObjectReference reference, SharedObjectRecord record) => record.Kind switch
    {
        CollectorType => AddCollector(call, reference),
        FilterType when record.Of == Reference.Value => AddFilterAgain(call, reference, record),
        FilterType => (SessionObjects.Of(call).Find(record.Of ?? "") as PropertyCollector)?.AddFilterAgain(call, reference, record),
        _ => null,
    };

    /// <inheritdoc/>
    public void Drop(CallContext call)
    {
        var objects = SessionObjects.Of(call);
        foreach (var filter in _own!.Destroy())
            objects.Remove(filter);
        SessionCollectors.Of(call, _services.Sharing).Remove(_own);
        objects.Remove(this);
    }

    /// <inheritdoc/>
    protected override async ValueTask<ObjectContent[]?> RetrieveProperties(CallContext call, PropertyFilterSpec[] specSet)
    {
        var contents = await _services.Evaluator.EvaluateAsync(call, specSet);
        return contents.Count > 0 ? [.. contents] : null;
    }

    /// <summary>Pages are kept with the session; a caller without one gets the whole result, since it could not ask for the rest.</summary>
    protected override async ValueTask<RetrieveResult?> RetrievePropertiesEx(CallContext call, PropertyFilterSpec[] specSet, RetrieveOptions options)
    {
        if (options.MaxObjects is <= 0)
            throw new VimFaultException(new InvalidArgument { InvalidProperty = "options.maxObjects" }, "maxObjects is not positive");
        var contents = await _services.Evaluator.EvaluateAsync(call, specSet);
        if (contents.Count == 0)
            return null;
        if (options.MaxObjects is { } pageSize && Pages(call) is { } pages)
            return (_shared is null ? null : await _shared.StartAsync(call, specSet, contents, pageSize)) ?? pages.Start(contents.ToArray(), pageSize);
        return new RetrieveResult { Objects = [.. contents] };
    }

    /// <inheritdoc/>
    protected override async ValueTask<RetrieveResult> ContinueRetrievePropertiesEx(CallContext call, string token) =>
        Pages(call)?.Continue(token) ?? (_shared is null || call.Session is null ? null : await _shared.ContinueAsync(call, token)) ?? throw UnknownToken();

    /// <inheritdoc/>
    protected override async ValueTask CancelRetrievePropertiesEx(CallContext call, string token)
    {
        if (Pages(call)?.Cancel(token) is not true && (_shared is null || call.Session is null || !await _shared.CancelAsync(call, token)))
            throw UnknownToken();
    }

    /// <inheritdoc/>
    protected override async ValueTask<ManagedObjectReference[]?> GetFilter(CallContext call) => (await FiltersAsync(call)).References;

    /// <inheritdoc/>
    protected override async ValueTask<ManagedObjectReference> CreateFilter(CallContext call, PropertyFilterSpec spec, bool partialUpdates)
    {
        await _services.Reader.CheckAsync(call, spec);
        var session = await SessionOfAsync(call);
        var filter = AddFilter(call, SessionObjects.NewReference(session, FilterType), spec, partialUpdates);
        await _services.Sharing.AddAsync(call, filter);
        return filter.Reference;
    }

    /// <inheritdoc/>
    protected override async ValueTask<UpdateSet?> CheckForUpdates(CallContext call, string? version) =>
        await (await FiltersAsync(call)).CheckAsync(call, version, maxObjects: null, takesPages: false);

    /// <summary>Waits as long as it takes, since this older method has no answer for nothing.</summary>
    protected override async ValueTask<UpdateSet> WaitForUpdates(CallContext call, string? version) =>
        (await WaitAsync(call, version, maxObjects: null, takesPages: false, Timeout.InfiniteTimeSpan))!;

    /// <inheritdoc/>
    protected override async ValueTask<UpdateSet?> WaitForUpdatesEx(CallContext call, string? version, WaitOptions? options)
    {
        if (options?.MaxWaitSeconds is < 0)
            throw new VimFaultException(new InvalidArgument { InvalidProperty = "options.maxWaitSeconds" }, "maxWaitSeconds is negative");
        if (options?.MaxObjectUpdates is <= 0)
            throw new VimFaultException(new InvalidArgument { InvalidProperty = "options.maxObjectUpdates" }, "maxObjectUpdates is not positive");
        if (options?.MaxWaitSeconds is 0)
            return await (await FiltersAsync(call)).CheckAsync(call, version, options.MaxObjectUpdates, takesPages: true);
        var limit = options?.MaxWaitSeconds is { } seconds && seconds < CollectorFilters.LongestWait.TotalSeconds
            ? TimeSpan.FromSeconds(seconds)
            : CollectorFilters.LongestWait;
        return await WaitAsync(call, version, options?.MaxObjectUpdates, takesPages: true, limit);
    }

    /// <inheritdoc/>
    protected override async ValueTask CancelWaitForUpdates(CallContext call)
    {
        var filters = await FiltersAsync(call);
        filters.CancelWaits();
        await _services.Sharing.CancelAsync(call, filters.Name);
    }

    /// <inheritdoc/>
    protected override async ValueTask<ManagedObjectReference> CreatePropertyCollector(CallContext call)
    {
        var session = await SessionOfAsync(call);
        var collector = AddCollector(call, SessionObjects.NewReference(session, CollectorType));
        await _services.Sharing.AddAsync(call, collector);
        return collector.Reference;
    }

    private PropertyCollector AddCollector(CallContext call, ManagedObjectReference reference)
    {
        var collectors = SessionCollectors.Of(call, _services.Sharing);
        var filters = collectors.New(_services, ObjectSharing.NameOf(reference));
        var collector = new PropertyCollector(reference, _services, filters);
        try
        {
            SessionObjects.Of(call).Add(call, collector, bytes: 500);
        }
        catch (VimFaultException)
        {
            collectors.Remove(filters);
            throw;
        }

        return collector;
    }

    private PropertyFilter AddFilter(CallContext call, ManagedObjectReference reference, PropertyFilterSpec spec, bool partialUpdates)
    {
        var filters = FiltersOf(call);
        var filter = new PropertyFilter(reference, call, spec, partialUpdates, Reference, filters, _services);
        SessionObjects.Of(call).Add(call, filter, filter.Weight);
        filters.Add(filter);
        _services.Changes.Notify(Reference, "filter");
        return filter;
    }

    private PropertyFilter? AddFilterAgain(CallContext call, ManagedObjectReference reference, SharedObjectRecord record) =>
        SpecText.Read<PropertyFilterSpec>(record.Spec, PropertyFilterSpec.Schema, _services.Catalog) is { } spec ? AddFilter(call, reference, spec, record.Deep) : null;

    /// <summary>Takes the collector away with its filters; that of the service content stays.</summary>
    protected override async ValueTask DestroyPropertyCollector(CallContext call)
    {
        if (_own is null)
            throw new VimFaultException(new NotSupported(), "the collector of the service content cannot be destroyed");
        await SessionOfAsync(call);
        await _services.Sharing.RemoveAsync(call, [this, .. _own.All], _own.ToldName);
        Drop(call);
    }

    private static PendingPages? Pages(CallContext call) => call.Attachments is { } attachments
        ? attachments.Find<PendingPages>() ?? attachments.GetOrAdd(() => new PendingPages(SessionBytes.Of(call)))
        : null;

    private static VimFaultException UnknownToken() =>
        new(new InvalidArgument { InvalidProperty = "token" }, "no page waits under this token");

    private async ValueTask<CollectorFilters> FiltersAsync(CallContext call)
    {
        if (_own is null)
            await SessionOfAsync(call);
        return FiltersOf(call);
    }

    private CollectorFilters FiltersOf(CallContext call) => _own ?? SessionCollectors.Of(call, _services.Sharing).Shared(_services);

    private async ValueTask<UpdateSet?> WaitAsync(CallContext call, string? version, int? maxObjects, bool takesPages, TimeSpan limit) =>
        await (await FiltersAsync(call)).WaitAsync(
            call, version, maxObjects, takesPages, limit, () => _services.Access.DemandSession(call, Privileges.SystemView));

    /// <summary>The caller's session, which every method here needs that declares System.View.</summary>
    private async ValueTask<Session> SessionOfAsync(CallContext call)
    {
        await _services.Access.DemandAsync(call, this, Privileges.SystemView);
        return call.Session!;
    }
}
