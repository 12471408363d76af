using VimSessionService.AdminClient.Leaks;
using VimSessionService.Testing.Assertions;

namespace VimSessionService.Testing.Tests.Leaks;

/// <summary>Sessions that a client forgets.</summary>
public sealed class LeakTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_session_without_logout_fails_the_assertion_until_it_is_logged_out()
    {
        await using var vcenter = await VimTestServer.StartAsync(cancellationToken: Cancelled);
        await using var client = await Client.LoginAsync(vcenter);
        await client.CurrentSessionAsync();

        var failed = await Assert.ThrowsAsync<VimAssertionException>(() => vcenter.Leaks.ShouldBeNoneAsync(cancellationToken: Cancelled));

        Assert.Matches(@"^1 session was never logged out:\r?\n  VSPHERE\.LOCAL\\\w+ from a client without User-Agent, open, age \S+, \d calls, first RetrievePropertiesEx$", failed.Message);
        await vcenter.Leaks.ShouldBeNoneAsync(new LeakQuery { User = "somebody" }, cancellationToken: Cancelled);
        await client.LogoutAsync();
        await vcenter.Leaks.ShouldBeNoneAsync(includeExpired: true, cancellationToken: Cancelled);
    }

    [Fact]
    public async Task A_session_that_expired_counts_where_that_is_asked_for()
    {
        await using var vcenter = await VimTestServer.StartAsync(cancellationToken: Cancelled);
        await using var client = await Client.LoginAsync(vcenter);
        vcenter.Clock.Advance(TimeSpan.FromHours(1));

        await vcenter.Leaks.ShouldBeNoneAsync(cancellationToken: Cancelled);
        var failed = await Assert.ThrowsAsync<VimAssertionException>(() => vcenter.Leaks.ShouldBeNoneAsync(includeExpired: true, cancellationToken: Cancelled));

        Assert.Contains(", expired, age 00:30:", failed.Message, StringComparison.Ordinal);
        Assert.Equal(1, (await vcenter.Leaks.ReportAsync(cancellationToken: Cancelled)).Expired);
    }
}
