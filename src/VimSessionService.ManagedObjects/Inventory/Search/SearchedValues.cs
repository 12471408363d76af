using VimSessionService.Core.Calls;
using VimSessionService.Vim25;

namespace VimSessionService.ManagedObjects.Inventory.Search;

/// <summary>The values that virtual machines and hosts are found by.</summary>
internal static class SearchedValues
{
    /// <summary>Those of a virtual machine.</summary>
    public static async ValueTask<IEnumerable<SearchKey>> OfMachineAsync(ManagedObject<CallContext> machine, CallContext call)
    {
        var config = await machine.ReadPropertyAsync("config", call);
        var guest = await machine.ReadPropertyAsync("guest", call);
        return Keys(isMachine: true,
        [
            (SearchedBy.Uuid, At(config, "uuid")),
            (SearchedBy.InstanceUuid, At(config, "instanceUuid")),
            (SearchedBy.Path, At(At(config, "files"), "vmPathName")),
            (SearchedBy.DnsName, At(guest, "hostName")),
            (SearchedBy.IpAddress, At(guest, "ipAddress")),
            .. Items(At(guest, "net")).SelectMany(static card => At(card, "ipAddress") as string[] ?? []).Select(static address => (SearchedBy.IpAddress, (object?)address)),
        ]);
    }

    /// <summary>Those of a host.</summary>
    public static async ValueTask<IEnumerable<SearchKey>> OfHostAsync(ManagedObject<CallContext> host, CallContext call)
    {
        var network = At(await host.ReadPropertyAsync("config", call), "network");
        var hardware = await host.ReadPropertyAsync("hardware", call);
        var summary = await host.ReadPropertyAsync("summary", call);
        var fullName = await host.ReadPropertyAsync("name", call);
        var dns = At(network, "dnsConfig");
        var name = At(dns, "hostName") as string;
        return Keys(isMachine: false,
        [
            (SearchedBy.Uuid, At(At(hardware, "systemInfo"), "uuid")),
            (SearchedBy.Uuid, At(At(summary, "hardware"), "uuid")),
            (SearchedBy.DnsName, fullName),
            (SearchedBy.DnsName, name),
            (SearchedBy.DnsName, At(dns, "domainName") is string { Length: > 0 } domain ? $"{name}.{domain}" : null),
            .. Items(At(network, "vnic")).Select(static card => (SearchedBy.IpAddress, At(At(At(card, "spec"), "ip"), "ipAddress"))),
        ]);
    }

    private static IEnumerable<SearchKey> Keys(bool isMachine, IEnumerable<(SearchedBy By, object? Value)> values) =>
        values.Where(static item => item.Value is string { Length: > 0 }).Select(item => new SearchKey(item.By, isMachine, ((string)item.Value!).ToLowerInvariant()));

    private static object? At(object? value, string field) => value is DataObject data ? data.GetSchema().FindField(field)?.Get(data) : null;

    private static IEnumerable<object> Items(object? value) => value as object[] ?? (value is Array array ? array.Cast<object>() : []);
}
