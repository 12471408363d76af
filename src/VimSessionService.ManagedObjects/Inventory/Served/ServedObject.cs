using VimSessionService.Core.Calls;
using VimSessionService.Inventory;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.ManagedObjects.Inventory.Served;

/// <summary>
/// An object of an inventory that is served. Its place and its permissions are the service's; its other properties are those of the inventory, without
/// the references to what the caller may not see.
/// </summary>
/// <param name="reference">What clients call it: as the inventory does, but a manager as the service content of the service.</param>
/// <param name="source">Its values.</param>
/// <param name="entities">Reads what every object of the inventory shows.</param>
/// <param name="visibility">What callers may see.</param>
internal sealed class ServedObject(ManagedObjectReference reference, InventoryObject source, EntityReader entities, Visibility visibility)
    : ManagedObject<CallContext>(reference)
{
    private readonly bool _isEntity = source.IsEntity;

    /// <inheritdoc/>
    public override VimManagedType Type => source.Type;

    /// <inheritdoc/>
    public override async ValueTask<object?> ReadPropertyAsync(string name, CallContext call)
    {
        switch (name)
        {
            case "permission" when _isEntity:
                return new TypedArray(Permission.Schema, entities.Permissions(Reference));
            case "effectiveRole" when _isEntity:
                return await entities.EffectiveRolesAsync(Reference, call);
            case "parent" when _isEntity && !entities.IsIn(Reference, "VirtualApp"):
                return entities.Parent(Reference);
        }

        return Read(name) switch
        {
            ManagedObjectReference single => await visibility.HidesAsync(single, call) ? null : single,
            ManagedObjectReference[] several => await visibility.OfAsync(several, call),
            var value => value,
        };
    }

    private object? Read(string name)
    {
        try
        {
            return source.Read(name);
        }
        catch (InventoryException e)
        {
            throw new VimFaultException(new SystemError { Reason = "A recorded value cannot be read." }, e.Message);
        }
    }
}
