using System.Security.Cryptography;
using System.Text;
using VimSessionService.Contracts.Authorization;
using VimSessionService.Contracts.Events;
using VimSessionService.Contracts.Federation;
using VimSessionService.Contracts.Negotiation;
using VimSessionService.Contracts.Sessions;
using VimSessionService.Contracts.Tickets;
using VimSessionService.Contracts.Users;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Directory;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Events;
using VimSessionService.Core.Messages;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Lifecycle;
using VimSessionService.Core.Sessions.Tickets;
using VimSessionService.Core.Sessions.Tickets.Local;
using VimSessionService.Core.Tests.Sessions.Logins;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Contracts;

// Each contract is met by the built-in implementation and by another that is unlike it.

public sealed class SerializedSessionStoreTests : SessionStoreContract
{
    protected override ISessionStore CreateStore(TimeProvider time, SessionLimits settings, SessionNotifications notifications) =>
        new SerializedSessionStore(time, settings, notifications);
}

public sealed class InMemoryTicketIssuerContractTests : TicketIssuerContract
{
    protected override ITicketIssuer CreateIssuer(TimeProvider time) => new InMemoryTicketIssuer(time, capacity: 1000, share: 100);
}

public sealed class SerializedTicketIssuerTests : TicketIssuerContract
{
    protected override ITicketIssuer CreateIssuer(TimeProvider time) => new SerializedTicketIssuer(time, share: 100);
}

public sealed class PasswordCredentialValidatorContractTests : CredentialValidatorContract
{
    protected override ICredentialValidator CreateValidator(string userName, string password) =>
        new PasswordCredentialValidator(new AccountDirectory([new Account { Name = AccountName.Parse(userName), Password = new PlainPassword(password) }]));
}

public sealed class DeclaredUserContractTests : CredentialValidatorContract
{
    protected override ICredentialValidator CreateValidator(string userName, string password) => DeclaredFirst(declared: (userName, password), other: ("jill", password));

    /// <summary>A validator of one declared user, and of another whom another server knows.</summary>
    internal static DeclaredFirstCredentialValidator DeclaredFirst((string Name, string Password) declared, (string Name, string Password) other)
    {
        var accounts = AccountsOf(declared);
        return new DeclaredFirstCredentialValidator(accounts, new PasswordCredentialValidator(accounts), new PasswordCredentialValidator(AccountsOf(other)));
    }

    internal static AccountDirectory AccountsOf((string Name, string Password) user) =>
        new([new Account { Name = AccountName.Parse(user.Name), Password = new PlainPassword(user.Password) }]);
}

public sealed class UserOfAnotherServerContractTests : CredentialValidatorContract
{
    protected override ICredentialValidator CreateValidator(string userName, string password) =>
        DeclaredUserContractTests.DeclaredFirst(declared: ("jill", password), other: (userName, password));
}

public sealed class LocalTicketCredentialValidatorContractTests : CredentialValidatorContract
{
    protected override ICredentialValidator CreateValidator(string userName, string password)
    {
        var accounts = DeclaredUserContractTests.AccountsOf((userName, password));
        var directory = new ServiceDirectory(TimeProvider.System);
        var root = new ManagedObjectReference("Folder", "group-d1");
        var tickets = new LocalTickets(
            TimeProvider.System,
            new LocalTicketOptions(),
            new InMemoryTicketIssuer(TimeProvider.System),
            accounts,
            new InventoryAuthorizer(directory, new InventoryTree(root, "Datacenters")),
            root);
        return new LocalTicketCredentialValidator(tickets, new PasswordCredentialValidator(accounts));
    }
}

public sealed class WaitingCredentialValidatorTests : CredentialValidatorContract
{
    protected override ICredentialValidator CreateValidator(string userName, string password) => new Waiting(userName, password);

    /// <summary>Waits before each answer, and knows a hash only.</summary>
    private sealed class Waiting(string userName, string password) : ICredentialValidator
    {
        private readonly byte[] _right = HashOf(userName, password);

        public async ValueTask<UserIdentity?> ValidateAsync(string userName, string password, ClientInfo client, CancellationToken cancellationToken)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            return CryptographicOperations.FixedTimeEquals(_right, HashOf(userName, password)) ? new UserIdentity(userName, userName, []) : null;
        }

        private static byte[] HashOf(string userName, string password) =>
            SHA256.HashData(Encoding.UTF8.GetBytes($"{userName.Length} {userName} {password}"));
    }
}

public sealed class MacTokenValidatorTests : TokenValidatorContract
{
    private static readonly byte[] Key = RandomNumberGenerator.GetBytes(32);

    protected override ITokenValidator CreateValidator(TimeProvider time) => new MacTokenValidator(Key, time);

    protected override CallerProof CreateProof(WantedToken token) =>
        new MacTokenValidator.Proof(MacTokenValidator.MakeToken(token.User, token.ExpiresAt, token.IsForged ? new byte[32] : Key));
}

public sealed class InventoryAuthorizerContractTests : AuthorizerContract
{
    protected override IAuthorizer CreateAuthorizer() => Make(new ServiceDirectory(TimeProvider.System, [], []));

    internal static InventoryAuthorizer Make(ServiceDirectory directory)
    {
        var admins = directory.Roles.Add("admins", [Privileges.SystemView, Privileges.SystemRead, Privileges.SessionsTerminateSession]);
        directory.Permissions.Set(new PermissionEntry(AccountName.Parse("reader"), IsGroup: false, RoleId: -2));
        directory.Permissions.Set(new PermissionEntry(AccountName.Parse("admins"), IsGroup: true, admins.RoleId));
        return new InventoryAuthorizer(directory, new InventoryTree(Root, "Datacenters"));
    }
}

public sealed class PresentGroupsContractTests : AuthorizerContract
{
    protected override IAuthorizer CreateAuthorizer()
    {
        var directory = new ServiceDirectory(TimeProvider.System, [], []);
        return new PresentGroups(directory.Accounts, InventoryAuthorizerContractTests.Make(directory));
    }
}

public sealed class WaitingAuthorizerTests : AuthorizerContract
{
    protected override IAuthorizer CreateAuthorizer() => new Waiting();

    /// <summary>Waits before each answer, and keeps nothing.</summary>
    private sealed class Waiting : IAuthorizer
    {
        public async ValueTask<Grant> GrantOfAsync(UserIdentity user, ManagedObjectReference entity, CancellationToken cancellationToken)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            if (user.Groups.Contains("admins"))
                return new Grant([11], PrivilegeSet.Of([Privileges.SystemView, Privileges.SystemRead, Privileges.SessionsTerminateSession]));
            return user.UserName == "reader" ? new Grant([12], PrivilegeSet.Of([Privileges.SystemView, Privileges.SystemRead])) : Grant.None;
        }
    }
}

public sealed class FakeNegotiatorContractTests : NegotiatorContract
{
    protected override INegotiator CreateNegotiator() => new FakeNegotiator(legs: 3);

    protected override NegotiatingClient CreateClient()
    {
        var sent = 1;
        return new NegotiatingClient("operator", "1"u8.ToArray(), _ => Encoding.UTF8.GetBytes($"{++sent}"));
    }
}

public sealed class WaitingNegotiatorTests : NegotiatorContract
{
    protected override INegotiator CreateNegotiator() => new Waiting();

    protected override NegotiatingClient CreateClient() => new("joe", "joe"u8.ToArray(), static challenge => SHA256.HashData(challenge.Span));

    /// <summary>Wants the hash of its challenge, and waits before each answer.</summary>
    private sealed class Waiting : INegotiator
    {
        public INegotiation Begin() => new Negotiation();

        private sealed class Negotiation : INegotiation
        {
            private byte[]? _challenge;

            public async ValueTask<NegotiationLeg> AcceptAsync(ReadOnlyMemory<byte> token, CancellationToken cancellationToken)
            {
                await Task.Yield();
                cancellationToken.ThrowIfCancellationRequested();
                if (_challenge is null && token.Span.SequenceEqual("joe"u8))
                    return new NegotiationLeg(_challenge = RandomNumberGenerator.GetBytes(20), Principal: null);
                return _challenge is not null && token.Span.SequenceEqual(SHA256.HashData(_challenge))
                    ? new NegotiationLeg(default, new FederatedPrincipal(AccountName.Parse("joe"), FullName: null, []))
                    : throw new ProofRefusedException("it proves nothing");
            }

            public void Dispose() => _challenge = null;
        }
    }
}

public sealed class EventLogContractTests : EventLogContract
{
    protected override IEventLog CreateLog(int capacity) =>
        new EventLog(TimeProvider.System, MessageCatalog.Embedded(), retention: new EventRetention { Capacity = capacity });
}

public sealed class QueueingEventLogTests : EventLogContract
{
    protected override IEventLog CreateLog(int capacity) => new QueueingEventLog(capacity);
}

public sealed class RandomSessionTokenKeyTests : SessionTokenKeyContract
{
    protected override ISessionTokenKey CreateKey() => new RandomSessionTokenKey();
}

public sealed class RotatedSessionTokenKeyTests : SessionTokenKeyContract
{
    protected override ISessionTokenKey CreateKey() => new RotatingKey();
}

public sealed class SessionScopesContractTests : SessionObserverContract
{
    protected override ISessionObserver CreateObserver() => new SessionScopes();
}

public sealed class EndedSessionsContractTests : SessionObserverContract
{
    protected override ISessionObserver CreateObserver() =>
        new SessionEndObserver(
            new EventLog(TimeProvider.System, MessageCatalog.Embedded()),
            new InMemoryTicketIssuer(TimeProvider.System),
            static () => new InMemorySessionStore(TimeProvider.System, new SessionLimits(), new SessionNotifications()));
}

public sealed class RecordedSessionsContractTests : SessionObserverContract
{
    protected override ISessionObserver CreateObserver() => new RecordedSessions();
}

/// <summary>Keys that a test changes.</summary>
internal sealed class RotatingKey : ISessionTokenKey
{
    public SessionTokenKeys Current { get; private set; } = new(RandomNumberGenerator.GetBytes(32), [RandomNumberGenerator.GetBytes(16)]);

    public void Rotate() => Current = new SessionTokenKeys(RandomNumberGenerator.GetBytes(32), [Current.Signing]);
}
