using Microsoft.Extensions.DependencyInjection;

namespace VimSessionService.Endpoint.Doors;

/// <summary>
/// A door as it is added to the service (<see cref="DoorServices.AddDoor"/>): its declaration, the services that it needs, and its paths. It has no state of its own.
/// </summary>
public interface IDoor
{
    /// <summary>What it is called, and what belongs to it.</summary>
    Door Declaration { get; }

    /// <summary>Registers what it needs; what is registered already stays.</summary>
    /// <param name="services">The services of the host.</param>
    void AddServices(IServiceCollection services);

    /// <summary>Maps its paths, as far as the service has them by its version and its options.</summary>
    /// <param name="routes">Where they are mapped.</param>
    /// <param name="services">The services, when all are registered.</param>
    void Map(DoorRoutes routes, IServiceProvider services);
}
