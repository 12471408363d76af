using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Machines;

/// <summary>Where a clone goes: what the <c>location</c> of its specification names, and for the rest where its source is.</summary>
internal sealed class ClonePlace(MachineContext context)
{
    /// <summary>Refuses what the inventory does not have, what is of another type, and a host and a pool that do not belong together.</summary>
    /// <exception cref="VimFaultException">ManagedObjectNotFound or InvalidArgument.</exception>
    public void Check(object? location)
    {
        var host = Require(location, "host", "HostSystem");
        var pool = Require(location, "pool", "ResourcePool", "VirtualApp");
        Require(location, "datastore", "Datastore");
        Require(location, "folder", "Folder");
        if (host is not null && pool is not null && !Belong(host, pool))
            throw Wrong("pool", "the pool is not of the host's compute resource");
    }

    /// <summary>The host and the pool. Of one that is named, the other is of the same compute resource.</summary>
    /// <param name="source">The values of the source.</param>
    /// <param name="location">The <c>location</c> of the specification.</param>
    public (ManagedObjectReference? Host, ManagedObjectReference? Pool) Of(IReadOnlyDictionary<string, object?> source, object? location)
    {
        var host = Reference(location, "host");
        var pool = Reference(location, "pool");
        if (host is null)
        {
            host = Reference(source.GetValueOrDefault("runtime"), "host");
            if (pool is not null && (host is null || !Belong(host, pool)) && Read(pool, "owner") is { } owner)
                host = (context.Edits.Read(owner, "host") as ManagedObjectReference[])?.FirstOrDefault() ?? host;
        }

        if (pool is null)
        {
            pool = source.GetValueOrDefault("resourcePool") as ManagedObjectReference;
            if (host is not null && (pool is null || !Belong(host, pool)) && Read(host, "parent") is { } computeResource)
                pool = Read(computeResource, "resourcePool") ?? pool;
        }

        return (host, pool);
    }

    private ManagedObjectReference? Require(object? location, string field, params ReadOnlySpan<string> types)
    {
        if (Reference(location, field) is not { } given)
            return null;
        if (!types.Contains(given.Type))
            throw Wrong(field, $"{given.Type} is no type of a {field}");
        return context.Inventory.Find(given.Value)?.Reference.Type == given.Type
            ? given
            : throw new VimFaultException(new ManagedObjectNotFound { Obj = given }, $"the {field} {given.Value} is not in the inventory");
    }

    /// <summary>Whether a host and a pool are of the same compute resource, as far as the inventory says.</summary>
    private bool Belong(ManagedObjectReference host, ManagedObjectReference pool) =>
        Read(host, "parent") is not { } parent || Read(pool, "owner") is not { } owner || parent.Value == owner.Value;

    private ManagedObjectReference? Read(ManagedObjectReference from, string property) => context.Edits.Read(from, property) as ManagedObjectReference;

    private static ManagedObjectReference? Reference(object? value, string field) => DynamicMembers.Field(value, field) as ManagedObjectReference;

    private static VimFaultException Wrong(string field, string reason) =>
        new(new InvalidArgument { InvalidProperty = $"spec.location.{field}" }, reason, $"A specified parameter was not correct: spec.location.{field}");
}
