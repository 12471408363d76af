using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Events;
using VimSessionService.Core.Extensions;
using VimSessionService.Core.Federation;
using VimSessionService.Core.Inventory;
using VimSessionService.Core.Limits;
using VimSessionService.Core.Locales;
using VimSessionService.Core.Messages;
using VimSessionService.Core.Negotiation;
using VimSessionService.Core.AdvancedSettings;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Tickets;
using VimSessionService.Core.Tickets.Http;
using VimSessionService.Core.Tickets.Local;
using VimSessionService.Core.Users;
using VimSessionService.Vim25;

namespace VimSessionService.Core;

/// <summary>What a core is built from.</summary>
public sealed record CoreSettings
{
    /// <summary>The clock of everything.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The object that permissions begin at.</summary>
    public required ManagedObjectReference RootFolder { get; init; }

    /// <summary>The name of that object.</summary>
    public string RootFolderName { get; init; } = "Datacenters";

    /// <summary>The name of the one datacenter in the inventory; null for none in a product that can be without.</summary>
    public string? DatacenterName { get; init; }

    /// <summary>The users, roles, permissions and extensions.</summary>
    public required ServiceDirectory Directory { get; init; }

    /// <summary>The users.</summary>
    public AccountDirectory Accounts => Directory.Accounts;

    /// <summary>The permissions.</summary>
    public PermissionTable Permissions => Directory.Permissions;

    /// <summary>The roles.</summary>
    public RoleDirectory Roles => Directory.Roles;

    /// <summary>Whether a login takes over a cookie that its client was given before; see <see cref="CookieAdoption"/>.</summary>
    public bool AdoptCookies { get; init; } = true;

    /// <summary>Checks the passwords of users who are not declared with one; null for none. Not disposed with the core.</summary>
    public ICredentialValidator? Authenticator { get; init; }

    /// <summary>
    /// Makes the authorizer from the one that decides by the permissions; null for that one alone. Disposed with the core when it is disposable.
    /// </summary>
    public Func<IAuthorizer, IAuthorizer>? Authorizer { get; init; }

    /// <summary>How many checks of passwords may wait.</summary>
    public PasswordQueueLimits PasswordQueue { get; init; } = new();

    /// <summary>Logs failures of background work.</summary>
    public ILogger Logger { get; init; } = NullLogger.Instance;

    /// <summary>How long and how many sessions live.</summary>
    public SessionSettings Sessions { get; init; } = new();

    /// <summary>Whether everybody may log in who gives a name and a password, with every privilege.</summary>
    public bool Permissive { get; init; }

    /// <summary>The locale of a session whose client asks for none.</summary>
    public string DefaultLocale { get; init; } = "en";

    /// <summary>The newest version of the API that the service knows; some texts depend on it.</summary>
    public ApiVersion ApiVersion { get; init; } = ApiVersions.Default;

    /// <summary>How many events are kept, and for how long.</summary>
    public EventRetention Events { get; init; } = new();

    /// <summary>How much is logged, which a client may change.</summary>
    public LogLevelSetting LogLevel { get; init; } = new();

    /// <summary>Cancelled when the service begins to stop; waiting calls are answered then.</summary>
    public CancellationToken Stopping { get; init; }

    /// <summary>The SHA-1 thumbprint of the server's certificate, with colons; null over plain HTTP.</summary>
    public string? Thumbprint { get; init; }

    /// <summary>The server's certificate as PEM; null over plain HTTP.</summary>
    public string? CertificatePem { get; init; }

    /// <summary>The public key of the server's certificate as PEM; null without one.</summary>
    public Func<string>? ServerPublicKey { get; init; }

    /// <summary>Who may have issued the certificate of an extension that logs in by its subject name.</summary>
    public IReadOnlyCollection<X509Certificate2> ExtensionAuthorities { get; init; } = [];

    /// <summary>The SHA-256 thumbprint of the server's certificate, with colons; null over plain HTTP.</summary>
    public string? Sha256Thumbprint { get; init; }

    /// <summary>How long a generic service ticket that nobody redeems stays good; real servers' time is not known. Above zero, a day at most.</summary>
    public TimeSpan ServiceTicketLifetime { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>How much there may be at ticketed paths.</summary>
    public ResourceLimits Resources { get; init; } = new();

    /// <summary>Local tickets, which are off without a place for their files.</summary>
    public LocalTicketSettings LocalTickets { get; init; } = new();

    /// <summary>Verifies the tokens of single sign-on; null for a service without it.</summary>
    public ITokenValidator? Tokens { get; init; }

    /// <summary>The accepting side of SSPI logins; null for a service that has none.</summary>
    public INegotiator? Negotiator { get; init; }

    /// <summary>What one request and one session may cost.</summary>
    public WorkLimits Work { get; init; } = new();

    /// <summary>Whether the service is an ESX host, which has other settings than a vCenter.</summary>
    public bool IsHost { get; init; }
}

/// <summary>Builds the core, and holds its parts for those who give them an API.</summary>
public sealed class ServiceCore : IDisposable
{
    private readonly InMemorySessionStore _store;
    private readonly PasswordCredentialValidator? _passwords;
    private readonly PendingNegotiations _negotiations;
    private readonly InventoryAuthorizer _permissions;
    private readonly IAuthorizer _authorizer;
    private readonly ChangeGate _changes = new();

    /// <summary>Builds it.</summary>
    public ServiceCore(CoreSettings settings)
    {
        Settings = settings;
        Limits = new ServiceLimits(settings.Work);
        var time = settings.Time;
        Messages = MessageCatalog.Embedded(settings.DefaultLocale, settings.ApiVersion);
        Locales = new LocaleCatalog(settings.DefaultLocale, namesCountryOfEnglish: settings.ApiVersion <= ApiVersion.V4_1);
        Events = new EventLog(time, Messages, settings.DefaultLocale, settings.Events);
        Posting = new EventPosting(Events);
        Catalogs = new CatalogFiles(Messages, time.GetUtcNow().UtcDateTime);
        string NewKey() => SessionKey.Create(settings.ApiVersion);
        Tickets = new InMemoryTicketIssuer(time, newId: NewKey);
        Tokens = new SessionTokenIssuer(time);
        _store = new InMemorySessionStore(time, settings.Sessions, NewKey, settings.Logger);
        Adoption = new CookieAdoption(Tokens, _store, settings.AdoptCookies);
        _passwords = settings.Permissive ? null : new PasswordCredentialValidator(settings.Accounts, queue: settings.PasswordQueue);
        Credentials = _passwords is null ? new PermissiveCredentialValidator(settings.Accounts)
            : settings.Authenticator is { } others ? new DeclaredFirstCredentialValidator(settings.Accounts, _passwords, others)
            : _passwords;
        Inventory = new InventoryTree(settings.RootFolder, settings.RootFolderName);
        _permissions = new InventoryAuthorizer(settings.Directory, Inventory, settings.Permissive);
        _authorizer = settings.Authorizer?.Invoke(_permissions) ?? _permissions;
        Principals = new PrincipalDirectory(settings.Accounts, settings.Permissions, settings.Permissive);
        var authorizationEvents = new AuthorizationEvents(Events, Inventory, settings.Roles);
        Roles = new RoleService(settings.Roles, settings.Permissions, Inventory, _authorizer, authorizationEvents, _changes);
        Permissions = new PermissionService(
            settings.Roles, settings.Permissions, Principals, Inventory, _authorizer, authorizationEvents, _changes);
        LocalTickets = new LocalTickets(time, settings.LocalTickets, Tickets, settings.Accounts, _authorizer, settings.RootFolder, settings.Permissive, settings.Logger);
        var credentials = settings.LocalTickets.Files is null ? Credentials : new LocalTicketCredentialValidator(LocalTickets, Credentials);
        Sessions = new SessionService(
            _store, Tokens, credentials, _authorizer, Tickets, Locales, Events, ServiceMessage, settings.RootFolder, settings.Logger);
        Cloning = new SessionCloning(Sessions, _store, Tickets, settings.Thumbprint, settings.ApiVersion);
        PasswordAccess = new PasswordAccess(Credentials, Sessions, _authorizer, settings.RootFolder);
        Extensions = settings.Directory.Extensions;
        Impersonation = new SessionImpersonation(Sessions, _store, Locales, Extensions, _authorizer, settings.RootFolder);
        ExtensionLogin = new ExtensionLogin(Sessions, Extensions, new ClientCertificateVerifier(settings.ExtensionAuthorities, time), Locales);
        Mapping = new PrincipalMapping(settings.Accounts, Extensions, settings.Permissive);
        TokenLogin = new TokenLogin(Sessions, settings.Tokens, Mapping, Locales);
        _negotiations = new PendingNegotiations(time, logger: settings.Logger);
        SspiLogin = new SspiLogin(Sessions, settings.Negotiator, _negotiations, Tokens, Mapping, Locales);
        ServiceTickets = new ServiceTickets(Sessions, _store, Tickets, _authorizer, settings);
        Resources = new TicketedResources(settings.Resources);
        var live = new LiveSettings(settings.Sessions, settings.Events, settings.LogLevel);
        Options = new ServerAdvancedSettings(settings.IsHost ? HostAdvancedSettings.Create(live) : VCenterAdvancedSettings.Create(live, settings.Accounts.SsoDomain), live);
    }

    /// <summary>What it was built from: users, roles, permissions and limits, which live on.</summary>
    public CoreSettings Settings { get; }

    /// <summary>What requests and sessions may cost, and what of it is in use.</summary>
    public ServiceLimits Limits { get; }

    /// <summary>The texts.</summary>
    public MessageCatalog Messages { get; }

    /// <summary>The locales.</summary>
    public LocaleCatalog Locales { get; }

    /// <summary>The latest events.</summary>
    public EventLog Events { get; }

    /// <summary>What clients put into the events.</summary>
    public EventPosting Posting { get; }

    /// <summary>The texts as files.</summary>
    public CatalogFiles Catalogs { get; }

    /// <summary>Issues and redeems tickets.</summary>
    public ITicketIssuer Tickets { get; }

    /// <summary>Knows the service's own tokens.</summary>
    public SessionTokenIssuer Tokens { get; }

    /// <summary>Decides which cookies logins take over.</summary>
    public CookieAdoption Adoption { get; }

    /// <summary>The system global message.</summary>
    public ServiceMessage ServiceMessage { get; } = new();

    /// <summary>Where sessions are kept.</summary>
    public ISessionStore Store => _store;

    /// <summary>Decides what a caller may do.</summary>
    public IAuthorizer Authorizer => _authorizer;

    /// <summary>What is in what.</summary>
    public InventoryTree Inventory { get; }

    /// <summary>The users and groups that permissions can name.</summary>
    public PrincipalDirectory Principals { get; }

    /// <summary>Changes of roles by callers.</summary>
    public RoleService Roles { get; }

    /// <summary>Permissions as callers read and change them.</summary>
    public PermissionService Permissions { get; }

    /// <summary>The rules of sessions.</summary>
    public SessionService Sessions { get; }

    /// <summary>Clone tickets.</summary>
    public SessionCloning Cloning { get; }

    /// <summary>Impersonation.</summary>
    public SessionImpersonation Impersonation { get; }

    /// <summary>The registered extensions.</summary>
    public ExtensionDirectory Extensions { get; }

    /// <summary>Logins of extensions.</summary>
    public ExtensionLogin ExtensionLogin { get; }

    /// <summary>Checks names and passwords.</summary>
    public ICredentialValidator Credentials { get; }

    /// <summary>What a principal of single sign-on is here.</summary>
    public PrincipalMapping Mapping { get; }

    /// <summary>Logins by token.</summary>
    public TokenLogin TokenLogin { get; }

    /// <summary>Logins by SSPI.</summary>
    public SspiLogin SspiLogin { get; }

    /// <summary>Generic service tickets.</summary>
    public ServiceTickets ServiceTickets { get; }

    /// <summary>Names and passwords at ticketed paths.</summary>
    public PasswordAccess PasswordAccess { get; }

    /// <summary>What is at ticketed paths.</summary>
    public TicketedResources Resources { get; }

    /// <summary>Local tickets.</summary>
    public LocalTickets LocalTickets { get; }

    /// <summary>The settings that clients read and change.</summary>
    public ServerAdvancedSettings Options { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        LocalTickets.Dispose();
        Options.Dispose();
        _negotiations.Dispose();
        _store.Dispose();
        _passwords?.Dispose();
        _permissions.Dispose();
        (_authorizer as IDisposable)?.Dispose();
        _changes.Dispose();
    }
}
