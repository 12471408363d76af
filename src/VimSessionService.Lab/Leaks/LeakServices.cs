using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Pipeline;

namespace VimSessionService.Lab.Leaks;

/// <summary>Registers the report of sessions that were never logged out.</summary>
internal static class LeakServices
{
    /// <summary>Adds it, and has it told of calls and of the ends of sessions.</summary>
    public static IServiceCollection AddLeaks(this IServiceCollection services) => services
        .AddSingleton(static provider => new SessionLedger(provider.GetRequiredService<AccountDirectory>(), provider.GetRequiredService<TimeProvider>()))
        .AddSingleton<ISessionObserver>(static provider => provider.GetRequiredService<SessionLedger>())
        .AddSingleton<ICallObserver>(static provider => provider.GetRequiredService<SessionLedger>());
}
