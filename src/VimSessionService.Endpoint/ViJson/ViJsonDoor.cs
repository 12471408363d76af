using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VimSessionService.Core;
using VimSessionService.Core.Limits;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Endpoint.Http;
using VimSessionService.ManagedObjects.Registration;
using VimSessionService.ViJson;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.ViJson;

/// <summary>The door of VI-JSON: calls under <c>/sdk/vim25</c>, and the choice of a release.</summary>
internal sealed class ViJsonDoor : IDoor
{
    /// <summary>What it is called, and what belongs to it.</summary>
    public static Door Declared { get; } = new()
    {
        Name = "vi-json",
        HasFaults = true,
        Paths = [ViJsonPath.Prefix],
        ExactPaths = [ReleaseNegotiation.Path],
        Operations = [ReleaseNegotiation.Operation],
    };

    /// <inheritdoc/>
    public Door Declaration => Declared;

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.TryAddSingleton(static provider => new ViJsonFormat(
            provider.GetRequiredService<EndpointOptions>(), new ConstantContents(provider.GetRequiredService<ServiceObjects>().Constants), provider.GetRequiredService<ServiceLimits>(), provider.GetRequiredService<RequestBuffers>()));
        services.TryAddSingleton<ReleaseNegotiation>();
    }

    /// <summary>Requests to what the version of the server has not are as to any other path under <c>/sdk</c>; an ESX host has none of it.</summary>
    public void Map(DoorRoutes routes, IServiceProvider services)
    {
        if (services.GetRequiredService<ServedProduct>().IsHost)
            return;
        var (calls, format, negotiation) = (services.GetRequiredService<CallEndpoint>(), services.GetRequiredService<ViJsonFormat>(), services.GetRequiredService<ReleaseNegotiation>());
        if (format.Settings.Version >= ViJsonReleases.FirstServer)
            routes.MapBelow(ViJsonPath.Prefix, exchange => calls.HandleAsync(format, exchange));
        if (format.Settings.Version >= ViJsonReleases.FirstNegotiation)
            routes.MapExact(ReleaseNegotiation.Path, ReleaseNegotiation.IsAsked, negotiation.HandleAsync);
    }
}
