using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Core.Tables;

namespace VimSessionService.Lab.Limits;

/// <summary>Registers the limits that operators set.</summary>
internal static class LimitServices
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddLimits(this IServiceCollection services) => services
        .AddSingleton<LimitBook>()
        .AddSingleton<ISharedTable>(static provider => new LimitTable(provider.GetRequiredService<LimitBook>()));
}
