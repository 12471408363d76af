using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using VimSessionService.Core;
using VimSessionService.Core.Events;
using VimSessionService.Core.Limits;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Endpoint.Http;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Endpoint.Steps;
using VimSessionService.ManagedObjects;
using VimSessionService.ManagedObjects.Registration;
using VimSessionService.ManagedObjects.Sharing;

namespace VimSessionService.Endpoint.Registration;

/// <summary>Registers the endpoint: the steps of a call, and the table of the doors, which are added by <see cref="DoorServices.AddDoor"/>.</summary>
internal static class EndpointServices
{
    /// <summary>
    /// Adds it; what is registered already stays. The core and the managed objects must be registered too. Every registered
    /// <see cref="ICallObserver"/> is notified of every call, and every <see cref="CallStepRegistration"/> takes part in it, in the order of registration.
    /// </summary>
    public static IServiceCollection AddSdkEndpoint(this IServiceCollection services)
    {
        services.TryAddSingleton(static _ => new EndpointOptions());
        services.TryAddSingleton(static provider => provider.GetRequiredService<EndpointOptions>().Catalog);
        services.TryAddSingleton<FindSessionStep>();
        services.TryAddSingleton(static provider => new DecodeStep(
            provider.GetRequiredService<ManagedObjectRegistry>(), provider.GetRequiredService<ServedProduct>().RootFolder, provider.GetRequiredService<ISessionStore>()));
        services.TryAddSingleton<CheckPrivilegeStep>();
        services.TryAddSingleton<InvokeStep>();
        services.TryAddSingleton<EncodeStep>();
        services.TryAddSingleton(static provider => new CallPipeline(
            provider.GetRequiredService<FindSessionStep>(),
            provider.GetRequiredService<ObjectSharing>(),
            provider.GetRequiredService<DecodeStep>(),
            provider.GetRequiredService<CheckPrivilegeStep>(),
            provider.GetRequiredService<InvokeStep>(),
            provider.GetRequiredService<EncodeStep>(),
            provider.GetRequiredService<ISessionStore>(),
            provider.GetRequiredService<SessionScopes>(),
            provider.GetRequiredService<IEventLog>(),
            [.. provider.GetServices<CallStepRegistration>()],
            provider.GetService<IStateAvailability>(),
            provider.GetRequiredService<ServiceObjects>().Served?.Work));
        services.TryAddSingleton<RequestBuffers>();
        services.TryAddSingleton(static provider => new CallObservers(
            provider.GetServices<ICallObserver>(), (provider.GetService<ILoggerFactory>() ?? NullLoggerFactory.Instance).CreateLogger<CallObservers>()));
        services.TryAddSingleton(static provider => new RequestSteps(provider.GetServices<IRequestStep>(), provider.GetService<IStateAvailability>()));
        services.TryAddSingleton(static provider => new CallEndpoint(
            provider.GetRequiredService<CallPipeline>(),
            provider.GetRequiredService<ServiceLimits>(),
            provider.GetRequiredService<CallObservers>(),
            provider.GetRequiredService<RealClock>().Time));
        services.TryAddSingleton(static provider => new DoorTable(provider.GetServices<IDoor>(), provider));
        services.TryAddSingleton(static provider =>
        {
            _ = provider.GetRequiredService<DoorTable>(); // which refuses two doors of one name
            return new DoorRouter(provider.GetServices<IDoor>(), provider);
        });
        return services;
    }
}
