using VimSessionService.Core.Authorization;
using VimSessionService.Core.Events;
using VimSessionService.Core.Locales;
using VimSessionService.Core.Messages;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Tickets;
using VimSessionService.Core.Users;
using VimSessionService.Endpoint;
using VimSessionService.Logging;
using VimSessionService.ManagedObjects.Service;
using VimSessionService.UsersFile;
using VimSessionService.Vim25;

namespace VimSessionService.Hosting;

/// <summary>The service behind <c>/sdk</c>, put together from the options.</summary>
public sealed class SdkService : IDisposable
{
    private readonly InMemorySessionStore _store;
    private readonly PasswordCredentialValidator? _passwords;
    private readonly RootFolderAuthorizer _authorizer;

    /// <summary>Puts the service together.</summary>
    /// <summary>Puts it together.</summary>
    /// <param name="settings">The options, read and checked.</param>
    /// <param name="source">The declared users, roles and permissions.</param>
    /// <param name="log">Where calls are logged.</param>
    public SdkService(HostSettings settings, AccountSource source, CallLog log)
    {
        var options = settings.Options;
        var time = settings.Time;
        var endpoint = ToEndpointSettings(options);
        var flavor = options.Emulation.Esx
            ? EsxFlavor.Create(endpoint.Version, settings.InstanceUuid)
            : VCenterFlavor.Create(endpoint.Version, settings.InstanceUuid);
        var rootFolder = flavor.Content.RootFolder;
        var accounts = new AccountBinding(source);
        var messages = MessageCatalog.Embedded(options.Emulation.DefaultLocale);
        var locales = new LocaleCatalog(options.Emulation.DefaultLocale);
        var events = new EventLog(time, messages, options.Emulation.DefaultLocale, options.Emulation.EventLogSize);
        var serviceMessage = new ServiceMessage();
        var tokens = new SessionTokenIssuer();
        var tickets = new InMemoryTicketIssuer(time);
        var permissive = options.Accounts.Permissive;
        _store = new InMemorySessionStore(time, new SessionSettings
        {
            IdleTimeout = TimeSpan.FromMinutes(options.Sessions.SessionTimeoutMinutes),
            MaxSessions = options.Sessions.MaxSessions,
        });
        _passwords = permissive ? null : new PasswordCredentialValidator(accounts.Accounts);
        _authorizer = new RootFolderAuthorizer(accounts.Roles, accounts.Permissions, accounts.Accounts, rootFolder, permissive);
        ICredentialValidator credentials = _passwords is null ? new PermissiveCredentialValidator(accounts.Accounts) : _passwords;
        Documents = new SdkDocuments(endpoint);
        Endpoint = SdkComposition.Compose(new SdkParts
        {
            Settings = endpoint,
            Flavor = flavor,
            Store = _store,
            Tokens = tokens,
            Sessions = new SessionService(_store, tokens, credentials, _authorizer, tickets, locales, events, serviceMessage, rootFolder),
            Authorizer = _authorizer,
            Locales = locales,
            Messages = messages,
            ServiceMessage = serviceMessage,
            Observer = new CallLogObserver(log),
            Time = time,
        });
    }

    /// <summary>Answers calls.</summary>
    public SdkEndpoint Endpoint { get; }

    /// <summary>Answers requests for documents.</summary>
    public SdkDocuments Documents { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _store.Dispose();
        _passwords?.Dispose();
        _authorizer.Dispose();
    }

    private static EndpointSettings ToEndpointSettings(Options.ServiceOptions options)
    {
        var settings = new EndpointSettings
        {
            MaxRequestBytes = options.Transport.MaxRequestBytes,
            MaxDepth = options.Transport.MaxDepth,
            GzipMinimumBytes = options.Transport.GzipMinimumBytes,
        };
        if (ApiVersions.TryParse(options.Emulation.ApiVersion, out var version))
            settings = settings with { Version = version };
        if (ApiVersions.TryParse(options.Emulation.UnversionedApiVersion, out version))
            settings = settings with { AbsentActionVersion = version };
        return settings;
    }
}
