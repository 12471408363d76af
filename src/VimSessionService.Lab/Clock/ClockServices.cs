using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using VimSessionService.Core;

namespace VimSessionService.Lab.Clock;

/// <summary>Registers the clock that tests can move.</summary>
internal static class ClockServices
{
    /// <summary>Puts it into the place of the registered clock, which is the real clock from now on.</summary>
    public static IServiceCollection AddClock(this IServiceCollection services)
    {
        var registered = services.LastOrDefault(static service => service.ServiceType == typeof(TimeProvider));
        if (registered?.ImplementationInstance is LabClock clock)
            services.AddSingleton(clock);
        else
            services.AddSingleton(provider => new LabClock(Make(registered, provider)));
        services.AddSingleton<TimeProvider>(static provider => provider.GetRequiredService<LabClock>());
        services.AddSingleton(static provider => new ClockSharing(
            provider.GetRequiredService<LabClock>(), provider.GetService<ISharedClock>(), provider.GetService<ILogger<ClockSharing>>() ?? NullLogger<ClockSharing>.Instance));
        return services.AddSingleton(static provider => new RealClock(provider.GetRequiredService<LabClock>().Real));
    }

    private static TimeProvider? Make(ServiceDescriptor? service, IServiceProvider provider) =>
        (TimeProvider?)(service?.ImplementationInstance ?? service?.ImplementationFactory?.Invoke(provider));
}
