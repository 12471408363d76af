using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Core;
using VimSessionService.Lab.Clock;

namespace VimSessionService.Lab;

/// <summary>Registers what a test can make the service do.</summary>
public static class LabServices
{
    /// <summary>Adds it to a service that is registered already.</summary>
    public static IServiceCollection AddLab(this IServiceCollection services) => services.AddClock();

    /// <summary>Puts a clock that can be moved into the place of the registered one, which is the real clock from now on.</summary>
    private static IServiceCollection AddClock(this IServiceCollection services)
    {
        var registered = services.LastOrDefault(static service => service.ServiceType == typeof(TimeProvider));
        if (registered?.ImplementationInstance is LabClock clock)
            services.AddSingleton(clock);
        else
            services.AddSingleton(provider => new LabClock(Make(registered, provider)));
        services.AddSingleton<TimeProvider>(static provider => provider.GetRequiredService<LabClock>());
        return services.AddSingleton(static provider => new RealClock(provider.GetRequiredService<LabClock>().Real));
    }

    private static TimeProvider? Make(ServiceDescriptor? service, IServiceProvider provider) =>
        (TimeProvider?)(service?.ImplementationInstance ?? service?.ImplementationFactory?.Invoke(provider));
}
