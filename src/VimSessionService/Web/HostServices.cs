using VimSessionService.Admin.Files;
using VimSessionService.Core;
using VimSessionService.Core.AdvancedSettings;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Extensions;
using VimSessionService.Core.Sessions.Tickets.Local;
using VimSessionService.Lab.Clock;
using VimSessionService.Redis.Hosting;
using VimSessionService.RemoteUsers;
using VimSessionService.SharedState;
using VimSessionService.UsersFile;

namespace VimSessionService.Web;

/// <summary>What the program brings to the service: its options, and what it has of files, keys and logs.</summary>
internal static class HostServices
{
    /// <summary>Registers what the program has in the place of the library's own.</summary>
    public static IServiceCollection AddProgramServices(this IServiceCollection services, HostSettings settings)
    {
        services.AddSingleton(settings.Time)
            .AddSingleton(provider => new AccountSource(
                settings.Accounts, settings.Options.Accounts.UsersFile, settings.RealTime, provider.GetRequiredService<ILoggerFactory>().CreateLogger<AccountSource>()))
            .AddSingleton(provider => new AccountBinding(
                provider.GetRequiredService<AccountSource>(), settings.Time, settings.Options.Emulation.Esx))
            .AddSingleton(static provider => provider.GetRequiredService<AccountBinding>().Directory)
            .AddSingleton(ToCertificateInfo(settings))
            .AddSingleton(new ExtensionAuthorities(settings.ExtensionAuthorities))
            .AddSingleton(_ =>
            {
                var level = new LogLevelSetting();
                settings.LogLevel?.Control.Follow(level, settings.LogLevel.Value.Logger);
                return level;
            });
        if (ReloadableFiles.Has(settings))
            services.AddSingleton<IReloadableFiles>(provider => ReloadableFiles.Of(settings, provider.GetRequiredService<AccountSource>()));
        if (settings.Store is { } store)
            services.AddVimSessionRedis(store).AddSingleton<ISharedClock, StoreClock>();
        if (settings.LocalTickets is { } files && !OperatingSystem.IsWindows())
            services.AddSingleton<ILocalTicketFiles>(files);
        if (settings.Negotiator is { } negotiator)
            services.AddSingleton(provider => negotiator(provider.GetRequiredService<AccountDirectory>()));
        if (settings.SigningKeys is { } keys)
            services.AddSingleton(keys);
        if (settings.OpenIdKeys is { } openIdKeys && OpenIdFactory.Settings(settings.Options) is { } openId)
            services.AddSingleton(openIdKeys).AddSingleton(openId);
        if (settings.SharedSession is { } shared)
            services.AddSingleton(shared);
        if (settings.TrustedSts is { } trusted)
            services.AddSingleton(trusted);
        if (settings.Authorizer is { } authorizer)
            services.AddSingleton(provider => authorizer(provider.GetRequiredService<ServiceDirectory>(), provider.GetRequiredService<InventoryAuthorizer>()));
        if (settings.Authenticator is { } authenticator && !settings.Options.Accounts.Permissive)
        {
            services.AddSingleton<ICredentialValidator>(provider => new DeclaredFirstCredentialValidator(
                provider.GetRequiredService<AccountDirectory>(), provider.GetRequiredService<PasswordCredentialValidator>(), authenticator));
        }

        return services;
    }

    /// <summary>Takes the options of the command line, configuration and environment over.</summary>
    public static void Take(this VimSessionServiceOptions service, HostSettings settings)
    {
        var options = settings.Options;
        service.Emulation = options.Emulation with { InstanceUuid = settings.InstanceUuid.ToString() };
        service.Sessions = options.Sessions;
        service.Requests = options.Transport;
        service.Tickets = options.Tickets;
        service.SingleSignOn = options.Sso with { Sts = settings.SigningKeys is not null };
        service.OwnHosts = ServiceNames.Of(settings.Certificate?.Certificate, settings.Address);
        service.Directory.Permissive = options.Accounts.Permissive;
        service.LogCalls = options.Log.LogCalls;
    }

    private static ServerCertificateInfo ToCertificateInfo(HostSettings settings) => settings.Certificate is { } certificate
        ? new()
        {
            Sha1Thumbprint = certificate.Sha1Thumbprint,
            Sha256Thumbprint = certificate.Sha256Thumbprint,
            Pem = certificate.Pem,
            ChainPem = string.Concat(certificate.Intermediates.Prepend(certificate.Certificate).Select(static shown => shown.ExportCertificatePem() + "\n")),
            PublicKeyPem = () => certificate.PublicKeyPem,
            RawData = certificate.Certificate.RawDataMemory,
        }
        : new() { PublicKeyPem = settings.TunnelCertificate is { } tunnel ? () => tunnel.Value.PublicKeyPem : null }; // not made before it is asked for
}
