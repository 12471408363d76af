using VimSessionService.Core.Calls;
using VimSessionService.Core.Events;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Events;

/// <summary>Finds out which inventory objects a filter by entity means, from the objects themselves.</summary>
internal sealed class EventScopes(ManagedObjectRegistry registry, ManagedObjectReference rootFolder)
{
    private const string Entity = "ManagedEntity";

    /// <summary>Whether there is such an inventory object.</summary>
    public bool Exists(ManagedObjectReference entity, CallContext call) => registry.Find(entity, call)?.Type.Is(Entity) is true;

    /// <summary>The objects that a filter by entity lets through; null where there is no such filter.</summary>
    public async ValueTask<EntityScope?> OfAsync(EventFilterSpecByEntity? filter, CallContext call)
    {
        if (filter is null)
            return null;
        var entities = new HashSet<string>(StringComparer.Ordinal);
        if (filter.Recursion is not EventFilterSpecRecursionOption.Self)
            await CollectAsync(filter.Entity, entities, call);
        if (filter.Recursion is EventFilterSpecRecursionOption.Children)
            entities.Remove(filter.Entity.Value);
        else
            entities.Add(filter.Entity.Value);
        return new EntityScope(entities, entities.Contains(rootFolder.Value));
    }

    /// <summary>Adds an object and everything below it.</summary>
    private async ValueTask CollectAsync(ManagedObjectReference top, HashSet<string> entities, CallContext call)
    {
        var pending = new Stack<ManagedObjectReference>([top]);
        while (pending.TryPop(out var reference))
        {
            if (registry.Find(reference, call) is not { } target || !entities.Add(target.Reference.Value))
                continue;
            foreach (var property in target.Type.PropertiesByName)
            {
                if (!LeadsDown(property))
                    continue;
                switch (await target.ReadPropertyAsync(property.Name, call))
                {
                    case ManagedObjectReference child:
                        pending.Push(child);
                        break;
                    case ManagedObjectReference[] children:
                        foreach (var child in children)
                            pending.Push(child);
                        break;
                }
            }
        }
    }

    private static bool LeadsDown(VimProperty property) =>
        property.Name != "parent" && property.Type.Kind == VimKind.Reference && VimManagedTypes.Find(property.Type.Name)?.Is(Entity) is true;
}
