using Microsoft.Extensions.Logging.Abstractions;
using VimSessionService.Core;
using VimSessionService.Core.Events;
using VimSessionService.Core.Limits;
using VimSessionService.Core.AdvancedSettings;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Tickets.Http;
using VimSessionService.Core.Tickets.Local;
using VimSessionService.Core.Users;
using VimSessionService.Endpoint;
using VimSessionService.Endpoint.Tickets;
using VimSessionService.Logging;
using VimSessionService.ManagedObjects.Service;
using VimSessionService.UsersFile;
using VimSessionService.Vim25;
using VimSessionService.Xml;

namespace VimSessionService.Hosting;

/// <summary>The service behind <c>/sdk</c>, put together from the options.</summary>
public sealed class SdkService : IDisposable
{
    private readonly ServiceCore _core;

    /// <summary>Puts the service together.</summary>
    /// <param name="settings">The options, read and checked.</param>
    /// <param name="source">The declared users, roles and permissions.</param>
    /// <param name="log">Where calls are logged.</param>
    /// <param name="lifetime">Tells when the service begins to stop, which calls that wait must not delay; null where nothing tells.</param>
    /// <param name="logger">Logs failures of background work; null for no log.</param>
    public SdkService(HostSettings settings, AccountSource source, CallLog log, IHostApplicationLifetime? lifetime = null, ILogger<ServiceCore>? logger = null)
    {
        var options = settings.Options;
        var endpoint = ToEndpointSettings(options);
        var release = options.Emulation.ProductVersion is { } product ? ProductRelease.Find(product) : null;
        var flavor = options.Emulation.Esx
            ? EsxFlavor.Create(endpoint.Version, release)
            : VCenterFlavor.Create(endpoint.Version, settings.InstanceUuid, release);
        var accounts = new AccountBinding(source, settings.Time, options.Emulation.Esx);
        var logLevel = new LogLevelSetting();
        settings.LogLevel?.Control.Follow(logLevel, settings.LogLevel.Value.Logger);
        _core = new ServiceCore(new CoreSettings
        {
            Time = settings.Time,
            RootFolder = flavor.Content.RootFolder,
            RootFolderName = flavor.RootFolderName,
            DatacenterName = options.Emulation.Datacenter,
            Stopping = lifetime?.ApplicationStopping ?? CancellationToken.None,
            Directory = accounts.Directory,
            Permissive = options.Accounts.Permissive,
            DefaultLocale = options.Emulation.DefaultLocale,
            ApiVersion = endpoint.Version,
            Events = new EventRetention { Capacity = options.Emulation.EventLogSize, MaxBytes = options.Emulation.EventLogBytes, IsAgeLimited = !options.Emulation.Esx },
            LogLevel = logLevel,
            Logger = logger ?? NullLogger<ServiceCore>.Instance,
            AdoptCookies = options.Sessions.AdoptCookies,
            Authenticator = settings.Authenticator,
            Authorizer = settings.Authorizer is { } authorizer ? permissions => authorizer(accounts.Directory.Roles, permissions) : null,
            PasswordQueue = new PasswordQueueLimits(
                options.Sessions.PasswordQueue, (int)Math.Min(int.MaxValue, 16L * options.Sessions.PasswordQueue)),
            Tokens = SingleSignOn.Validator(settings),
            ExtensionAuthorities = settings.ExtensionAuthorities,
            Negotiator = settings.Negotiator?.Invoke(accounts.Directory.Accounts),
            ServerPublicKey = PublicKey(settings),
            Thumbprint = settings.Certificate?.Sha1Thumbprint,
            CertificatePem = settings.Certificate?.Pem,
            Sha256Thumbprint = settings.Certificate?.Sha256Thumbprint,
            IsHost = options.Emulation.Esx,
            ServiceTicketLifetime = options.Tickets.ServiceTicketLifetime,
            Resources = new ResourceLimits(options.Tickets.MaxResourceBytes, options.Tickets.MaxTotalResourceBytes),
            Work = new WorkLimits
            {
                MaxRequestBytes = options.Transport.MaxRequestBytes,
                MaxRequestWork = options.Transport.MaxRequestWork,
                MaxResponseBytes = options.Transport.MaxResponseBytes,
                MaxSessionBytes = options.Sessions.MaxSessionBytes,
            },
            LocalTickets = new LocalTicketSettings
            {
                Files = settings.LocalTickets,
                Lifetime = options.Tickets.LocalTicketLifetime,
            },
            Sessions = new SessionSettings
            {
                IdleTimeout = options.Sessions.SessionTimeout,
                MaxSessions = options.Sessions.MaxSessions,
                ReservedSessions = options.Sessions.ReservedSessions,
                MaxUserSessions = options.Sessions.MaxUserSessions,
            },
        });
        Documents = new SdkDocuments(endpoint);
        Catalogs = new CatalogDocuments(_core.Catalogs);
        Ticketed = new TicketedEndpoint(_core);
        Endpoint = SdkComposition.Compose(endpoint, flavor, _core, [new CallLogObserver(log)]);
        if (settings.SigningKeys is { } keys)
            SingleSignOn = new SingleSignOn(settings, keys, _core, endpoint.Version.Name(), log);
        _core.Sessions.NoteStart();
    }

    /// <summary>Answers calls.</summary>
    public SdkEndpoint Endpoint { get; }

    /// <summary>Answers requests for documents.</summary>
    public SdkDocuments Documents { get; }

    /// <summary>Answers requests for message catalogues.</summary>
    public CatalogDocuments Catalogs { get; }

    /// <summary>Answers requests to ticketed paths.</summary>
    public TicketedEndpoint Ticketed { get; }

    /// <summary>Answers requests of single sign-on; null for a service without it.</summary>
    public SingleSignOn? SingleSignOn { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        SingleSignOn?.Dispose();
        _core.Dispose();
    }

    /// <summary>Of the certificate that clients see; the tunnel's is not made before it is asked for.</summary>
    private static Func<string>? PublicKey(HostSettings settings)
    {
        if (settings.Certificate is { } certificate)
            return () => certificate.PublicKeyPem;
        return settings.TunnelCertificate is { } tunnel ? () => tunnel.Value.PublicKeyPem : null;
    }

    private static EndpointSettings ToEndpointSettings(Options.ServiceOptions options)
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
