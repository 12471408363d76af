using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Registration;
using VimSessionService.Core.Sessions.Logins;
using VimSessionService.Core.Sessions.Tickets;
using VimSessionService.Core.Sessions.Tickets.Local;
using VimSessionService.Endpoint.Doors;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Endpoint.Registration;
using VimSessionService.Endpoint.Tickets;
using VimSessionService.Identity;
using VimSessionService.Identity.Keys;
using VimSessionService.Identity.Lookup;
using VimSessionService.Identity.WsSecurity;
using VimSessionService.Inventory;
using VimSessionService.ManagedObjects.Machines;
using VimSessionService.ManagedObjects.Registration;
using VimSessionService.ManagedObjects.Service;
using VimSessionService.ManagedObjects.Tickets;
using VimSessionService.Vapi;
using VimSessionService.Vapi.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Hosting;

/// <summary>Adds the service to an ASP.NET Core host.</summary>
public static class VimSessionServiceExtensions
{
    /// <summary>
    /// Registers the service. What is registered before stays, for example an <see cref="ICredentialValidator"/>; what is registered afterwards by
    /// <c>AddSingleton</c> or <c>Replace</c> is used too, as everywhere in ASP.NET Core.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configure">Sets options; null for the defaults, with which nobody can log in.</param>
    /// <returns><paramref name="services"/>.</returns>
    public static IServiceCollection AddVimSessionService(this IServiceCollection services, Action<VimSessionServiceOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddRoutingCore().AddLogging();
        var options = services.AddOptions<VimSessionServiceOptions>();
        if (configure is not null)
            options.Configure(configure);
        options.ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<VimSessionServiceOptions>, OptionBoundsValidator>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<VimSessionServiceOptions>, OptionRulesValidator>());
        services.AddHealthChecks().AddCheck<ReadinessCheck>(ReadinessCheck.Name);
        services.TryAddEnumerable(ServiceDescriptor.Transient<IStartupFilter, LeadingSlashes>());
        services.AddHostedService<ServiceLifetime>();
        AddSettings(services);

        services.TryAddSingleton(static provider =>
        {
            var directory = new ServiceDirectory(provider.GetRequiredService<TimeProvider>(), isHost: Options(provider).Emulation.Esx);
            directory.Declare(Options(provider).Directory.Declared);
            return directory;
        });
        services.TryAddSingleton<IKeyFile, MemoryKeyFile>();
        services.AddCore().AddManagedObjects().AddSdkEndpoint().AddSingleSignOn(
            static provider => Options(provider).IssuesTokens(), static provider => !Options(provider).Emulation.Esx)
            .AddVapi(static provider => Options(provider).IssuesTokens())
            .AddDoors();
        services.TryAddSingleton(static provider => new CallLogger(provider.GetRequiredService<ILoggerFactory>(), Options(provider).LogCalls));
        services.AddSingleton<ICallObserver>(static provider => provider.GetRequiredService<CallLogger>());
        services.TryAddSingleton<CatalogDocuments>();
        return services;
    }

    /// <summary>
    /// Maps the paths of the service: <c>/sdk</c>, <c>/api</c>, <c>/rest</c>, <c>/sts/STSService</c>, <c>/websso/SAML2/Metadata</c>, <c>/lookupservice/sdk</c>, <c>/locale</c>, the
    /// ticketed paths, and, unless the host has them itself, <c>/certificate.pem</c>, <c>/healthz</c>, <c>/readyz</c> and <c>/</c>.
    /// </summary>
    /// <param name="endpoints">The routes of the host.</param>
    /// <returns>A builder of conventions for all of them, such as the host name that they are served for.</returns>
    /// <exception cref="OptionsValidationException">An option cannot be used.</exception>
    public static IEndpointConventionBuilder MapVimSessionService(this IEndpointRouteBuilder endpoints)
    {
        ArgumentNullException.ThrowIfNull(endpoints);
        return endpoints.Map(withDoors: true);
    }

    /// <summary>Maps the paths that belong to no door, for a host that has the doors before its routes (<see cref="DoorsBeforeRoutes"/>).</summary>
    /// <exception cref="OptionsValidationException">An option cannot be used.</exception>
    internal static void MapBesideDoors(this IEndpointRouteBuilder endpoints) => endpoints.Map(withDoors: false);

    private static ServiceEndpoints Map(this IEndpointRouteBuilder endpoints, bool withDoors)
    {
        var services = endpoints.ServiceProvider;
        _ = Options(services); // which are refused here when they cannot be used
        var own = new ServiceEndpoints();
        var routes = new Routes(own, services.GetRequiredService<ILoggerFactory>().CreateLogger<Routes>());
        if (withDoors)
            routes.MapDoors(services.GetRequiredService<DoorRouter>());
        services.GetRequiredService<CatalogDocuments>().Map(routes);
        routes.MapCertificate(services.GetRequiredService<ServerCertificateInfo>());
        routes.MapWelcome();
        routes.MapHealth(services.GetRequiredService<HealthCheckService>());
        endpoints.DataSources.Add(own);
        return own;
    }

    /// <summary>Makes the settings of each area of the options.</summary>
    private static void AddSettings(IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static provider => Options(provider).Emulation.Seed is { } seed ? new SeededRandomness(seed) : Randomness.System);
        services.TryAddSingleton(static provider => Inventories.Open(Options(provider).Emulation));
        services.TryAddSingleton(static provider => Options(provider).Emulation.Stubs is { } words ? ImplementedMethods.Parse(words) : ImplementedMethods.None);
        services.TryAddSingleton(static provider => Options(provider).ToFlavor(provider.GetRequiredService<InventoryChoice>().Served));
        services.TryAddSingleton(static provider =>
            provider.GetRequiredService<ServiceFlavor>().ToProduct(Options(provider).Emulation.DefaultLocale));
        services.TryAddSingleton(static provider => Options(provider).ToCertificateInfo());
        services.TryAddSingleton(static provider => Options(provider).ToEndpointOptions(provider.GetRequiredService<InventoryChoice>().Served));
        services.TryAddSingleton(static provider => Options(provider).ToWorkLimits(provider.GetRequiredService<InventoryChoice>().Served));
        services.TryAddSingleton(static provider => Options(provider).ToSessionLimits());
        services.TryAddSingleton(static provider => Options(provider).ToEventRetention());
        services.TryAddSingleton(static provider => Options(provider).ToStsOptions());
        services.TryAddSingleton(static provider => Options(provider).ToAssertionOptions());
        services.TryAddSingleton(static provider => new AccessOptions
        {
            IsPermissive = Options(provider).Directory.Permissive,
            IsFederated = Options(provider).Emulation.Federated,
        });
        services.TryAddSingleton(static provider => new VapiSessionLimits
        {
            MaxUserSessions = Options(provider).Sessions.MaxVapiUserSessions,
            Lifetime = Options(provider).Sessions.VapiSessionLifetime,
        });
        services.TryAddSingleton(static provider => PasswordQueueLimits.For(Options(provider).Sessions.PasswordQueue));
        services.TryAddSingleton(static provider => new ServiceTicketOptions { Lifetime = Options(provider).Tickets.ServiceTicketLifetime });
        services.TryAddSingleton(static provider => new LocalTicketOptions
        {
            Files = provider.GetService<ILocalTicketFiles>(),
            Lifetime = Options(provider).Tickets.LocalTicketLifetime,
            MaxOfUser = Options(provider).Tickets.MaxUserLocalTickets,
            KeptByIssuer = provider.GetRequiredService<TicketLimits>().All,
        });
        services.TryAddSingleton(static provider => new TicketedPathOptions(TicketedPaths.Split(Options(provider).Tickets.TicketedPaths)));
        services.TryAddSingleton(static provider => new TicketLimits(Options(provider).Tickets.MaxUserTickets));
        services.TryAddSingleton(static provider => new NegotiationLimits(Options(provider).Sessions.MaxNegotiations));
        services.TryAddSingleton(static provider => new ReplayLimits(Options(provider).SingleSignOn.MaxUserMessages));
        services.TryAddSingleton(static provider =>
            new ResourceLimits(Options(provider).Tickets.MaxResourceBytes, Options(provider).Tickets.MaxTotalResourceBytes));
        services.TryAddSingleton(static provider => new StsKeyOptions
        {
            SigningLifetime = Options(provider).SingleSignOn.StsKeyLifetime,
            LongestToken = Longer(Options(provider).SingleSignOn.MaxHokLifetime, Options(provider).SingleSignOn.MaxBearerLifetime),
        });
        services.TryAddSingleton(static provider => new LookupInstance
        {
            SsoDomain = provider.GetRequiredService<AccountDirectory>().SsoDomain,
            InstanceUuid = Guid.TryParse(provider.GetRequiredService<ServiceFlavor>().Content.About.InstanceUuid, out var uuid) ? uuid : Guid.Empty,
            ApiVersion = provider.GetRequiredService<ServedProduct>().ApiVersion.Name(),
            Certificate = provider.GetRequiredService<ServerCertificateInfo>().RawData,
            Message = Options(provider).ToMessageLimits(),
        });
        services.TryAddSingleton(static provider => new ServiceStopping(
            provider.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None));
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static VimSessionServiceOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<VimSessionServiceOptions>>().Value;
}
