using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Lab.Clock;
using VimSessionService.Lab.Journal;
using VimSessionService.Lab.Leaks;
using VimSessionService.Lab.Outages;
using VimSessionService.Lab.Rules;

namespace VimSessionService.Lab.Registration;

/// <summary>Registers what a test can make the service do.</summary>
public static class LabServices
{
    /// <summary>Adds it to a service that is registered already.</summary>
    public static IServiceCollection AddLab(this IServiceCollection services) => services
        .AddClock()
        .AddRules()
        .AddJournal()
        .AddLeaks()
        .AddOutages();
}
