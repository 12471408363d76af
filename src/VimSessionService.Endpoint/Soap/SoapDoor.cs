using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VimSessionService.Core.Limits;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Endpoint.Http;
using VimSessionService.ManagedObjects.Registration;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Soap;

/// <summary>The door of SOAP: calls by POST, the documents that describe them by GET.</summary>
internal sealed class SoapDoor : IDoor
{
    /// <summary>Where it is.</summary>
    public const string Path = "/sdk";

    /// <summary>What it is called, and what belongs to it.</summary>
    public static Door Declared { get; } = new() { Name = "soap", HasFaults = true, Paths = [Path] };

    /// <inheritdoc/>
    public Door Declaration => Declared;

    /// <inheritdoc/>
    public void AddServices(IServiceCollection services)
    {
        services.TryAddSingleton(static provider => new SdkEndpoint(provider.GetRequiredService<CallEndpoint>(), new SoapFormat(
            provider.GetRequiredService<EndpointOptions>(),
            new ConstantContents(provider.GetRequiredService<ServiceObjects>().Constants),
            provider.GetRequiredService<SessionTokenIssuer>(),
            provider.GetRequiredService<ServiceLimits>(),
            provider.GetRequiredService<RequestBuffers>())));
        services.TryAddSingleton<SdkDocuments>();
    }

    /// <inheritdoc/>
    public void Map(DoorRoutes routes, IServiceProvider services)
    {
        var (calls, documents) = (services.GetRequiredService<SdkEndpoint>(), services.GetRequiredService<SdkDocuments>());
        routes.MapBelow(Path, exchange => exchange.Method.Equals("POST", StringComparison.OrdinalIgnoreCase) ? calls.HandleAsync(exchange) : documents.AnswerAsync(exchange));
    }
}
