using VimSessionService.Core.Calls;
using VimSessionService.Inventory;
using VimSessionService.ManagedObjects.Inventory.Edits;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory.Served;

/// <summary>
/// An object of an inventory that is served. Its place and its permissions are the service's; its other properties are those of the inventory, without
/// the references to what the caller may not see.
/// </summary>
/// <param name="reference">What clients call it: as the inventory does, but a manager as the service content of the service.</param>
/// <param name="source">Its values.</param>
/// <param name="entities">Reads what every object of the inventory shows.</param>
/// <param name="visibility">What callers may see.</param>
/// <param name="edits">What has changed of the inventory.</param>
/// <param name="owners">What objects without a name belong to.</param>
/// <param name="methods">Answers for its methods, the first that has one.</param>
internal sealed class ServedObject(
    ManagedObjectReference reference, InventoryObject source, EntityReader entities, Visibility visibility, InventoryEdits edits, ObjectOwners owners, IReadOnlyList<IServedMethods> methods)
    : ManagedObject<CallContext>(reference), IInventorySource, IPartOfEntity
{
    private readonly bool _isEntity = source.IsEntity;

    /// <inheritdoc/>
    public InventoryObject Source => source;

    /// <summary>The virtual machine of a snapshot, the host of a manager, what a browser is of, what a task or an alarm is about.</summary>
    public ManagedObjectReference? Entity =>
        _isEntity ? null : source.Type.Name == "VirtualMachineSnapshot" ? edits.Read(Reference, source, "vm") as ManagedObjectReference : owners.Of(source.Reference.Value);

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
                return entities.Parent(Reference) is { } parent && !await visibility.HidesAsync(parent, call) ? parent : null;
        }

        return edits.Read(Reference, source, name) switch
        {
            ManagedObjectReference single => edits.IsRemoved(single) || await visibility.HidesAsync(single, call) ? null : single,
            ManagedObjectReference[] several => await visibility.OfAsync(edits.Existing(several), call),
            var value => value,
        };
    }

    /// <inheritdoc/>
    public override ValueTask<MethodResult> InvokeAsync(VimRequest request, CallContext call)
    {
        var method = request.GetMethod().Name;
        foreach (var part in methods)
        {
            if (part.Handles(method, Type))
                return part.RunAsync(this, request, call);
        }

        return base.InvokeAsync(request, call);
    }
}
