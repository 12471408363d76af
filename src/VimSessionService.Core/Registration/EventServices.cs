using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VimSessionService.Core.Events;
using VimSessionService.Core.Messages;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Registration;

/// <summary>Registers the event log, and the texts and locales that events and faults are shown in.</summary>
internal static class EventServices
{
    /// <summary>Adds them; what is registered already stays.</summary>
    public static IServiceCollection AddEvents(this IServiceCollection services)
    {
        services.TryAddSingleton(static _ => new EventRetention());
        services.TryAddSingleton(static provider =>
        {
            var product = provider.GetRequiredService<ServedProduct>();
            return MessageCatalog.Embedded(product.DefaultLocale, product.ApiVersion);
        });
        services.TryAddSingleton(static provider =>
        {
            var product = provider.GetRequiredService<ServedProduct>();
            return new LocaleCatalog(product.DefaultLocale, namesCountryOfEnglish: product.ApiVersion <= ApiVersion.V4_1);
        });
        services.TryAddSingleton(static provider => new CatalogFiles(
            provider.GetRequiredService<MessageCatalog>(), provider.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime));
        services.TryAddSingleton(static provider => new EventLog(
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<MessageCatalog>(),
            provider.GetRequiredService<ServedProduct>().DefaultLocale,
            provider.GetRequiredService<EventRetention>()));
        services.TryAddSingleton<IEventLog>(static provider => provider.GetRequiredService<EventLog>());
        services.TryAddSingleton<EventTexts>();
        services.TryAddSingleton<EventPosting>();
        return services;
    }
}
