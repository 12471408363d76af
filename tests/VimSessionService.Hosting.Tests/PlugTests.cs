using System.Net;
using Microsoft.Extensions.DependencyInjection;
using VimSessionService.Core;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Authorization;
using VimSessionService.Core.Directory.Permissions;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;
using VimSessionService.Vim25;

namespace VimSessionService.Hosting.Tests;

/// <summary>An implementation of a plug that was registered before the service is the one that calls reach.</summary>
public sealed class PlugTests
{
    private const string LoginByToken = """
        <soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Header>
        <wsse:Security xmlns:wsse="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"><saml2:Assertion xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1" IssueInstant="2026-01-01T00:00:00Z" Version="2.0"/></wsse:Security>
        </soapenv:Header><soapenv:Body><LoginByToken xmlns="urn:vim25"><_this type="SessionManager">SessionManager</_this></LoginByToken></soapenv:Body></soapenv:Envelope>
        """;

    [Fact]
    public async Task An_authorizer_says_what_users_may_do()
    {
        await using var app = await SomeHost.StartAsync(
            static options =>
            {
                options.Directory.AddUser("alice", "secret", role: "ReadOnly");
                options.Directory.AddUser("bob", "secret", role: "Admin");
            },
            static services => services.AddSingleton<IAuthorizer, OnlyAlice>());

        var alice = await app.LoginAsync("alice", "secret");
        Assert.Equal(HttpStatusCode.OK, alice.Status);
        Assert.Contains("<UserSession", (await app.FetchAsync("sessionList", alice.Cookie)).Content, StringComparison.Ordinal); // Sessions.TerminateSession, which ReadOnly lacks
        Assert.Contains("NoPermissionFault", (await app.LoginAsync("bob", "secret")).Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_negotiator_proves_who_logs_in_by_SSPI()
    {
        await using var app = await SomeHost.StartAsync(
            static options => options.Directory.AddUser("alice", "secret", role: "ReadOnly"), static services => services.AddSingleton<INegotiator, OneLeg>());

        var login = await app.CallAsync("<LoginBySSPI xmlns=\"urn:vim25\"><_this type=\"SessionManager\">SessionManager</_this><base64Token>YWxpY2U=</base64Token></LoginBySSPI>");

        Assert.Contains("<userName>alice</userName>", login.Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_validator_proves_who_logs_in_by_a_token()
    {
        await using var app = await SomeHost.StartAsync(
            static options => options.Directory.AddUser("alice", "secret", role: "ReadOnly"), static services => services.AddSingleton<ITokenValidator, Alice>());

        Assert.Contains("<userName>alice</userName>", (await app.SendAsync(LoginByToken)).Content, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_of_session_tokens_is_asked_for_each_new_one()
    {
        var key = new OneKey();
        await using var app = await SomeHost.StartAsync(
            static options => options.Directory.AddUser("alice", "secret", role: "ReadOnly"), services => services.AddSingleton<ISessionTokenKey>(key));
        var before = key.Asked;

        Assert.Equal(HttpStatusCode.OK, (await app.LoginAsync("alice", "secret")).Status);

        Assert.True(key.Asked > before);
    }

    private sealed class OnlyAlice : IAuthorizer
    {
        public ValueTask<Grant> GrantOfAsync(UserIdentity user, ManagedObjectReference entity, CancellationToken cancellationToken) => new(
            user.UserName == "alice" ? new Grant([7], PrivilegeSet.Of([Privileges.SystemView, Privileges.SystemRead, Privileges.SessionsTerminateSession])) : Grant.None);
    }

    /// <summary>The token is the name of the user.</summary>
    private sealed class OneLeg : INegotiator
    {
        public INegotiation Begin() => new Negotiation();

        private sealed class Negotiation : INegotiation
        {
            public ValueTask<NegotiationLeg> AcceptAsync(ReadOnlyMemory<byte> token, CancellationToken cancellationToken) =>
                new(new NegotiationLeg(default, new FederatedPrincipal(AccountName.Parse(System.Text.Encoding.ASCII.GetString(token.Span)), FullName: null, Groups: [])));

            public void Dispose()
            {
            }
        }
    }

    private sealed class Alice : ITokenValidator
    {
        public ValueTask<FederatedPrincipal> ValidateAsync(CallerProof proof, ClientInfo client, CancellationToken cancellationToken) =>
            new(new FederatedPrincipal(AccountName.Parse("alice"), FullName: null, Groups: []));
    }

    private sealed class OneKey : ISessionTokenKey
    {
        private readonly SessionTokenKeys _keys = new RandomSessionTokenKey().Current;
        private int _asked;

        public int Asked => Volatile.Read(ref _asked);

        public SessionTokenKeys Current
        {
            get
            {
                Interlocked.Increment(ref _asked);
                return _keys;
            }
        }
    }
}
