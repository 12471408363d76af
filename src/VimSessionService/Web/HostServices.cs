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
    public static IServiceCollection AddProgramServices(this IServiceCollection services, HostParts parts)
    {
        services.AddSingleton(parts.Time)
            .AddSingleton(provider => new AccountSource(
                parts.Accounts, parts.Options.Accounts.UsersFile, parts.RealTime, provider.GetRequiredService<ILoggerFactory>().CreateLogger<AccountSource>()))
            .AddSingleton(provider => new AccountBinding(
                provider.GetRequiredService<AccountSource>(), parts.Time, parts.Options.Emulation.Esx))
            .AddSingleton(static provider => provider.GetRequiredService<AccountBinding>().Directory)
            .AddSingleton(ToCertificateInfo(parts))
            .AddSingleton(new ExtensionAuthorities(parts.ExtensionAuthorities))
            .AddSingleton(_ =>
            {
                var level = new LogLevelSetting();
                parts.LogLevel?.Control.Follow(level, parts.LogLevel.Value.Logger);
                return level;
            });
        if (ReloadableFiles.Has(parts))
            services.AddSingleton<IReloadableFiles>(provider => ReloadableFiles.Of(parts, provider.GetRequiredService<AccountSource>()));
        if (parts.Store is { } store)
            services.AddVimSessionRedis(store).AddSingleton<ISharedClock, StoreClock>();
        if (parts.LocalTickets is { } files && !OperatingSystem.IsWindows())
            services.AddSingleton<ILocalTicketFiles>(files);
        if (parts.Negotiator is { } negotiator)
            services.AddSingleton(provider => negotiator(provider.GetRequiredService<AccountDirectory>()));
        if (parts.SigningKeys is { } keys)
            services.AddSingleton(keys);
        if (parts.OpenIdKeys is { } openIdKeys && OpenIdFactory.Settings(parts.Options) is { } openId)
            services.AddSingleton(openIdKeys).AddSingleton(openId);
        if (parts.SharedSession is { } shared)
            services.AddSingleton(shared);
        if (parts.TrustedSts is { } trusted)
            services.AddSingleton(trusted);
        if (parts.Authorizer is { } authorizer)
            services.AddSingleton(provider => authorizer(provider.GetRequiredService<ServiceDirectory>(), provider.GetRequiredService<InventoryAuthorizer>()));
        if (parts.Authenticator is { } authenticator && !parts.Options.Accounts.Permissive)
        {
            services.AddSingleton<ICredentialValidator>(provider => new DeclaredFirstCredentialValidator(
                provider.GetRequiredService<AccountDirectory>(), provider.GetRequiredService<PasswordCredentialValidator>(), authenticator));
        }

        return services;
    }

    /// <summary>Takes the options of the command line, configuration and environment over.</summary>
    public static void Take(this VimSessionServiceOptions service, HostParts parts)
    {
        var options = parts.Options;
        service.Emulation = options.Emulation with { InstanceUuid = parts.InstanceUuid.ToString() };
        service.Sessions = options.Sessions;
        service.Requests = options.Transport;
        service.Tickets = options.Tickets;
        service.SingleSignOn = options.Sso with { Sts = parts.SigningKeys is not null };
        service.OwnHosts = ServiceNames.Of(parts.Certificate?.Certificate, parts.Address);
        service.Directory.Permissive = options.Accounts.Permissive;
        service.LogCalls = options.Log.LogCalls;
    }

    private static ServerCertificateInfo ToCertificateInfo(HostParts parts) => parts.Certificate is { } certificate
        ? new()
        {
            Sha1Thumbprint = certificate.Sha1Thumbprint,
            Sha256Thumbprint = certificate.Sha256Thumbprint,
            Pem = certificate.Pem,
            ChainPem = string.Concat(certificate.Intermediates.Prepend(certificate.Certificate).Select(static shown => shown.ExportCertificatePem() + "\n")),
            PublicKeyPem = () => certificate.PublicKeyPem,
            RawData = certificate.Certificate.RawDataMemory,
        }
        : new() { PublicKeyPem = parts.TunnelCertificate is { } tunnel ? () => tunnel.Value.PublicKeyPem : null }; // not made before it is asked for
}
