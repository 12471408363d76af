using System.Net;
using VimSessionService.Core.Authentication;
using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions.Logins;
using VimSessionService.Identity.Sts;

namespace VimSessionService.Identity.Tests.Sts;

/// <summary>Tokens by SPNEGO, in one leg or several.</summary>
public sealed class NegotiationTests : IDisposable
{
    private readonly ScriptedNegotiator _negotiator = new();
    private readonly StsWorld _world;

    public NegotiationTests() => _world = new StsWorld(_negotiator);

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task One_leg_gets_a_token()
    {
        var token = await _world.IssueAsync(First([0]) with { Context = null });
        Assert.Equal(("bob@CORP", "urn:oasis:names:tc:SAML:2.0:ac:classes:Kerberos"), (token.Subject, token.All("//s:AuthnContextClassRef").Single()));
        Assert.Equal([@"corp\staff"], token.All("//s:Attribute[@FriendlyName='Groups']/s:AttributeValue"));
        Assert.Equal(1, _negotiator.Ended);
    }

    [Fact]
    public async Task Several_legs_get_a_token_as_the_first_asked_for_it()
    {
        var challenge = await _world.SendAsync(First([2]) with { Delegatable = true });
        Assert.Equal((200, "Challenge"), (challenge.Status, challenge.Operation));
        Assert.Contains("<RequestSecurityTokenResponse Context=\"c\"><BinaryExchange ValueType=\"http://schemas.xmlsoap.org/ws/2005/02/trust/spnego\"", challenge.Content, StringComparison.Ordinal);
        Assert.Contains(">Ag==</BinaryExchange></RequestSecurityTokenResponse>", challenge.Content, StringComparison.Ordinal);
        Assert.Equal(200, (await _world.SendAsync(Next([1]))).Status);
        var last = await _world.SendAsync(Next([0]));
        Assert.Equal(("bob@CORP", "10"), (IssuedAssertion.Of(last).Subject, IssuedAssertion.Of(last).All("//s:ProxyRestriction/@Count").Single()));
        Assert.Contains("<RequestSecurityTokenResponse Context=\"c\">", last.Content, StringComparison.Ordinal);
        Assert.Contains(">AA==</BinaryExchange>", last.Content, StringComparison.Ordinal);
        Assert.Equal(1, _negotiator.Ended);
    }

    [Fact]
    public async Task A_negotiation_is_its_clients_own_and_waits_for_five_minutes()
    {
        await _world.SendAsync(First([2]));
        Assert.Equal("no negotiation waits for the response", (await _world.SendAsync(Next([0]), new StsCaller(IPAddress.Parse("10.0.0.1")))).Reason);
        _world.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal("no negotiation waits for the response", (await _world.SendAsync(Next([0]))).Reason);
        Assert.Equal(1, _negotiator.Ended);
    }

    [Fact]
    public async Task A_negotiation_whose_time_is_over_ends_without_being_asked_for()
    {
        await _world.SendAsync(First([2]));
        _world.Time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, _negotiator.Ended);
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, _negotiator.Ended);
    }

    [Fact]
    public async Task What_a_negotiation_refuses_is_refused_and_over()
    {
        await _world.SendAsync(First([2]));
        var refused = await _world.SendAsync(Next([99]));
        Assert.Equal(("FailedAuthentication", "the negotiation is refused: no such leg", "mallory"), (refused.Fault, refused.Reason, refused.UserName));
        Assert.Equal("no negotiation waits for the response", (await _world.SendAsync(Next([0]))).Reason);
        Assert.Equal(1, _negotiator.Ended);
    }

    [Theory]
    [InlineData("ghost", "vsphere.local", @"VSPHERE.LOCAL\ghost")]
    [InlineData("ghost", "localos", @"LOCALOS\ghost")]
    public async Task Who_is_proven_to_be_of_a_domain_of_the_service_needs_an_account(string name, string domain, string shown)
    {
        _negotiator.Proven = new AccountName(name, domain);
        var refused = await _world.SendAsync(First([0]));
        Assert.Equal(("FailedAuthentication", "the negotiation proves a user of single sign-on who is not there", shown), (refused.Fault, refused.Reason, refused.UserName));
        Assert.Equal(1, _negotiator.Ended);
    }

    [Fact]
    public async Task An_account_of_the_service_gets_its_own_token_by_a_ticket()
    {
        _negotiator.Proven = new AccountName("administrator", "vsphere.local");
        var token = await _world.IssueAsync(First([0]));
        Assert.Equal([@"vsphere.local\Administrators"], token.All("//s:Attribute[@FriendlyName='Groups']/s:AttributeValue"));
    }

    [Fact]
    public async Task Several_legs_need_a_context()
    {
        var answer = await _world.SendAsync(First([2]) with { Context = null });
        Assert.Equal("RequestFailed", answer.Fault);
        Assert.Contains("<faultstring>Missing context!</faultstring>", answer.Content, StringComparison.Ordinal);
        Assert.Equal(1, _negotiator.Ended);
    }

    [Fact]
    public async Task Of_one_address_sixty_four_wait_and_its_oldest_gives_way()
    {
        for (var i = 0; i < 70; i++)
            await _world.SendAsync(First([2]) with { Context = "c" + i });
        Assert.Equal(6, _negotiator.Ended);
        Assert.Equal("FailedAuthentication", (await _world.SendAsync(Next([0]) with { Context = "c0" })).Fault);
        Assert.Equal(200, (await _world.SendAsync(Next([0]) with { Context = "c69" })).Status);
    }

    [Fact]
    public async Task Of_one_address_as_many_wait_as_the_limit_says()
    {
        using var world = new StsWorld(_negotiator, negotiations: new NegotiationLimits(OfAddress: 2));
        for (var i = 0; i < 3; i++)
            await world.SendAsync(First([2]) with { Context = "c" + i });
        Assert.Equal(1, _negotiator.Ended);
        Assert.Equal("FailedAuthentication", (await world.SendAsync(Next([0]) with { Context = "c0" })).Fault);
        Assert.Equal(200, (await world.SendAsync(Next([0]) with { Context = "c1" })).Status);
        Assert.Equal(200, (await world.SendAsync(Next([0]) with { Context = "c2" })).Status);
    }

    [Fact]
    public async Task Many_of_one_address_end_no_negotiation_of_another()
    {
        var mine = new StsCaller(IPAddress.Parse("10.0.0.1"));
        await _world.SendAsync(First([2]), mine);
        for (var i = 0; i < 200; i++)
            await _world.SendAsync(First([2]) with { Context = "c" + i });
        Assert.Equal(200, (await _world.SendAsync(Next([0]), mine)).Status);
    }

    [Fact]
    public async Task When_there_is_no_more_room_whoever_has_most_gives_way()
    {
        var mine = new StsCaller(IPAddress.Parse("10.0.0.1"));
        await _world.SendAsync(First([2]), mine);
        for (var address = 0; address < 20; address++)
        {
            for (var i = 0; i < 64; i++)
                await _world.SendAsync(First([2]) with { Context = "c" + i }, new StsCaller(new IPAddress([10, 1, 0, (byte)address])));
        }

        Assert.Equal(1281 - 1024, _negotiator.Ended);
        Assert.Equal(200, (await _world.SendAsync(Next([0]), mine)).Status);
    }

    [Fact]
    public async Task The_addresses_of_one_network_have_one_share()
    {
        for (var i = 0; i < 70; i++)
            await _world.SendAsync(First([2]), new StsCaller(IPAddress.Parse($"2001:db8:0:1::{i:x}")));
        Assert.Equal(6, _negotiator.Ended);
        await _world.SendAsync(First([2]), new StsCaller(IPAddress.Parse("2001:db8:0:2::1")));
        Assert.Equal(6, _negotiator.Ended);
    }

    [Fact]
    public async Task A_short_context_is_continued_on_its_connection_while_that_is_open()
    {
        using var closed = new CancellationTokenSource();
        var mine = new StsCaller(IPAddress.Loopback, "mine", closed.Token);
        var other = new StsCaller(IPAddress.Loopback, "other");
        await _world.SendAsync(First([2]), mine);
        await _world.SendAsync(First([2]), other);
        Assert.Equal(0, _negotiator.Ended);
        Assert.Equal(200, (await _world.SendAsync(Next([0]), other)).Status);
        var guess = _world.SendAsync(Next([9]), other).AsTask();
        _world.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("no negotiation waits for the response", (await guess).Reason);
        Assert.Equal(200, (await _world.SendAsync(Next([1]), mine)).Status);

        var next = _world.SendAsync(Next([0]), other).AsTask();
        Assert.False(next.IsCompleted);
        await closed.CancelAsync();
        Assert.Equal(200, (await next).Status);
    }

    [Fact]
    public async Task A_context_that_nobody_guesses_is_continued_on_any_connection_of_the_address()
    {
        const string context = "uuid-0a1b2c3d-4e5f";
        await _world.SendAsync(First([2]) with { Context = context }, new StsCaller(IPAddress.Loopback, "one"));
        Assert.Equal(200, (await _world.SendAsync(Next([0]) with { Context = context }, new StsCaller(IPAddress.Loopback, "two"))).Status);
    }

    [Fact]
    public async Task Long_messages_leave_room_for_fewer_and_the_longest_do_not_wait()
    {
        var padding = $"<Claims>{new string('x', 120_000)}</Claims>";
        for (var i = 0; i < 30; i++)
            await _world.SendAsync(First([2]) with { Context = "c" + i, Further = padding });
        Assert.InRange(_negotiator.Ended, 10, 15); // 2 MB, of 120 kB each
        var answer = await _world.SendAsync(First([2]) with { Further = $"<Claims>{new string('x', 240_000)}</Claims>" });
        Assert.Equal("RequestFailed", answer.Fault);
        Assert.Contains("longer than 131072 bytes", answer.Reason, StringComparison.Ordinal);
    }

    private TokenMessage First(byte[] leg) => _world.Message() with { User = null, Context = "c", Exchange = leg };

    private TokenMessage Next(byte[] leg) => First(leg) with { Operation = "Challenge" };

    /// <summary>Takes the number of legs that are still to come for a token.</summary>
    internal sealed class ScriptedNegotiator : INegotiator
    {
        public int Ended { get; private set; }

        public AccountName Proven { get; set; } = new("bob", "corp");

        public INegotiation Begin() => new Negotiation(this);

        private sealed class Negotiation(ScriptedNegotiator owner) : INegotiation
        {
            public ValueTask<NegotiationLeg> AcceptAsync(ReadOnlyMemory<byte> token, CancellationToken cancellationToken) => token.Span[0] > 9
                ? throw new ProofRefusedException("no such leg", "mallory")
                : new(new NegotiationLeg(token.ToArray(), token.Span[0] == 0 ? new FederatedPrincipal(owner.Proven, "Bob", [@"CORP\staff"]) : null));

            public void Dispose() => owner.Ended++;
        }
    }
}
