using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using VimSessionService.Core;
using VimSessionService.Core.Tables;
using VimSessionService.Endpoint;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Lab.Rules;

namespace VimSessionService.Lab.Scenarios;

/// <summary>Registers scenarios.</summary>
internal static class ScenarioServices
{
    /// <summary>Adds them.</summary>
    public static IServiceCollection AddScenarios(this IServiceCollection services) => services
        .AddSingleton<ScenarioContext>()
        .AddSingleton<StartedScenarios>()
        .AddSingleton<ISharedTable>(static provider => new StartedScenarioTable(provider.GetRequiredService<StartedScenarios>()))
        .AddSingleton(static provider => new ScenarioRunner(
            provider.GetRequiredService<ScenarioContext>(),
            provider.GetRequiredService<StartedScenarios>(),
            new RuleCompiler(provider.GetRequiredService<ServedProduct>(), provider.GetRequiredService<EndpointOptions>().Catalog, provider.GetRequiredService<DoorTable>()),
            provider.GetService<ILogger<ScenarioRunner>>() ?? NullLogger<ScenarioRunner>.Instance));
}
