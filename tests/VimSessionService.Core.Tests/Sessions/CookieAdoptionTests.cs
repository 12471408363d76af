using System.Net;
using VimSessionService.Core.Sessions;

namespace VimSessionService.Core.Tests.Sessions;

/// <summary>Whoever plants a cookie into another's client does not own its next session.</summary>
public sealed class CookieAdoptionTests : IDisposable
{
    private readonly World _world = new();
    private readonly CookieAdoption _adoption;

    public CookieAdoptionTests() => _adoption = new CookieAdoption(_world.Tokens, _world.Store);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("10.0.0.7", true)]
    [InlineData("::ffff:10.0.0.7", true)]
    [InlineData("10.0.0.8", false)]
    [InlineData("::1", false)]
    public async Task A_token_is_taken_over_from_the_address_that_it_was_given_to(string address, bool isAdopted) =>
        Assert.Equal(isAdopted, await AllowsAsync(_world.Tokens.Create(IPAddress.Parse("10.0.0.7")), address));

    [Theory]
    [InlineData("2001:db8:1:2::9", true)] // a client changes its address within its network
    [InlineData("2001:db8:1:3::8", false)]
    public async Task An_address_of_IPv6_stands_for_its_network(string address, bool isAdopted) =>
        Assert.Equal(isAdopted, await AllowsAsync(_world.Tokens.Create(IPAddress.Parse("2001:db8:1:2::8")), address));

    [Theory]
    [InlineData(600, true)]
    [InlineData(601, false)]
    public async Task It_is_taken_over_for_ten_minutes(int seconds, bool isAdopted)
    {
        var token = _world.Tokens.Create(World.Client.Address);
        _world.Time.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(isAdopted, await AllowsAsync(token));
    }

    [Fact]
    public async Task The_token_of_a_session_is_taken_over_for_ten_minutes_from_its_end()
    {
        var call = await _world.LoggedInAsync();
        var token = call.IssuedToken;
        _world.Time.Advance(TimeSpan.FromMinutes(20));
        await _world.Service.LogoutAsync(call);
        _world.Time.Advance(TimeSpan.FromMinutes(9));
        Assert.True(await AllowsAsync(token));
        Assert.False(await AllowsAsync(token, "10.0.0.8"));
        _world.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.False(await AllowsAsync(token));
    }

    [Fact]
    public async Task The_token_of_a_session_that_timed_out_is_taken_over_too()
    {
        var call = await _world.LoggedInAsync();
        _world.Time.Advance(TimeSpan.FromMinutes(35));
        Assert.Equal(0, _world.Store.Count);
        Assert.True(await AllowsAsync(call.IssuedToken));
    }

    [Fact]
    public async Task Sessions_of_one_user_do_not_push_out_the_tokens_of_others()
    {
        var victim = await _world.LoggedInAsync("Administrator@vsphere.local");
        _world.Time.Advance(TimeSpan.FromMinutes(6));
        await _world.Service.LogoutAsync(victim);
        for (var i = 0; i < 11; i++)
        {
            var calls = new List<LoggedIn>();
            for (var j = 0; j < 1_000; j++)
                calls.Add(await _world.LoggedInAsync());
            _world.Time.Advance(TimeSpan.FromSeconds(1));
            foreach (var call in calls)
                await _world.Service.LogoutAsync(call);
        }

        Assert.True(await AllowsAsync(victim.IssuedToken));
    }

    [Fact]
    public async Task Nothing_is_taken_over_when_it_is_off() =>
        Assert.False(await new CookieAdoption(_world.Tokens, _world.Store, isOn: false).AllowsAsync(_world.Tokens.Create(World.Client.Address), World.Client, Cancel));

    /// <summary>As of a host in memory, which knows no connections.</summary>
    [Fact]
    public async Task A_client_without_an_address_takes_nothing_over()
    {
        var nowhere = new ClientInfo(IPAddress.None, "");
        Assert.False(await _adoption.AllowsAsync(_world.Tokens.Create(IPAddress.None), nowhere, Cancel));
    }

    [Fact]
    public async Task A_token_made_up_elsewhere_is_nobodys()
    {
        Assert.False(await AllowsAsync(new SessionTokenIssuer(_world.Time).Create(World.Client.Address)));
        Assert.False(await AllowsAsync(new SessionToken("x")));
    }

    private ValueTask<bool> AllowsAsync(SessionToken token, string address = "10.0.0.7") =>
        _adoption.AllowsAsync(token, new ClientInfo(IPAddress.Parse(address), ""), Cancel);
}
