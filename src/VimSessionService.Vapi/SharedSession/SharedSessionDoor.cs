using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.Endpoint;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Vapi.Requests;

namespace VimSessionService.Vapi.SharedSession;

/// <summary>The door at which clients get clone tickets of one common session, with a <see cref="SharedSessionOptions"/>.</summary>
internal sealed class SharedSessionDoor : IDoor
{
    /// <summary>What it is called, and what belongs to it.</summary>
    public static Door Declared { get; } = new()
    {
        Name = "shared-session",
        HasFaults = true,
        ChosenPaths = static services => services.GetService<SharedSessionOptions>() is { } shared ? [shared.Path] : [],
    };

    /// <inheritdoc/>
    public Door Declaration => Declared;

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.TryAddSingleton<IHeldSession, OwnHeldSession>();
        services.TryAddSingleton(static provider => new CommonSession(
            provider.GetRequiredService<SharedSessionOptions>(),
            provider.GetRequiredService<IHeldSession>(),
            provider.GetRequiredService<SessionService>(),
            provider.GetRequiredService<ISessionStore>(),
            provider.GetRequiredService<SessionScopes>(),
            provider.GetRequiredService<PrincipalMapping>()));
        services.TryAddSingleton(static provider => new SharedSessionEndpoint(
            provider.GetRequiredService<CallEndpoint>(),
            new SharedSessionFormat(
                provider.GetRequiredService<SharedSessionOptions>(), provider.GetRequiredService<VapiServer>(), provider.GetRequiredService<CommonSession>())));
    }

    /// <inheritdoc/>
    public void Map(DoorRoutes routes, IServiceProvider services)
    {
        if (services.GetService<SharedSessionOptions>() is null)
            return;
        var endpoint = services.GetRequiredService<SharedSessionEndpoint>();
        routes.MapBelow(endpoint.Path, endpoint.HandleAsync);
    }
}
