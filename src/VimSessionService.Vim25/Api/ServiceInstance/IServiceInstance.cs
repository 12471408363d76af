namespace VimSessionService.Vim25;

/// <summary>The root of the service: the one object that a client knows beforehand.</summary>
[ManagedType]
public interface IServiceInstance : IManagedObject
{
    [Privilege("System.View")]
    DateTime ServerClock { get; }

    [Privilege("System.View")]
    Capability Capability { get; }

    [Privilege("System.Anonymous")]
    ServiceContent Content { get; }

    [Privilege("System.View")]
    DateTime CurrentTime();

    [Privilege("System.Anonymous")]
    ServiceContent RetrieveServiceContent();

    [Privilege("System.View"), Throws(typeof(InvalidState))]
    Event[]? ValidateMigration(
        [Reference("VirtualMachine")] ManagedObjectReference[] vm,
        VirtualMachinePowerState? state,
        string[]? testType,
        [Reference("ResourcePool")] ManagedObjectReference? pool,
        [Reference("HostSystem")] ManagedObjectReference? host);

    [Privilege("Resource.QueryVMotion")]
    HostVMotionCompatibility[]? QueryVMotionCompatibility(
        [Reference("VirtualMachine")] ManagedObjectReference vm,
        [Reference("HostSystem")] ManagedObjectReference[] host,
        string[]? compatibility);

    [Since(ApiVersion.V2_5), Privilege("System.Anonymous")]
    ProductComponentInfo[]? RetrieveProductComponents();
}
