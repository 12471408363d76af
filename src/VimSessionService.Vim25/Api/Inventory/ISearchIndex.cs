namespace VimSessionService.Vim25;

/// <summary>Finds inventory objects by name, address or identifier.</summary>
[ManagedType]
public interface ISearchIndex : IManagedObject
{
    [Privilege("System.View")]
    [return: Reference("ManagedEntity")]
    ManagedObjectReference? FindByUuid(
        [Reference("Datacenter")] ManagedObjectReference? datacenter,
        string uuid,
        bool vmSearch,
        [Since(ApiVersion.V4_0)] bool? instanceUuid);

    [Privilege("System.View"), Throws(typeof(InvalidDatastore))]
    [return: Reference("VirtualMachine")]
    ManagedObjectReference? FindByDatastorePath([Reference("Datacenter")] ManagedObjectReference datacenter, string path);

    [Privilege("System.View")]
    [return: Reference("ManagedEntity")]
    ManagedObjectReference? FindByDnsName([Reference("Datacenter")] ManagedObjectReference? datacenter, string dnsName, bool vmSearch);

    [Privilege("System.View")]
    [return: Reference("ManagedEntity")]
    ManagedObjectReference? FindByIp([Reference("Datacenter")] ManagedObjectReference? datacenter, string ip, bool vmSearch);

    [Privilege("System.View")]
    [return: Reference("ManagedEntity")]
    ManagedObjectReference? FindByInventoryPath(string inventoryPath);

    [Privilege("System.View")]
    [return: Reference("ManagedEntity")]
    ManagedObjectReference? FindChild([Reference("ManagedEntity")] ManagedObjectReference entity, string name);

    [Since(ApiVersion.V4_0), Privilege("System.View")]
    [return: Reference("ManagedEntity")]
    ManagedObjectReference[] FindAllByUuid(
        [Reference("Datacenter")] ManagedObjectReference? datacenter,
        string uuid,
        bool vmSearch,
        bool? instanceUuid);

    [Since(ApiVersion.V4_0), Privilege("System.View")]
    [return: Reference("ManagedEntity")]
    ManagedObjectReference[] FindAllByDnsName([Reference("Datacenter")] ManagedObjectReference? datacenter, string dnsName, bool vmSearch);

    [Since(ApiVersion.V4_0), Privilege("System.View")]
    [return: Reference("ManagedEntity")]
    ManagedObjectReference[] FindAllByIp([Reference("Datacenter")] ManagedObjectReference? datacenter, string ip, bool vmSearch);

    /// <summary>
    /// Reads properties of all objects of a type that pass filters, or the first page of them.
    /// <see cref="InvalidArgument"/> for a query that is not well-formed.
    /// </summary>
    [Since(ApiVersion.V9_1_0_0), Privilege("System.View"), Throws(typeof(InvalidArgument))]
    SearchIndexResultSet Query(SearchIndexQuerySpec querySpec);

    /// <summary>
    /// Reads the next page of a query, which is evaluated again (document of 9.1).
    /// <see cref="InvalidArgument"/> for a marker that no page gave.
    /// </summary>
    [Since(ApiVersion.V9_1_0_0), Privilege("System.View"), Throws(typeof(InvalidArgument))]
    SearchIndexResultSet QueryNext(SearchIndexIterationSpec iterationSpec);
}
