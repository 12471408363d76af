using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VimSessionService.Core;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Tables;
using VimSessionService.Endpoint;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Lab.Answers;
using VimSessionService.ManagedObjects.Registration;

namespace VimSessionService.Lab.Rules;

/// <summary>Registers the fault rules.</summary>
internal static class RuleServices
{
    /// <summary>Adds them, and has them asked about every request.</summary>
    public static IServiceCollection AddRules(this IServiceCollection services) => services
        .AddSingleton(static provider => new RuleBook(
            provider.GetRequiredService<ServedProduct>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<DoorTable>(), provider.GetRequiredService<EndpointOptions>().Catalog,
            provider.GetService<ISharedTurns>(), provider.GetRequiredService<AccountDirectory>(), provider.GetService<ILogger<RuleBook>>()))
        .AddSingleton<ISharedTable>(static provider => new RuleTable(provider.GetRequiredService<RuleBook>()))
        .AddSingleton(static provider => new RuleStep(
            provider.GetRequiredService<RuleBook>(), provider.GetRequiredService<ServedProduct>(), new StubRunner(provider.GetRequiredService<ServiceObjects>()), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<IRequestStep>(static provider => provider.GetRequiredService<RuleStep>())
        .AddSingleton(static provider => CallStages.Decode.After(provider.GetRequiredService<RuleStep>()));
}
