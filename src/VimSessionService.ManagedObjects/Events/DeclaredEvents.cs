using VimSessionService.Schema.Values;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Events;

/// <summary>Makes events of values whose types have no declaration in C#.</summary>
internal static class DeclaredEvents
{
    /// <summary>The event with the objects that it is about as every event has them.</summary>
    public static DynamicEvent Of(DynamicObject source) => new(source)
    {
        Key = At(source, "key") as int? ?? 0,
        ChainId = At(source, "chainId") as int? ?? 0,
        CreatedTime = At(source, "createdTime") as DateTime? ?? default,
        UserName = At(source, "userName") as string ?? "",
        FullFormattedMessage = At(source, "fullFormattedMessage") as string,
        ChangeTag = At(source, "changeTag") as string,
        Vm = Named(source, "vm", "vm") is var (vmName, vm) ? new VmEventArgument { Name = vmName, Vm = vm } : null,
        Host = Named(source, "host", "host") is var (hostName, host) ? new HostEventArgument { Name = hostName, Host = host } : null,
        Datacenter = Named(source, "datacenter", "datacenter") is var (datacenterName, datacenter) ? new DatacenterEventArgument { Name = datacenterName, Datacenter = datacenter } : null,
        ComputeResource = Named(source, "computeResource", "computeResource") is var (computeName, compute) ? new ComputeResourceEventArgument { Name = computeName, ComputeResource = compute } : null,
        Ds = Named(source, "ds", "datastore") is var (datastoreName, datastore) ? new DatastoreEventArgument { Name = datastoreName, Datastore = datastore } : null,
        Net = Named(source, "net", "network") is var (networkName, network) ? new NetworkEventArgument { Name = networkName, Network = network } : null,
    };

    private static (string Name, ManagedObjectReference Reference)? Named(DynamicObject source, string field, string member) =>
        At(source, field) is { } argument && At(argument, member) is ManagedObjectReference reference ? (At(argument, "name") as string ?? "", reference) : null;

    private static object? At(object value, string field) => DynamicMembers.Field(value, field);
}
