using VimSessionService.Core;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Events;
using VimSessionService.Core.Messages;
using VimSessionService.Core.Sessions;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.ManagedObjects.Sharing;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Events;

/// <summary>The EventManager: the events of the core with their API.</summary>
internal sealed class EventManager : EventManagerBase<CallContext>, ISharedObjectMaker
{
    /// <summary>How many collectors a client may have at once, as of a vCenter.</summary>
    private const int MaxCollectors = 32;

    private const string CollectorType = "EventHistoryCollector";

    private readonly IEventLog _events;
    private readonly EventTexts _texts;
    private readonly EventPosting _posting;
    private readonly ManagedObjectReference _rootFolder;
    private readonly ManagedObjectRegistry _registry;
    private readonly PropertyChanges _changes;
    private readonly EventScopes _scopes;
    private readonly EventVisibility _visibility;
    private readonly EventDescriptions _descriptions;
    private readonly LocaleChoice _defaultLocale;
    private readonly bool _canQuery;
    private readonly ObjectSharing _sharing;
    private readonly Action _posted;

    /// <summary>Makes it.</summary>
    /// <param name="reference">Its name.</param>
    /// <param name="product">What the service presents itself as. QueryEvents is a vCenter's only.</param>
    /// <param name="events">The events.</param>
    /// <param name="texts">Gives them their texts.</param>
    /// <param name="posting">Adds what clients post.</param>
    /// <param name="messages">The texts of their descriptions.</param>
    /// <param name="locales">The locales of texts.</param>
    /// <param name="extensions">The extensions, which have events of their own.</param>
    /// <param name="registry">The inventory objects that events can be about.</param>
    /// <param name="visibility">Which events callers may see.</param>
    /// <param name="changes">Where it says that there is a new event.</param>
    /// <param name="sharing">Has other replicas find the collectors.</param>
    public EventManager(
        ManagedObjectReference reference,
        ServedProduct product,
        IEventLog events,
        EventTexts texts,
        EventPosting posting,
        MessageCatalog messages,
        LocaleCatalog locales,
        ExtensionDirectory extensions,
        ManagedObjectRegistry registry,
        EventVisibility visibility,
        PropertyChanges changes,
        ObjectSharing sharing)
        : base(reference)
    {
        _events = events;
        _texts = texts;
        _posting = posting;
        _rootFolder = product.RootFolder;
        _registry = registry;
        _visibility = visibility;
        _changes = changes;
        _sharing = sharing;
        _scopes = new EventScopes(registry, product.RootFolder);
        _descriptions = new EventDescriptions(messages, extensions);
        extensions.Changed += () => changes.Notify(reference, "description");
        _defaultLocale = locales.Resolve(null);
        _canQuery = !product.IsHost;
        _posted = () => changes.Notify(reference, "latestEvent");
    }

    /// <inheritdoc/>
    protected override ValueTask<EventDescription?> GetDescription(CallContext call) =>
        new(_descriptions.Describe(call.Version, LocaleOf(call).MessageLocale));

    /// <inheritdoc/>
    protected override async ValueTask<Event?> GetLatestEvent(CallContext call)
    {
        _events.NotifyOnce(_posted);
        return await EventScan.BackwardAsync(_events, long.MaxValue, max: 1, static _ => true, _visibility.For(call), call.Cancelled) is [var (_, latest)]
            ? _texts.WithText(latest, LocaleOf(call))
            : null;
    }

    /// <inheritdoc/>
    protected override ValueTask<int?> GetMaxCollector(CallContext call) => new(MaxCollectors);

    /// <inheritdoc/>
    protected override ValueTask<EventArgDesc[]?> RetrieveArgumentDescription(CallContext call, string eventTypeId) =>
        new(_descriptions.Arguments(eventTypeId, call.Version, LocaleOf(call).MessageLocale));

    /// <inheritdoc/>
    protected override async ValueTask<ManagedObjectReference> CreateCollectorForEvents(CallContext call, EventFilterSpec filter)
    {
        var session = SessionOf(call, Privileges.SystemView);
        var checkedFilter = Check(call, filter);
        var objects = SessionObjects.Of(call);
        if (objects.All.OfType<EventHistoryCollector>().Count() >= MaxCollectors)
            throw new VimFaultException(new InvalidState(), $"the session has {MaxCollectors} collectors");
        var reference = SessionObjects.NewReference(session, CollectorType);
        await _sharing.AddAsync(call, Add(call, reference, checkedFilter));
        return reference;
    }

    /// <inheritdoc/>
    public ISharedObject? Make(CallContext call, ManagedObjectReference reference, SharedObjectRecord record)
    {
        if (record.Kind != CollectorType || SpecText.Read<EventFilterSpec>(record.Spec, EventFilterSpec.Schema, _registry.Catalog) is not { } spec)
            return null;
        var collector = Add(call, reference, new EventFilter(spec));
        collector.Take(call, record);
        return collector;
    }

    private EventHistoryCollector Add(CallContext call, ManagedObjectReference reference, EventFilter filter)
    {
        var objects = SessionObjects.Of(call);
        var collector = new EventHistoryCollector(reference, objects, _events, _texts, filter, _scopes, _visibility, _defaultLocale, _changes, _sharing);
        objects.Add(call, collector, 2 * ValueWeight.Of(filter.Spec));
        return collector;
    }

    /// <summary>The first events that pass the filter, oldest first: a vCenter 8 was seen to leave out the newest of more than a thousand.</summary>
    protected override async ValueTask<Event[]?> QueryEvents(CallContext call, EventFilterSpec filter, EventManagerEventViewSpec? eventViewSpec)
    {
        if (!_canQuery)
            throw new VimFaultException(new NotImplemented(), "a host has no QueryEvents");
        var checkedFilter = Check(call, filter);
        var scope = await _scopes.OfAsync(filter.Entity, call);
        var found = await FindAsync(call, eventViewSpec, filter.MaxCount ?? EventFilter.MaxPage, posted => checkedFilter.Matches(posted, scope));
        if (found.Count == 0)
            return null;
        var locale = LocaleOf(call);
        return [.. found.Select(placed => checkedFilter.Present(placed.Event, posted => _texts.WithText(posted, locale)))];
    }

    /// <summary>
    /// The events of a view, oldest first: without a view the oldest, with one those nearest to its event, which is not among them. The key of an event
    /// is its position in the log.
    /// </summary>
    private ValueTask<List<PlacedEvent>> FindAsync(CallContext call, EventManagerEventViewSpec? view, int max, Func<Event, bool> matches) => view switch
    {
        null => EventScan.ForwardAsync(_events, 0, max, matches, _visibility.For(call), call.Cancelled),
        EventManagerViewByStartId { StartEventId: < 0 } =>
            throw new VimFaultException(new InvalidArgument { InvalidProperty = "eventViewSpec.startEventId" }, "startEventId is negative"),
        EventManagerViewByStartId { IsForward: true } newer => EventScan.ForwardAsync(_events, newer.StartEventId + 1L, max, matches, _visibility.For(call), call.Cancelled),
        EventManagerViewByStartId older => EventScan.BackwardAsync(_events, older.StartEventId, max, matches, _visibility.For(call), call.Cancelled),
        _ => throw new VimFaultException(new InvalidArgument { InvalidProperty = "eventViewSpec" }, $"there is no view by a {view.GetSchema().Name}"),
    };

    /// <inheritdoc/>
    protected override ValueTask PostEvent(CallContext call, Event eventToPost, TaskInfo? taskInfo) =>
        _posting.PostAsync(SessionOf(call, Privileges.GlobalLogEvent), eventToPost, taskInfo, call.Cancelled);

    /// <inheritdoc/>
    protected override async ValueTask LogUserEvent(CallContext call, ManagedObjectReference entity, string msg)
    {
        var target = _registry.Get(entity, call);
        if (!target.Type.Is("ManagedEntity"))
            throw new VimFaultException(new InvalidArgument { InvalidProperty = "entity" }, $"{target.Reference} is no inventory object");
        var name = await NameAsync(target, call);
        await _posting.LogAsync(call.Session!, new ManagedEntityEventArgument { Name = name, Entity = target.Reference }, await DatacenterAsync(target, call), msg, call.Cancelled);
    }

    private static async ValueTask<string> NameAsync(ManagedObject<CallContext> entity, CallContext call) => await entity.ReadPropertyAsync("name", call) as string ?? "";

    private Session SessionOf(CallContext call, string privilegeId) => call.Session ?? throw new VimFaultException(
        new NotAuthenticated { Object = _rootFolder, PrivilegeId = privilegeId }, "the call has no live session");

    private LocaleChoice LocaleOf(CallContext call) => call.Locale ?? _defaultLocale;

    /// <summary>The filter that a specification means.</summary>
    /// <exception cref="VimFaultException">InvalidArgument: a field is invalid, or the filter's entity does not exist.</exception>
    private EventFilter Check(CallContext call, EventFilterSpec spec)
    {
        var filter = new EventFilter(spec);
        if (spec.Entity is { Entity: var entity } && !_scopes.Exists(entity, call))
            throw new VimFaultException(new InvalidArgument { InvalidProperty = "filter.entity" }, $"there is no inventory object {entity.Value}");
        return filter;
    }

    /// <summary>The datacenter that an object is or is in; null outside of any.</summary>
    private async ValueTask<DatacenterEventArgument?> DatacenterAsync(ManagedObject<CallContext> entity, CallContext call)
    {
        const int MaxSteps = 100; // deeper than any inventory
        var at = entity;
        for (var i = 0; i < MaxSteps; i++)
        {
            if (at.Type.Is("Datacenter"))
                return new DatacenterEventArgument { Name = await NameAsync(at, call), Datacenter = at.Reference };
            if (await at.ReadPropertyAsync("parent", call) is not ManagedObjectReference parent || _registry.Find(parent, call) is not { } above)
                return null;
            at = above;
        }

        return null;
    }
}
