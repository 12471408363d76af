using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VimSessionService.Core.AdvancedSettings;
using VimSessionService.Core.Directory;

namespace VimSessionService.Core.Registration;

/// <summary>Registers the settings that clients read and change through OptionManager.</summary>
internal static class AdvancedSettingServices
{
    /// <summary>Adds them; what is registered already stays.</summary>
    public static IServiceCollection AddAdvancedSettings(this IServiceCollection services)
    {
        services.TryAddSingleton<LogLevelSetting>();
        services.TryAddSingleton<LiveAdvancedSettings>();
        services.TryAddSingleton(static provider =>
        {
            var live = provider.GetRequiredService<LiveAdvancedSettings>();
            var catalog = provider.GetRequiredService<ServedProduct>().IsHost
                ? HostAdvancedSettings.Create(live)
                : VCenterAdvancedSettings.Create(live, provider.GetRequiredService<AccountDirectory>().SsoDomain);
            return new ServerAdvancedSettings(catalog, live);
        });
        return services;
    }
}
