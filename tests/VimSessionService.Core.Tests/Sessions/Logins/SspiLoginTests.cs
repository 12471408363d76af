using System.Net;
using System.Text;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Calls;
using VimSessionService.Core.Messages;
using VimSessionService.Core.Sessions;
using VimSessionService.Core.Sessions.Logins;
using VimSessionService.Vim25;

namespace VimSessionService.Core.Tests.Sessions.Logins;

public sealed class SspiLoginTests : IDisposable
{
    private readonly World _world = new();

    /// <summary>The tokens that came with challenges, by their calls.</summary>
    private readonly Dictionary<CallContext, SessionToken> _issued = [];

    private readonly PendingNegotiations<SecretHash, INegotiation> _pending;

    public SspiLoginTests() => _pending = new(_world.Time, SspiLogin.NegotiationLifetime, new NegotiationLimits(OfAddress: 3) { All = 6 });

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _pending.Dispose();
        _world.Dispose();
    }

    [Fact]
    public async Task A_context_that_the_first_token_finishes_is_a_login()
    {
        var negotiator = new FakeNegotiator(legs: 1);
        var call = World.NewCall();

        var (session, token) = await Login(negotiator).LoginAsync(call, Token("1"), "de");

        Assert.Equal(("operator", "Olga Operator", "de"), (session.Data.User.UserName, session.Data.User.FullName, session.Data.Locale));
        Assert.Equal(session.Key, (await _world.Store.EnterAsync(token!, Cancel))?.Key);
        Assert.Equal(1, Assert.Single(negotiator.Begun).Disposals);
        Assert.Equal(["UserLoginSessionEvent"], _world.EventNames);
    }

    [Fact]
    public async Task A_challenge_sets_the_cookie_that_the_context_is_found_by_and_the_session_is_owned_by()
    {
        var negotiator = new FakeNegotiator(legs: 3);
        var login = Login(negotiator);
        var first = World.NewCall();
        Assert.Equal(Token("answer 1"), await ChallengeAsync(login, first, "1"));
        var cookie = _issued[first];
        Assert.Null(first.Session);
        Assert.Null(await _world.Store.EnterAsync(cookie, Cancel));

        var second = World.NewCall(orphan: cookie);
        Assert.Equal(Token("answer 2"), await ChallengeAsync(login, second, "2"));
        Assert.Equal(cookie, _issued[second]);
        var third = World.NewCall(orphan: cookie);
        var (session, issued) = await login.LoginAsync(third, Token("3"), locale: null);

        Assert.Equal(session.Key, (await _world.Store.EnterAsync(cookie, Cancel))?.Key);
        Assert.Equal(session.Key, (await _world.Store.EnterAsync(issued!, Cancel))?.Key);
        Assert.Equal(1, Assert.Single(negotiator.Begun).Disposals);
        Assert.Equal(0, _pending.Count);
        Assert.Equal(["UserLoginSessionEvent"], _world.EventNames);
    }

    [Fact]
    public async Task A_client_that_holds_a_cookie_of_the_service_already_keeps_it()
    {
        var login = Login(new FakeNegotiator(legs: 2));
        var held = _world.Tokens.Create(World.Client.Address);
        var first = World.NewCall(orphan: held);
        await ChallengeAsync(login, first, "1");
        Assert.Equal(held, _issued[first]);

        var (session, _) = await login.LoginAsync(World.NewCall(orphan: held), Token("2"), locale: null);

        Assert.Equal(session.Key, (await _world.Store.EnterAsync(held, Cancel))?.Key);
    }

    /// <summary>A cookie may be taken over for minutes only. One that could when the negotiation began leads to it, and to the session, whatever the clock says by then.</summary>
    [Fact]
    public async Task A_negotiation_is_found_by_a_cookie_that_may_no_longer_be_taken_over()
    {
        var login = Login(new FakeNegotiator(legs: 2));
        var held = _world.Tokens.Create(World.Client.Address);
        await ChallengeAsync(login, World.NewCall(orphan: held), "1");
        var other = _world.Tokens.Create(World.Client.Address);

        var (session, _) = await login.LoginAsync(Sent("10.0.0.7", other, held), Token("2"), locale: null);

        Assert.Equal(session.Key, (await _world.Store.EnterAsync(held, Cancel))?.Key);
        Assert.Null(await _world.Store.EnterAsync(other, Cancel));
    }

    [Fact]
    public async Task A_negotiation_that_began_at_another_address_is_not_found()
    {
        var negotiator = new FakeNegotiator(legs: 2);
        var login = Login(negotiator);
        var first = World.NewCall();
        await ChallengeAsync(login, first, "1");

        await FaultAsync<InvalidLogin>(login, Sent("10.0.0.8", _issued[first]), Token("2"));

        Assert.Equal([0, 1], negotiator.Begun.Select(begun => begun.Disposals));
        await login.LoginAsync(Sent("10.0.0.7", _issued[first]), Token("2"), locale: null);
    }

    [Fact]
    public async Task Without_the_cookie_a_client_begins_anew_and_the_context_waits_for_who_has_it()
    {
        var negotiator = new FakeNegotiator(legs: 2);
        var login = Login(negotiator);
        var first = World.NewCall();
        await ChallengeAsync(login, first, "1");

        var fault = await FaultAsync<InvalidLogin>(login, World.NewCall(), Token("2"));
        Assert.Contains("token 2 after 0", fault.Message, StringComparison.Ordinal);
        await FaultAsync<InvalidLogin>(login, World.NewCall(orphan: _world.Tokens.Create(World.Client.Address)), Token("2"));

        Assert.Equal([0, 1, 1], negotiator.Begun.Select(begun => begun.Disposals));
        await login.LoginAsync(World.NewCall(orphan: _issued[first]), Token("2"), locale: null);
    }

    [Theory]
    [InlineData("1")] // replayed
    [InlineData("3")] // out of order
    [InlineData("x")]
    public async Task A_token_out_of_turn_is_InvalidLogin_and_the_context_is_gone(string token)
    {
        var negotiator = new FakeNegotiator(legs: 3);
        var login = Login(negotiator);
        var first = World.NewCall();
        await ChallengeAsync(login, first, "1");
        var cookie = _issued[first];

        var fault = await FaultAsync<InvalidLogin>(login, World.NewCall(orphan: cookie), Token(token));

        Assert.Equal($"claimed at 10.0.0.7: the security context is refused: token {token} after 1", fault.Message);
        Assert.Equal((1, 0), (Assert.Single(negotiator.Begun).Disposals, _pending.Count));
        await FaultAsync<InvalidLogin>(login, World.NewCall(orphan: cookie), Token("2"));
        Assert.Equal(["BadUsernameSessionEvent", "BadUsernameSessionEvent"], _world.EventNames);
        await ChallengeAsync(login, World.NewCall(orphan: cookie), "1");
    }

    [Fact]
    public async Task A_context_has_two_minutes_and_is_let_go_then_without_being_asked_for()
    {
        var negotiator = new FakeNegotiator(legs: 3);
        var login = Login(negotiator);
        var early = World.NewCall();
        await ChallengeAsync(login, early, "1");
        _world.Time.Advance(SspiLogin.NegotiationLifetime - TimeSpan.FromSeconds(1));
        await ChallengeAsync(login, World.NewCall(orphan: _issued[early]), "2");
        var late = World.NewCall();
        await ChallengeAsync(login, late, "1");

        _world.Time.Advance(TimeSpan.FromSeconds(2));

        Assert.Equal([1, 0], negotiator.Begun.Select(begun => begun.Disposals));
        await FaultAsync<InvalidLogin>(login, World.NewCall(orphan: _issued[early]), Token("3"));
        await ChallengeAsync(login, World.NewCall(orphan: _issued[late]), "2");
        _world.Time.Advance(SspiLogin.NegotiationLifetime);
        Assert.Equal(0, _pending.Count);
        Assert.All(negotiator.Begun, begun => Assert.Equal(1, begun.Disposals));
    }

    [Fact]
    public async Task The_oldest_context_gives_way_to_one_too_many()
    {
        var negotiator = new FakeNegotiator(legs: 2);
        var login = Login(negotiator);
        foreach (var address in (string[])["10.0.0.1", "10.0.0.1", "10.0.0.1", "10.0.0.2", "10.0.0.1", "10.0.0.2", "10.0.0.2"])
            await ChallengeAsync(login, World.NewCall(address), "1");

        // The fifth is the fourth of its address, so the first went; the rest are six, as many as there may be.
        Assert.Equal([1, 0, 0, 0, 0, 0, 0], negotiator.Begun.Select(begun => begun.Disposals));
        await ChallengeAsync(login, World.NewCall("10.0.0.3"), "1");
        Assert.Equal([1, 1, 0, 0, 0, 0, 0, 0], negotiator.Begun.Select(begun => begun.Disposals));
        Assert.Equal(6, _pending.Count);
        _pending.Dispose();
        Assert.All(negotiator.Begun, begun => Assert.Equal(1, begun.Disposals));
    }

    [Fact]
    public async Task One_context_serves_one_call_at_a_time()
    {
        using var entered = new ManualResetEventSlim();
        using var refused = new ManualResetEventSlim();
        var negotiator = new FakeNegotiator(legs: 2);
        var login = Login(negotiator);
        var first = World.NewCall();
        await ChallengeAsync(login, first, "1");
        negotiator.Entered = _ =>
        {
            entered.Set();
            refused.Wait(Cancel);
        };

        var slow = Task.Run(async () => await login.LoginAsync(World.NewCall(orphan: _issued[first]), Token("2"), locale: null), Cancel);
        entered.Wait(Cancel);
        var fault = await FaultAsync<InvalidLogin>(login, World.NewCall(orphan: _issued[first]), Token("2"));
        refused.Set();

        Assert.Contains("another call is at the client's negotiation", fault.Message, StringComparison.Ordinal);
        Assert.Equal("operator", (await slow).Session.Data.User.UserName);
        Assert.Equal(1, Assert.Single(negotiator.Begun).Disposals);
    }

    [Fact]
    public async Task A_context_whose_time_ends_while_a_call_is_at_it_ends_with_the_call()
    {
        var negotiator = new FakeNegotiator(legs: 3);
        var login = Login(negotiator);
        var first = World.NewCall();
        await ChallengeAsync(login, first, "1");
        negotiator.Entered = _ =>
        {
            _world.Time.Advance(SspiLogin.NegotiationLifetime);
            Assert.Equal(0, negotiator.Begun[0].Disposals);
        };

        var fault = await FaultAsync<InvalidLogin>(login, World.NewCall(orphan: _issued[first]), Token("2"));

        Assert.Contains("took too long", fault.Message, StringComparison.Ordinal);
        Assert.Equal((1, 0), (Assert.Single(negotiator.Begun).Disposals, _pending.Count));
    }

    [Theory]
    [InlineData("", "the token is empty")]
    [InlineData("  ", "the token is empty")]
    [InlineData("MQ=", "the token is not base64")]
    [InlineData("=", "the token is not base64")]
    [InlineData("not base64!", "the token is not base64")]
    public async Task What_is_no_token_is_InvalidLogin_and_the_reason_is_logged(string token, string reason)
    {
        var negotiator = new FakeNegotiator(legs: 1);
        var fault = await FaultAsync<InvalidLogin>(Login(negotiator), World.NewCall(), token);

        Assert.EndsWith(reason, fault.Message, StringComparison.Ordinal);
        Assert.Equal(["BadUsernameSessionEvent"], _world.EventNames);
        Assert.Equal(1, Assert.Single(negotiator.Begun).Disposals);
    }

    [Theory]
    [InlineData(65_536, "token 1111")]
    [InlineData(65_537, "a token of 65537 bytes is too long")]
    [InlineData(80_000, "characters is too long")]
    public async Task A_token_has_64_KiB_at_most(int length, string reason)
    {
        var token = Convert.ToBase64String(Encoding.ASCII.GetBytes(new string('1', length)));
        Assert.Contains(reason, (await FaultAsync<InvalidLogin>(Login(new FakeNegotiator(legs: 1)), World.NewCall(), token)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_may_be_broken_into_lines()
    {
        var (session, _) = await Login(new FakeNegotiator(legs: 1)).LoginAsync(World.NewCall(), "M\r\n Q = =\n", locale: null);
        Assert.Equal("operator", session.Data.User.UserName);
    }

    [Fact]
    public async Task A_second_login_is_refused_before_anything_else()
    {
        var negotiator = new FakeNegotiator(legs: 1);
        var call = await _world.LoggedInAsync();
        var fault = await Assert.ThrowsAsync<VimFaultException>(() => Login(negotiator).LoginAsync(call, "", "english").AsTask());
        Assert.IsType<InvalidLogin>(fault.Fault);
        Assert.Empty(negotiator.Begun);
        Assert.Equal(["UserLoginSessionEvent", "AlreadyAuthenticatedSessionEvent"], _world.EventNames);
    }

    [Fact]
    public async Task A_wrong_locale_is_told_before_the_token_is_looked_at_and_the_context_waits()
    {
        var negotiator = new FakeNegotiator(legs: 2);
        var login = Login(negotiator);
        var first = World.NewCall();
        await ChallengeAsync(login, first, "1");
        await FaultAsync<InvalidLocale>(login, World.NewCall(orphan: _issued[first]), "", "english");
        await login.LoginAsync(World.NewCall(orphan: _issued[first]), Token("2"), locale: null);
    }

    [Theory]
    [InlineData("stranger", "stranger")] // an account without a permission
    [InlineData("alice@EXAMPLE.TEST", @"EXAMPLE.TEST\alice")] // no account at all
    public async Task Who_is_proven_but_has_no_access_is_NoPermission(string user, string shown)
    {
        var negotiator = new FakeNegotiator(legs: 1, user);
        var fault = await FaultAsync<NoPermission>(Login(negotiator), World.NewCall(), Token("1"));
        Assert.Equal(World.RootFolder, ((NoPermission)fault.Fault).Object);
        Assert.Equal(shown, Assert.IsType<NoAccessUserEvent>(Assert.Single(_world.Events.Snapshot())).UserName);
        Assert.Equal(1, Assert.Single(negotiator.Begun).Disposals);
    }

    [Fact]
    public async Task Without_a_negotiator_it_is_not_supported()
    {
        await FaultAsync<NotSupported>(Login(null), World.NewCall(), Token("1"));
        await FaultAsync<NotSupported>(Login(null), await _world.LoggedInAsync(), Token("1"));
        Assert.Equal(["UserLoginSessionEvent"], _world.EventNames);
    }

    [Fact]
    public async Task A_context_that_breaks_is_let_go()
    {
        var negotiator = new FakeNegotiator(legs: 2);
        var login = Login(negotiator);
        var first = World.NewCall();
        await ChallengeAsync(login, first, "1");
        negotiator.Entered = _ => throw new NotSupportedException("broken");

        await Assert.ThrowsAsync<NotSupportedException>(() => login.LoginAsync(World.NewCall(orphan: _issued[first]), Token("2"), locale: null).AsTask());

        Assert.Equal(0, _pending.Count);
    }

    private SspiLogin Login(FakeNegotiator? negotiator) =>
        new(_world.Service, negotiator, _pending, _world.Tokens, new PrincipalMapping(_world.Accounts), new LocaleCatalog(null));

    /// <summary>A call with cookies that nobody may take over.</summary>
    private static CallContext Sent(string address, params SessionToken[] cookies) =>
        World.NewCall(new RequestHead { Door = "test", Client = new ClientInfo(IPAddress.Parse(address), "winrm/1"), Operation = "", Version = ApiVersions.Default, Tokens = cookies }, null);

    private static string Token(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private async Task<string> ChallengeAsync(SspiLogin login, CallContext call, string token)
    {
        var challenge = Assert.IsType<LoginIncompleteException>(await FaultAsync<SSPIChallenge>(login, call, Token(token)));
        _issued[call] = challenge.Token;
        return ((SSPIChallenge)challenge.Fault).Base64Token;
    }

    private static async Task<VimFaultException> FaultAsync<TFault>(SspiLogin login, CallContext call, string token, string? locale = null)
        where TFault : MethodFault
    {
        var thrown = await Assert.ThrowsAnyAsync<VimFaultException>(() => login.LoginAsync(call, token, locale).AsTask());
        Assert.IsType<TFault>(thrown.Fault);
        return thrown;
    }
}
