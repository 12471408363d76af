using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Tickets;

namespace VimSessionService.Core.Tests.Tickets;

public class InMemoryTicketIssuerTests
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    private readonly FakeTimeProvider _time = new();
    private readonly InMemoryTicketIssuer _issuer;

    public InMemoryTicketIssuerTests() => _issuer = new InMemoryTicketIssuer(_time, capacity: 100, share: 100);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_ticket_has_the_shape_of_real_ones() =>
        Assert.Matches("^52[0-9a-f]{6}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", await IssueAsync("52a"));

    [Fact]
    public async Task A_ticket_is_redeemed_once()
    {
        var ticket = await IssueAsync("52a");
        Assert.Equal(new TicketGrant("CloneSession", "52a", "joe"), await RedeemAsync(ticket));
        Assert.Null(await RedeemAsync(ticket));
        Assert.Equal(0, _issuer.Count);
    }

    [Fact]
    public async Task Of_many_that_redeem_one_ticket_exactly_one_succeeds()
    {
        for (var round = 0; round < 20; round++)
        {
            var ticket = await IssueAsync("52a");
            var grants = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => RedeemAsync(ticket), Cancel)));
            Assert.Single(grants, grant => grant is not null);
        }
    }

    [Fact]
    public async Task A_ticket_is_good_for_its_purpose_only_and_survives_an_attempt_at_another()
    {
        var ticket = await IssueAsync("52a");
        Assert.Null(await _issuer.RedeemAsync(ticket, "GET /screen", Cancel));
        Assert.Null(await _issuer.RedeemAsync(ticket, "clonesession", Cancel));
        Assert.NotNull(await RedeemAsync(ticket));
    }

    [Fact]
    public async Task Finding_a_ticket_does_not_use_it_up()
    {
        var ticket = await IssueAsync("52a");
        Assert.Equal(new TicketGrant("CloneSession", "52a", "joe"), await _issuer.FindAsync(ticket, Cancel));
        Assert.NotNull(await RedeemAsync(ticket));
        Assert.Null(await _issuer.FindAsync(ticket, Cancel));
        var old = await IssueAsync("52a");
        _time.Advance(Lifetime);
        Assert.Null(await _issuer.FindAsync(old, Cancel));
    }

    [Fact]
    public async Task A_ticket_dies_at_the_end_of_its_lifetime_and_not_before()
    {
        var first = await IssueAsync("52a");
        var second = await IssueAsync("52a");
        _time.Advance(Lifetime - TimeSpan.FromTicks(1));
        Assert.NotNull(await RedeemAsync(first));
        _time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await RedeemAsync(second));
    }

    [Fact]
    public async Task The_tickets_of_a_session_die_with_it_and_others_do_not()
    {
        var first = await IssueAsync("52a");
        var second = await IssueAsync("52a");
        var other = await IssueAsync("52b");
        var free = await IssueAsync(null);
        await _issuer.RevokeSessionAsync("52a", Cancel);
        await _issuer.RevokeSessionAsync("52none", Cancel);
        Assert.Null(await RedeemAsync(first));
        Assert.Null(await RedeemAsync(second));
        Assert.NotNull(await RedeemAsync(other));
        Assert.NotNull(await RedeemAsync(free));
    }

    [Fact]
    public async Task The_number_of_tickets_is_bounded_and_the_first_to_expire_gives_way()
    {
        var first = await IssueAsync("52a");
        _time.Advance(TimeSpan.FromSeconds(1));
        var second = await IssueAsync("52a");
        for (var i = 0; i < 99; i++)
        {
            _time.Advance(TimeSpan.FromMilliseconds(1));
            await IssueAsync("52b");
        }

        Assert.Equal(100, _issuer.Count);
        Assert.Null(await RedeemAsync(first));
        Assert.NotNull(await RedeemAsync(second));
    }

    [Fact]
    public async Task Expired_tickets_are_forgotten_at_the_next_issue()
    {
        for (var i = 0; i < 50; i++)
            await IssueAsync("52a");
        _time.Advance(Lifetime);
        await IssueAsync("52a");
        Assert.Equal(1, _issuer.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("52a67ed8-0f0b-1714-4534-86a177fc5158")]
    public async Task A_made_up_ticket_is_worth_nothing(string ticket)
    {
        await IssueAsync("52a");
        Assert.Null(await RedeemAsync(ticket));
        Assert.Null(await RedeemAsync(new string('5', 1_000_000)));
    }

    [Fact]
    public async Task A_lifetime_is_bounded()
    {
        var grant = new TicketGrant("x", null, "joe");
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _issuer.IssueAsync(grant, TimeSpan.Zero, Cancel).AsTask());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => _issuer.IssueAsync(grant, TimeSpan.MaxValue, Cancel).AsTask());
    }

    private async Task<string> IssueAsync(string? sessionKey) =>
        await _issuer.IssueAsync(new TicketGrant("CloneSession", sessionKey, "joe"), Lifetime, Cancel);

    private async Task<TicketGrant?> RedeemAsync(string ticket) => await _issuer.RedeemAsync(ticket, "CloneSession", Cancel);
}
