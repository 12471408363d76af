using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Core;
using VimSessionService.Endpoint.Pipeline;

namespace VimSessionService.Lab.Rules;

/// <summary>Registers the fault rules.</summary>
internal static class RuleServices
{
    /// <summary>Adds them, and has them asked about every request.</summary>
    public static IServiceCollection AddRules(this IServiceCollection services) => services
        .AddSingleton<RuleBook>()
        .AddSingleton(static provider => new RuleStep(
            provider.GetRequiredService<RuleBook>(), provider.GetRequiredService<ServedProduct>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<IRequestStep>(static provider => provider.GetRequiredService<RuleStep>())
        .AddSingleton(static provider => CallStages.Decode.After(provider.GetRequiredService<RuleStep>()));
}
