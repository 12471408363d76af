using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Inventory;
using VimSessionService.ManagedObjects.Inventory.Edits;
using VimSessionService.ManagedObjects.Inventory.Served;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory.Answers;

/// <summary>The methods of an AlarmManager that are answered from the alarms of an inventory. They change nothing.</summary>
/// <param name="served">The inventory.</param>
/// <param name="root">The root folder.</param>
/// <param name="edits">Reads the inventory.</param>
/// <param name="visibility">What callers may see.</param>
/// <param name="access">Checks privileges.</param>
internal sealed class AlarmAnswers(ServedInventory served, ManagedObjectReference root, InventoryEdits edits, Visibility visibility, AccessCheck access) : IServedMethods
{
    private readonly ManagedObjectReference[] _alarms = [.. served.Others.Where(static other => other.Type.Name == "Alarm").Select(static other => other.Reference)];

    /// <inheritdoc/>
    public bool Handles(string method, VimManagedType type) => method is "GetAlarm" or "GetAlarmState" && type.Is("AlarmManager");

    /// <inheritdoc/>
    public async ValueTask<MethodResult> RunAsync(ManagedObject<CallContext> target, VimRequest request, CallContext call)
    {
        var entity = DynamicMembers.Argument(request, "entity") as ManagedObjectReference;
        if (entity is not null)
        {
            if (edits.SourceOf(entity) is null && entity.Value != root.Value)
                throw new VimFaultException(new ManagedObjectNotFound { Obj = entity }, $"there is no object {entity.Value}");
            await access.DemandAsync(call, entity, Privileges.SystemView);
        }

        if (request.GetMethod().Name == "GetAlarm")
        {
            call.Budget.Spend(_alarms.Length);
            var about = entity is null ? _alarms : Array.FindAll(_alarms, alarm => (served.Owners.Of(alarm.Value) ?? root).Value == entity.Value);
            return new MethodResult(await visibility.OfAsync(about, call) is { Length: > 0 } visible ? visible : null);
        }

        var states = entity is null ? null : edits.Read(entity, "declaredAlarmState");
        return new MethodResult(((states as TypedArray)?.Items ?? states as DataObject[]) is { Length: > 0 } declared ? declared : null);
    }
}
