using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.Endpoint.Doors;

namespace VimSessionService.Endpoint.Tickets;

/// <summary>The door of ticketed paths (docs/facts/sessions.md).</summary>
internal sealed class TicketedDoor : IDoor
{
    private const string Name = "ticketed";

    /// <summary>What it is called, and what belongs to it.</summary>
    public static Door Declared { get; } = new()
    {
        Name = Name,
        ChosenPaths = static services => services.GetRequiredService<TicketedPathOptions>().Paths,
        NamesPaths = true,
        Operations = [.. TicketedEndpoint.Methods.Select(static method => $"{Name}.{method}")],
    };

    /// <inheritdoc/>
    public Door Declaration => Declared;

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.TryAddSingleton(static _ => new TicketedPathOptions([]));
        services.TryAddSingleton(static _ => new ResourceLimits());
        services.TryAddSingleton(static provider => new PasswordAccess(
            provider.GetRequiredService<ICredentialValidator>(),
            provider.GetRequiredService<SessionService>(),
            provider.GetRequiredService<IAuthorizer>(),
            provider.GetRequiredService<ServedProduct>().RootFolder,
            provider.GetRequiredService<AccessOptions>()));
        services.TryAddSingleton<TicketedResources>();
        services.TryAddSingleton<TicketedEndpoint>();
    }

    /// <inheritdoc/>
    public void Map(DoorRoutes routes, IServiceProvider services)
    {
        var endpoint = services.GetRequiredService<TicketedEndpoint>();
        foreach (var path in services.GetRequiredService<TicketedPathOptions>().Paths)
        {
            routes.MapBelow(path, exchange =>
            {
                exchange.AllowSlowBody();
                return endpoint.HandleAsync(exchange, exchange.Method, exchange.RequestTarget);
            });
        }
    }
}
