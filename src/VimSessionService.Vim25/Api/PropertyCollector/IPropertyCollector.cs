namespace VimSessionService.Vim25;

/// <summary>Reads properties and waits for their changes.</summary>
[ManagedType]
[VmodlName("vmodl.query.PropertyCollector")]
public interface IPropertyCollector : IManagedObject
{
    [Privilege("System.View"), Reference("PropertyFilter")]
    ManagedObjectReference[]? Filter { get; }

    [Privilege("System.View"), Throws(typeof(InvalidProperty))]
    [return: Reference("PropertyFilter")]
    ManagedObjectReference CreateFilter(PropertyFilterSpec spec, bool partialUpdates);

    [Privilege("System.Anonymous"), Throws(typeof(InvalidProperty))]
    ObjectContent[]? RetrieveProperties(PropertyFilterSpec[] specSet);

    [Privilege("System.View"), Throws(typeof(InvalidCollectorVersion))]
    UpdateSet? CheckForUpdates(string? version);

    [Privilege("System.View"), Throws(typeof(InvalidCollectorVersion))]
    UpdateSet WaitForUpdates(string? version);

    [Privilege("System.View")]
    void CancelWaitForUpdates();

    [Since(ApiVersion.V4_1), Privilege("System.View"), Throws(typeof(InvalidCollectorVersion))]
    UpdateSet? WaitForUpdatesEx(string? version, WaitOptions? options);

    [Since(ApiVersion.V4_1), Privilege("System.Anonymous"), Throws(typeof(InvalidProperty))]
    RetrieveResult? RetrievePropertiesEx(PropertyFilterSpec[] specSet, RetrieveOptions options);

    [Since(ApiVersion.V4_1), Privilege("System.View"), Throws(typeof(InvalidProperty))]
    RetrieveResult ContinueRetrievePropertiesEx(string token);

    [Since(ApiVersion.V4_1), Privilege("System.View"), Throws(typeof(InvalidProperty))]
    void CancelRetrievePropertiesEx(string token);

    [Since(ApiVersion.V4_1), Privilege("System.View")]
    [return: Reference("PropertyCollector")]
    ManagedObjectReference CreatePropertyCollector();

    [Since(ApiVersion.V4_1), Privilege("System.View")]
    void DestroyPropertyCollector();
}

/// <summary>What one collector watches.</summary>
[ManagedType]
[VmodlName("vmodl.query.PropertyCollector.Filter")]
public interface IPropertyFilter : IManagedObject
{
    PropertyFilterSpec Spec { get; }

    bool PartialUpdates { get; }

    void DestroyPropertyFilter();
}
