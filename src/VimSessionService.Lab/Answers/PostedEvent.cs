using System.Text.Json;
using System.Text.Json.Nodes;
using VimSessionService.Core;
using VimSessionService.Schema;
using VimSessionService.Schema.Values;
using VimSessionService.Vim25;
using VimSessionService.Vim25.Schema;

namespace VimSessionService.Lab.Answers;

/// <summary>Reads events that are posted. What the service says of every event may be left out.</summary>
internal static class PostedEvent
{
    /// <summary>Reads an event.</summary>
    /// <param name="given">The event in VI-JSON form.</param>
    /// <param name="place">Its place, for errors.</param>
    /// <param name="catalog">The types of events.</param>
    /// <exception cref="RefusedException">It is no event of the API.</exception>
    public static Event Read(JsonElement given, string place, VimCatalog catalog)
    {
        if (catalog is not ServedApi { Whole: var api })
            throw new RefusedException(place, "needs an inventory. Start the service with --inventory");
        if (given.ValueKind != JsonValueKind.Object)
            throw new RefusedException(place, "is no object");
        var said = given.TryGetProperty(JsonFieldReader.TypeName, out var name) && name.ValueKind == JsonValueKind.String ? name.GetString()! : "";
        if (catalog.FindType(said) is not { } type || !IsEvent(type))
        {
            IReadOnlyList<string> known = [.. api.Types.Where(IsEvent).Select(static found => found.Name)];
            throw new RefusedException($"{place}/{JsonFieldReader.TypeName}", $"is no event of the API.{NearestNames.Hint(said, known)}", known);
        }

        var whole = new JsonObject { ["key"] = 0, ["chainId"] = 0, ["createdTime"] = "1970-01-01T00:00:00Z", ["userName"] = "" };
        foreach (var member in given.EnumerateObject())
            whole[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        var read = JsonFieldReader.Read(JsonElement.Parse(whole.ToJsonString()), type, place, type.Base is { } up && ReferenceEquals(api.FindType(up.Name), up) ? api : catalog);
        return read as Event ?? Declared((DynamicObject)read);
    }

    private static bool IsEvent(VimType type)
    {
        for (var at = type; at is not null; at = at.Base)
        {
            if (at.Name == Event.Schema.Name)
                return true;
        }

        return false;
    }

    /// <summary>The event with the objects that it is about as every event has them.</summary>
    private static DynamicEvent Declared(DynamicObject source) => new(source)
    {
        Key = 0,
        ChainId = 0,
        CreatedTime = default,
        UserName = "",
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
        At(source, field) is DynamicObject argument && At(argument, member) is ManagedObjectReference reference ? (At(argument, "name") as string ?? "", reference) : null;

    private static object? At(DynamicObject value, string field) => value.GetSchema().FindField(field)?.Get(value);
}
