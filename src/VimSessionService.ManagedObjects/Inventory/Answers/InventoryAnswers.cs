using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Inventory.Lab;
using VimSessionService.ManagedObjects.Inventory.Edits;
using VimSessionService.ManagedObjects.Inventory.Served;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory.Answers;

/// <summary>The methods of an inventory's objects that are answered from its values. They change nothing.</summary>
/// <param name="values">Makes values.</param>
/// <param name="edits">Reads the inventory.</param>
/// <param name="access">Checks privileges.</param>
/// <param name="time">The clock.</param>
internal sealed class InventoryAnswers(LabValues values, InventoryEdits edits, AccessCheck access, TimeProvider time) : IServedMethods
{
    /// <summary>The methods, with the types that have them.</summary>
    public static IReadOnlyDictionary<string, string> Methods { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["FetchDVPorts"] = "DistributedVirtualSwitch",
        ["GetResourceUsage"] = "ClusterComputeResource",
        ["QueryDateTime"] = "HostDateTimeSystem",
        ["QueryNetConfig"] = "HostVirtualNicManager",
        ["QueryOptions"] = "OptionManager",
    };

    private readonly ClusterUsage _usage = new(values, edits);
    private readonly SwitchPorts _ports = new(values, edits);

    /// <inheritdoc/>
    public bool Handles(string method, VimManagedType type) => Methods.TryGetValue(method, out var receiver) && type.Is(receiver);

    /// <inheritdoc/>
    public async ValueTask<MethodResult> RunAsync(ManagedObject<CallContext> target, VimRequest request, CallContext call)
    {
        switch (request.GetMethod().Name)
        {
            case "FetchDVPorts":
                return new MethodResult(await _ports.FetchAsync(target, request, call));
            case "GetResourceUsage":
                return new MethodResult(_usage.Of(target.Reference, call));
            case "QueryDateTime":
                return new MethodResult(time.GetUtcNow().UtcDateTime);
            case "QueryNetConfig":
                return new MethodResult(NetConfig(edits.Read(target.Reference, "info"), DynamicMembers.Argument(request, "nicType")));
            default:
                await access.DemandAsync(call, target, Privileges.SystemRead);
                return new MethodResult(HostSettingQuery.Query(edits.Read(target.Reference, "setting"), request, call));
        }
    }

    /// <summary>Which network cards a role may have and has.</summary>
    /// <exception cref="VimFaultException">InvalidArgument: the host does not know the role.</exception>
    private static DataObject NetConfig(object? info, object? role) =>
        Array.Find(DynamicMembers.Field(info, "netConfig") as DataObject[] ?? [], config => Equals(DynamicMembers.Field(config, "nicType"), role))
        ?? throw new VimFaultException(new InvalidArgument { InvalidProperty = "nicType" }, "the host does not know the role");
}
