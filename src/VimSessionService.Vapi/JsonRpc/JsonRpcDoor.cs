using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Endpoint.Http;
using VimSessionService.Vapi.OpenId;
using VimSessionService.Vapi.Requests;
using VimSessionService.Vapi.Rest;
using VimSessionService.Vim25;

namespace VimSessionService.Vapi.JsonRpc;

/// <summary>The door of JSON-RPC: POST to <c>/api</c>, where other requests are of REST. An ESX host has no REST, and answers everything there and below in this form.</summary>
internal sealed class JsonRpcDoor : IDoor
{
    /// <summary>The oldest vCenter that has it.</summary>
    private const ApiVersion Since = ApiVersion.V6_0;

    /// <summary>The oldest ESX host that has it.</summary>
    private const ApiVersion HostSince = ApiVersion.V7_0_2_0;

    private const string Path = "/api";

    /// <summary>What it is called, and what belongs to it.</summary>
    public static Door Declared { get; } = new()
    {
        Name = "json-rpc",
        HasFaults = true,
        ExactPaths = [Path],
        ChosenPaths = static services => services.GetRequiredService<VapiServer>().IsHost ? [Path] : [],
    };

    /// <inheritdoc/>
    public Door Declaration => Declared;

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services) => services.TryAddSingleton(static provider =>
    {
        var challenge = provider.GetRequiredService<RestChallenge>();
        return new JsonRpcFormat(
            provider.GetRequiredService<VapiServer>(),
            exchange => challenge.For(exchange.FirstHeader("Host"), exchange.IsSecure),
            provider.GetRequiredService<OpenIdAccess>(),
            provider.GetRequiredService<RequestBuffers>());
    });

    /// <inheritdoc/>
    public void Map(DoorRoutes routes, IServiceProvider services)
    {
        var server = services.GetRequiredService<VapiServer>();
        var (calls, format) = (services.GetRequiredService<VapiCalls>(), services.GetRequiredService<JsonRpcFormat>());
        if (server.Version < (server.IsHost ? HostSince : Since))
            return;
        if (server.IsHost)
            routes.MapBelow(Path, exchange => calls.Endpoint.HandleAsync(format, exchange));
        else
            routes.MapExact(Path, static exchange => exchange.Method == "POST", exchange => calls.Endpoint.HandleAsync(format, exchange));
    }
}
