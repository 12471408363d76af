using Microsoft.Extensions.DependencyInjection;

namespace VimSessionService.Endpoint.Doors;

/// <summary>Registers doors.</summary>
public static class DoorServices
{
    /// <summary>Adds a door, with what it needs. A door that was added already stays as it is.</summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="door">The door.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddDoor(this IServiceCollection services, IDoor door)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(door);
        if (services.Any(service => ReferenceEquals(service.ImplementationInstance, door)))
            return services;
        services.AddSingleton(door);
        door.AddServices(services);
        return services;
    }
}
