using System.Text;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Events;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Tickets;
using VimSessionService.Vim25;

namespace VimSessionService.Endpoint.Tests;

/// <summary>A plug that throws fails the call that asked it: the client does not learn why, the operator does, and the service goes on.</summary>
public sealed class PlugFailureTests : IDisposable
{
    private const string Secret = "the server db7.internal refused the password hunter2";

    private readonly Broken _plugs = new();
    private readonly TestService _service;

    public PlugFailureTests() => _service = new TestService(negotiator: _plugs, plugs: services => services
        .AddSingleton<IAuthorizer>(provider => new BrokenAuthorizer(_plugs, provider.GetRequiredService<InventoryAuthorizer>()))
        .AddSingleton(static provider => new InventoryAuthorizer(
            provider.GetRequiredService<Core.Directory.ServiceDirectory>(), provider.GetRequiredService<Core.Directory.InventoryTree>()))
        .AddSingleton<ICredentialValidator>(provider => new BrokenValidator(_plugs, provider.GetRequiredService<PasswordCredentialValidator>()))
        .AddSingleton<ISessionStore>(provider => new BrokenStore(_plugs, new InMemorySessionStore(
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<SessionLimits>(), provider.GetRequiredService<SessionNotifications>())))
        .AddSingleton<ITicketIssuer>(provider => new BrokenTickets(_plugs, new InMemoryTicketIssuer(provider.GetRequiredService<TimeProvider>())))
        .AddSingleton<IEventLog>(provider => new BrokenLog(_plugs, provider.GetRequiredService<EventLog>()))
        .AddSingleton<ISessionTokenKey>(new BrokenKey(_plugs))
        .AddSingleton<ISessionObserver>(new BrokenObserver(_plugs)));

    public void Dispose() => _service.Dispose();

    [Theory]
    [InlineData("IAuthorizer", "<FindChild _NS><_this>SearchIndex</_this><entity>group-d1</entity><name>x</name></FindChild>")]
    [InlineData("ISessionStore.Enter", "<CurrentTime _NS><_this>ServiceInstance</_this></CurrentTime>")]
    [InlineData("ISessionStore.Leave", "<CurrentTime _NS><_this>ServiceInstance</_this></CurrentTime>")]
    [InlineData("ISessionStore.List", "<Fetch _NS><_this>SessionManager</_this><prop>sessionList</prop></Fetch>")]
    [InlineData("ISessionStore.Update", "<SetLocale _NS><_this>SessionManager</_this><locale>de</locale></SetLocale>")]
    [InlineData("ISessionStore.Remove", "<Logout _NS><_this>SessionManager</_this></Logout>")]
    [InlineData("ITicketIssuer", "<AcquireCloneTicket _NS><_this>SessionManager</_this></AcquireCloneTicket>")]
    [InlineData("IEventLog.Read", "<QueryEvents _NS><_this>EventManager</_this><filter/></QueryEvents>")]
    [InlineData("IEventLog.Post", "<LogUserEvent _NS><_this>EventManager</_this><entity type=\"Folder\">group-d1</entity><msg>x</msg></LogUserEvent>")]
    public async Task A_call_in_a_session_fails_and_the_next_one_succeeds(string plug, string body)
    {
        var cookie = await _service.LoginAsync();
        _plugs.Fails = plug;
        AssertFailed(await _service.CallAsync(body, cookie));
        _plugs.Fails = "";
        Assert.Equal(200, (await _service.CallAsync(body, cookie)).Status);
    }

    [Theory]
    [InlineData("IAuthorizer")]
    [InlineData("ICredentialValidator")]
    [InlineData("ISessionStore.Add")]
    [InlineData("ISessionTokenKey")]
    public async Task A_login_fails_and_leaves_nothing(string plug)
    {
        _plugs.Fails = plug;
        var answer = await _service.CallAsync(TestService.LoginBody("administrator@vsphere.local", "s3cret-A"));
        AssertFailed(answer);
        Assert.False(answer.AnswerHeaders.ContainsKey("Set-Cookie"));
        _plugs.Fails = "";
        Assert.Empty(await _service.Store.ListAsync(TestContext.Current.CancellationToken));
        await _service.LoginAsync();
    }

    [Fact]
    public async Task A_negotiation_fails_and_the_next_one_succeeds()
    {
        _plugs.Fails = "INegotiator";
        AssertFailed(await _service.CallAsync(Sspi("reader")));
        _plugs.Fails = "INegotiation";
        AssertFailed(await _service.CallAsync(Sspi("reader")));
        _plugs.Fails = "";
        Assert.Equal(200, (await _service.CallAsync(Sspi("reader"))).Status);
    }

    [Fact]
    public async Task A_session_ends_all_the_same_when_its_observer_and_the_issuer_of_its_tickets_fail()
    {
        _plugs.Fails = "ISessionObserver";
        var cookie = await _service.LoginAsync();
        var other = await _service.LoginAsync();
        Assert.Equal(200, (await _service.CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", cookie)).Status);
        _plugs.Fails = "ITicketIssuer";
        Assert.Equal(200, (await _service.CallAsync("<Logout _NS><_this>SessionManager</_this></Logout>", other)).Status);
        Assert.Empty(await _service.Store.ListAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_plug_that_says_it_is_busy_is_answered_with_503()
    {
        _plugs.Fails = "ICredentialValidator";
        _plugs.Failure = static () => new ServiceBusyException(Secret);
        var answer = await _service.CallAsync(TestService.LoginBody("administrator@vsphere.local", "s3cret-A"));
        Assert.Equal(503, answer.Status);
        Assert.DoesNotContain("hunter2", answer.Answer, StringComparison.Ordinal);
    }

    /// <summary>To the client it is a wrong password; the log of the call has the true reason.</summary>
    [Fact]
    public async Task A_validator_that_could_not_check_a_password_refuses_the_login_and_the_call_says_why()
    {
        _plugs.Fails = "ICredentialValidator";
        _plugs.Failure = static () => new LoginRefusedException(Secret);
        var answer = await _service.CallAsync(TestService.LoginBody("administrator@vsphere.local", "s3cret-A"));
        Assert.Equal(500, answer.Status);
        Assert.Contains("InvalidLoginFault", answer.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", answer.Answer, StringComparison.Ordinal);
        var call = _service.Calls.Last();
        Assert.Equal("InvalidLogin", call.FaultType);
        Assert.Equal($"administrator@vsphere.local at 192.0.2.7: {Secret}", call.Reason);
        Assert.Null(call.Error);
    }

    private static string Sspi(string user) =>
        $"<LoginBySSPI _NS><_this>SessionManager</_this><base64Token>{Convert.ToBase64String(Encoding.UTF8.GetBytes(user))}</base64Token></LoginBySSPI>";

    private void AssertFailed(TestExchange answer)
    {
        Assert.Equal(500, answer.Status);
        Assert.Contains("SystemErrorFault", answer.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", answer.Answer, StringComparison.Ordinal);
        Assert.DoesNotContain("db7", answer.Answer, StringComparison.Ordinal);
        Assert.Contains(Secret, _service.Calls.Last().Reason, StringComparison.Ordinal);
    }

    /// <summary>Which plug fails, and the negotiator.</summary>
    private sealed class Broken : INegotiator
    {
        public string Fails { get; set; } = "";

        public Func<Exception> Failure { get; set; } = static () => new InvalidOperationException(Secret);

        public void Check(string plug)
        {
            if (plug == Fails)
                throw Failure();
        }

        public INegotiation Begin()
        {
            Check("INegotiator");
            return new Negotiation(this, new EchoNegotiator().Begin());
        }

        private sealed class Negotiation(Broken owner, INegotiation inner) : INegotiation
        {
            public async ValueTask<NegotiationLeg> AcceptAsync(ReadOnlyMemory<byte> token, CancellationToken cancellationToken)
            {
                await Task.Yield();
                owner.Check("INegotiation");
                return await inner.AcceptAsync(token, cancellationToken);
            }

            public void Dispose() => inner.Dispose();
        }
    }

    private sealed class BrokenAuthorizer(Broken plugs, IAuthorizer inner) : IAuthorizer
    {
        public async ValueTask<Grant> GrantOfAsync(UserIdentity user, ManagedObjectReference entity, CancellationToken cancellationToken)
        {
            await Task.Yield();
            plugs.Check("IAuthorizer");
            return await inner.GrantOfAsync(user, entity, cancellationToken);
        }
    }

    private sealed class BrokenValidator(Broken plugs, ICredentialValidator inner) : ICredentialValidator
    {
        public ValueTask<UserIdentity?> ValidateAsync(string userName, string password, ClientInfo client, CancellationToken cancellationToken)
        {
            plugs.Check("ICredentialValidator");
            return inner.ValidateAsync(userName, password, client, cancellationToken);
        }
    }

    private sealed class BrokenStore(Broken plugs, InMemorySessionStore inner) : ISessionStore, IDisposable
    {
        public ValueTask<Session?> AddAsync(SessionData data, IReadOnlyList<SessionToken> tokens, CancellationToken cancellationToken)
        {
            plugs.Check("ISessionStore.Add");
            return inner.AddAsync(data, tokens, cancellationToken);
        }

        public ValueTask<Session?> EnterAsync(SessionToken token, CancellationToken cancellationToken)
        {
            plugs.Check("ISessionStore.Enter");
            return inner.EnterAsync(token, cancellationToken);
        }

        public async ValueTask<bool> LeaveAsync(string key)
        {
            await inner.LeaveAsync(key);
            plugs.Check("ISessionStore.Leave");
            return true;
        }

        public ValueTask<Session?> FindAsync(string key, CancellationToken cancellationToken) => inner.FindAsync(key, cancellationToken);

        public ValueTask<IReadOnlyList<Session>> ListAsync(CancellationToken cancellationToken)
        {
            plugs.Check("ISessionStore.List");
            return inner.ListAsync(cancellationToken);
        }

        public ValueTask<Session?> UpdateAsync(string key, Func<SessionData, SessionData> change, CancellationToken cancellationToken)
        {
            plugs.Check("ISessionStore.Update");
            return inner.UpdateAsync(key, change, cancellationToken);
        }

        public ValueTask<bool> HasEndedLatelyAsync(SessionToken token, CancellationToken cancellationToken) => inner.HasEndedLatelyAsync(token, cancellationToken);

        public ValueTask<bool> RemoveAsync(string key, SessionEnd reason, CancellationToken cancellationToken)
        {
            plugs.Check("ISessionStore.Remove");
            return inner.RemoveAsync(key, reason, cancellationToken);
        }

        public void Dispose() => inner.Dispose();
    }

    private sealed class BrokenTickets(Broken plugs, InMemoryTicketIssuer inner) : ITicketIssuer
    {
        public ValueTask<string> IssueAsync(TicketGrant grant, TimeSpan lifetime, CancellationToken cancellationToken)
        {
            plugs.Check("ITicketIssuer");
            return inner.IssueAsync(grant, lifetime, cancellationToken);
        }

        public ValueTask<TicketGrant?> FindAsync(string ticket, CancellationToken cancellationToken) => inner.FindAsync(ticket, cancellationToken);

        public ValueTask<TicketGrant?> RedeemAsync(string ticket, string purpose, CancellationToken cancellationToken) => inner.RedeemAsync(ticket, purpose, cancellationToken);

        public ValueTask RevokeSessionAsync(string sessionKey, CancellationToken cancellationToken)
        {
            plugs.Check("ITicketIssuer");
            return inner.RevokeSessionAsync(sessionKey, cancellationToken);
        }
    }

    private sealed class BrokenLog(Broken plugs, EventLog inner) : IEventLog
    {
        public void Post(Func<EventStamp, Event> make)
        {
            plugs.Check("IEventLog.Post");
            inner.Post(make);
        }

        public ValueTask<EventBounds> GetBoundsAsync(CancellationToken cancellationToken) => inner.GetBoundsAsync(cancellationToken);

        public ValueTask<EventsRead> ReadAsync(long position, Memory<Event> into, CancellationToken cancellationToken)
        {
            plugs.Check("IEventLog.Read");
            return inner.ReadAsync(position, into, cancellationToken);
        }

        public void NotifyOnce(Action posted) => inner.NotifyOnce(posted);

        public void CancelNotify(Action posted) => inner.CancelNotify(posted);
    }

    private sealed class BrokenKey(Broken plugs) : ISessionTokenKey
    {
        private readonly RandomSessionTokenKey _inner = new();

        public SessionTokenKeys Current
        {
            get
            {
                plugs.Check("ISessionTokenKey");
                return _inner.Current;
            }
        }
    }

    private sealed class BrokenObserver(Broken plugs) : ISessionObserver
    {
        public ValueTask ChangedAsync(Session session, CancellationToken cancellationToken)
        {
            plugs.Check("ISessionObserver");
            return default;
        }

        public ValueTask EndedAsync(Session session, SessionEnd reason, bool endedHere, CancellationToken cancellationToken)
        {
            plugs.Check("ISessionObserver");
            return default;
        }
    }
}
