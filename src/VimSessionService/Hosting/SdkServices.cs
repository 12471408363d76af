using Microsoft.Extensions.DependencyInjection.Extensions;
using VimSessionService.Core;
using VimSessionService.Core.AdvancedSettings;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Events;
using VimSessionService.Core.Extensions;
using VimSessionService.Core.Federation;
using VimSessionService.Core.Limits;
using VimSessionService.Core.Negotiation;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Tickets;
using VimSessionService.Core.Tickets.Http;
using VimSessionService.Core.Tickets.Local;
using VimSessionService.Core.Users;
using VimSessionService.Endpoint;
using VimSessionService.Endpoint.Pipeline;
using VimSessionService.Identity.Lookup;
using VimSessionService.Identity.Sts;
using VimSessionService.Logging;
using VimSessionService.ManagedObjects;
using VimSessionService.ManagedObjects.Service;
using VimSessionService.Options;
using VimSessionService.UsersFile;
using VimSessionService.Vim25;
using VimSessionService.Xml;

namespace VimSessionService.Hosting;

/// <summary>Registers the service behind <c>/sdk</c> as the options have it.</summary>
public static class SdkServices
{
    /// <summary>Adds it. An <see cref="AccountSource"/> and a <see cref="CallLog"/> must be registered too.</summary>
    /// <param name="services">Where it is added.</param>
    /// <param name="settings">The options, read and checked.</param>
    public static IServiceCollection AddSdk(this IServiceCollection services, HostSettings settings)
    {
        var options = settings.Options;
        var endpoint = ToEndpointSettings(options);
        var flavor = ToFlavor(settings, endpoint.Version);
        services.TryAddSingleton(settings.Time);
        services.AddSingleton(endpoint)
            .AddSingleton(flavor)
            .AddSingleton(flavor.ToProduct(options.Emulation.DefaultLocale))
            .AddSingleton(ToCertificateInfo(settings))
            .AddSingleton(new AccessSettings { IsPermissive = options.Accounts.Permissive })
            .AddSingleton(new PasswordQueueLimits(options.Sessions.PasswordQueue, (int)Math.Min(int.MaxValue, 16L * options.Sessions.PasswordQueue)))
            .AddSingleton(new ExtensionAuthorities(settings.ExtensionAuthorities))
            .AddSingleton(new ServiceTicketSettings { Lifetime = options.Tickets.ServiceTicketLifetime })
            .AddSingleton(new ResourceLimits(options.Tickets.MaxResourceBytes, options.Tickets.MaxTotalResourceBytes))
            .AddSingleton(new LocalTicketSettings { Files = settings.LocalTickets, Lifetime = options.Tickets.LocalTicketLifetime })
            .AddSingleton(ToWorkLimits(options))
            .AddSingleton(new EventRetention
            {
                Capacity = options.Emulation.EventLogSize,
                MaxBytes = options.Emulation.EventLogBytes,
                IsAgeLimited = !options.Emulation.Esx,
            })
            .AddSingleton(new SessionSettings
            {
                IdleTimeout = options.Sessions.SessionTimeout,
                MaxSessions = options.Sessions.MaxSessions,
                ReservedSessions = options.Sessions.ReservedSessions,
                MaxUserSessions = options.Sessions.MaxUserSessions,
                AdoptsCookies = options.Sessions.AdoptCookies,
            })
            .AddSingleton(_ =>
            {
                var level = new LogLevelSetting();
                settings.LogLevel?.Control.Follow(level, settings.LogLevel.Value.Logger);
                return level;
            })
            .AddSingleton(provider => new ServiceStopping(
                provider.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None))
            .AddSingleton(provider => new AccountBinding(provider.GetRequiredService<AccountSource>(), settings.Time, options.Emulation.Esx))
            .AddSingleton(static provider => provider.GetRequiredService<AccountBinding>().Directory)
            .AddSingleton<ICallObserver, CallLogObserver>()
            .AddSingleton<SdkDocuments>()
            .AddSingleton<CatalogDocuments>()
            .AddSingleton<SdkService>();
        if (settings.Negotiator is { } negotiator)
            services.AddSingleton(provider => negotiator(provider.GetRequiredService<AccountDirectory>()));
        if (settings.Authorizer is { } authorizer)
        {
            services.AddSingleton(provider => authorizer(provider.GetRequiredService<RoleDirectory>(), provider.GetRequiredService<InventoryAuthorizer>()));
        }

        if (settings.Authenticator is { } authenticator && !options.Accounts.Permissive)
        {
            services.AddSingleton<ICredentialValidator>(provider => new DeclaredFirstCredentialValidator(
                provider.GetRequiredService<AccountDirectory>(), provider.GetRequiredService<PasswordCredentialValidator>(), authenticator));
        }

        AddSingleSignOn(services, settings, endpoint.Version);
        return services.AddCore().AddManagedObjects().AddSdkEndpoint();
    }

    private static void AddSingleSignOn(IServiceCollection services, HostSettings settings, ApiVersion version)
    {
        var options = settings.Options;
        if (SingleSignOn.Validator(settings) is { } validator)
            services.AddSingleton<ITokenValidator>(validator);
        if (settings.SigningKeys is not { } keys)
            return;
        services
            .AddSingleton(keys)
            .AddSingleton(new StsSettings
            {
                LongestBearerToken = options.Sso.MaxBearerLifetime,
                LongestHolderOfKeyToken = options.Sso.MaxHokLifetime,
                ClockTolerance = options.Sso.ClockTolerance,
                WeakHashes = SingleSignOn.WeakHashesOf(options.Sso),
            })
            .AddSingleton<SecurityTokenService>()
            .AddSingleton(provider => new LookupSettings
            {
                SsoDomain = provider.GetRequiredService<AccountDirectory>().SsoDomain,
                InstanceUuid = settings.InstanceUuid,
                ApiVersion = version.Name(),
                Certificate = settings.Certificate?.Certificate.RawDataMemory,
            })
            .AddSingleton<LookupService>()
            .AddSingleton(static provider => new StsDocuments(
                provider.GetRequiredService<Identity.Keys.ISigningKeys>(), provider.GetRequiredService<AccountDirectory>().SsoDomain))
            .AddSingleton<SingleSignOn>();
    }

    private static ServiceFlavor ToFlavor(HostSettings settings, ApiVersion version)
    {
        var emulation = settings.Options.Emulation;
        var release = emulation.ProductVersion is { } product ? ProductRelease.Find(product) : null;
        var flavor = emulation.Esx ? EsxFlavor.Create(version, release) : VCenterFlavor.Create(version, settings.InstanceUuid, release);
        return flavor with { DatacenterName = emulation.Datacenter };
    }

    private static ServerCertificateInfo ToCertificateInfo(HostSettings settings) => new()
    {
        Sha1Thumbprint = settings.Certificate?.Sha1Thumbprint,
        Sha256Thumbprint = settings.Certificate?.Sha256Thumbprint,
        Pem = settings.Certificate?.Pem,
        PublicKeyPem = PublicKey(settings),
    };

    /// <summary>Of the certificate that clients see; the tunnel's is not made before it is asked for.</summary>
    private static Func<string>? PublicKey(HostSettings settings)
    {
        if (settings.Certificate is { } certificate)
            return () => certificate.PublicKeyPem;
        return settings.TunnelCertificate is { } tunnel ? () => tunnel.Value.PublicKeyPem : null;
    }

    private static WorkLimits ToWorkLimits(ServiceOptions options) => new()
    {
        MaxRequestBytes = options.Transport.MaxRequestBytes,
        MaxRequestWork = options.Transport.MaxRequestWork,
        MaxResponseBytes = options.Transport.MaxResponseBytes,
        MaxSessionBytes = options.Sessions.MaxSessionBytes,
    };

    private static EndpointSettings ToEndpointSettings(ServiceOptions options)
    {
        var settings = new EndpointSettings
        {
            MaxRequestBytes = options.Transport.MaxRequestBytes,
            Limits = new XmlLimits
            {
                MaxDepth = options.Transport.MaxDepth,
                MaxElements = options.Transport.MaxElements,
                MaxAttributes = options.Transport.MaxAttributes,
                MaxNamespaces = options.Transport.MaxNamespaces,
            },
            LenientMemberOrder = options.Emulation.LenientMemberOrder,
            GzipMinimumBytes = options.Transport.GzipMinimumBytes,
        };
        if (ApiVersions.TryParse(options.Emulation.ApiVersion, out var version))
            settings = settings with { Version = version };
        if (ApiVersions.TryParse(options.Emulation.UnversionedApiVersion, out version))
            settings = settings with { AbsentActionVersion = version };
        return settings;
    }
}
