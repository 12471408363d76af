using VimSessionService.Vim25;

namespace VimSessionService.Core.Events;

/// <summary>Which inventory objects an event is about.</summary>
internal static class EventEntities
{
    /// <summary>Whether one of the event's objects is in the set; an event about none at all is about the root folder.</summary>
    public static bool IsAbout(Event posted, EntityScope scope)
    {
        var any = false;
        return Has(posted.Vm?.Vm.Value)
            || Has(posted.Host?.Host.Value)
            || Has(posted.ComputeResource?.ComputeResource.Value)
            || Has(posted.Ds?.Datastore.Value)
            || Has(posted.Net?.Network.Value)
            || Has(posted.Dvs?.Dvs.Value)
            || Has(posted.Datacenter?.Datacenter.Value)
            || Has(Subject(posted))
            || (!any && scope.HasRoot);

        bool Has(string? entity)
        {
            any |= entity is not null;
            return entity is not null && scope.Entities.Contains(entity);
        }
    }

    /// <summary>The objects that an event is about, the nearest first.</summary>
    public static IEnumerable<ManagedObjectReference> Of(Event posted)
    {
        ManagedObjectReference?[] all =
        [
            posted.Vm?.Vm, posted.Host?.Host, posted.ComputeResource?.ComputeResource, posted.Ds?.Datastore, posted.Net?.Network, posted.Dvs?.Dvs, (posted as PermissionEvent)?.Entity.Entity,
            (posted as GeneralUserEvent)?.Entity?.Entity, posted.Datacenter?.Datacenter,
        ];
        return all.OfType<ManagedObjectReference>();
    }

    private static string? Subject(Event posted) => posted switch
    {
        PermissionEvent permission => permission.Entity.Entity.Value,
        GeneralUserEvent { Entity: { } entity } => entity.Entity.Value,
        EventEx { ObjectId: { } id } => id,
        _ => null,
    };
}

/// <summary>The inventory objects that a filter by entity lets through.</summary>
/// <param name="Entities">Their identifiers.</param>
/// <param name="HasRoot">Whether the root folder is one of them, to which events about no object belong.</param>
internal sealed record EntityScope(IReadOnlySet<string> Entities, bool HasRoot);
