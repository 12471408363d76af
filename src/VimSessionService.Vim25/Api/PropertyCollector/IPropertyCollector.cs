namespace VimSessionService.Vim25;

/// <summary>Reads properties and waits for their changes (wire.md §4).</summary>
[ManagedType]
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

    [Privilege("System.View"), Throws(typeof(InvalidCollectorVersion))]
    UpdateSet? WaitForUpdatesEx(string? version, WaitOptions? options);

    [Privilege("System.Anonymous"), Throws(typeof(InvalidProperty))]
    RetrieveResult? RetrievePropertiesEx(PropertyFilterSpec[] specSet, RetrieveOptions options);

    [Privilege("System.View"), Throws(typeof(InvalidProperty))]
    RetrieveResult ContinueRetrievePropertiesEx(string token);

    [Privilege("System.View"), Throws(typeof(InvalidProperty))]
    void CancelRetrievePropertiesEx(string token);

    [Privilege("System.View")]
    [return: Reference("PropertyCollector")]
    ManagedObjectReference CreatePropertyCollector();

    [Privilege("System.View")]
    void DestroyPropertyCollector();
}

/// <summary>What one collector watches.</summary>
[ManagedType]
public interface IPropertyFilter : IManagedObject
{
    PropertyFilterSpec Spec { get; }

    bool PartialUpdates { get; }

    void DestroyPropertyFilter();
}
