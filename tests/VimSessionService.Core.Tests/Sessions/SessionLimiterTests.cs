using VimSessionService.Core.Directory.Users;
using VimSessionService.Core.Sessions;

namespace VimSessionService.Core.Tests.Sessions;

/// <summary>One low account does not lock the others out, and an administrator always gets in.</summary>
public sealed class SessionLimiterTests
{
    [Fact]
    public void The_last_places_are_for_users_who_may_end_sessions()
    {
        var places = new SessionLimiter(new SessionLimits { MaxSessions = 100, ReservedSessions = 4 });
        for (var i = 0; i < 96; i++)
            Assert.True(places.TryTake(Data($"user {i}")));
        Assert.False(places.TryTake(Data("one more")));
        for (var i = 0; i < 4; i++)
            Assert.True(places.TryTake(Data("root", isAdministrator: true)));
        Assert.False(places.TryTake(Data("root", isAdministrator: true)));
        places.Return("user 1");
        Assert.False(places.TryTake(Data("one more")));
        Assert.True(places.TryTake(Data("root", isAdministrator: true)));
    }

    [Theory]
    [InlineData(3000, 2990)] // the default
    [InlineData(50, 45)]
    [InlineData(9, 9)] // of so few none is reserved
    [InlineData(1, 1)]
    public void No_more_than_a_tenth_is_reserved(int cap, int forOthers)
    {
        var places = new SessionLimiter(new SessionLimits { MaxSessions = cap });
        var taken = 0;
        while (taken < 10_000 && places.TryTake(Data($"user {taken}")))
            taken++;
        Assert.Equal(forOthers, taken);
    }

    [Fact]
    public void A_user_has_a_share_and_an_administrator_needs_none()
    {
        var places = new SessionLimiter(new SessionLimits { MaxSessions = 0, MaxUserSessions = 2 });
        Assert.True(places.TryTake(Data("joe")));
        Assert.True(places.TryTake(Data("JOE")));
        Assert.False(places.TryTake(Data("joe")));
        Assert.True(places.TryTake(Data("jim")));
        for (var i = 0; i < 5; i++)
            Assert.True(places.TryTake(Data("root", isAdministrator: true)));
        places.Return("joe");
        Assert.True(places.TryTake(Data("joe")));
        Assert.Equal(8, places.Count);
    }

    [Fact]
    public async Task An_administrator_logs_in_where_a_low_account_has_taken_every_place_it_could()
    {
        using var world = new World();
        world.Settings.MaxSessions = 30;
        var refused = 0;
        for (var i = 0; i < 40; i++)
            refused += await TryLoginAsync("operator") ? 0 : 1;
        Assert.Equal(13, refused);
        Assert.True(await TryLoginAsync("Administrator@vsphere.local"));

        async Task<bool> TryLoginAsync(string userName)
        {
            var call = World.NewCall();
            try
            {
                await world.Service.LoginAsync(call, userName, World.Password, locale: null);
                return true;
            }
            catch (SessionCapReachedException)
            {
                Assert.Equal("operator", call.LoginName); // the log has a user
                return false;
            }
        }
    }

    private static SessionData Data(string user, bool isAdministrator = false) => new()
    {
        User = new UserIdentity(user, user, []),
        Locale = "en",
        MessageLocale = "en",
        IpAddress = "10.0.0.7",
        UserAgent = "",
        IsAdministrator = isAdministrator,
    };
}
