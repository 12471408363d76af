namespace VimSessionService.ManagedObjects;

/// <summary>The managed objects of a service.</summary>
/// <param name="Registry">Finds the objects.</param>
/// <param name="Constants">The values of properties and results that stay the same object instances as long as the service runs.</param>
internal sealed record ServiceObjects(ManagedObjectRegistry Registry, IReadOnlyList<object> Constants);
