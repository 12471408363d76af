using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Sessions.Tickets;

namespace VimSessionService.Core.Tests.Sessions.Tickets;

/// <summary>What the built-in issuer does beyond the contract.</summary>
public sealed class InMemoryTicketIssuerTests
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
    public async Task A_redeemed_ticket_takes_no_place()
    {
        await RedeemAsync(await IssueAsync("52a"));
        Assert.Equal(0, _issuer.Count);
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
