using VimSessionService.Testing.Assertions;
using VimSessionService.Testing.Xunit;

namespace VimSessionService.Testing.Tests.Xunit;

/// <summary>Tests that share a vCenter. Whichever runs first, each finds the state of the start.</summary>
public sealed class FixtureTests(VimServerFixture fixture) : VimServerTests(fixture)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Each_test_finds_the_state_of_the_start(int test)
    {
        Assert.Empty(await VCenter.Sessions.ListAsync(cancellationToken: TestContext.Current.CancellationToken));
        Assert.Empty(VCenter.Faults.List());
        Assert.Empty(await VCenter.Journal.FindAsync(cancellationToken: TestContext.Current.CancellationToken));

        await using var client = await Client.LoginAsync(VCenter);
        VCenter.Faults.On("Logout").Times(test).Status(503);
    }
}

/// <summary>A fixture with options of its own.</summary>
public sealed class StrictFixture : VimServerFixture
{
    public override bool ChecksLeaks => true;

    protected override void Configure(VimTestServerOptions options) => options.Service.Sessions.SessionTimeout = TimeSpan.FromMinutes(5);
}

/// <summary>Tests that have to log out.</summary>
public sealed class StrictFixtureTests(StrictFixture fixture) : VimServerTests<StrictFixture>(fixture)
{
    [Fact]
    public async Task A_test_that_logs_out_passes()
    {
        await using var client = await Client.LoginAsync(VCenter);
        Assert.Equal(TimeSpan.FromMinutes(5), (await VCenter.Admin.GetLimitsAsync(TestContext.Current.CancellationToken)).IdleTimeout);
        await client.LogoutAsync();
    }

    [Fact]
    public async Task The_end_of_a_test_that_leaves_a_session_open_fails()
    {
        await using var client = await Client.LoginAsync(VCenter);

        await Assert.ThrowsAsync<VimAssertionException>(async () => await DisposeAsync());

        await client.LogoutAsync();
    }
}

/// <summary>A fixture by itself.</summary>
public sealed class FixtureAloneTests
{
    [Fact]
    public async Task A_fixture_that_was_not_started_says_so()
    {
        await using var fixture = new VimServerFixture();

        Assert.Contains("InitializeAsync", Assert.Throws<InvalidOperationException>(() => fixture.VCenter).Message, StringComparison.Ordinal);
    }
}
