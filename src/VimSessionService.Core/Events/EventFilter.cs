using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Events;

/// <summary>
/// Which events a reader wants (EventFilterSpec). What is unset does not restrict; what is set must all hold. Which objects belong to
/// a filter by entity the inventory says, at each reading.
/// </summary>
internal sealed class EventFilter
{
    /// <summary>The most events that one answer holds, as of a vCenter.</summary>
    public const int MaxPage = 1000;

    private readonly EventFilterSpec _spec;
    private readonly HashSet<string>? _types;
    private readonly HashSet<string>? _typeIds;
    private readonly HashSet<string>? _categories;
    private readonly HashSet<string>? _tags;
    private readonly HashSet<string>? _auditIds;
    private readonly HashSet<AccountName>? _users;
    private CheckedUser? _lastUser;

    /// <summary>Checks and takes a filter.</summary>
    /// <exception cref="VimFaultException">InvalidArgument: a field is invalid.</exception>
    public EventFilter(EventFilterSpec spec)
    {
        _spec = spec;
        if (spec.EventChainId is <= 0)
            throw Invalid("eventChainId");
        if (spec.MaxCount is <= 0 or > MaxPage)
            throw Invalid("maxCount");
        if (spec.Category?.All(EventCategories.All.Contains) is false)
            throw Invalid("category");
        _categories = spec.Category is { Length: > 0 } categories ? new(categories, StringComparer.Ordinal) : null;
        _tags = spec.Tag is { Length: > 0 } tags ? new(tags, StringComparer.Ordinal) : null;
        _types = Names(spec.Type);
        _typeIds = Names(spec.EventTypeId);
        if (_types?.All(IsEventType) is false)
            throw Invalid("type");
        if (_typeIds?.Contains("") is true || (_types is not null && _typeIds is not null))
            throw Invalid("eventTypeId");
        if (spec.Auditable is not null && spec.AuditId is not null)
            throw Invalid("auditId");
        _auditIds = spec.AuditId is { Length: > 0 } auditIds ? new(auditIds, StringComparer.Ordinal) : null;
        _users = spec.UserName?.UserList is { Length: > 0 } users ? [.. users.Select(ParseUser)] : null;
    }

    /// <summary>What it was made of.</summary>
    public EventFilterSpec Spec => _spec;

    /// <summary>Whether an event passes.</summary>
    /// <param name="posted">The event.</param>
    /// <param name="scope">The objects of the filter by entity; null where there is no such filter.</param>
    public bool Matches(Event posted, EntityScope? scope) =>
        _spec is { Alarm: null, ScheduledTask: null } // there are none that an event could be about
        && (_spec.EventChainId is not { } chain || posted.ChainId == chain)
        && _categories?.Contains(EventCategories.Of(posted)) is not false
        && _tags?.Contains(posted.ChangeTag ?? "") is not false
        && (_spec.Auditable is not { } auditable || posted.AuditId is not null == auditable)
        && _auditIds?.Contains(posted.AuditId ?? "") is not false
        && IsInTime(posted.CreatedTime)
        && IsOfType(posted)
        && IsOfUser(posted.UserName)
        && (scope is null || EventEntities.IsAbout(posted, scope));

    /// <summary>The same event as the filter's reader wants to see it.</summary>
    public Event Present(Event posted, Func<Event, Event> withText) => _spec.DisableFullMessage is true ? posted : withText(posted);

    private static VimFaultException Invalid(string field) =>
        new(new InvalidArgument { InvalidProperty = $"filter.{field}" }, $"the filter's {field} is invalid");

    /// <summary>The last part of each name: clients write <c>vim.event.Event</c>, <c>vim25:Event</c> or <c>Event</c>.</summary>
    private static HashSet<string>? Names(string[]? names) => names is not { Length: > 0 } ? null : new(names.Select(Plain), StringComparer.Ordinal);

    private static string Plain(string name)
    {
        var plain = name[(name.LastIndexOf(':') + 1)..];
        return plain.StartsWith("vim.event.", StringComparison.Ordinal) ? plain["vim.event.".Length..] : plain;
    }

    /// <summary>A real server has many types of events which do not happen here; what is no event at all is refused.</summary>
    private static bool IsEventType(string name) => name.Length > 0 && VimTypes.Find(name)?.Is(Event.Schema) is not false;

    private static AccountName ParseUser(string text) => AccountName.TryParse(text, out var name) ? name : new AccountName(text);

    private bool IsInTime(DateTime created) =>
        _spec.Time is not { } time
        || ((time.BeginTime is not { } begin || created >= begin) && (time.EndTime is not { } end || created <= end));

    private bool IsOfType(Event posted)
    {
        if (_types is not null)
            return IsOneOf(posted.GetSchema(), _types);
        if (_typeIds is null)
            return true;
        return posted is EventEx { EventTypeId: var id } && _typeIds.Contains(id) || IsOneOf(posted.GetSchema(), _typeIds);
    }

    private static bool IsOneOf(VimType type, HashSet<string> names)
    {
        for (var at = type; at is not null; at = at.Base)
        {
            if (names.Contains(at.Name))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Events of the system are those of no user; without a list every user's are meant. The answer for the last name is remembered, since the events of
    /// a session have one and the same text.
    /// </summary>
    private bool IsOfUser(string userName)
    {
        if (_spec.UserName is not { } filter)
            return true;
        if (userName.Length == 0)
            return filter.SystemUser;
        if (_users is null)
            return true;
        if (_lastUser is not { } last || !ReferenceEquals(last.Name, userName))
            _lastUser = last = new CheckedUser(userName, _users.Contains(ParseUser(userName)));
        return last.IsMeant;
    }

    /// <summary>Whether events of a user are meant.</summary>
    private sealed record CheckedUser(string Name, bool IsMeant);
}
