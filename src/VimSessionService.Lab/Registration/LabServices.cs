using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Lab.Accounts;
using VimSessionService.Lab.Clock;
using VimSessionService.Lab.Journal;
using VimSessionService.Lab.Leaks;
using VimSessionService.Lab.Limits;
using VimSessionService.Lab.Outages;
using VimSessionService.Lab.Rules;
using VimSessionService.Lab.Scenarios;
using VimSessionService.Lab.Snapshots;

namespace VimSessionService.Lab.Registration;

/// <summary>Registers what a test can make the service do.</summary>
internal static class LabServices
{
    /// <summary>Adds it to a service that is registered already.</summary>
    public static IServiceCollection AddLab(this IServiceCollection services) => services
        .AddClock()
        .AddAccountLocks()
        .AddLimits()
        .AddSnapshots()
        .AddRules()
        .AddJournal()
        .AddLeaks()
        .AddOutages()
        .AddScenarios();
}
