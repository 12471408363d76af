using System.Net;
using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Events;
using VimSessionService.Core.Limits;
using VimSessionService.Core.Messages;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.Core.Sessions.Tickets;
using VimSessionService.Core.Tables;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests;

/// <summary>A call in the session of a login, and the token that the login gave.</summary>
internal sealed record LoggedIn(CallContext Call, SessionToken IssuedToken)
{
    public Session Session => Call.Session!;

    public static implicit operator CallContext(LoggedIn loggedIn) => loggedIn.Call;
}

/// <summary>A whole core on a clock that the test moves.</summary>
internal sealed class World : IDisposable
{
    public const string Password = "VMware1!";

    public static readonly ClientInfo Client = new(IPAddress.Parse("10.0.0.7"), "govc/0.37");

    public static readonly ManagedObjectReference RootFolder = new("Folder", "group-d1");

    public World(string? defaultLocale = null)
    {
        Directory = new ServiceDirectory(
            Time,
        [
            new Account { Name = AccountName.Parse("Administrator@vsphere.local"), Password = new PlainPassword(Password) },
            new Account { Name = AccountName.Parse("operator"), FullName = "Olga Operator", Password = new PlainPassword(Password) },
            new Account { Name = AccountName.Parse("stranger"), Password = new PlainPassword(Password) },
        ],
        [
            new PermissionEntry(AccountName.Parse("Administrator@vsphere.local"), IsGroup: false, RoleId: -1),
            new PermissionEntry(AccountName.Parse("operator"), IsGroup: false, RoleId: -2),
        ]);
        Authorizer = new InventoryAuthorizer(Directory, Inventory);
        Credentials = new PasswordCredentialValidator(Accounts);
        Tokens = new SessionTokenIssuer(Time);
        Store = new InMemorySessionStore(Time, Settings, Notifications);
        Tickets = new InMemoryTicketIssuer(Time);
        Events = new EventLog(Time, MessageCatalog.Embedded());
        Notifications.Register(new SessionEndObserver(Events, Tickets, () => Store));
        Service = new SessionService(
            Store, Tokens, Credentials, Authorizer, new LocaleCatalog(defaultLocale), Events, Message, new LocalTableChanges(), RootFolder);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2023, 12, 14, 6, 58, 27, TimeSpan.Zero));
    public SessionNotifications Notifications { get; } = new();
    public SessionLimits Settings { get; } = new();
    public SessionTokenIssuer Tokens { get; }
    public InventoryTree Inventory { get; } = new(RootFolder, "Datacenters");
    public RoleDirectory Roles => Directory.Roles;
    public ServiceMessage Message { get; } = new();
    public ServiceDirectory Directory { get; }
    public AccountDirectory Accounts => Directory.Accounts;
    public PermissionTable Permissions => Directory.Permissions;
    public InventoryAuthorizer Authorizer { get; }
    public PasswordCredentialValidator Credentials { get; }
    public InMemorySessionStore Store { get; }
    public InMemoryTicketIssuer Tickets { get; }
    public EventLog Events { get; }
    public SessionService Service { get; }

    public IEnumerable<string> EventNames => Events.Snapshot().Select(posted => posted.GetSchema().Name);

    public static CallContext NewCall(string address = "10.0.0.7", string userAgent = "govc/0.37", SessionToken? orphan = null) =>
        NewCall(new RequestHead { Door = "test", Client = new ClientInfo(IPAddress.Parse(address), userAgent), Operation = "", Version = ApiVersions.Default, Tokens = orphan is null ? [] : [orphan] }, null, orphan);

    public static CallContext NewCall(RequestHead head, Session? session, SessionToken? orphan = null) =>
        new(head, session, TestContext.Current.CancellationToken)
        {
            OrphanToken = orphan,
            Scopes = new SessionScopes(),
            Budget = new RequestBudget(new ServiceLimits(new WorkLimits()), head.Client.Address, TestContext.Current.CancellationToken),
        };

    /// <summary>A call in whose session the operator has just logged in.</summary>
    public async Task<LoggedIn> LoggedInAsync(string userName = "operator")
    {
        var opened = await Service.LoginAsync(NewCall(), userName, Password, locale: null);
        return new LoggedIn(NewCall(NewCall().Head, opened.Session), opened.Token!);
    }

    public void Dispose()
    {
        Store.Dispose();
        Notifications.Dispose();
        Credentials.Dispose();
        Authorizer.Dispose();
    }
}
