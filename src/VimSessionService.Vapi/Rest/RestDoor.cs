using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Vapi.Requests;
using VimSessionService.Vim25;

namespace VimSessionService.Vapi.Rest;

/// <summary>The door of REST. An ESX host has none.</summary>
internal sealed class RestDoor : IDoor
{
    /// <summary>The oldest server that has anything at <c>/api</c>.</summary>
    private const ApiVersion ApiSince = ApiVersion.V6_0;

    /// <summary>The oldest server that has REST at <c>/rest</c>.</summary>
    private const ApiVersion RestSince = ApiVersion.V6_5;

    /// <summary>What it is called, and what belongs to it.</summary>
    public static Door Declared { get; } = new()
    {
        Name = "rest",
        HasFaults = true,
        Paths = Paths,
        ChosenPaths = static services => services.GetRequiredService<VapiServer>().IsHost ? [] : Paths,
    };

    private static IReadOnlyList<string> Paths => [RestResource.ApiPrefix, RestResource.RestPrefix];

    /// <inheritdoc/>
    public Door Declaration => Declared;

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services) => services.TryAddSingleton<RestFormat>();

    /// <inheritdoc/>
    public void Map(DoorRoutes routes, IServiceProvider services)
    {
        var server = services.GetRequiredService<VapiServer>();
        if (server.IsHost)
            return;
        var (calls, format) = (services.GetRequiredService<VapiCalls>(), services.GetRequiredService<RestFormat>());
        if (server.Version >= ApiSince)
            routes.MapBelow(RestResource.ApiPrefix, exchange => calls.Endpoint.HandleAsync(format, exchange));
        if (server.Version >= RestSince)
            routes.MapBelow(RestResource.RestPrefix, exchange => calls.Endpoint.HandleAsync(format, exchange));
    }
}
