namespace VimSessionService.Vim25;

/// <summary>What the hosts, machines, datastores and networks of one site are in.</summary>
[ManagedType]
public interface IDatacenter : IManagedEntity
{
    [Privilege("System.View"), Reference("Folder")]
    ManagedObjectReference VmFolder { get; }

    [Privilege("System.View"), Reference("Folder")]
    ManagedObjectReference HostFolder { get; }

    [Since(ApiVersion.V4_0), Privilege("System.View"), Reference("Folder")]
    ManagedObjectReference DatastoreFolder { get; }

    [Since(ApiVersion.V4_0), Privilege("System.View"), Reference("Folder")]
    ManagedObjectReference NetworkFolder { get; }

    [Reference("Datastore")]
    ManagedObjectReference[]? Datastore { get; }

    [Reference("Network")]
    ManagedObjectReference[]? Network { get; }

    [Since(ApiVersion.V5_1), Privilege("System.View")]
    DatacenterConfigInfo? Configuration { get; }

    [Since(ApiVersion.V6_7_1), Privilege("System.View"), Undeclared]
    void BatchQueryConnectInfo();

    [Privilege("System.View"), Throws(typeof(InvalidLogin), typeof(HostConnectFault)), Undeclared]
    void QueryConnectionInfo();

    [Since(ApiVersion.V6_0), Privilege("System.View"), Throws(typeof(InvalidLogin), typeof(HostConnectFault)), Undeclared]
    void QueryConnectionInfoViaSpec();

    [Since(ApiVersion.V2_5), Privilege("System.View"), Undeclared]
    void PowerOnMultiVM_Task();

    [Since(ApiVersion.V5_1), Privilege("System.View"), WireName("queryDatacenterConfigOptionDescriptor"), Undeclared]
    void QueryDatacenterConfigOptionDescriptor();

    [Since(ApiVersion.V5_1), Privilege("Datacenter.Reconfigure"), Undeclared]
    void ReconfigureDatacenter_Task();
}
