using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Sessions.Tickets;

namespace VimSessionService.Contracts.Tickets;

/// <summary>What every <see cref="ITicketIssuer"/> does.</summary>
public abstract class TicketIssuerContract : IAsyncLifetime
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    /// <summary>The clock.</summary>
    protected FakeTimeProvider Time { get; } = new();

    /// <summary>The issuer.</summary>
    protected ITicketIssuer Issuer { get; private set; } = null!;

    /// <summary>Cancelled when the test is.</summary>
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Makes an issuer that keeps at least 100 tickets, of each user at least 10 and at most 1000; it is disposed of after the test if it can be.</summary>
    protected abstract ITicketIssuer CreateIssuer(TimeProvider time);

    /// <inheritdoc/>
    public ValueTask InitializeAsync()
    {
        Issuer = CreateIssuer(Time);
        return default;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Issuer is IAsyncDisposable asynchronous)
            await asynchronous.DisposeAsync();
        else
            (Issuer as IDisposable)?.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_ticket_is_redeemed_once()
    {
        var ticket = await IssueAsync("52a");
        Assert.Equal(new TicketGrant("CloneSession", "52a", "joe"), await RedeemAsync(ticket));
        Assert.Null(await RedeemAsync(ticket));
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
    public async Task A_ticket_is_redeemed_or_revoked_and_not_both()
    {
        for (var round = 0; round < 20; round++)
        {
            var ticket = await IssueAsync("52a");
            var redeemed = Task.Run(() => RedeemAsync(ticket), Cancel);
            await Issuer.RevokeSessionAsync("52a", Cancel);
            var late = await RedeemAsync(ticket);
            Assert.False(await redeemed is not null && late is not null);
            Assert.Null(await Issuer.FindAsync(ticket, Cancel));
        }
    }

    [Fact]
    public async Task A_ticket_is_good_for_its_purpose_only_and_survives_an_attempt_at_another()
    {
        var ticket = await IssueAsync("52a");
        Assert.Null(await Issuer.RedeemAsync(ticket, "GET /screen", Cancel));
        Assert.Null(await Issuer.RedeemAsync(ticket, "clonesession", Cancel));
        Assert.NotNull(await RedeemAsync(ticket));
    }

    [Fact]
    public async Task Finding_a_ticket_does_not_use_it_up()
    {
        var ticket = await IssueAsync("52a");
        Assert.Equal(new TicketGrant("CloneSession", "52a", "joe"), await Issuer.FindAsync(ticket, Cancel));
        Assert.NotNull(await RedeemAsync(ticket));
        Assert.Null(await Issuer.FindAsync(ticket, Cancel));
        var old = await IssueAsync("52a");
        Time.Advance(Lifetime);
        Assert.Null(await Issuer.FindAsync(old, Cancel));
    }

    [Fact]
    public async Task A_ticket_dies_at_the_end_of_its_lifetime_and_not_before()
    {
        var first = await IssueAsync("52a");
        var second = await IssueAsync("52a");
        Time.Advance(Lifetime - TimeSpan.FromTicks(1));
        Assert.NotNull(await RedeemAsync(first));
        Time.Advance(TimeSpan.FromTicks(1));
        Assert.Null(await RedeemAsync(second));
    }

    [Fact]
    public async Task The_tickets_of_a_session_die_with_it_and_others_do_not()
    {
        var first = await IssueAsync("52a");
        var second = await IssueAsync("52a");
        var other = await IssueAsync("52b");
        var free = await IssueAsync(null);
        await Issuer.RevokeSessionAsync("52a", Cancel);
        await Issuer.RevokeSessionAsync("52none", Cancel);
        Assert.Null(await RedeemAsync(first));
        Assert.Null(await RedeemAsync(second));
        Assert.NotNull(await RedeemAsync(other));
        Assert.NotNull(await RedeemAsync(free));
    }

    [Fact]
    public async Task A_user_who_asks_for_too_many_displaces_the_own_tickets()
    {
        var others = await Issuer.IssueAsync(new TicketGrant("CloneSession", "52b", "admin"), Lifetime, Cancel);
        var first = await IssueAsync("52a");
        for (var i = 0; i < 1000; i++)
            await IssueAsync("52a");
        Assert.Null(await Issuer.FindAsync(first, Cancel));
        Assert.NotNull(await Issuer.FindAsync(others, Cancel));
    }

    [Fact]
    public async Task Every_ticket_is_another_and_hard_to_guess()
    {
        var tickets = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < 100; i++)
            Assert.True(tickets.Add(await IssueAsync("52a")));
        Assert.All(tickets, static ticket => Assert.InRange(ticket.Length, 20, 256));
    }

    [Theory]
    [InlineData("")]
    [InlineData("52a67ed8-0f0b-1714-4534-86a177fc5158")]
    public async Task A_made_up_ticket_is_worth_nothing(string ticket)
    {
        await IssueAsync("52a");
        Assert.Null(await RedeemAsync(ticket));
        Assert.Null(await Issuer.FindAsync(ticket, Cancel));
        Assert.Null(await RedeemAsync(new string('5', 1_000_000)));
    }

    /// <summary>A ticket of joe.</summary>
    protected async Task<string> IssueAsync(string? sessionKey) =>
        await Issuer.IssueAsync(new TicketGrant("CloneSession", sessionKey, "joe"), Lifetime, Cancel);

    /// <summary>What comes of a ticket for CloneSession.</summary>
    protected async Task<TicketGrant?> RedeemAsync(string ticket) => await Issuer.RedeemAsync(ticket, "CloneSession", Cancel);
}
