using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VimSessionService.Core.Inventory;
using VimSessionService.Core.Limits;
using VimSessionService.Core.Locales;
using VimSessionService.Core.Messages;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Endpoint.Steps;
using VimSessionService.Endpoint.Tickets;
using VimSessionService.ManagedObjects;
using VimSessionService.ManagedObjects.Properties;
using VimSessionService.Soap.Xml;

namespace VimSessionService.Endpoint;

/// <summary>Registers the endpoint: the steps of a call, and the requests to ticketed paths.</summary>
internal static class EndpointServices
{
    /// <summary>
    /// Adds it; what is registered already stays. The core, the managed objects and an <see cref="ICallObserver"/> must be registered too.
    /// </summary>
    public static IServiceCollection AddSdkEndpoint(this IServiceCollection services)
    {
        services.TryAddSingleton(static _ => new EndpointSettings());
        services.TryAddSingleton<VersionNegotiation>();
        services.TryAddSingleton<CookieIssue>();
        services.TryAddSingleton<TicketedEndpoint>();
        services.TryAddSingleton(CreatePipeline);
        services.TryAddSingleton(static provider => new SdkEndpoint(
            provider.GetRequiredService<CallPipeline>(),
            provider.GetRequiredService<EndpointSettings>(),
            new ConstantContents(provider.GetRequiredService<ServiceObjects>().Constants),
            provider.GetRequiredService<ServiceLimits>(),
            provider.GetRequiredService<ICallObserver>(),
            provider.GetRequiredService<TimeProvider>()));
        return services;
    }

    private static CallPipeline CreatePipeline(IServiceProvider provider)
    {
        var settings = provider.GetRequiredService<EndpointSettings>();
        var registry = provider.GetRequiredService<ManagedObjectRegistry>();
        var access = provider.GetRequiredService<AccessCheck>();
        var store = provider.GetRequiredService<ISessionStore>();
        ICallStep[] steps =
        [
            new ReadEnvelopeStep(settings, provider.GetRequiredService<VersionNegotiation>()),
            new FindSessionStep(store, provider.GetRequiredService<CookieAdoption>()),
            new DecodeStep(registry, settings),
            new CheckPrivilegeStep(access, registry, provider.GetRequiredService<InventoryTree>()),
            new InvokeStep(provider.GetRequiredService<PropertyReader>(), access),
        ];
        var encode = new EncodeStep(
            settings, provider.GetRequiredService<CookieIssue>(), provider.GetRequiredService<MessageCatalog>(), provider.GetRequiredService<LocaleCatalog>());
        return new CallPipeline(steps, encode, store);
    }
}
