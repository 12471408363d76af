namespace VimSessionService.ManagedObjects.Registration;

/// <summary>The managed objects of a service.</summary>
/// <param name="Registry">Finds the objects.</param>
/// <param name="Constants">The values of properties and results that stay the same object instances as long as the service runs.</param>
/// <param name="Served">What a service has that serves an inventory; null for another one.</param>
internal sealed record ServiceObjects(ManagedObjectRegistry Registry, IReadOnlyList<object> Constants, ServedParts? Served = null) : IDisposable
{
    /// <inheritdoc/>
    public void Dispose() => Served?.Tasks.Dispose();
}
