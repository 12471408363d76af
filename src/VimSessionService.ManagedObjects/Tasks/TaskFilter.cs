using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Tasks;

/// <summary>
/// Which tasks a collector has (TaskFilterSpec). What is unset does not restrict; what is set must all hold. No task of the service has an alarm, a scheduled task, an activation, a tag or a
/// task above it, so a filter by one of these has none; those of recorded tasks are not looked at.
/// </summary>
/// <param name="spec">The filter.</param>
/// <param name="inventory">Says what is below what.</param>
internal sealed class TaskFilter(DataObject spec, InventoryTree inventory)
{
    private static readonly string[] Never = ["alarm", "scheduledTask"];
    private static readonly string[] NeverUnlessEmpty = ["activationId", "tag", "parentTaskKey", "rootTaskKey"];

    private readonly bool _hasNone = Array.Exists(Never, name => Of(spec, name) is not null) || Array.Exists(NeverUnlessEmpty, name => Of(spec, name) is string[] { Length: > 0 });
    private readonly HashSet<string>? _states = (Of(spec, "state") as EnumArray)?.Values is { Length: > 0 } states ? states.Select(static state => state.Value).ToHashSet(StringComparer.Ordinal) : null;
    private readonly HashSet<int>? _chains = Of(spec, "eventChainId") is int[] { Length: > 0 } chains ? [.. chains] : null;
    private readonly object? _time = Of(spec, "time");
    private readonly object? _user = Of(spec, "userName");
    private readonly HashSet<AccountName>? _users = Of(Of(spec, "userName"), "userList") is string[] { Length: > 0 } users ? [.. users.Select(Parse)] : null;
    private readonly ManagedObjectReference? _entity = Of(Of(spec, "entity"), "entity") as ManagedObjectReference;
    private readonly string _recursion = Word(Of(Of(spec, "entity"), "recursion"));

    /// <summary>What it was made of.</summary>
    public DataObject Spec => spec;

    /// <summary>Refuses a filter that names what does not exist.</summary>
    /// <exception cref="VimFaultException">InvalidArgument.</exception>
    public void Check()
    {
        if (_entity is not null && inventory.Find(_entity.Value) is null)
            throw new VimFaultException(new InvalidArgument { InvalidProperty = "filter.entity" }, $"there is no inventory object {_entity.Value}");
        if (_chains?.Any(static chain => chain <= 0) is true)
            throw new VimFaultException(new InvalidArgument { InvalidProperty = "filter.eventChainId" }, "a chain of events is not positive");
    }

    /// <summary>Whether a task passes.</summary>
    public bool Matches(KnownTask task) =>
        !_hasNone
        && _states?.Contains(task.State) is not false
        && _chains?.Contains(task.Chain) is not false
        && IsInTime(task)
        && (_user is null || _users is null || _users.Contains(Parse(task.UserName)))
        && IsAbout(task);

    private static object? Of(object? value, string name) => DynamicMembers.Field(value, name);

    private static string Word(object? value) => (value as EnumValue)?.Value ?? "self";

    private static AccountName Parse(string text) => AccountName.TryParse(text, out var name) ? name : new AccountName(text);

    private bool IsInTime(KnownTask task)
    {
        if (_time is null)
            return true;
        var at = Word(Of(_time, "timeType")) switch
        {
            "startedTime" => task.Started,
            "completedTime" => task.Completed,
            _ => task.Queued,
        };
        return at is { } time
            && (Of(_time, "beginTime") is not DateTime begin || time >= begin)
            && (Of(_time, "endTime") is not DateTime end || time <= end);
    }

    private bool IsAbout(KnownTask task)
    {
        if (_entity is null)
            return true;
        if (task.Entity is not { } about)
            return false;
        var isItself = about.Reference.Value == _entity.Value;
        return _recursion switch
        {
            "self" => isItself,
            "children" => IsBelow(about),
            _ => isItself || IsBelow(about),
        };
    }

    private bool IsBelow(InventoryEntity about)
    {
        for (var at = about.Parent; at is not null; at = at.Parent)
        {
            if (at.Reference.Value == _entity!.Value)
                return true;
        }

        return false;
    }
}
