using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Events;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Events;

/// <summary>
/// Which events a caller may see: those about an object on which the caller has System.View, and those about none. The nearest object of an event that is still there decides, for an event of
/// a virtual machine the virtual machine.
/// </summary>
internal sealed class EventVisibility(InventoryTree inventory, AccessCheck access)
{
    /// <summary>Says of an event whether a caller may see it.</summary>
    public Func<Event, ValueTask<bool>> For(CallContext call) => posted => ShowsAsync(posted, call);

    private ValueTask<bool> ShowsAsync(Event posted, CallContext call)
    {
        foreach (var reference in EventEntities.Of(posted))
        {
            if (inventory.Find(reference.Value) is { } entity)
                return CanSeeAsync(entity.Reference, call);
        }

        return new(true);
    }

    private async ValueTask<bool> CanSeeAsync(ManagedObjectReference entity, CallContext call) => await access.CheckAsync(call, entity, Privileges.SystemView) is null;
}
