using System.ServiceModel;
using VimSessionService.AdminClient.Journal;
using VimSessionService.ClientTests.Clients.Wcf;
using VimSessionService.Testing.Assertions;

namespace VimSessionService.Testing.Tests.Journal;

/// <summary>Assertions about the calls that clients made.</summary>
public sealed class JournalTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_are_counted_as_soon_as_their_clients_have_the_answers()
    {
        await using var vcenter = await VimTestServer.StartAsync(cancellationToken: Cancelled);
        await using var client = await Client.LoginAsync(vcenter);

        for (var i = 1; i <= 50; i++)
        {
            await client.CurrentTimeAsync();
            await vcenter.Journal.ShouldHaveCalledAsync("CurrentTime", times: i, cancellationToken: Cancelled);
        }

        await vcenter.Journal.ShouldHaveCalledAsync("CurrentTime", cancellationToken: Cancelled);
        await vcenter.Journal.ShouldNotHaveCalledAsync("Logout", cancellationToken: Cancelled);
        Assert.Equal(50, (await vcenter.Journal.FindAsync(new JournalQuery { Operation = "CurrentTime" }, Cancelled)).Count);
    }

    [Fact]
    public async Task A_failed_assertion_lists_the_calls_of_the_operation_with_the_true_reasons()
    {
        await using var vcenter = await VimTestServer.StartAsync(cancellationToken: Cancelled);
        await using var client = await Client.ConnectAsync(vcenter);
        await Assert.ThrowsAsync<FaultException<InvalidLogin>>(() => client.LoginAsync(vcenter.UserName, "wrong"));
        await client.LoginAsync(vcenter.UserName, vcenter.Password);

        var failed = await Assert.ThrowsAsync<VimAssertionException>(() => vcenter.Journal.ShouldHaveCalledAsync("Login", times: 3, where: new JournalQuery { Door = "soap" }, cancellationToken: Cancelled));

        var lines = failed.Message.Split(Environment.NewLine);
        Assert.Equal("There should have been 3 calls of Login with door soap, and there were 2.", lines[0]);
        Assert.Equal("Its calls of Login are:", lines[1]);
        Assert.Matches(@"^  #2 [0-9:.]+ Login at soap by administrator@vsphere\.local: InvalidLogin \(.*the password is another one\.\)$", lines[2]);
        Assert.Matches(@"^  #3 [0-9:.]+ Login at soap by VSPHERE\.LOCAL\\\w+: status 200$", lines[3]);
        Assert.Equal(4, lines.Length);
    }

    [Fact]
    public async Task A_failed_assertion_lists_the_last_calls_where_the_operation_has_none()
    {
        await using var vcenter = await VimTestServer.StartAsync(cancellationToken: Cancelled);
        var empty = await Assert.ThrowsAsync<VimAssertionException>(() => vcenter.Journal.ShouldHaveCalledAsync("Logout", cancellationToken: Cancelled));
        await using var client = await Client.LoginAsync(vcenter);
        for (var i = 0; i < 10; i++)
            await client.CurrentTimeAsync();

        var failed = await Assert.ThrowsAsync<VimAssertionException>(() => vcenter.Journal.ShouldHaveCalledAsync("Logout", cancellationToken: Cancelled));
        var unwanted = await Assert.ThrowsAsync<VimAssertionException>(() => vcenter.Journal.ShouldNotHaveCalledAsync("Login", cancellationToken: Cancelled));

        Assert.Contains("The journal is empty: no client has made a call.", empty.Message, StringComparison.Ordinal);
        Assert.StartsWith("There should have been at least one call of Logout, and there were none.", failed.Message, StringComparison.Ordinal);
        Assert.Contains("It has no call of this operation; its last calls are:", failed.Message, StringComparison.Ordinal);
        Assert.EndsWith("  and 2 before them", failed.Message, StringComparison.Ordinal);
        Assert.StartsWith("There should have been 0 calls of Login, and there was 1.", unwanted.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_test_waits_for_calls_that_are_still_to_come()
    {
        await using var vcenter = await VimTestServer.StartAsync(cancellationToken: Cancelled);
        await using var client = await Client.LoginAsync(vcenter);
        await vcenter.Journal.ClearAsync(Cancelled);

        var waiting = vcenter.Journal.WaitForAsync("CurrentTime", times: 2, cancellationToken: Cancelled);
        await client.CurrentTimeAsync();
        Assert.False(waiting.IsCompleted);
        await client.CurrentTimeAsync();
        await waiting;

        var failed = await Assert.ThrowsAsync<VimAssertionException>(() => vcenter.Journal.WaitForAsync("CurrentTime", times: 3, timeout: TimeSpan.FromMilliseconds(50), cancellationToken: Cancelled));
        Assert.StartsWith("Within 0.05 s there should have been 3 calls of CurrentTime, and there were 2.", failed.Message, StringComparison.Ordinal);
    }

    /// <summary>Otherwise an assertion that nobody calls it would hold for ever.</summary>
    [Fact]
    public async Task An_operation_that_does_not_exist_is_refused()
    {
        await using var vcenter = await VimTestServer.StartAsync(cancellationToken: Cancelled);

        var refused = await Assert.ThrowsAsync<ArgumentException>(() => vcenter.Journal.ShouldNotHaveCalledAsync("Logn", cancellationToken: Cancelled));

        Assert.Contains("'Logn' is no operation. Did you mean Login", refused.Message, StringComparison.Ordinal);
    }
}
