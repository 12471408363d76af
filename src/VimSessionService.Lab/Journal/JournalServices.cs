using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Sessions;
using VimSessionService.Endpoint.Pipeline;

namespace VimSessionService.Lab.Journal;

/// <summary>Registers the journal.</summary>
internal static class JournalServices
{
    /// <summary>Adds it, and has it told of every call and of the ends of sessions.</summary>
    public static IServiceCollection AddJournal(this IServiceCollection services)
    {
        services.TryAddSingleton(static _ => new JournalOptions());
        return services
            .AddSingleton(static provider => new SessionHistory(
                provider.GetRequiredService<SessionTokenIssuer>(), provider.GetRequiredService<SessionLimits>(), provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<ISessionObserver>(static provider => provider.GetRequiredService<SessionHistory>())
            .AddSingleton(static provider => new CallJournal(
                provider.GetRequiredService<JournalOptions>(),
                provider.GetRequiredService<SessionHistory>(),
                new CallDiagnoser(provider.GetRequiredService<SessionHistory>(), provider.GetRequiredService<AccountDirectory>()),
                provider.GetRequiredService<AccountDirectory>(),
                provider.GetRequiredService<TimeProvider>()))
            .AddSingleton<ICallObserver>(static provider => provider.GetRequiredService<CallJournal>());
    }
}
