namespace VimSessionService.Vim25;

/// <summary>A container of inventory objects.</summary>
[ManagedType]
public interface IFolder : IManagedEntity
{
    [Privilege("System.View")]
    string[]? ChildType { get; }

    [Privilege("System.View"), Reference("ManagedEntity")]
    ManagedObjectReference[]? ChildEntity { get; }

    [Since(ApiVersion.V7_0_0_0), Privilege("System.View")]
    string? Namespace { get; }

    /// <summary>What manages the folder from outside; unset for every folder of this service. Its privilege is not published.</summary>
    [Since(ApiVersion.V9_0_0_0)]
    FolderExternallyManagedFolderInfo? ExternallyManagedFolderInfo { get; }

    [Privilege("Folder.Create"), Throws(typeof(DuplicateName), typeof(InvalidName))]
    [return: Reference("Folder")]
    ManagedObjectReference CreateFolder(string name);

    [Throws(typeof(DuplicateName), typeof(InvalidFolder), typeof(InvalidState))]
    void MoveIntoFolder_Task([Reference("ManagedEntity")] ManagedObjectReference[] list);

    [Privilege("VirtualMachine.Inventory.Create"), Undeclared]
    [Throws(
        typeof(VmConfigFault), typeof(FileFault), typeof(OutOfBounds), typeof(DuplicateName), typeof(InvalidName), typeof(InvalidDatastore),
        typeof(InsufficientResourcesFault), typeof(AlreadyExists), typeof(InvalidState))]
    void CreateVM_Task([Privilege("Resource.AssignVMToPool"), Reference("ResourcePool")] ManagedObjectReference pool);

    [Privilege("VirtualMachine.Inventory.Register")]
    [Throws(
        typeof(OutOfBounds), typeof(DuplicateName), typeof(AlreadyExists), typeof(InvalidDatastore), typeof(NotFound), typeof(InvalidName),
        typeof(VmConfigFault), typeof(InsufficientResourcesFault), typeof(FileFault), typeof(InvalidState))]
    [return: Reference("VirtualMachine")]
    ManagedObjectReference RegisterVM_Task(
        string path,
        string? name,
        bool asTemplate,
        [Privilege("Resource.AssignVMToPool"), Reference("ResourcePool")] ManagedObjectReference? pool,
        [Reference("HostSystem")] ManagedObjectReference? host);

    [Privilege("Host.Inventory.CreateCluster"), Throws(typeof(DuplicateName), typeof(InvalidName)), Undeclared]
    void CreateCluster();

    [Since(ApiVersion.V2_5), Privilege("Host.Inventory.CreateCluster"), Throws(typeof(DuplicateName), typeof(InvalidName)), Undeclared]
    void CreateClusterEx();

    [Privilege("Host.Inventory.AddStandaloneHost"), Throws(typeof(InvalidLogin), typeof(HostConnectFault), typeof(DuplicateName)), Undeclared]
    void AddStandaloneHost_Task();

    [Privilege("Datacenter.Create"), Throws(typeof(DuplicateName), typeof(InvalidName))]
    [return: Reference("Datacenter")]
    ManagedObjectReference CreateDatacenter(string name);

    [Privilege("Folder.Delete"), Throws(typeof(ConcurrentAccess), typeof(InvalidState))]
    void UnregisterAndDestroy_Task();

    [Since(ApiVersion.V4_0), Privilege("DVSwitch.Create"), Undeclared]
    [Throws(typeof(DvsFault), typeof(DuplicateName), typeof(InvalidName), typeof(NotFound), typeof(DvsNotAuthorized))]
    void CreateDVS_Task();

    [Since(ApiVersion.V5_0), Privilege("Folder.Create"), Throws(typeof(DuplicateName), typeof(InvalidName))]
    [return: Reference("StoragePod")]
    ManagedObjectReference CreateStoragePod(string name);

    [Since(ApiVersion.V6_7_1), Privilege("Host.Inventory.AddStandaloneHost"), Undeclared]
    void BatchAddStandaloneHosts_Task();

    [Since(ApiVersion.V6_7_1), Undeclared]
    void BatchAddHostsToCluster_Task();
}

/// <summary>What manages a folder from outside.</summary>
[Since(ApiVersion.V9_0_0_0)]
[VmodlName("vim.Folder.ExternallyManagedFolderInfo")]
public sealed partial record FolderExternallyManagedFolderInfo : DynamicData
{
    public required string Id { get; init; }
    public required string Type { get; init; }
}

/// <summary>The kinds of folders that are managed from outside; travels as text.</summary>
[Since(ApiVersion.V9_0_0_0)]
[WireEnum]
public enum FolderExternallyManagedFolderType
{
    [WireName("PROJECT_ROOT")]
    ProjectRoot,
    [WireName("PROJECT")]
    Project,
    [WireName("VPC_ROOT")]
    VpcRoot,
    [WireName("VPC")]
    Vpc,
    [WireName("SUBNET")]
    Subnet,
    [WireName("SEGMENT")]
    Segment,
    [WireName("SUPERVISOR")]
    Supervisor,
    [WireName("VSPHERE_POD")]
    VspherePod,
}
