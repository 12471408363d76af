using Microsoft.Extensions.Time.Testing;
using VimSessionService.Core.Sessions.Tickets;

namespace VimSessionService.Core.Tests.Sessions.Tickets;

/// <summary>Tickets of one user displace the user's own before anybody else's.</summary>
public sealed class TicketShareTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly InMemoryTicketIssuer _issuer = new(new FakeTimeProvider(), capacity: 30, share: 10);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_user_with_a_full_share_displaces_the_own_tickets()
    {
        var others = await IssueAsync("admin");
        var first = await IssueAsync("mallory");
        for (var i = 0; i < 10_000; i++)
            await IssueAsync("mallory");
        Assert.Equal(11, _issuer.Count);
        Assert.Null(await _issuer.FindAsync(first, Cancel));
        Assert.NotNull(await _issuer.FindAsync(others, Cancel));
    }

    [Fact]
    public async Task A_user_has_a_tenth_of_the_room_unless_another_share_is_set()
    {
        var issuer = new InMemoryTicketIssuer(new FakeTimeProvider());
        var others = await issuer.IssueAsync(new TicketGrant("CloneSession", "key", "admin"), Hour, Cancel);
        var tickets = new List<string>();
        for (var i = 0; i < 10_000; i++)
            tickets.Add(await issuer.IssueAsync(new TicketGrant("CloneSession", "key", "mallory"), Hour, Cancel));

        Assert.Equal(1_000 + 1, issuer.Count);
        Assert.NotNull(await issuer.FindAsync(others, Cancel));
        Assert.Null(await issuer.FindAsync(tickets[^1_001], Cancel));
        Assert.NotNull(await issuer.FindAsync(tickets[^1_000], Cancel));
    }

    [Fact]
    public async Task In_a_full_room_whoever_has_most_gives_way()
    {
        var own = await IssueAsync("admin");
        for (var i = 0; i < 200; i++)
            await IssueAsync($"mallory {i % 4}");
        Assert.Equal(30, _issuer.Count);
        Assert.NotNull(await _issuer.FindAsync(own, Cancel));
        var second = await IssueAsync("admin");
        Assert.Equal(30, _issuer.Count);
        Assert.NotNull(await _issuer.FindAsync(own, Cancel));
        Assert.NotNull(await _issuer.FindAsync(second, Cancel));
    }

    /// <summary>A local ticket is asked for by somebody else than its user, without a login.</summary>
    [Fact]
    public async Task Tickets_of_no_session_count_to_their_purpose()
    {
        var clone = await IssueAsync("admin");
        for (var i = 0; i < 100; i++)
            await _issuer.IssueAsync(new TicketGrant("LocalTicket ADMIN", null, "admin"), Hour, Cancel);
        Assert.NotNull(await _issuer.FindAsync(clone, Cancel));
    }

    private ValueTask<string> IssueAsync(string user) => _issuer.IssueAsync(new TicketGrant("CloneSession", "key", user), Hour, Cancel);
}
