using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace VimSessionService.Core.Registration;

/// <summary>Registers everything of the core.</summary>
internal static class CoreServices
{
    /// <summary>
    /// Adds it; what is registered already stays. A <see cref="TimeProvider"/> and a <see cref="ServedProduct"/> must be registered too.
    /// </summary>
    public static IServiceCollection AddCore(this IServiceCollection services)
    {
        services.TryAddSingleton(static provider => new RealClock(provider.GetRequiredService<TimeProvider>()));
        return services.AddDirectory().AddEvents().AddSessions().AddTickets().AddAdvancedSettings();
    }
}
